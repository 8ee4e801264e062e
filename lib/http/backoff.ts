/** How long to wait before a request is repeated that may be repeated. Durations in milliseconds. */

/** Before the first repeat; doubled for each further one. */
export const firstDelayMs = 500;

const maxDelayMs = 8_000;

/** A delay is drawn from this share of itself up to the whole, so that many workflows do not come back as one. */
const jitterFloor = 0.5;

/** A provider that asks for a longer wait gets it from the workflow, not from a node that blocks an execution. */
export const maxRetryAfterMs = 60_000;

/**
 * @param repeats Those already made.
 * @param random From 0 up to, not including, 1.
 * @param retryAfter What the answer asks for: the least that is waited.
 */
export function backoffMs(repeats: number, random: number, retryAfter = 0): number {
	const whole = Math.min(firstDelayMs * 2 ** repeats, maxDelayMs);
	return Math.max(whole * (jitterFloor + (1 - jitterFloor) * random), retryAfter);
}
