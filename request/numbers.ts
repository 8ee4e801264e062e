/** Every number of sending, once, with its reason. Durations in milliseconds. */

/** Longer than any payment API needs, shorter than a person waits. The option 'Timeout' replaces it. */
export const defaultTimeoutMs = 30_000;

/** n8n's own upper bound for one request (its HTTP library's default). */
export const longestTimeoutMs = 300_000;

/** Repeats of a read after a passing failure; stripe-node uses the same. The option 'Max Retries' replaces it. */
export const defaultMaxRetries = 2;

/** More would only prolong an outage for everybody. */
export const mostRetries = 5;

/** Before the first repeat; doubled for each further one. */
export const firstDelayMs = 500;

export const longestDelayMs = 8_000;

/** A delay is drawn from this share of itself up to the whole, so that many workflows do not come back as one. */
export const jitterFloor = 0.5;

/** A provider that asks for a longer wait gets it from the workflow, not from a node that blocks an execution. */
export const longestRetryAfterMs = 60_000;

/** Reads sent side by side. Low enough for the one documented limit, 60 requests per minute and address. */
export const defaultConcurrency = 5;

export const mostConcurrency = 50;

/** Shorter values would not be secrets, and blanking them would garble answers. */
export const shortestSecret = 6;

/** When a lost write is looked up by its reference: at once, then after these waits. A gateway may still be at it. */
export const lookUpWaitsMs: readonly number[] = [0, 1_000, 2_000, 4_000, 8_000];

/** From the first look to the last, for the sentences that say so. */
export const lookUpSeconds = lookUpWaitsMs.reduce((sum, waitMs) => sum + waitMs, 0) / 1000;

/**
 * How long the outcome of a write is remembered for n8n's Retry On Fail: its five tries with five seconds between them, each
 * with all its items, fit in many times over.
 */
export const rememberWritesMs = 12 * 60 * 60 * 1000;

/** Writes remembered at the same time; some megabytes. Beyond, the oldest are forgotten. */
export const mostRememberedWrites = 50_000;

/** Of the newest of them the answers are kept too; an older one is only known to have gone through. */
export const mostRememberedAnswers = 2_000;
