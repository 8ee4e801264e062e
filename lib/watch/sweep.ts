import { dayMs } from '../client/numbers';
import {
	lateFactor,
	maxInFlight,
	maxInFlightMs,
	maxOverlapMs,
	maxOverlapPages,
	missingForMs,
	overlapPages,
	watchOverlapMs,
} from './numbers';
import type { Seen, Sweep, WatchState } from './state';

/** A reading of the list from its beginning to its end, by one poll or several. */

export const sweepFrom = (state: WatchState, now: number): Sweep => ({
	fromMs: listFrom(state),
	page: 1,
	newestMs: null,
	startedMs: now,
	pageRows: 0,
});

/** Never later than the oldest payment that may still change. */
const listFrom = ({ floorMs, payments }: WatchState): number =>
	payments.reduce(
		(from, { final, createdMs }) =>
			final || createdMs === null ? from : Math.min(from, createdMs),
		floorMs,
	);

/** A row that appeared late makes the watch look back further, because the next may be later still. */
export const overlapAfter = ({ overlapMs }: WatchState, lateMs: number): number =>
	Math.min(maxOverlapMs, Math.max(overlapMs, lateFactor * lateMs));

/** The list was read to its end: the floor rises, and what is older is forgotten unless it may still change. */
export function endOfSweep(
	state: WatchState,
	{ newestMs, startedMs, doubtMs, pageRows }: Sweep,
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
	// Remembered like a final one, so that it does not count as new if it returns.
	const there = noted.map((entry) =>
		isGone(entry) || isOld(entry) ? { ...entry, final: true } : entry,
	);
	const moving = there
		.filter(({ final, createdMs }) => !final && createdMs !== null)
		.toSorted((one, other) => Number(other.createdMs) - Number(one.createdMs));
	const givenUp = moving.slice(maxInFlight);
	// Not from a payment dated in the future, nor from one that appeared late on a page that was already read: other
	// payments would no longer count as new.
	const newest = Math.min(newestMs ?? state.floorMs, startedMs);
	const floorMs = Math.max(
		state.floorMs,
		floorBehind(newest, { overlapMs: state.overlapMs, pageRows, doubtMs }, there),
		// After a dropped one, so that it does not become new.
		...givenUp.slice(0, 1).map(({ createdMs }) => Number(createdMs) + 1),
	);
	const isKept = ({ final, createdMs }: Seen): boolean =>
		createdMs === null || (final && createdMs >= floorMs);
	return {
		state: {
			...state,
			floorMs,
			newestMs: newestMs === null ? state.newestMs : Math.max(newest, state.newestMs ?? newest),
			sweeps,
			isBaseline: false,
			sweep: null,
			payments: [...moving.slice(0, maxInFlight), ...there.filter(isKept)],
		},
		warnings: warningsOf({ gone, old, givenUp: givenUp.length }),
	};
}

interface LookBack {
	readonly overlapMs: number;
	readonly pageRows: number;
	readonly doubtMs: number | undefined;
}

/**
 * Where the next reading begins: before the newest payment by the overlap, or by a day if that costs few pages; and never
 * after rows that may have been missed. In any case no more than a day, and no more pages than a poll can read each time.
 */
function floorBehind(
	newest: number,
	{ overlapMs, pageRows, doubtMs = Infinity }: LookBack,
	seen: readonly Seen[],
): number {
	const times = seen
		.flatMap(({ createdMs }) => (createdMs === null || createdMs > newest ? [] : [createdMs]))
		.toSorted((one, other) => other - one);
	const limitOf = (pages: number): number => {
		const oldest = times[pages * pageRows - 1] ?? -Infinity;
		return Math.min(newest - watchOverlapMs, Math.max(newest - maxOverlapMs, oldest));
	};
	const wanted = Math.min(newest - overlapMs, limitOf(overlapPages), doubtMs);
	return Math.max(wanted, limitOf(maxOverlapPages));
}

const warningsOf = ({
	gone,
	old,
	givenUp,
}: Readonly<Record<'gone' | 'old' | 'givenUp', number>>): readonly string[] => [
	...(gone === 0
		? []
		: [`${gone} payments that were not final are no longer in the list, and no longer watched.`]),
	...(old === 0
		? []
		: [
				`${old} payments have not been final for more than ${maxInFlightMs / dayMs} days, and are no longer watched.`,
			]),
	...(givenUp === 0
		? []
		: [
				`More than ${maxInFlight} payments are not final: the ${givenUp} oldest are no longer watched.`,
			]),
];
