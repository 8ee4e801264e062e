/** Every number of the token lifecycle, once, with its reason. Durations in milliseconds. */

/** A token is renewed this long before it expires; n8n's own OAuth credentials use the same minute. */
export const renewalSkewMs = 60_000;

/** … but never before the last fifth of its life: otherwise a token of 30 seconds could not be used at all. */
export const renewalSkewShare = 0.2;

/**
 * The process that requested a token renews it first, the others this much later: two processes that renew it together
 * would make two token calls, and at a provider with one live token per client invalidate each other's.
 */
export const laterShare = 0.5;

/**
 * After a rejection, another process may just have got a token and be about to store it: the credential is read at once
 * and after these pauses, in milliseconds, before another token is requested. n8n stores a token before it sends the
 * first request with it.
 */
export const storedElsewhereWaitsMs = [0, 250, 500] as const;

/**
 * A renewal is waited for this long, then the old token is used, which is still valid: token calls take well under a second. Used at
 * once, the old token would often be rejected at a provider that keeps one token per client.
 */
export const renewalPatienceMs = 1_000;

/** No request starts with a token that has less than this left: it could expire on the way. */
export const lastUseMs = 5_000;

/**
 * A shorter lifetime is ignored: there would be a token call per request, or no time to send one at all. Such a token
 * is used until the provider rejects it.
 */
export const minLifetimeMs = 2 * lastUseMs;

/** A token call moves no money, so it is retried as often as a read. */
export const maxTokenRepeats = 2;

/** After the last retry the token endpoint is not called for this long, unless its `Retry-After` says otherwise. */
export const defaultPauseMs = 5_000;

/** A longer `Retry-After` is treated as a mistake. */
export const maxPauseMs = 60 * 60 * 1000;

/** A credential test and n8n's own nodes wait no longer for a token: there is a person, or a connection held open, behind them. */
export const maxHookWaitMs = 10_000;

/**
 * A definite rejection is remembered this long. n8n asks a failed credential a second time at once, and a workflow of
 * many items would ask once per item; a corrected secret has another key and is not held up.
 */
export const refusalMemoryMs = 5_000;

/** Settings whose tokens are kept in memory. An installation has a handful; the bound stops expressions from filling memory. */
export const maxRecords = 200;

/** Rejected tokens remembered per settings, so that none is tried again. */
export const maxRefusedTokens = 20;

/** Hex letters of the proof which settings a stored token was issued for, 4 bits each: nobody guesses 64 bits. */
export const proofLength = 16;

/** Twice n8n's longest request timeout: within it, a request that was sent with a token may still come back as failed. */
export const inFlightMs = 10 * 60 * 1000;

/**
 * A gateway rejects a token before it looks at the request, in well under a second. A request that failed later than
 * this may have been accepted, and its token have been replaced since.
 */
export const promptRefusalMs = 5_000;

/** Tokens that a credential test tries before it fails: the first may have been invalidated by another process's token. */
export const maxTestRefusals = 2;
