import type { CallContext, CallOptions } from '../client/call';
import { createLimiter } from '../client/limiter';
import type { Failed } from '../client/result';
import { defaultConcurrency } from '../client/numbers';
import { maxLookupsPerPoll, maxSearchesPerPoll, watchOverlapMs } from './numbers';
import { lookupPayment, type LookupResult } from '../payments/lookupPayment';
import { type Payment, statusKey } from '../payments/payment';
import { isAttemptAt, type Lookup, lookupById } from '../payments/lookup';
import { type Change, isOlder, wordIn } from './change';
import type { Polled } from './list';
import { notAnswered, notThere, type Seen, type WatchState } from './state';

export interface ChosenWatch {
	readonly lookups: readonly Lookup[];
	/** When nothing new may be begun, in epoch milliseconds. */
	readonly endsAt: number;
	readonly options: CallOptions;
}

/**
 * One poll of single payments: those asked longest ago come first. What is seen for the first time is remembered and not
 * reported, unless an earlier lookup did not find it, or it has changed since it was entered. A payment that cannot be
 * looked up now keeps its known state.
 */
export async function pollChosen(
	context: CallContext,
	{ lookups, endsAt, options }: ChosenWatch,
	state: WatchState,
): Promise<Polled> {
	const sinceMs = context.lifecycle.now() - watchOverlapMs;
	const before = new Map(state.payments.map((seen) => [seen.key, seen]));
	// Entered now, so that it is saved with the first poll: n8n saves nothing after a poll that returns nothing.
	const watched = lookups.map(
		({ value: key }): Seen => before.get(key) ?? { ...unseen, key, sinceMs },
	);
	const known = new Map(watched.map((seen) => [seen.key, seen]));
	const answers = await askAll(context, dueOf(context, lookups, known), { endsAt, options });

	const sweep = state.sweeps + 1;
	const changes: Change[] = [];
	const warnings: string[] = [];
	const failures: Failed[] = [];
	for (const { lookup, looked } of answers) {
		const key = lookup.value;
		const seen = known.get(key);
		if (seen === undefined) continue;
		if (looked.kind === 'found') {
			const { payment } = looked;
			// The next attempt is another payment.
			if (!isAttemptAt(lookup) && isOlder(seen.status, payment, lookup.kind)) {
				known.set(key, { ...seen, sweep });
				continue;
			}
			const status = statusKey(payment);
			const isNews =
				seen.status === notAnswered
					? before.has(key) && hasChangedSince(seen, payment)
					: seen.status !== status;
			if (isNews) changes.push({ ...looked, previousStatus: wordIn(seen.status) });
			const { id, final } = payment;
			const found = id === null || lookup.request !== undefined ? {} : { id };
			known.set(key, { key, status, final, createdMs: null, sweep, ...found });
			continue;
		}
		const isAbsent = looked.cause === 'notFound';
		if (!isAbsent) failures.push(looked);
		if (!isAbsent || seen.status !== notThere) warnings.push(looked.message);
		// What was found before keeps its status: a lookup that finds nothing is not a change.
		const isFirst = seen.status === notAnswered;
		known.set(key, { ...seen, ...(isFirst && isAbsent ? { status: notThere } : {}), sweep });
	}
	const payments = [...known.values()];
	const next: WatchState = { ...state, sweeps: sweep, isBaseline: false, payments };
	const [failure] = failures;
	if (failure === undefined || failures.length < answers.length)
		return { kind: 'polled', changes, state: next, warnings };
	// Kept, so that the next poll begins with others.
	return { kind: 'failed', failed: failure, state: next };
}

interface Asked {
	readonly lookup: Lookup;
	readonly looked: LookupResult;
}

/** Asks for a few at a time, until the time is up. */
async function askAll(
	context: CallContext,
	due: readonly Due[],
	{ endsAt, options }: Pick<ChosenWatch, 'endsAt' | 'options'>,
): Promise<readonly Asked[]> {
	const limiter = createLimiter(defaultConcurrency);
	const answers = await Promise.all(
		due.map(async ({ lookup, asking }) =>
			limiter.run(async () =>
				context.lifecycle.now() < endsAt
					? { lookup, looked: await lookupPayment(context, asking, options) }
					: undefined,
			),
		),
	);
	return answers.filter((one) => one !== undefined);
}

interface Due {
	readonly lookup: Lookup;
	readonly asking: Lookup;
}

/** Those whose turn it is, the longest not asked first: a list may be read for only a few of them. */
function dueOf(
	context: CallContext,
	lookups: readonly Lookup[],
	known: ReadonlyMap<string, Seen>,
): readonly Due[] {
	const sweepOf = ({ value }: Lookup): number => known.get(value)?.sweep ?? 0;
	let searches = 0;
	return (
		lookups
			.filter((lookup) => !isSettled(known.get(lookup.value), lookup))
			.toSorted((one, other) => sweepOf(one) - sweepOf(other))
			// What was found in a list once is asked for by its ID.
			.map((lookup) => ({
				lookup,
				asking: lookupById(context, lookup, known.get(lookup.value)?.id),
			}))
			.filter(({ asking }) => {
				if (asking.request !== undefined) return true;
				searches += 1;
				return searches <= maxSearchesPerPoll;
			})
			.slice(0, maxLookupsPerPoll)
	);
}

/** A payment that was entered and not looked up yet. */
const unseen = { status: notAnswered, final: false, createdMs: null, sweep: 0 };

/**
 * Whether a payment about which nothing was known may have changed since it was entered. If the provider does not report
 * the time of the last change, everything but the initial status is reported, rather than lost.
 */
function hasChangedSince(
	{ sinceMs = Infinity }: Seen,
	{ createdAt, updatedAt, status }: Payment,
): boolean {
	const times = [createdAt, updatedAt].flatMap((time) => (time === null ? [] : [Date.parse(time)]));
	if (times.some((time) => time >= sinceMs)) return true;
	return updatedAt === null && status !== 'pending';
}

/** Final, and by the provider's own pages nothing can follow. */
export const isSettled = (seen: Seen | undefined, lookup: Lookup): boolean => {
	if (seen?.final !== true) return false;
	if (isAttemptAt(lookup) && seen.status !== 'succeeded') return false;
	const { statusMap } = lookup.kind;
	return !Object.values(statusMap).some(
		({ status, mayBecome }) => mayBecome !== undefined && status === seen.status,
	);
};
