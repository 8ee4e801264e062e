import { createTokenLifecycle } from '../../lib/auth/lifecycle';
import type { Provider } from '../../lib/providers/contract';
import type { CallContext } from '../../lib/client/call';
import { settings } from './samples.mts';

/** What the provider says to one request, or how the connection ends. */
export type Reply =
	| { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
	| Error;

export interface Theatre {
	readonly context: CallContext;
	/** Tokens of the requests sent, in order. */
	readonly sent: string[];
}

/** A provider that hands out `token-0001`, `token-0002`, … and answers by the given function. */
export function theatre(
	provider: Provider,
	reply: (attempt: number, token: string) => Reply,
): Theatre {
	const sent: string[] = [];
	let mints = 0;
	const answer = async (given: Reply): Promise<unknown> => {
		if (given instanceof Error) throw given;
		const { status, body, headers = {} } = given;
		return await Promise.resolve({ statusCode: status, headers, body: Buffer.from(body) });
	};
	return {
		sent,
		context: {
			provider,
			settings,
			lifecycle: createTokenLifecycle(() => Date.UTC(2026, 0, 5)),
			send: async () => {
				mints += 1;
				const token = { access_token: `token-${String(mints).padStart(4, '0')}`, expires_in: 3600 };
				return await answer({ status: 200, body: JSON.stringify({ ...token, data: token }) });
			},
			sendAs: ({ accessToken }) => ({
				send: async () => {
					sent.push(accessToken);
					return await answer(reply(sent.length - 1, accessToken));
				},
				isUnsent: () => false,
				sentToken: () => accessToken,
			}),
			stored: async () => await Promise.resolve(undefined),
			sleep: async () => await Promise.resolve(),
			random: () => 0,
			signal: undefined,
			allowedDomains: undefined,
		},
	};
}
