import { call } from '../../../lib/client/call';
import type { FailureCause } from '../../../lib/client/result';
import { providers } from '../../../lib/providers';
import type { Provider } from '../../../lib/providers/contract';
import {
	documentedRequests,
	type NamedRequest,
	undocumentedWrites,
} from '../../support/endpoints.mts';
import { answer, fakeContext, fault, repeating, type Reply } from '../../support/fakeContext.mts';

/** What a write did at the provider: `none` has to be proven. */

const writesOf = (provider: Provider): readonly NamedRequest[] => [
	...documentedRequests(provider).filter(({ kind }) => kind !== 'reads'),
	...undocumentedWrites,
];

interface Row {
	readonly of: string;
	readonly reply: Reply;
	readonly effect: 'none' | 'unknown';
	readonly cause: FailureCause;
	/** Left out: requests of which the rule does not speak. */
	readonly unless?: (request: NamedRequest) => boolean;
}

const row =
	(effect: Row['effect'], cause: FailureCause, unless?: Row['unless']) =>
	([of, reply]: readonly [of: string, reply: Reply]): Row => ({
		of,
		reply,
		effect,
		cause,
		...(unless === undefined ? {} : { unless }),
	});

const page = '<!doctype html><html><title>Just a moment…</title></html>';
const inJson = { 'content-type': 'application/json' };
const serverErrors = [500, 501, 502, 503, 504, 505, 520, 521, 522, 523, 524, 525, 526, 527, 599];
const isUndocumented = ({ isDocumented }: NamedRequest): boolean => !isDocumented;

/** How each provider words a refusal, and that something with the reference exists. */
const shapes: Readonly<Record<string, { refusal(status: number): object; duplicate: object }>> = {
	smartFastPay: {
		refusal: () => ({ requestId: 'r', moreInformation: { message: 'Invalid document' } }),
		duplicate: { requestId: 'r', moreInformation: 'transaction.id has already been used' },
	},
	paySecurez: {
		refusal: (status) => ({ statusCode: status, message: 'Bad Request', error: 'amount' }),
		duplicate: { statusCode: 400, message: 'reference already exists', error: 'Bad Request' },
	},
	singapay: {
		refusal: (status) => ({ status, success: false, error: { code: status, message: 'No' } }),
		duplicate: {
			status: 400,
			success: false,
			error: { message: 'reff_no has already been taken' },
		},
	},
};

const shapeOf = ({ id }: Provider) => {
	const shape = shapes[id];
	if (shape === undefined) throw new Error(`Nobody has written down how ${id} refuses`);
	return shape;
};

/** Alike for all providers. */
const rowsOf = (provider: Provider): readonly Row[] => {
	const { refusal, duplicate } = shapeOf(provider);
	return [
		...[408, ...serverErrors]
			.flatMap((status): [string, Reply][] => [
				[`HTTP ${status} without a body`, answer('', status)],
				[`HTTP ${status} with an empty object`, answer({}, status)],
				[`HTTP ${status} with a web page`, answer(page, status)],
				[`HTTP ${status} with a refusal`, answer(refusal(400), status)],
				[`HTTP ${status} with a duplicate`, answer(duplicate, status)],
			])
			.map(row('unknown', 'unavailable')),
		...['StatusCode', 'Status', 'status_code', 'httpStatus', 'HTTP_STATUS_CODE', 'Code']
			.flatMap((name): [string, Reply][] => [
				[`${name} 500 inside HTTP 200`, answer({ [name]: 500, Message: 'Internal server error' })],
				[`${name} 408 as text inside HTTP 200`, answer({ [name]: '408' })],
			])
			.map(row('unknown', 'unavailable')),
		...[301, 302, 303, 307, 308]
			.flatMap((status): [string, Reply][] => [
				[`a redirect (HTTP ${status})`, answer('', status, { location: '/login' })],
				[`a redirect (HTTP ${status}) with a page`, answer(page, status)],
				[`a redirect (HTTP ${status}) with a refusal`, answer(refusal(400), status)],
			])
			.map(row('unknown', 'unexpected')),
		...[200, 201, 400, 403, 404, 422]
			.map((status): [string, Reply] => [`a web page (HTTP ${status})`, answer(page, status)])
			.map(row('unknown', 'unexpected')),
		row('unknown', 'unavailable')(['a web page (HTTP 429)', answer(page, 429)]),
		...[
			['success: false', answer({ success: false, message: 'No' })],
			['success: false as text', answer({ success: 'False' })],
			['success: 0', answer({ success: 0 })],
			['IsSuccess: false', answer({ IsSuccess: false, Message: 'No' })],
			['an error', answer({ error: 'Oops' })],
			['an error with members', answer({ Error: { Message: 'Oops' } })],
			['a list of errors', answer({ errors: [{ message: 'Oops' }] })],
			['an error of a function', answer({ errorMessage: 'Task timed out after 30.03 seconds' })],
			['a fault of a gateway', answer({ fault: { faultstring: 'Unexpected EOF at target' } })],
			['half of its JSON', answer('{"data":{"id":"P-1","sta')],
			['half of a list', answer(' [{"id":"P-1"},')],
			['half of its JSON, called JSON', answer('{"data":{"id":"P-1","sta', 200, inJson)],
			['half of a refusal', answer(JSON.stringify(refusal(400)).slice(0, -1), 400)],
			['text that is called JSON', answer('OK', 200, inJson)],
		].map((of) => row('unknown', 'unexpected')(of as [string, Reply])),
		row('unknown', 'unexpected', isUndocumented)(['text', answer('OK')]),
		row('unknown', 'unexpected', isUndocumented)(['an empty response', answer('')]),
		row(
			'unknown',
			'unexpected',
			({ isDocumented, kind }) => !isDocumented || kind === 'changes',
		)(['no content', answer('', 204)]),
		...[400, 402, 403, 404, 405, 406, 410, 413, 415, 422, 451]
			.flatMap((status): [string, Reply][] => [
				[`HTTP ${status} without a body`, answer('', status)],
				[`HTTP ${status} with the JSON of something on the way`, answer({ blocked: true }, status)],
				[`HTTP ${status} with a message of a gateway`, answer({ message: 'Forbidden' }, status)],
				[`HTTP ${status} with a list`, answer([], status)],
			])
			.map(row('unknown', 'unexpected')),
		...[425, 429]
			.flatMap((status): [string, Reply][] => [
				[`HTTP ${status} without a body`, answer('', status)],
				[`HTTP ${status} with a message of a gateway`, answer({ message: 'Slow' }, status)],
			])
			.map(row('unknown', 'unavailable')),
		...[400, 402, 403, 404, 422]
			.map((status): [string, Reply] => [
				`a refusal in the provider's own shape (HTTP ${status})`,
				answer(refusal(status), status),
			])
			.map(row('none', 'refused')),
		row('none', 'unavailable')(['too many requests, in its own shape', answer(refusal(429), 429)]),
		...[
			['HTTP 409 in its own shape', answer(refusal(409), 409)],
			['HTTP 409 without a body', answer('', 409)],
			['a reference that has been used', answer(duplicate, 400)],
			['a reference that has been used (HTTP 422)', answer(duplicate, 422)],
		].map((of) => row('unknown', 'duplicate')(of as [string, Reply])),
		...[
			['a refused connection', fault('ECONNREFUSED', 'connect')],
			['a connection that was not made in time', fault('ETIMEDOUT', 'connect')],
			['an unknown host', fault('ENOTFOUND', 'getaddrinfo')],
			['an untrusted certificate', fault('DEPTH_ZERO_SELF_SIGNED_CERT')],
		].map((of) => row('none', 'unreachable')(of as [string, Reply])),
		...[
			['a connection that was reset', fault('ECONNRESET')],
			['a broken pipe', fault('EPIPE', 'write')],
			['a failure without a name', fault('')],
		].map((of) => row('unknown', 'lost')(of as [string, Reply])),
		row('unknown', 'timeout')(['no answer in time', fault('ECONNABORTED')]),
		row('unknown', 'canceled')(['a cancellation on the way', fault('ERR_CANCELED')]),
	];
};

const singapayCode = (
	response_code: string,
	effect: Row['effect'],
	cause: FailureCause,
	statuses: readonly number[],
): readonly Row[] =>
	statuses.map((status) =>
		row(
			effect,
			cause,
		)([
			`${response_code} (HTTP ${status})`,
			answer({ response_code, response_message: 'Words', data: null }, status),
		]),
	);

/** In shapes that only one provider knows. */
const ownRows: Readonly<Record<string, readonly Row[]>> = {
	smartFastPay: [
		{ requestId: 'r', status: 500, payload: 'Internal error' },
		{ requestId: 'r', status: '503', payload: 'Try later' },
		{ requestId: 'r', status: 408, payload: 'Timed out' },
		{ requestId: 'r', status: 'error', payload: 'Oops' },
		{ requestId: 'r', payload: 'Oops' },
		{ requestId: 'r', moreInformation: 'Oops' },
	].map((body) => ({
		...row('unknown', 'unavailable')([`${JSON.stringify(body)} (HTTP 200)`, answer(body)]),
		cause: Number(body.status) >= 400 ? 'unavailable' : 'unexpected',
	})),
	paySecurez: [
		...[
			['500 inside HTTP 200', answer({ statusCode: 500, message: 'Internal server error' })],
			['503 as text inside HTTP 200', answer({ statusCode: '503', message: 'Try later' })],
			['408 inside HTTP 200', answer({ statusCode: 408, message: 'Timed out' })],
			['500 inside HTTP 400', answer({ statusCode: 500, message: 'Oops' }, 400)],
			['408 inside HTTP 422', answer({ statusCode: 408, message: 'Timed out' }, 422)],
			['500 inside HTTP 401', answer({ statusCode: 500, message: 'Oops' }, 401)],
		].map((of) => row('unknown', 'unavailable')(of as [string, Reply])),
		row('unknown', 'unexpected')(['an error inside HTTP 200', answer({ error: 'Oops' })]),
		row(
			'none',
			'refused',
		)(['422 inside HTTP 200', answer({ statusCode: 422, message: 'amount is required' })]),
	],
	singapay: [
		...[
			['500 inside HTTP 200', answer({ status: 500, success: false })],
			['408 inside HTTP 200', answer({ status: 408, success: false })],
			['500 as the code of the error', answer({ success: false, error: { code: 500 } })],
			[
				'500 as the code of the error beside the status 401',
				answer({ status: 401, success: false, error: { code: 500 } }),
			],
			[
				'500 as the code of the error inside HTTP 422',
				answer({ status: 422, success: false, error: { code: 500 } }, 422),
			],
		].map((of) => row('unknown', 'unavailable')(of as [string, Reply])),
		row('unknown', 'unexpected')(['success: false and no more', answer({ success: false })]),
		row(
			'none',
			'refused',
		)([
			'422 inside HTTP 200',
			answer({ status: 422, success: false, error: { code: 422, message: 'No' } }),
		]),
		...['SP001', 'SP002', 'SP005', 'SP019', 'SP021', 'SP999', 'X-1'].flatMap((code) =>
			singapayCode(code, 'unknown', 'unavailable', [200, 400, 422, 500]),
		),
		...['SP003', 'SP006', 'SP010', 'SP012', 'SP018', 'SP020', 'SP102', 'SP403'].flatMap((code) => [
			...singapayCode(code, 'none', 'refused', [200, 400, 403]),
			...singapayCode(code, 'unknown', 'unavailable', [500, 408]),
		]),
		...singapayCode('SP004', 'unknown', 'duplicate', [200, 400, 409]),
		...singapayCode('SP004', 'unknown', 'unavailable', [500]),
		...singapayCode('SP013', 'unknown', 'unavailable', [500]),
		...singapayCode('SP013', 'unknown', 'unexpected', [302]),
		...singapayCode('SP000', 'unknown', 'unavailable', [500]),
	],
};

describe.each(providers.map((provider) => [provider.displayName, provider] as const))(
	'a write of %s that is answered by',
	(_name, provider) => {
		const rows = [...rowsOf(provider), ...(ownRows[provider.id] ?? [])];

		it.each(rows.map((each) => [each.of, each.effect, each.cause, each] as const))(
			'%s is sent once, and its effect is %s (%s)',
			async (_of, effect, cause, { reply, unless }) => {
				const writes = writesOf(provider).filter((write) => !(unless?.(write) ?? false));
				const seen = await Promise.all(
					writes.map(async ({ name, request }) => {
						const { context, requests, slept } = fakeContext(provider, reply);
						const result = await call(context, request, repeating);
						return result.kind === 'answered'
							? { name, answered: true }
							: {
									name,
									effect: result.effect,
									cause: result.cause,
									sent: requests.length,
									slept,
								};
					}),
				);

				expect(writes.length).toBeGreaterThan(0);
				expect(seen).toEqual(
					writes.map(({ name }) => ({ name, effect, cause, sent: 1, slept: [] })),
				);
			},
		);
	},
);

describe('a write that never leaves', () => {
	it.each<[string, Parameters<typeof fakeContext>[2]]>([
		['because the execution was canceled', { signal: AbortSignal.abort() }],
		[
			'because the credential cannot be read',
			{ stored: async () => await Promise.reject(new Error('Gone')) },
		],
	])('%s had no effect', async (_why, change) => {
		for (const provider of providers)
			for (const { request } of writesOf(provider)) {
				const { context, requests } = fakeContext(provider, answer({}), change);
				const result = await call(context, request, repeating);

				expect(result).toMatchObject({ kind: 'failed', effect: 'none' });
				expect(requests).toEqual([]);
			}
	});
});
