/** Every number of receiving webhooks. Durations in milliseconds. */

import { dayMs } from '../client/numbers';

/** Larger than any notification: a list of payments is some kilobytes. */
export const maxWebhookBytes = 2 ** 20;

/** How far the time in a signature may be from now, either way; Stripe uses the same. */
export const defaultToleranceSeconds = 300;

/** A longer one would let anyone who has read a notification send it again for a day. */
export const maxToleranceSeconds = 3_600;

/** Providers send again for three days at most: what no lookup can confirm is accepted for that long after it was signed. */
export const maxUnconfirmedAgeMs = 3 * dayMs;

/** Characters of a name from a notification that are logged: longer than any ID. */
export const maxShownLetters = 100;

/** Characters of it that are searched for secrets before: a secret that begins among those that are logged is among these as a whole. */
export const maxSearchedLetters = 1_000;

/**
 * How many events are remembered. A number and not a time, because anyone who has the address of an unsigned webhook can
 * send an old event again at any time. Some 420 kB of the workflow's static data when full. The oldest are forgotten first.
 */
export const maxRememberedEvents = 10_000;

/** Letters of a fingerprint, 6 bits each: of 10,000 events, one pair in 10^14 has the same. */
export const fingerprintLength = 12;

/** Of a status, which is compared within one payment only. */
export const statusFingerprintLength = 4;

/** How long an execution waits to learn whether its events are new; then it goes on with all of them. */
export const maxClaimMs = 15_000;

/** How often claimed events are checked, and added again if another process has erased them. */
export const maxKeepRounds = 3;

/** How long a repeat waits while n8n is starting the execution for the first; then it is answered with 503. */
export const maxStartWaitMs = 10_000;

/** How often it looks. */
export const startPollMs = 50;

/** How long after a sender has hung up n8n may still start an execution; then the event counts as new. */
export const maxHangUpMs = 5 * 60_000;

/** How often that is checked. */
export const hangUpPollMs = 500;

/**
 * The waits before each further lookup of a payment that the provider does not confirm yet: status pages lag some seconds
 * behind notifications. 15 s in all, which senders tolerate; if one hangs up, the workflow starts all the same.
 */
export const confirmDelaysMs = [0, 1_000, 2_000, 4_000, 8_000];

/** The timeout of one lookup while a sender waits. A lookup is not retried by itself, because the next one follows. */
export const confirmTimeoutMs = 10_000;

/** Notifications that one node confirms at the same time. */
export const maxConfirmations = 5;

/** Unconfirmed claims of one node per minute: anyone who has the address can make up any number. */
export const maxUnconfirmedPerMinute = 60;

export const minuteMs = 60_000;

/**
 * How soon a fetched webhook secret may be fetched again: a forged notification must not cost a call each. Notifications
 * that do not match wait this long for the next fetch, which serves them all: a secret may be replaced at any moment.
 */
export const secretPauseMs = 5_000;

/** The same after a permanent failure. */
export const secretFailurePauseMs = 60_000;

/** The same after a temporary failure, unless the provider asks for more. */
export const secretRetryMs = 2_000;
