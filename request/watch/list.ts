import type { CallContext, CallOptions } from '../call';
import {
	mostInFlight,
	mostMissed,
	mostPagesPerPoll,
	mostUndated,
	watchOverlapMs,
} from '../numbers';
import type { Called } from '../messages';
import { type FailedPage, readPages } from '../pages';
import { keyOf, type ListWanted, olderThan, pagesOf } from '../payments/list';
import { tooManyUndated } from '../payments/messages';
import { type FoundPayment, readPayment } from '../payments/payment';
import { type Change, statusKey, wordIn } from './change';
import type { Seen, WatchState } from './state';

export interface ListWatch {
	readonly kind: ListWanted['kind'];
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
	| { readonly kind: 'failed'; readonly failed: Pick<FailedPage, 'called' | 'problem'> };

/**
 * One poll of everything that the provider lists. The list is read from the oldest payment that may still change, or a little
 * behind the newest that was seen; what was known is compared, what is newer is new. A list too long for one poll is gone on
 * with by the next, and only its end moves the floor. A failed page changes nothing: the next poll reads the same again.
 */
export async function pollList(
	context: CallContext,
	watch: ListWatch,
	state: WatchState,
): Promise<Polled> {
	const { provider, lifecycle } = context;
	const { kind, accountId, endsAt, options } = watch;
	const fromMs = state.sweep?.fromMs ?? listFrom(state);
	const known = new Map(state.payments.map((seen) => [seen.key, seen]));
	const changes = new Map<string, Change>();
	let newestMs = state.sweep?.newestMs ?? null;
	let isPast = false;
	let called: Called | undefined;
	const rest = olderThan(fromMs);

	const judge = (found: FoundPayment): void => {
		const key = keyOf(found);
		const before = known.get(key);
		const createdMs = createdMsOf(found) ?? before?.createdMs ?? null;
		if (createdMs !== null) newestMs = Math.max(newestMs ?? createdMs, createdMs);
		if (before === undefined && createdMs !== null && createdMs < state.floorMs) return;
		const { final } = found.payment;
		const status = statusKey(found.payment);
		if (before === undefined && !state.isBaseline)
			changes.set(key, { ...found, previousStatus: null });
		if (before !== undefined && before.status !== status) {
			// A row that comes twice in one reading, and changed in between, is one change.
			const previousStatus = changes.get(key)?.previousStatus;
			changes.set(key, {
				...found,
				previousStatus: previousStatus === undefined ? wordIn(before.status) : previousStatus,
			});
		}
		known.set(key, { key, status, final, createdMs, sweep: state.sweeps });
	};

	const filter = { from: fromMs, order: 'oldestFirst' } as const;
	const pages = pagesOf(context, { kind, accountId, filter, maxPages: mostPagesPerPoll }, options);
	const read = await readPages(
		context,
		{ ...pages, ...(state.sweep === null ? {} : { firstPage: state.sweep.page }) },
		({ rows = [], called: asked }) => {
			called = asked;
			const payments = rows.map((row) => readPayment(provider, kind, row));
			for (const found of payments) judge(found);
			isPast = rest(payments);
			return isPast || lifecycle.now() >= endsAt ? 'stop' : 'continue';
		},
	);
	if (read.kind === 'failed') return read;
	const seen = [...known.values()];
	const undated = seen.filter(({ createdMs }) => createdMs === null);
	if (called !== undefined && undated.length > mostUndated)
		return { kind: 'failed', failed: { called, problem: tooManyUndated(provider, kind) } };
	const next =
		read.nextPage === undefined || isPast
			? endOfSweep(state, seen, newestMs, lifecycle.now())
			: {
					state: {
						...state,
						// One page again: rows may have moved up meanwhile.
						sweep: { fromMs, page: Math.max(read.nextPage - 1, 1), newestMs },
						payments: seen,
					},
					warnings: [
						`The list goes on after page ${read.nextPage - 1}; the next poll reads on from there.`,
					],
				};
	return { kind: 'polled', changes: [...changes.values()], ...next };
}

/** Never later than the oldest payment that may still change. */
const listFrom = ({ floorMs, payments }: WatchState): number =>
	payments.reduce(
		(from, { final, createdMs }) =>
			final || createdMs === null ? from : Math.min(from, createdMs),
		floorMs,
	);

const createdMsOf = ({ payment }: FoundPayment): number | undefined =>
	payment.createdAt === null ? undefined : Date.parse(payment.createdAt);

/** The list was read to its end: the floor rises, and what is behind it is forgotten unless it may still change. */
function endOfSweep(
	state: WatchState,
	seen: readonly Seen[],
	newestMs: number | null,
	now: number,
): { readonly state: WatchState; readonly warnings: readonly string[] } {
	const sweeps = state.sweeps + 1;
	const isGone = ({ final, sweep }: Seen): boolean => !final && sweeps - sweep > mostMissed;
	const there = seen.filter((entry) => !isGone(entry));
	const moving = there
		.filter(({ final, createdMs }) => !final && createdMs !== null)
		.toSorted((one, other) => Number(other.createdMs) - Number(one.createdMs));
	const givenUp = moving.slice(mostInFlight);
	// A payment dated into the future must not make those of the meantime old news, one given up must not become new.
	const newest = Math.min(newestMs ?? state.floorMs, now);
	const floorMs = Math.max(
		state.floorMs,
		newest - watchOverlapMs,
		...givenUp.slice(0, 1).map(({ createdMs }) => Number(createdMs) + 1),
	);
	const isKept = ({ final, createdMs }: Seen): boolean =>
		createdMs === null || (final && createdMs >= floorMs);
	const gone = seen.length - there.length;
	return {
		state: {
			...state,
			floorMs,
			sweeps,
			isBaseline: false,
			sweep: null,
			payments: [...moving.slice(0, mostInFlight), ...there.filter(isKept)],
		},
		warnings: [
			...(gone === 0
				? []
				: [`${gone} payments that were still moving are no longer in the list, nor watched.`]),
			...(givenUp.length === 0
				? []
				: [
						`More than ${mostInFlight} payments are still moving: the ${givenUp.length} oldest are no longer watched.`,
					]),
		],
	};
}
