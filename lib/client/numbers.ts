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

/** Pages searched for one reference where no endpoint takes it; a thousand rows at SmartFastPay, 500 at Singapay. */
export const mostSearchedPages = 20;

/** Pages of one list: more rows than a workflow should hold at once, and an end to a list that has none. */
export const mostPages = 1_000;

/** A longer wait would hold an execution for an hour: a schedule or the status trigger is made for that. */
export const longestWaitSeconds = 3_600;

/** Most payments are final within it, and it is n8n's usual patience for one node. */
export const defaultWaitSeconds = 300;

/** Before the first look at a payment that was just created; PayPal and Vipps recommend the same for instant payments. */
export const firstLookMs = 5_000;

/** Each wait is this much longer than the one before it ... */
export const lookGrowth = 1.5;

/** ... up to this one: a payer who needs minutes does not care for half of one. */
export const longestLookMs = 30_000;

/** Share by which a wait is drawn longer or shorter, so that items that began together do not ask together. */
export const lookJitter = 0.1;

/** How long after its end a wait may still take its last look, when many others look as well. */
export const latestLookMs = 5_000;

/** How long a payment may be unknown after it was created: lists and replicas lag. */
export const absentForMs = 30_000;

/** Pages that Send Request reads where the option Pagination is on and says no number. */
export const defaultPages = 10;

/** How far a watch looks back behind the newest payment it has seen: lists lag, and clocks differ. */
export const watchOverlapMs = 5 * 60 * 1000;

/** Pages of one poll; a thousand rows at SmartFastPay. What is beyond is read by the next poll. */
export const mostPagesPerPoll = 25;

/** Payments that a watch keeps in mind because they may still change; some 200 kB of the workflow's static data. */
export const mostInFlight = 2_000;

export const dayMs = 24 * 60 * 60 * 1000;

/** How long a payment is watched that never ends: each poll reads the list from the oldest one on. */
export const longestInFlightMs = 30 * dayMs;

/** Payments without a time that a watch keeps in mind for good, so as not to take them for new ones. */
export const mostUndated = 5_000;

/** How long a payment may be missing from the list before it is given up: longer than a provider's trouble with its lists. */
export const missingForMs = dayMs;

/** Pages of the newest that a poll reads beside a list too long for it, so that new payments need not wait for its end. */
export const mostFreshPages = 5;

/** Of the payments that a poll asks for, those for which a whole list has to be searched. */
export const mostSearchesPerPoll = 5;

/** Single payments that one trigger watches. Each costs one request per poll. */
export const mostWatched = 500;

/** Of those, asked for by one poll: one request per second of the shortest interval would be 60. */
export const mostAskedPerPoll = 50;

/** Share of the time that n8n gives a poll after which nothing new is begun. */
export const pollBudgetShare = 0.8;

/** n8n's own default, where it does not tell. */
export const defaultPollBudgetMs = 5 * 60 * 1000;

/** Larger than any notification: a list of payments is some kilobytes. */
export const mostNotificationBytes = 2 ** 20;

/** How far the time in a signature may be from now, either way; Stripe uses the same. */
export const defaultToleranceSeconds = 300;

/** A longer one would let whoever has read a notification send it again for a day. */
export const longestToleranceSeconds = 3_600;

/** How long an event is known, so that a repeat of it starts nothing. */
export const rememberEventsMs = dayMs;

/** Events known at the same time; some 150 kB of the workflow's static data. Beyond, the oldest are forgotten. */
export const mostRememberedEvents = 5_000;

/** How soon a webhook secret that was fetched may be fetched again: a forged notification must not cost a call each. */
export const secretPauseMs = 60_000;
