import { createHash } from 'node:crypto';

import type { CallContext, CallOptions } from '../client/call';
import { dayMs } from '../client/numbers';
import {
	maxInFlightMs,
	maxInFlight,
	missingForMs,
	maxFreshPages,
	maxPagesPerPoll,
	maxUndated,
	watchOverlapMs,
} from './numbers';
import { type FailedPage, type Page, type PageRequest, readPages } from '../client/pages';
import { keyOf, type PaymentListQuery, olderThan, pagesOf, rowsOf } from '../payments/list';
import { notAList } from '../payments/messages';
import { tooManyUndated } from './messages';
import { type FoundPayment, readPayment, statusKey } from '../payments/payment';
import { type Change, wordIn } from './change';
import type { Seen, Sweep, WatchState } from './state';

export interface ListWatch {
	readonly kind: PaymentListQuery['kind'];
	readonly accountId: string;
	/** When nothing new may be begun, in epoch milliseconds. */
	readonly endsAt: number;
	readonly options: CallOptions;
}

export type Polled =
	| {
			readonly kind: 'polled';
			readonly state: WatchState;
			readonly changes: readonly Change[];
			/** What the log should tell. */
			readonly warnings: readonly string[];
	  }
	| {
			readonly kind: 'failed';
			readonly failed: Pick<FailedPage, 'called' | 'problem'>;
			/** What to remember all the same. */
			readonly state?: WatchState;
	  };

/**
 * One poll of everything that the provider lists. The list is read from the oldest payment that may still change, or a little
 * behind the newest that was seen; what was known is compared, what is newer is new. A list too long for one poll is gone on
 * with by the next, and only its end moves the floor. Where the first page fails, nothing changes: the next poll reads the same again.
 */
export async function pollList(
	context: CallContext,
	watch: ListWatch,
	state: WatchState,
): Promise<Polled> {
	const { provider, lifecycle } = context;
	const { kind, accountId, endsAt, options } = watch;
	const sweep = state.sweep ?? sweepFrom(state, lifecycle.now());
	const reading = startReading(state, sweep.newestMs);
	const rest = olderThan(sweep.fromMs);
	let isPast = false;
	let last: Page | undefined;
	let isReadable = true;

	const pagesFrom = (from: number, maxPages: number): PageRequest =>
		pagesOf(
			context,
			{ kind, accountId, filter: { from, order: 'oldestFirst' }, maxPages },
			options,
		);
	const judgePage = (page: Page): readonly FoundPayment[] | undefined => {
		const rows = rowsOf(provider, page);
		const payments = rows?.map((row) => readPayment(provider, kind, row));
		for (const found of payments ?? []) reading.judge(found);
		return payments;
	};
	const pages = { ...pagesFrom(sweep.fromMs, maxPagesPerPoll), firstPage: sweep.page };
	const read = await readPages(context, pages, (page) => {
		last = page;
		const payments = judgePage(page);
		isReadable = payments !== undefined;
		isPast = rest(payments ?? []);
		return !isReadable || isPast || lifecycle.now() >= endsAt ? 'stop' : 'continue';
	});
	// What was read before a passing failure is kept, or a list that is never read through would be begun for ever.
	const isPartRead = last !== undefined && last.number > sweep.page;
	if (read.kind === 'failed' && !(isPartRead && read.failed.isPassing)) return read;
	if (last === undefined) throw new Error('A list has at least one page');
	const { called, number } = last;
	const isEnded = isPast || (read.kind === 'read' && read.nextPage === undefined);
	// The new ones may come first in the list, or last.
	const isInPart = isReadable && read.kind === 'read' && (sweep.page > 1 || !isEnded);
	if (isInPart && sweep.fromMs < state.floorMs && lifecycle.now() < endsAt) {
		// The list is long because of what is old: what is new need not wait for its end. Should this fail, the next poll sees it.
		const newer = olderThan(state.floorMs);
		await readPages(context, pagesFrom(state.floorMs, maxFreshPages), (page) => {
			const payments = judgePage(page);
			return payments === undefined || newer(payments) || lifecycle.now() >= endsAt
				? 'stop'
				: 'continue';
		});
	}
	if (!isReadable) return { kind: 'failed', failed: { called, problem: notAList(called) } };
	const { seen, newestMs, changes } = reading.result();
	if (seen.filter(({ createdMs }) => createdMs === null).length > maxUndated)
		return { kind: 'failed', failed: { called, problem: tooManyUndated(provider, kind) } };
	if (isEnded)
		return { kind: 'polled', changes, ...endOfSweep(state, { ...sweep, newestMs }, seen) };
	// One page again, because rows may have moved up meanwhile; but at least one further.
	const page = Math.max(number, sweep.page + 1);
	return {
		kind: 'polled',
		changes,
		state: { ...state, sweep: { ...sweep, page, newestMs }, payments: seen },
		warnings: [
			...(read.kind === 'failed' ? [`${read.failed.problem.message}.`] : []),
			`The list goes on after page ${number}; the next poll reads on from there.`,
		],
	};
}

const sweepFrom = (state: WatchState, now: number): Sweep => ({
	fromMs: listFrom(state),
	page: 1,
	newestMs: null,
	startedMs: now,
});

/** Never later than the oldest payment that may still change. */
const listFrom = ({ floorMs, payments }: WatchState): number =>
	payments.reduce(
		(from, { final, createdMs }) =>
			final || createdMs === null ? from : Math.min(from, createdMs),
		floorMs,
	);

interface Reading {
	judge(found: FoundPayment): void;
	result(): {
		readonly seen: readonly Seen[];
		readonly newestMs: number | null;
		readonly changes: readonly Change[];
	};
}

/** Compares rows with what is known. */
function startReading(state: WatchState, newestBefore: number | null): Reading {
	const before = new Map(state.payments.map((entry) => [entry.key, entry]));
	const now = new Map(before);
	const changed = new Map<string, Change>();
	let newestMs = newestBefore;
	const isReported = newsOf(state);
	return {
		judge(found) {
			const key = watchKeyOf(found);
			const known = before.get(key);
			const createdMs = createdMsOf(found) ?? now.get(key)?.createdMs ?? null;
			if (createdMs !== null) newestMs = Math.max(newestMs ?? createdMs, createdMs);
			if (known === undefined && createdMs !== null && createdMs < state.floorMs) return;
			const { final } = found.payment;
			const status = statusKey(found.payment);
			now.set(key, { key, status, final, createdMs, sweep: state.sweeps });
			// A row that comes twice in one reading is judged by how it was before it.
			if (known === undefined ? isReported(createdMs) : known.status !== status)
				changed.set(key, { ...found, previousStatus: known ? wordIn(known.status) : null });
			else changed.delete(key);
		},
		result: () => ({ seen: [...now.values()], newestMs, changes: [...changed.values()] }),
	};
}

/**
 * Whether a payment seen for the first time is reported. Not by the first poll; while the first reading takes further ones,
 * only what is surely younger than the watch.
 */
function newsOf({ isBaseline, sweep, floorMs }: WatchState): (createdMs: number | null) => boolean {
	if (!isBaseline) return () => true;
	if (sweep === null) return () => false;
	return (createdMs) => createdMs !== null && createdMs >= floorMs + watchOverlapMs;
}

/** The ID. A row without one is known by all it says, which is not for the state to tell. */
const watchKeyOf = (found: FoundPayment): string =>
	found.payment.id ?? createHash('sha256').update(keyOf(found)).digest('base64url');

const createdMsOf = ({ payment }: FoundPayment): number | undefined =>
	payment.createdAt === null ? undefined : Date.parse(payment.createdAt);

/** The list was read to its end: the floor rises, and what is behind it is forgotten unless it may still change. */
function endOfSweep(
	state: WatchState,
	{ newestMs, startedMs }: Sweep,
	seen: readonly Seen[],
): { readonly state: WatchState; readonly warnings: readonly string[] } {
	const sweeps = state.sweeps + 1;
	const noted = seen.map((entry) =>
		entry.final || entry.sweep === state.sweeps
			? entry
			: { ...entry, missingMs: entry.missingMs ?? startedMs },
	);
	const isGone = ({ final, missingMs = startedMs }: Seen): boolean =>
		!final && startedMs - missingMs >= missingForMs;
	const isOld = ({ final, createdMs }: Seen): boolean =>
		!final && createdMs !== null && startedMs - createdMs > maxInFlightMs;
	const gone = noted.filter(isGone).length;
	const old = noted.filter(isOld).length;
	// Kept in mind like a final one: should it come back, it is no new one.
	const there = noted.map((entry) =>
		isGone(entry) || isOld(entry) ? { ...entry, final: true } : entry,
	);
	const moving = there
		.filter(({ final, createdMs }) => !final && createdMs !== null)
		.toSorted((one, other) => Number(other.createdMs) - Number(one.createdMs));
	const givenUp = moving.slice(maxInFlight);
	// Not behind a payment dated into the future, nor behind one that came up late on a page that was already read: they would
	// make others old news. Behind one given up, lest it become new.
	const newest = Math.min(newestMs ?? state.floorMs, startedMs);
	const floorMs = Math.max(
		state.floorMs,
		newest - watchOverlapMs,
		...givenUp.slice(0, 1).map(({ createdMs }) => Number(createdMs) + 1),
	);
	const isKept = ({ final, createdMs }: Seen): boolean =>
		createdMs === null || (final && createdMs >= floorMs);
	return {
		state: {
			...state,
			floorMs,
			sweeps,
			isBaseline: false,
			sweep: null,
			payments: [...moving.slice(0, maxInFlight), ...there.filter(isKept)],
		},
		warnings: [
			...(gone === 0
				? []
				: [`${gone} payments that were still moving are no longer in the list, nor watched.`]),
			...(old === 0
				? []
				: [
						`${old} payments have been moving for more than ${maxInFlightMs / dayMs} days, and are no longer watched.`,
					]),
			...(givenUp.length === 0
				? []
				: [
						`More than ${maxInFlight} payments are still moving: the ${givenUp.length} oldest are no longer watched.`,
					]),
		],
	};
}
