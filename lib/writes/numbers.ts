/** Every number of sending once and of looking up what became of a write. Durations in milliseconds. */

/** When a lost write is looked up by its reference: at once, then after these waits. A gateway may still be at it. */
export const recoveryWaitsMs: readonly number[] = [0, 1_000, 2_000, 4_000, 8_000];

/** From the first look-up to the last, for the sentences that say so. */
export const recoverySeconds = recoveryWaitsMs.reduce((sum, waitMs) => sum + waitMs, 0) / 1000;

/**
 * How long the outcome of a write is remembered for n8n's Retry On Fail: its five tries with five seconds between them, each
 * with all its items, fit in many times over.
 */
export const rememberWritesMs = 12 * 60 * 60 * 1000;

/** Writes remembered at the same time; some megabytes. Beyond, the oldest are forgotten. */
export const maxRememberedWrites = 50_000;

/** Of the newest of them the answers are kept too; an older one is only known to have gone through. */
export const maxRememberedAnswers = 2_000;
