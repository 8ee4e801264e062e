/** Singapay's own time, which its dates and times without a zone are in. Jakarta keeps UTC+7 all year. */

export const jakarta = '+07:00';

const offsetMs = 7 * 60 * 60 * 1000;

/** `2026-08-21T22:00:00.000Z` for ten in the evening in Jakarta: callers take the part that they need. */
export const inJakarta = (time: number): string => new Date(time + offsetMs).toISOString();
