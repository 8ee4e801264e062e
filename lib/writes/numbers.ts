/** Every number of sending once and of looking up lost writes. Durations in milliseconds. */

/** When a lost write is looked up by its reference: at once, then after these waits. A gateway may still be processing it. */
export const recoveryWaitsMs: readonly number[] = [0, 1_000, 2_000, 4_000, 8_000];

/** From the first look-up to the last, for the sentences that say so. */
export const recoverySeconds = recoveryWaitsMs.reduce((sum, waitMs) => sum + waitMs, 0) / 1000;

/** Look-ups of a retried execution that are asked at the same time; their waits run side by side without limit. */
export const maxLookUpsAtOnce = 10;

/** How far the provider's clock may be behind ours: a payment that is older by more existed before this one was sent. */
export const clockToleranceMs = 5 * 60 * 1000;

/** References remembered per node, the newest ones. */
export const maxRememberedReferences = 5_000;

/**
 * Each payment leaves its reference and a mark, and each execution of a webhook trigger its events and a mark. n8n keeps them in one row of its database, which each use reads and writes:
 * 10,000 hashes are 270 kB.
 */
export const maxEntries = 2 * maxRememberedReferences;

/**
 * Where the row does not hold so many: with MySQL and MariaDB, which n8n 1.x offers, it is a column of 65,535 bytes (TEXT). A hash
 * takes 27 of them with its quotation marks and comma.
 */
export const maxEntriesOfSmallRow = 2_400;

/**
 * After this long, the record of a payment is checked: another process that had read the row before, and wrote it
 * afterwards, may have erased it. Several times as long as one use of the store takes: some 20 ms with the row full.
 */
export const settleMs = 100;

/** A use of the store takes milliseconds; after this long its connection counts as dead. */
export const maxStoreMs = 15_000;

/**
 * After that, the other processes are too busy for anything to be recorded. With 5, one of 60 payments that two workers
 * sent, ten at once each, was given up.
 */
export const maxClaimRounds = 12;

/** When a store that was in use by another process is tried again. */
export const busyWaitsMs: readonly number[] = [20, 100, 500];
