import type { Simulator } from '../../../simulators/index.mts';
import { changed, refusedFields, without } from './changes.mts';
import type { Answered } from './support.mts';
import { authorized, call, postJson, postSigned, startOfTests } from './support.mts';

export const account = '01J5XW8LD0R6M9CJEXAMPLE01';
export const poorAccount = '01J5XW8LD0R6M9CJEXAMPLE02';
export const unknownAccount = '01J5XW8LD0R6M9CJEXAMPLE99';

/** A call that makes something, with a body that is taken as it is. */
export interface Create {
	path: string;
	body: object;
	signed?: true;
}

export const dataOf = ({ body }: Answered) => (body as { data: Record<string, unknown> }).data;

/** The calls of one simulator, each with a token of its own. */
export function callsOf(simulator: () => Simulator, now: () => number = () => startOfTests) {
	const headers = () => authorized(simulator(), now());
	const send = async (path: string, body: unknown, signed?: true) =>
		signed
			? postSigned(simulator(), path, body)
			: postJson(simulator(), path, body, await headers());
	return {
		send,
		get: async (path: string) => call(simulator(), path, { headers: await headers() }),
		remove: async (path: string) =>
			call(simulator(), path, { method: 'DELETE', headers: await headers() }),
		put: async (path: string, body: unknown) =>
			call(simulator(), path, {
				method: 'PUT',
				headers: { ...(await headers()), 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
	};
}

/** Takes the last value of a field and refuses the one beyond it, in the envelope of the path. */
export async function expectLimit(
	{ send }: Pick<ReturnType<typeof callsOf>, 'send'>,
	{ path, body, signed }: Create,
	[field, last, beyond]: readonly [field: string, last: unknown, beyond: unknown],
): Promise<void> {
	const refused = await send(path, changed(body, field, beyond), signed);
	expect([refused.status, refusedFields(refused)]).toEqual([422, [field]]);
	expect(refused.body).toMatchObject(refusalOf(path));
	const taken = await send(path, changed(body, field, last), signed);
	expect([taken.status, refusedFields(taken)]).toEqual([200, []]);
}

export async function expectNeed(
	{ send }: Pick<ReturnType<typeof callsOf>, 'send'>,
	{ path, body, signed }: Create,
	field: string,
): Promise<void> {
	const refused = await send(path, without(body, field), signed);
	expect([refused.status, refusedFields(refused)]).toEqual([422, [field]]);
	expect(refused.body).toMatchObject(refusalOf(path));
}

const refusalOf = (path: string): object =>
	path.startsWith('/api/v2') && !path.includes('/payment-link/')
		? { response_code: 'SP018', response_message: 'Validation Error' }
		: { status: 422, success: false, error: { code: 422 } };
