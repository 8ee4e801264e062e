import { backoffMs, maxRetryAfterMs } from '../http/backoff';
import {
	fetchToken,
	type TokenFailure,
	type TokenFetch,
	type TokenFetchRequest,
} from './fetchToken';
import { maxTokenRepeats } from './numbers';
import type { PastFailure, TokenFlight, TokenRecord } from './records';
import type { Token } from './token';

/** What waiting needs, so that tests need not wait. */
export interface TokenTimers {
	sleep(ms: number): Promise<void>;
	/** Aborts after so many milliseconds. */
	deadline(ms: number): AbortSignal;
	/** From 0 up to, not including, 1. */
	random(): number;
}

interface FlightRequest extends TokenFetchRequest {
	/** When the caller's run began, in epoch milliseconds; undefined for a caller that waits for no pause. */
	readonly runBeganAt: number | undefined;
	/** A live token that another process has stored meanwhile. Never rejects. */
	storedElsewhere(): Promise<Token | undefined>;
	/** The pauses before each look for one, in milliseconds. */
	readonly looksMs: readonly number[];
}

/** Requests a token until there is one, the failure is not temporary, or no retry is left. */
export function startFlight(
	entry: TokenRecord,
	request: FlightRequest,
	timers: TokenTimers,
): TokenFlight {
	const begunAt = request.now();
	let latest: TokenFailure | undefined;
	let tellFirst: (failure: TokenFailure) => void = () => undefined;
	const firstFailure = new Promise<TokenFailure>((resolve) => {
		tellFirst = resolve;
	});
	const outcome = fetchRepeatedly(entry, request, timers, (failure) => {
		latest = failure;
		tellFirst(failure);
	});
	return { begunAt, outcome, firstFailure, latestFailure: () => latest };
}

async function fetchRepeatedly(
	entry: TokenRecord,
	request: FlightRequest,
	{ sleep, random }: TokenTimers,
	onRepeat: (failure: TokenFailure) => void,
): Promise<TokenFetch> {
	const { now, runBeganAt } = request;
	let repeats = 0;
	for (;;) {
		// Another caller was asked to wait, which applies to all.
		const heldUpMs = Math.min(entry.notBefore - now(), maxRetryAfterMs);
		if (heldUpMs > 0) await sleep(heldUpMs);
		// Even during a pause, which only concerns calls to the provider.
		const elsewhere = await lookElsewhere(request, sleep);
		if (elsewhere !== undefined) {
			entry.failure = undefined;
			hold(entry, elsewhere);
			return { kind: 'token', token: elsewhere };
		}
		const known = recentFailure(entry, now());
		if (known !== undefined) {
			const { fetched, until } = known;
			if (!isWaitedOut(known, runBeganAt)) return fetched;
			onRepeat(fetched);
			await sleep(until - now());
			continue;
		}
		const fetched = await fetchCounted(entry, request);
		if (fetched.kind === 'token') {
			entry.failure = undefined;
			hold(entry, fetched.token);
			return fetched;
		}
		const askedMs = fetched.retryAfterMs ?? 0;
		if (!fetched.isPassing || repeats >= maxTokenRepeats || askedMs > maxRetryAfterMs) {
			pause(entry, fetched, now());
			return fetched;
		}
		entry.notBefore = Math.max(entry.notBefore, now() + askedMs);
		onRepeat(fetched);
		await sleep(backoffMs(repeats, random(), askedMs));
		repeats += 1;
	}
}

async function lookElsewhere(
	{ storedElsewhere, looksMs }: FlightRequest,
	sleep: TokenTimers['sleep'],
): Promise<Token | undefined> {
	for (const waitMs of looksMs) {
		if (waitMs > 0) await sleep(waitMs);
		const found = await storedElsewhere();
		if (found !== undefined) return found;
	}
	return undefined;
}

async function fetchCounted(entry: TokenRecord, request: TokenFetchRequest): Promise<TokenFetch> {
	entry.fetchesBegun += 1;
	try {
		return await fetchToken(request);
	} finally {
		entry.fetchesEnded += 1;
	}
}

export function hold(entry: TokenRecord, token: Token): void {
	entry.token = token;
	entry.storedFor.clear();
}

export const pause = (entry: TokenRecord, fetched: TokenFailure, now: number): void => {
	entry.failure = { fetched, until: now + fetched.pauseMs };
};

/**
 * A failure with a time in the future means that the clock was turned back: it is dropped, or its pause would last too
 * long.
 */
function recentFailure(entry: TokenRecord, now: number): PastFailure | undefined {
	const { failure } = entry;
	const isRecent =
		failure !== undefined && now < failure.until && failure.until - now <= failure.fetched.pauseMs;
	return isRecent ? failure : undefined;
}

/** Only for a temporary failure that occurred before this run began, and no longer than for any `Retry-After`. */
const isWaitedOut = ({ fetched, until }: PastFailure, runBeganAt: number | undefined): boolean =>
	fetched.isPassing &&
	fetched.pauseMs <= maxRetryAfterMs &&
	runBeganAt !== undefined &&
	runBeganAt >= until - fetched.pauseMs;
