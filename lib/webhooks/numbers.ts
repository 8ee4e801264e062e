/** Every number of receiving webhooks. Durations in milliseconds. */

import { dayMs } from '../client/numbers';

/** Larger than any notification: a list of payments is some kilobytes. */
export const maxWebhookBytes = 2 ** 20;

/** How far the time in a signature may be from now, either way; Stripe uses the same. */
export const defaultToleranceSeconds = 300;

/** A longer one would let whoever has read a notification send it again for a day. */
export const maxToleranceSeconds = 3_600;

/** How long an event is known, so that a repeat of it starts nothing. */
export const rememberEventsMs = dayMs;

/** Events known at the same time; some 150 kB of the workflow's static data. Beyond, the oldest are forgotten. */
export const maxRememberedEvents = 5_000;

/** How soon a webhook secret that was fetched may be fetched again: a forged notification must not cost a call each. */
export const secretPauseMs = 60_000;
