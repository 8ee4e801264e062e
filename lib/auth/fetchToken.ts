import { exchange, type SendOptions } from '../http/exchange';
import { tokenTimeoutMs } from '../http/limits';
import { parseResponse, type RawResponse } from '../http/parse';
import { isPassingFault, isPassingStatus } from '../http/passing';
import { retryAfterMs } from '../http/retryAfter';
import { text } from '../providers/json';
import type { ApiResponse, Explanation, Provider, Settings } from '../providers/contract';
import { redact } from '../redaction/redact';
import { secretsOf } from '../redaction/secrets';
import { busy, notAToken, unreachable } from './messages';
import { defaultPauseMs, maxPauseMs, minLifetimeMs, refusalMemoryMs } from './numbers';
import type { Token } from './token';

export type TokenFetch = { readonly kind: 'token'; readonly token: Token } | TokenFailure;

export interface TokenFailure {
	readonly kind: 'failed';
	readonly explanation: Explanation;
	/** Whether the same call may end differently soon, with nothing changed. Not so for a rejected client ID or secret. */
	readonly isPassing: boolean;
	/** How long the response asks to wait, at most an hour; undefined if it does not ask. */
	readonly retryAfterMs: number | undefined;
	/** Of the token endpoint's response; undefined if there was none. */
	readonly status: number | undefined;
	/** How long the token endpoint is not called once this call is given up. */
	readonly pauseMs: number;
}

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
	if (outcome.kind === 'answered') return read(request, outcome.raw, issuedAt);
	const { fault } = outcome;
	return {
		kind: 'failed',
		explanation: unreachable(provider, settings, fault),
		// Nothing here cancels it, so a cancellation came from one caller and does not count for the others.
		isPassing: isPassingFault(fault) || fault.kind === 'canceled',
		retryAfterMs: undefined,
		status: undefined,
		// n8n's refusal is about one credential; another one with the same settings may be free to call.
		pauseMs: fault.kind === 'blocked' ? 0 : defaultPauseMs,
	};
}

/**
 * A token is read from the answer as it came: it may hold what is blanked elsewhere, such as the API key among the claims of a
 * JWT. Whatever else is said about an answer is said about one without secrets, because an explanation may quote it.
 */
function read(request: TokenFetchRequest, raw: RawResponse, issuedAt: number): TokenFetch {
	const exact = judge(request, parseResponse(raw), issuedAt);
	if (exact.kind === 'token') return exact;
	const shown = parseResponse(redact(raw, secretsOf(request.provider, request.settings, [])));
	const judged = judge(request, shown, issuedAt);
	// The mark of a secret would pass for a token.
	return judged.kind === 'token' ? strange(request, shown, false) : judged;
}

function judge(request: TokenFetchRequest, response: ApiResponse, issuedAt: number): TokenFetch {
	const { provider } = request;
	const { status, isJson } = response;
	if (isPassingStatus(status)) return busyFailure(request, response, status);
	if (status >= 300 && status < 400) return strange(request, response, false);
	// A rejection has to be in the provider's own format: web pages and plain texts come from something in between.
	const isBare = text(response.body).trim() === '' && !isJson;
	if (!isJson && !(status === 401 && isBare)) return strange(request, response, true);
	const answer = provider.auth.readToken(response, issuedAt);
	switch (answer.kind) {
		case 'token': {
			const { accessToken, expiresAt } = answer;
			const isReckonedWith = expiresAt !== undefined && expiresAt - issuedAt >= minLifetimeMs;
			return {
				kind: 'token',
				token: { accessToken, issuedAt, ...(isReckonedWith ? { expiresAt } : {}) },
			};
		}
		case 'refused':
			return failure(answer.explanation, response, { pauseMs: refusalMemoryMs });
		case 'failed':
			return isPassingStatus(answer.status)
				? busyFailure(request, response, answer.status)
				: strange(request, response, answer.status === 403);
		case 'unreadable':
			return strange(request, response, false);
	}
}

function busyFailure(
	{ provider, now }: TokenFetchRequest,
	response: ApiResponse,
	status: number,
): TokenFailure {
	const asked = retryAfterMs(response.headers, now());
	const retryAfter = asked === undefined ? undefined : Math.min(asked, maxPauseMs);
	return failure(busy(provider, response.status, status), response, {
		isPassing: true,
		retryAfterMs: retryAfter,
		pauseMs: retryAfter ?? defaultPauseMs,
	});
}

const strange = (
	{ provider, settings }: TokenFetchRequest,
	response: ApiResponse,
	isPassing: boolean,
): TokenFailure =>
	failure(notAToken(provider, settings, response, isPassing), response, { isPassing });

const failure = (
	explanation: Explanation,
	{ status }: ApiResponse,
	more: Partial<TokenFailure>,
): TokenFailure => ({
	kind: 'failed',
	explanation,
	isPassing: false,
	retryAfterMs: undefined,
	status,
	pauseMs: defaultPauseMs,
	...more,
});
