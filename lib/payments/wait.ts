import {
	absentForMs,
	firstLookupDelayMs,
	maxLookupDelayMs,
	lookupDelayGrowth,
	lookupJitter,
} from './numbers';
import type { Failed } from '../client/result';
import type { LookupResult } from './lookupPayment';
import type { Payment } from './payment';

export interface Wait {
	/** Undefined if the wait was over when its turn came. `endsAt` in epoch milliseconds. */
	readonly lookup: (endsAt: number) => Promise<LookupResult | undefined>;
	/** Whether a final status ends the wait. */
	readonly isOver: (payment: Payment) => boolean;
	/** In milliseconds. */
	readonly maxWaitMs: number;
	readonly now: () => number;
	/** Waits, or ends early when waiting has become pointless. */
	readonly sleep: (ms: number) => Promise<void>;
	readonly isStopped: () => boolean;
	/** From 0 up to, not including, 1. */
	readonly random: () => number;
}

export type Waited =
	| { readonly kind: 'final'; readonly last: Extract<LookupResult, { kind: 'found' }> }
	/** The time is over, or too short for what the provider asks to wait: what was seen last. */
	| {
			readonly kind: 'timeout';
			readonly last: Extract<LookupResult, { kind: 'found' }>;
			readonly waitedMs: number;
	  }
	/** The same, and no lookup has returned the status: what prevented it last. */
	| {
			readonly kind: 'neverSeen';
			readonly trouble: Failed | undefined;
			readonly waitedMs: number;
	  }
	/** Waiting on would not help. */
	| { readonly kind: 'failed'; readonly trouble: Failed }
	| { readonly kind: 'stopped' };

/**
 * Looks a payment up until its status is final. Temporary failures do not end it, and neither does a payment that does not
 * exist yet, or that disappears after it was found; the last lookup is at the end of the time.
 */
export async function waitForFinal(wait: Wait): Promise<Waited> {
	const begunAt = wait.now();
	const endsAt = begunAt + wait.maxWaitMs;
	let delayMs = firstLookupDelayMs;
	let last: Extract<LookupResult, { kind: 'found' }> | undefined;
	let trouble: Failed | undefined;
	let askedMs = 0;
	for (;;) {
		const left = endsAt - wait.now();
		// The provider asks for a wait beyond the end: there is no further lookup.
		if (askedMs > left) return timedOut(last, trouble, wait.now() - begunAt);
		const jittered = delayMs * (1 + lookupJitter * (2 * wait.random() - 1));
		await wait.sleep(Math.min(Math.max(jittered, askedMs), left));
		if (wait.isStopped()) return { kind: 'stopped' };

		const result = await wait.lookup(endsAt);
		if (wait.isStopped()) return { kind: 'stopped' };
		if (result === undefined) return timedOut(last, trouble, wait.now() - begunAt);
		if (result.kind === 'found') {
			last = result;
			if (result.payment.final && wait.isOver(result.payment)) return { kind: 'final', last };
		} else {
			trouble = result;
			const isEarly = wait.now() - begunAt < absentForMs;
			const isTolerated =
				result.cause === 'notFound' ? isEarly || last !== undefined : result.isPassing;
			if (!isTolerated) return { kind: 'failed', trouble };
		}
		if (wait.now() >= endsAt) return timedOut(last, trouble, wait.now() - begunAt);
		askedMs = result.kind === 'failed' ? (result.retryAfterMs ?? 0) : 0;
		delayMs = Math.min(delayMs * lookupDelayGrowth, maxLookupDelayMs);
	}
}

const timedOut = (
	last: Extract<LookupResult, { kind: 'found' }> | undefined,
	trouble: Failed | undefined,
	waitedMs: number,
): Waited => {
	if (last === undefined) return { kind: 'neverSeen', trouble, waitedMs };
	return last.payment.final ? { kind: 'final', last } : { kind: 'timeout', last, waitedMs };
};
