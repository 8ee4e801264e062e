/** How long to wait before a request is retried. Durations in milliseconds. */

/** Before the first repeat; doubled for each further one. */
export const firstDelayMs = 500;

const maxDelayMs = 8_000;

/** A delay is drawn at random between this share and the whole of it, so that many workflows do not return at the same moment. */
const jitterFloor = 0.5;

/** If a provider asks for a longer wait, the workflow has to wait: a node would block the execution. */
export const maxRetryAfterMs = 60_000;

/**
 * @param repeats Those already made.
 * @param random From 0 up to, not including, 1.
 * @param retryAfter What the response asks for: the minimum wait.
 */
export function backoffMs(repeats: number, random: number, retryAfter = 0): number {
	const whole = Math.min(firstDelayMs * 2 ** repeats, maxDelayMs);
	return Math.max(whole * (jitterFloor + (1 - jitterFloor) * random), retryAfter);
}
