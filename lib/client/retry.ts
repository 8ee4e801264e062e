import { backoffMs, maxRetryAfterMs } from '../http/backoff';
import type { CallResult } from './result';

export type RetryDecision =
	| { readonly kind: 'retry'; readonly delayMs: number }
	| { readonly kind: 'stop' }
	/** A repeat would be allowed, but the provider asks to wait longer than a node should block. */
	| { readonly kind: 'askedToWait'; readonly waitMs: number };

export interface Attempted {
	readonly method: string;
	readonly result: CallResult;
	/** Repeats already made. */
	readonly retries: number;
	readonly maxRetries: number;
	/** From 0 up to, not including, 1. */
	readonly random: number;
}

/** Never extend this to POST, PUT, PATCH or DELETE: a repeated write may be a second payment. */
const repeatable = new Set(['GET', 'HEAD']);

/** The only place that decides whether a request is sent again, apart from the one renewal of a rejected token. */
export function decideRetry({
	method,
	result,
	retries,
	maxRetries,
	random,
}: Attempted): RetryDecision {
	if (result.kind === 'answered' || !result.isPassing || !repeatable.has(method))
		return { kind: 'stop' };
	const asked = result.retryAfterMs;
	if (asked !== undefined && asked > maxRetryAfterMs) return { kind: 'askedToWait', waitMs: asked };
	if (retries >= maxRetries) return { kind: 'stop' };
	return { kind: 'retry', delayMs: backoffMs(retries, random, asked) };
}
