/** Every number of sending, once, with its reason. Durations in milliseconds. */

/** Longer than any payment API needs, shorter than a person waits. The option 'Timeout (Milliseconds)' replaces it. */
export const defaultTimeoutMs = 30_000;

/** n8n's own upper bound for one request (its HTTP library's default). */
export const maxTimeoutMs = 300_000;

/** Retries of a read after a temporary failure; stripe-node uses the same number. The option 'Max Retries' replaces it. */
export const defaultMaxRetries = 2;

/** More would only prolong an outage for everybody. */
export const maxRetriesLimit = 5;

/** Reads sent side by side. Low enough for the one documented limit, 60 requests per minute and address. */
export const defaultConcurrency = 5;

export const maxConcurrency = 50;

/** Pages of one list: more rows than a workflow should hold at once, and a limit for a list that never ends. */
export const maxListPages = 1_000;

/** Pages that Request, Send reads if the option Pagination is on without a number. */
export const defaultPages = 10;

export const dayMs = 24 * 60 * 60 * 1000;

/**
 * Tokens of one request that other processes may replace before it is given up: each replacement is a token call of
 * theirs, so more in a row is no coincidence.
 */
export const maxTokenReplacements = 4;
