import type { Exchange } from '../http/exchange';
import type { Fault } from '../http/faults';
import { retryAfterMs } from '../http/retryAfter';
import { firstDelayMs, jitterFloor, maxDelayMs, maxRetryAfterMs } from './numbers';

export type RetryDecision =
	| { readonly kind: 'retry'; readonly delayMs: number }
	| { readonly kind: 'stop' }
	/** A repeat would be allowed, but the provider asks to wait longer than a node should block. */
	| { readonly kind: 'askedToWait'; readonly waitMs: number };

export interface Attempted {
	readonly method: string;
	readonly exchange: Exchange;
	/** Repeats already made. */
	readonly retries: number;
	readonly maxRetries: number;
	readonly now: number;
	/** From 0 up to, not including, 1. */
	readonly random: number;
}

/** Never widened to POST, PUT, PATCH or DELETE: a repeated write may be a second payment. */
const repeatable = new Set(['GET', 'HEAD']);

/** Statuses that pass by themselves. */
const passing = new Set([408, 429, 500, 502, 503, 504]);

/** Faults that do. */
const passingFaults: ReadonlySet<Fault['kind']> = new Set(['neverLeft', 'lost', 'timeout']);

/** The only place that decides whether a request is sent again, apart from the one renewal of a refused token. */
export function decideRetry(attempted: Attempted): RetryDecision {
	const { exchange, retries } = attempted;
	if (!repeatable.has(attempted.method) || !isPassing(exchange)) return { kind: 'stop' };
	const asked =
		exchange.kind === 'answered' ? retryAfterMs(exchange.raw.headers, attempted.now) : undefined;
	if (asked !== undefined && asked > maxRetryAfterMs) return { kind: 'askedToWait', waitMs: asked };
	if (retries >= attempted.maxRetries) return { kind: 'stop' };
	const whole = Math.min(firstDelayMs * 2 ** retries, maxDelayMs);
	const jittered = whole * (jitterFloor + (1 - jitterFloor) * attempted.random);
	return { kind: 'retry', delayMs: Math.max(jittered, asked ?? 0) };
}

/** Whether the same request may end differently a little later. */
export const isPassing = (exchange: Exchange): boolean =>
	exchange.kind === 'answered'
		? passing.has(exchange.raw.status)
		: passingFaults.has(exchange.fault.kind);
