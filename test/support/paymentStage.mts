import type { Provider, Settings } from '../../lib/providers/contract';
import type { CallContext } from '../../lib/client/call';
import { buildLookup, findKind, type Lookup } from '../../lib/payments/lookup';
import { type Reply, theatre } from './theatre.mts';
import { settings } from './samples.mts';

/** What was asked of the provider. */
export interface Asked {
	readonly method: string;
	/** Path and query. */
	readonly target: string;
	readonly body: string | undefined;
}

export interface Stage {
	readonly context: CallContext;
	readonly asked: Asked[];
	/** Waits between repeats of one call. */
	readonly slept: number[];
}

/** A provider whose answers follow from the question, or from how many there were before. */
export function stage(
	provider: Provider,
	reply: (asked: Asked, attempt: number) => Reply,
	change: Partial<CallContext> = {},
): Stage {
	const asked: Asked[] = [];
	const slept: number[] = [];
	let latest: Asked = { method: '', target: '', body: undefined };
	const { context } = theatre(provider, (attempt) => reply(latest, attempt));
	return {
		asked,
		slept,
		context: {
			...context,
			sleep: async (ms) => {
				slept.push(ms);
				await Promise.resolve();
			},
			sendAs: (...sending) => {
				const sender = context.sendAs(...sending);
				return {
					...sender,
					send: async (options) => {
						const {
							method = 'GET',
							url,
							body,
						} = options as { method?: string; url: string } & {
							body?: string;
						};
						latest = {
							method,
							target: url.replace(settings.baseUrl, ''),
							body: body && String(body),
						};
						asked.push(latest);
						return await sender.send(options);
					},
				};
			},
			...change,
		},
	};
}

export const answer = (
	body: unknown,
	status = 200,
	headers: Record<string, string> = {},
): Reply => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

export const lost = (): Reply => Object.assign(new Error('gone'), { code: 'ECONNRESET' });

export const options = { timeoutMs: 1_000, maxRetries: 0 };

/** The content in the provider's own envelope. */
export const enveloped = ({ id }: Provider, content: unknown): unknown => {
	if (id === 'smartFastPay') return { requestId: 'r-1', data: content };
	const pagination = { currentPage: 1, totalPages: 1 };
	return id === 'singapay' ? { status: 200, success: true, data: content, pagination } : content;
};

export function questionOf(
	provider: Provider,
	kindId: string,
	by: Lookup['by'],
	value: string,
	given: Settings = settings,
): Lookup {
	const kind = findKind(provider, kindId);
	const lookup = kind && buildLookup(provider, given, { kind, by, value, accountId: 'acc-1' });
	if (lookup === undefined) throw new Error(`${provider.id} cannot be asked for ${value}`);
	return lookup;
}
