import type { CallContext, CallOptions } from '../client/call';
import { createLimiter } from '../client/limiter';
import type { Failed } from '../client/result';
import { defaultConcurrency } from '../client/numbers';
import { maxLookupsPerPoll, maxSearchesPerPoll } from './numbers';
import { lookupPayment } from '../payments/lookupPayment';
import { statusKey } from '../payments/payment';
import { type Lookup, lookupById } from '../payments/lookup';
import { type Change, wordIn } from './change';
import type { Polled } from './list';
import type { Seen, WatchState } from './state';

export interface ChosenWatch {
	readonly lookups: readonly Lookup[];
	/** When nothing new may be begun, in epoch milliseconds. */
	readonly endsAt: number;
	readonly options: CallOptions;
}

/**
 * One poll of single payments: those asked longest ago come first. What is seen for the first time is remembered and not
 * reported, unless it was asked for before and was not there. A payment that cannot be asked for now keeps what is known.
 */
export async function pollChosen(
	context: CallContext,
	{ lookups, endsAt, options }: ChosenWatch,
	state: WatchState,
): Promise<Polled> {
	const known = new Map(state.payments.map((seen) => [seen.key, seen]));
	const due = dueOf(
		lookups
			.filter(({ kind, value }) => !isSettled(known.get(value), kind.statusMap))
			.toSorted((one, other) => sweepOf(known, one) - sweepOf(known, other))
			.map((lookup) => ({
				lookup,
				// What was found in a list once is asked for by its ID.
				asking: lookupById(context, lookup, known.get(lookup.value)?.id),
			})),
	);
	const limiter = createLimiter(defaultConcurrency);
	const answers = await Promise.all(
		due.map(async ({ lookup, asking }) =>
			limiter.run(async () => ({
				lookup,
				asking,
				looked:
					context.lifecycle.now() < endsAt
						? await lookupPayment(context, asking, options)
						: undefined,
			})),
		),
	);

	const sweep = state.sweeps + 1;
	const changes: Change[] = [];
	const warnings: string[] = [];
	const failures: Failed[] = [];
	const asked = answers.flatMap(({ looked, ...one }) =>
		looked === undefined ? [] : [{ ...one, looked }],
	);
	for (const { lookup, looked } of asked) {
		const key = lookup.value;
		const before = known.get(key);
		if (looked.kind === 'found') {
			const status = statusKey(looked.payment);
			if (before !== undefined && before.status !== notAnswered && before.status !== status)
				changes.push({ ...looked, previousStatus: wordIn(before.status) });
			const { id, final } = looked.payment;
			known.set(key, {
				key,
				status,
				final,
				createdMs: null,
				sweep,
				...(id === null || lookup.request !== undefined ? {} : { id }),
			});
			continue;
		}
		const isAbsent = looked.cause === 'notFound';
		if (!isAbsent) failures.push(looked);
		// What was there before keeps its status: a look-up that finds nothing is no change.
		const status = isAbsent ? notThere : notAnswered;
		const isFirst = before === undefined || before.status === notAnswered;
		known.set(key, {
			...(before ?? { key, final: false, createdMs: null }),
			status: isFirst ? status : before.status,
			sweep,
		});
		if (!isAbsent || before?.status !== notThere) warnings.push(looked.message);
	}
	const watched = new Set(lookups.map(({ value }) => value));
	const payments = [...known.values()].filter(({ key }) => watched.has(key));
	const next: WatchState = { ...state, sweeps: sweep, isBaseline: false, payments };
	const [failure] = failures;
	if (failure === undefined || failures.length < asked.length)
		return { kind: 'polled', changes, state: next, warnings };
	// Kept, so that the next poll begins with others.
	return { kind: 'failed', failed: failure, state: next };
}

interface Due {
	readonly lookup: Lookup;
	readonly asking: Lookup;
}

/** Those whose turn it is: only a few of them may cost the reading of a list. */
function dueOf(inTurn: readonly Due[]): readonly Due[] {
	let searches = 0;
	return inTurn
		.filter(({ asking }) => {
			if (asking.request !== undefined) return true;
			searches += 1;
			return searches <= maxSearchesPerPoll;
		})
		.slice(0, maxLookupsPerPoll);
}

/** In place of a status: the provider said that there is no such payment. */
const notThere = '';

/** In place of a status: every look-up so far ended without an answer. No provider's word reads like this. */
const notAnswered = '?';

const sweepOf = (known: ReadonlyMap<string, Seen>, { value }: Lookup): number =>
	known.get(value)?.sweep ?? -1;

/** Final, and by the provider's own pages nothing can follow. */
const isSettled = (seen: Seen | undefined, statusMap: Lookup['kind']['statusMap']): boolean => {
	if (seen?.final !== true) return false;
	return !Object.values(statusMap).some(
		({ status, mayBecome }) => mayBecome !== undefined && status === seen.status,
	);
};
