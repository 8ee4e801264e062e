/** Every number of watching payments. Durations in milliseconds. */

import { dayMs } from '../client/numbers';

/** How far a watch looks back from the newest payment it has seen, at least: lists lag, and clocks differ. */
export const watchOverlapMs = 5 * 60 * 1000;

/** The same, at most: a payment that a list shows later than this is not noticed. */
export const maxOverlapMs = dayMs;

/** Pages over which a watch looks back up to a day even if no late row is known: they cost little. */
export const overlapPages = 2;

/** The same if late rows are known: fewer pages than one poll may read. */
export const maxOverlapPages = 20;

/** How much further a watch looks back than the latest row so far: the next may be later still. */
export const lateFactor = 2;

/** How often pages are read again in one poll because their order may have hidden a row. */
export const maxRereads = 2;

/** Payments looked up with a new Client ID before the watch concludes that it belongs to another merchant. */
export const maxAskedOfMerchant = 50;

/** Payments that a warning names. */
export const maxNamed = 20;

/** Pages of one poll: a thousand rows where a page has 40. What is beyond is read by the next poll. */
export const maxPagesPerPoll = 25;

/** Payments that a watch remembers because they may still change; some 200 kB of the workflow's static data. */
export const maxInFlight = 2_000;

/** How long a payment that never becomes final is watched: each poll reads the list from the oldest one on. */
export const maxInFlightMs = 30 * dayMs;

/** Payments without a time that a watch never forgets, so that they do not count as new. */
export const maxUndated = 5_000;

/** How long a payment may be missing from the list before it is dropped: longer than a provider's lists fail. */
export const missingForMs = dayMs;

/** Pages of the newest that a poll reads beside a list too long for it, so that new payments need not wait for its end. */
export const maxFreshPages = 5;

/** Of the payments that a poll looks up, how many may need the search of a whole list. */
export const maxSearchesPerPoll = 5;

/** Single payments that one trigger watches. Each costs one request per poll. */
export const maxWatched = 500;

/** Of those, asked for by one poll: one request per second of the shortest interval would be 60. */
export const maxLookupsPerPoll = 50;

/** Letters of a fingerprint of settings, 6 bits each: enough for two watches of one node never to have the same. */
export const fingerprintLength = 16;

/** Share of the time that n8n gives a poll after which nothing new is begun. */
export const pollBudgetShare = 0.8;

/** n8n's own default, where it does not tell. */
export const defaultPollBudgetMs = 5 * 60 * 1000;
