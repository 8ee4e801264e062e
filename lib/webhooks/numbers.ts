/** Every number of receiving webhooks. Durations in milliseconds. */

import { dayMs } from '../client/numbers';

/** Larger than any notification: a list of payments is some kilobytes. */
export const maxWebhookBytes = 2 ** 20;

/** How far the time in a signature may be from now, either way; Stripe uses the same. */
export const defaultToleranceSeconds = 300;

/** A longer one would let whoever has read a notification send it again for a day. */
export const maxToleranceSeconds = 3_600;

/** Providers send again over three days at most: what no lookup can confirm is accepted for so long after it was signed. */
export const maxUnconfirmedAgeMs = 3 * dayMs;

/** Of a name out of a notification, letters in the log: longer than any ID. */
export const maxShownLetters = 100;

/**
 * Events known at the same time, by number and not by time: whoever has the address of an unsigned webhook can send an old one
 * again at any time. Some 420 kB of the workflow's static data when full. Beyond, the oldest are forgotten.
 */
export const maxRememberedEvents = 10_000;

/** Letters of a fingerprint, 6 bits each: of 10,000 events, one pair in 10^14 has the same. */
export const fingerprintLength = 12;

/** Of a status, which is compared within one payment only. */
export const statusFingerprintLength = 4;

/** An execution waits so long at most until it knows whether its events are new, and then goes on with all of them. */
export const maxClaimMs = 15_000;

/** How often claimed events are looked for, and added again, should another process erase them each time. */
export const maxKeepRounds = 3;

/** A repeat that comes while n8n is starting the first waits so long for what becomes of that, and is then answered 503. */
export const maxStartWaitMs = 10_000;

/** How often it looks. */
export const startPollMs = 50;

/** So long after a sender has hung up, n8n may still be about to start an execution; then the event counts as new. */
export const maxHangUpMs = 5 * 60_000;

/** How often it is looked whether it has. */
export const hangUpPollMs = 500;

/**
 * Before each further look-up of a payment that the provider does not confirm yet: status pages lag some seconds behind
 * notifications. 15 s in all, which senders bear; if one hangs up, the workflow starts all the same.
 */
export const confirmDelaysMs = [0, 1_000, 2_000, 4_000, 8_000];

/** For one look-up while a sender waits. It is not repeated by itself: the next one is to come. */
export const confirmTimeoutMs = 10_000;

/** Notifications that one node asks a provider about side by side. */
export const maxConfirmations = 5;

/** Unsigned claims of one node that were not confirmed, in a minute: whoever has the address can make up any number. */
export const maxUnconfirmedPerMinute = 60;

export const minuteMs = 60_000;

/**
 * How soon a webhook secret that was fetched may be fetched again: a forged notification must not cost a call each. Those that do not
 * match wait so long for the next one, which proves them all: a secret may be replaced at any moment.
 */
export const secretPauseMs = 5_000;

/** The same after a failure that does not pass by itself. */
export const secretFailurePauseMs = 60_000;

/** The same after a failure that passes by itself, unless the provider asks for more. */
export const secretRetryMs = 2_000;
