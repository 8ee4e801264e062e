import type { IHttpRequestOptions } from 'n8n-workflow';

import { createTokenLifecycle } from '../../lib/auth/lifecycle';
import type { PaymentKind, Provider, Settings } from '../../lib/providers/contract';
import type { CallContext } from '../../lib/client/call';
import { subjects } from './subjects.mts';

/** What the provider says to one request, or how the connection ends. */
export type Reply =
	| { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
	| Error;

export interface Stage {
	readonly context: CallContext;
	readonly clock: { now: number };
}

export const startMs = Date.UTC(2026, 0, 5, 12);

export const lost: Reply = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

/** A poll's surroundings, with n8n's clock in the test's hands. Tokens are always given. */
export function stage(
	provider: Provider,
	settings: Settings,
	reply: (options: IHttpRequestOptions) => Reply,
): Stage {
	const clock = { now: startMs };
	const answer = async (given: Reply): Promise<unknown> => {
		if (given instanceof Error) throw given;
		const { status, body, headers = {} } = given;
		const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
		return await Promise.resolve({ statusCode: status, headers, body: bytes });
	};
	const token = { access_token: 'token-000001', expires_in: 31_536_000 };
	const context: CallContext = {
		provider,
		settings,
		lifecycle: createTokenLifecycle(() => clock.now),
		send: async () => await answer({ status: 200, body: { ...token, data: token } }),
		sendAs: ({ accessToken }) => ({
			send: async (options) => await answer(reply(options)),
			isUnsent: () => false,
			sentToken: () => accessToken,
		}),
		stored: async () => await Promise.resolve(undefined),
		sleep: async (ms) => {
			clock.now += ms;
			await Promise.resolve();
		},
		random: () => 0,
		signal: undefined,
		allowedDomains: undefined,
	};
	return { context, clock };
}

export type SubjectName = 'smartFastPay' | 'singapay';

export const kindOf = (name: SubjectName, id: string): PaymentKind => {
	const kind = subjects[name].provider.payments.kinds.find((one) => one.id === id);
	if (kind === undefined) throw new Error(`No such kind: ${id}`);
	return kind;
};

export const options = { timeoutMs: 30_000, maxRetries: 2 };
