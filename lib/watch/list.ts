import type { CallContext, CallOptions } from '../client/call';
import { type Page, type PagesRead, readPages } from '../client/pages';
import { type Failed, failure } from '../client/result';
import { notAListIn, olderThan, type PaymentListQuery, pagesOf, rowsOf } from '../payments/list';
import { readPayment } from '../payments/payment';
import type { Change } from './change';
import { type Coverage, type Doubt, startCoverage } from './coverage';
import { tooManyUndated } from './messages';
import { maxFreshPages, maxPagesPerPoll, maxRereads, maxUndated, watchOverlapMs } from './numbers';
import { type Reading, startReading } from './reading';
import type { Sweep, WatchState } from './state';
import { endOfSweep, overlapAfter, sweepFrom } from './sweep';

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
			/** What to write to the log. */
			readonly warnings: readonly string[];
	  }
	| {
			readonly kind: 'failed';
			readonly failed: Failed;
			/** What to remember even so. */
			readonly state?: WatchState;
	  };

/**
 * One poll of everything that the provider lists. The list is read from the oldest payment that may still change, or a
 * little behind the newest that was seen; what was known is compared, what is newer is new. The next poll continues a list
 * that is too long for one poll, and only its end moves the floor. Where the first page fails, nothing changes: the next
 * poll reads the same again.
 */
export async function pollList(
	context: CallContext,
	watch: ListWatch,
	state: WatchState,
): Promise<Polled> {
	const { lifecycle } = context;
	const isInTime = (): boolean => lifecycle.now() < watch.endsAt;
	const sweep = state.sweep ?? sweepFrom(state, lifecycle.now());
	const reading = startReading(state, sweep.newestMs, watch.kind);
	const earlier = sweep.page > 1 ? state.payments.filter((one) => one.sweep === state.sweeps) : [];
	const coverage = startCoverage(sweep.page, earlier);
	const readRange = rangeReader(context, watch, reading);

	const { read, last, isPast, isReadable, pageRows } = await readRange(
		{ fromMs: sweep.fromMs, firstPage: sweep.page, maxPages: maxPagesPerPoll },
		coverage,
	);
	// What was read before a temporary failure is kept; otherwise a list that is never read to its end would be restarted
	// for ever.
	const isPartRead = last !== undefined && last.number > sweep.page;
	if (read.kind === 'failed' && !(isPartRead && read.isPassing)) return failed(state, sweep, read);
	if (last === undefined) throw new Error('A list has at least one page');
	if (!isReadable) return failed(state, sweep, notAListIn(last));

	const { number } = last;
	const isEnded = isPast || (read.kind === 'read' && read.nextPage === undefined);
	const isWhole = sweep.page === 1 && isEnded && !isPast;
	let doubt = coverage.doubt(isWhole);
	for (let n = 0; n < maxRereads && read.kind === 'read' && isInTime(); n += 1) {
		if (doubt === undefined) break;
		coverage.again();
		const { firstPage, lastPage } = doubt;
		const range = { fromMs: sweep.fromMs, firstPage, maxPages: lastPage - firstPage + 1 };
		const again = await readRange(range, coverage);
		if (again.read.kind === 'failed' || !again.isReadable) break;
		doubt = coverage.doubt(isWhole);
	}

	// The new ones may come first in the list, or last.
	const isInPart = read.kind === 'read' && (sweep.page > 1 || !isEnded);
	const freshMs = Math.max(state.floorMs, (state.newestMs ?? state.floorMs) - watchOverlapMs);
	if (isInPart && sweep.fromMs < freshMs && isInTime())
		// The list is long because of old payments; new ones do not have to wait for its end. If this fails, the next poll
		// finds them.
		await readRange({ fromMs: freshMs, maxPages: maxFreshPages });

	const { seen, newestMs, changes, lateMs } = reading.result();
	if (seen.filter(({ createdMs }) => createdMs === null).length > maxUndated)
		return { kind: 'failed', failed: tooManyIn(last, watch) };
	const widened = { ...state, overlapMs: overlapAfter(state, lateMs) };
	const sofar: Sweep = {
		...sweep,
		newestMs,
		pageRows: Math.max(sweep.pageRows, pageRows),
		...doubtOf(sweep.doubtMs, doubt),
	};
	if (isEnded) return { kind: 'polled', changes, ...endOfSweep(widened, sofar, seen) };
	// One page back, because rows may have moved up meanwhile; but at least one page of progress.
	const page = Math.max(number, sweep.page + 1);
	return {
		kind: 'polled',
		changes,
		state: { ...widened, sweep: { ...sofar, page }, payments: seen },
		warnings: [
			...(read.kind === 'failed' ? [`${read.message}.`] : []),
			`The list continues after page ${number}; the next poll continues there.`,
		],
	};
}

/** Nothing has changed, but the watch has begun: what is created from now on is new to the next poll. */
const failed = (state: WatchState, sweep: Sweep, failure: Failed): Polled => ({
	kind: 'failed',
	failed: failure,
	...(state.isBaseline && failure.isPassing ? { state: { ...state, sweep } } : {}),
});

const doubtOf = (before: number | undefined, doubt: Doubt | undefined): { doubtMs?: number } => {
	const doubtMs = Math.min(before ?? Infinity, Math.max(doubt?.fromMs ?? Infinity, 0));
	return doubtMs === Infinity ? {} : { doubtMs };
};

const tooManyIn = ({ answered: { call } }: Page, { kind }: ListWatch): Failed =>
	failure(call, 'unusable', tooManyUndated(call.provider, kind));

interface Range {
	readonly fromMs: number;
	readonly firstPage?: number;
	readonly maxPages: number;
}

interface RangeRead {
	readonly read: PagesRead;
	readonly last: Page | undefined;
	/** Whether what follows is older than what was asked for. */
	readonly isPast: boolean;
	readonly isReadable: boolean;
	/** Of the fullest page. */
	readonly pageRows: number;
}

/** Reads page after page and compares the rows, until the list or the time ends. */
function rangeReader(
	context: CallContext,
	{ kind, accountId, endsAt, options }: ListWatch,
	reading: Reading,
): (range: Range, coverage?: Coverage) => Promise<RangeRead> {
	const { provider, lifecycle } = context;
	return async ({ fromMs, firstPage = 1, maxPages }, coverage) => {
		const filter = { from: fromMs, order: 'oldestFirst' } as const;
		const pages = pagesOf(context, { kind, accountId, filter, maxPages }, options);
		const isOlder = olderThan(fromMs);
		let last: Page | undefined;
		let isPast = false;
		let isReadable = true;
		let pageRows = 0;
		const read = await readPages(context, { ...pages, firstPage }, (page) => {
			last = page;
			const payments = rowsOf(provider, page)?.map((row) => readPayment(provider, kind, row));
			isReadable = payments !== undefined;
			const rows = payments?.map((found) => reading.judge(found)) ?? [];
			pageRows = Math.max(pageRows, rows.length);
			coverage?.add(page.number, rows, provider.api.paging?.total?.(page.answered.response.body));
			isPast = isOlder(payments ?? []);
			return !isReadable || isPast || lifecycle.now() >= endsAt ? 'stop' : 'continue';
		});
		return { read, last, isPast, isReadable, pageRows };
	};
}
