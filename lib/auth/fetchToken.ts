import { exchange, type SendOptions } from '../http/exchange';
import { tokenTimeoutMs } from '../http/limits';
import { parseResponse } from '../http/parse';
import { retryAfterMs } from '../http/retryAfter';
import type { ApiResponse, Explanation, Provider, Settings } from '../providers/contract';
import { busy, notAToken, unreachable } from './messages';
import { defaultPauseMs, maxPauseMs, refusalMemoryMs, minLifetimeMs } from './numbers';
import type { Token } from './token';

export type TokenFetch =
	| { readonly kind: 'token'; readonly token: Token }
	/** Asking again with the same settings is pointless; `pauseMs` keeps one click from asking twice. */
	| { readonly kind: 'refused'; readonly explanation: Explanation; readonly pauseMs: number }
	/** May pass by itself; the token endpoint is left alone for `pauseMs`. */
	| { readonly kind: 'transient'; readonly explanation: Explanation; readonly pauseMs: number };

export interface TokenFetchRequest {
	readonly provider: Provider;
	readonly settings: Settings;
	/** Not bound to one execution's cancel signal: others may be waiting for the same token. */
	readonly send: SendOptions;
	readonly now: () => number;
}

/** Asks the provider for a token: one HTTP call, never repeated here. */
export async function fetchToken(request: TokenFetchRequest): Promise<TokenFetch> {
	const { provider, settings, send, now } = request;
	const issuedAt = now();
	const outcome = await exchange(send, provider.auth.tokenRequest(settings, issuedAt), {
		timeoutMs: tokenTimeoutMs,
	});
	if (outcome.kind === 'failed')
		return {
			kind: 'transient',
			explanation: unreachable(provider, settings, outcome.fault),
			pauseMs: 0,
		};
	return judge(request, parseResponse(outcome.raw), issuedAt);
}

function judge(
	{ provider, settings, now }: TokenFetchRequest,
	response: ApiResponse,
	issuedAt: number,
): TokenFetch {
	if (response.status === 429 || response.status >= 500) {
		const asked = retryAfterMs(response.headers, now()) ?? defaultPauseMs;
		const pauseMs = Math.min(asked, maxPauseMs);
		return { kind: 'transient', explanation: busy(provider, response.status, pauseMs), pauseMs };
	}
	const isVerdict = verdicts.has(response.status) || (response.status < 300 && response.isJson);
	if (!isVerdict) return unreadable(provider, settings, response);
	const answer = provider.auth.readToken(response, issuedAt);
	if (answer.kind === 'refused')
		return { kind: 'refused', explanation: answer.explanation, pauseMs: refusalMemoryMs };
	if (answer.kind === 'unreadable') return unreadable(provider, settings, response);
	const { accessToken, expiresAt } = answer;
	const isReckonedWith = expiresAt !== undefined && expiresAt - issuedAt >= minLifetimeMs;
	return {
		kind: 'token',
		token: { accessToken, issuedAt, ...(isReckonedWith ? { expiresAt } : {}) },
	};
}

/** Statuses by which a token endpoint refuses a client (RFC 6749, 5.2, and what the three use), with or without a JSON body. */
const verdicts = new Set([400, 401, 403, 422]);

const unreadable = (provider: Provider, settings: Settings, response: ApiResponse): TokenFetch => ({
	kind: 'refused',
	explanation: notAToken(provider, settings, response),
	pauseMs: refusalMemoryMs,
});
