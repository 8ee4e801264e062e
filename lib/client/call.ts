import { basicAuthorization } from '../providers/oauth';
import type { RequestInfo } from '../providers/endpoints';
import type {
	ApiRequest,
	ApiResponse,
	Explanation,
	Provider,
	ProviderFailure,
	Settings,
} from '../providers/contract';
import { exchange, type Exchange, type SendOptions } from '../http/exchange';
import type { Fault } from '../http/faults';
import { parseResponse, type RawResponse } from '../http/parse';
import type { TokenLifecycle } from '../auth/lifecycle';
import { refusedTwice } from '../auth/messages';
import type { Token } from '../auth/token';
import { redact } from './redact';
import { decideRetry, isPassing } from './retry';

/** Everything a call needs from its surroundings. */
export interface CallContext {
	readonly provider: Provider;
	readonly settings: Settings;
	readonly lifecycle: TokenLifecycle;
	/** For token calls: no credential attached. */
	readonly send: SendOptions;
	/** Sends with the credential and this token, through n8n. */
	readonly sendAs: (token: Token, use: 'shared' | 'own') => AuthorizedSend;
	/** What the credential holds; `again` reads it anew, because another process may have renewed it. */
	readonly stored: (again: boolean) => Promise<Token | undefined>;
	/** Waits, or ends early when the execution is canceled. */
	readonly sleep: (ms: number) => Promise<void>;
	readonly random: () => number;
	readonly signal: AbortSignal | undefined;
	readonly allowedDomains: string | undefined;
}

export interface AuthorizedSend {
	readonly send: SendOptions;
	/** Whether it is certain that nothing was sent, asked after something was thrown. */
	readonly isUnsent: () => boolean;
	/** The token that went out: another one when the chosen one was refused elsewhere at that very moment. */
	readonly sentToken: () => string;
}

export interface CallOptions {
	readonly timeoutMs: number;
	readonly maxRetries: number;
}

/** How a call ended. `answered` may still be the provider's report of a failure. */
export type CallResult =
	| {
			readonly kind: 'answered';
			readonly raw: RawResponse;
			readonly response: ApiResponse;
			readonly failure: ProviderFailure | undefined;
	  }
	| {
			readonly kind: 'noToken';
			readonly explanation: Explanation;
			/** Whether it may be different later, with nothing changed. */
			readonly isPassing: boolean;
	  }
	| { readonly kind: 'tokenRefused'; readonly explanation: Explanation; readonly status: number }
	| { readonly kind: 'askedToWait'; readonly waitMs: number; readonly status: number }
	| { readonly kind: 'failed'; readonly fault: Fault };

/**
 * Sends one request with a token and judges the answer. Reads are repeated after passing failures; a write is sent once,
 * and a second time only when the provider refused its token, which it does before it looks at the request.
 */
export async function call(
	context: CallContext,
	request: ApiRequest,
	effect: RequestInfo,
	options: CallOptions,
): Promise<CallResult> {
	const { provider, settings, lifecycle } = context;
	const startedAt = lifecycle.now();
	const isWrite = effect.kind !== 'reads';
	const want =
		isWrite && provider.auth.reusePolicy(settings) === 'perTransaction' ? 'own' : 'shared';
	let isRenewed = false;
	let retries = 0;

	for (;;) {
		const stored = await context.stored(isRenewed);
		const acquired = await lifecycle.acquire({
			provider,
			settings,
			stored,
			send: context.send,
			want,
		});
		if (acquired.kind === 'unavailable')
			return {
				kind: 'noToken',
				explanation: acquired.explanation,
				isPassing: acquired.isPassing,
			};
		const { token } = acquired;
		const outcome = await attempt(context, request, context.sendAs(token, want), token, options);

		if (outcome.kind === 'answered' && provider.auth.isTokenRefused(outcome.response)) {
			const isFresh = token.issuedAt !== undefined && token.issuedAt >= startedAt;
			if (isFresh && isRenewed) lifecycle.refuseFresh(provider, settings, token);
			else lifecycle.refuse(provider, settings, token);
			if (isRenewed)
				return {
					kind: 'tokenRefused',
					explanation: refusedTwice(provider),
					status: outcome.response.status,
				};
			isRenewed = true;
			continue;
		}

		const decision = decideRetry({
			method: request.method,
			exchange: outcome,
			retries,
			maxRetries: options.maxRetries,
			now: lifecycle.now(),
			random: context.random(),
		});
		if (decision.kind === 'retry') {
			retries += 1;
			await context.sleep(decision.delayMs);
			continue;
		}
		if (outcome.kind === 'failed') return outcome;
		if (decision.kind === 'askedToWait')
			return { kind: 'askedToWait', waitMs: decision.waitMs, status: outcome.raw.status };
		return { ...outcome, failure: provider.api.readFailure(outcome.response) };
	}
}

/** E.g. n8n could not read the credential. Thrown on, it would take the results of the other items with it. */
export async function callSafely(
	...args: Parameters<typeof call>
): Promise<
	| { readonly kind: 'ended'; readonly result: CallResult }
	| { readonly kind: 'thrown'; readonly reason: string }
> {
	try {
		return { kind: 'ended', result: await call(...args) };
	} catch (error) {
		return { kind: 'thrown', reason: error instanceof Error ? error.message : '' };
	}
}

/** Whether the same request may end differently a little later, with nothing changed. */
export function mayPass(result: CallResult): boolean {
	switch (result.kind) {
		case 'noToken':
			return result.isPassing;
		case 'tokenRefused':
			return false;
		case 'askedToWait':
			return true;
		case 'failed':
			return isPassing(result);
		case 'answered':
			return isPassing(result) || result.failure?.outcome === 'unknown';
	}
}

type Attempt =
	| { readonly kind: 'answered'; readonly raw: RawResponse; readonly response: ApiResponse }
	| Extract<Exchange, { kind: 'failed' }>;

async function attempt(
	context: CallContext,
	request: ApiRequest,
	{ send, isUnsent, sentToken }: AuthorizedSend,
	token: Token,
	{ timeoutMs }: CallOptions,
): Promise<Attempt> {
	const outcome = await exchange(send, request, {
		timeoutMs,
		isUnsent,
		signal: context.signal,
		allowedDomains: context.allowedDomains,
	});
	if (outcome.kind === 'failed') return outcome;
	const { clientSecret } = context.settings;
	const basic = basicAuthorization(context.settings).replace('Basic ', '');
	const raw = redact(outcome.raw, [token.accessToken, sentToken(), clientSecret, basic]);
	return { kind: 'answered', raw, response: parseResponse(raw) };
}
