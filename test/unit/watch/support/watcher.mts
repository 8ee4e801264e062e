import { type ListWatch, pollList, type Polled } from '../../../../lib/watch/list';
import { begin, readState, type WatchState } from '../../../../lib/watch/state';
import {
	answer,
	fakeContext,
	type Reply,
	type SentRequest,
	startMs,
} from '../../../support/fakeContext.mts';
import { kindOf, subjects } from '../../../support/subjects.mts';

export const minuteMs = 60_000;

export const watchOptions = { timeoutMs: 30_000, maxRetries: 2 };

/** A row of Singapay's virtual account list. */
export interface Row {
	readonly transaction_id?: string;
	readonly status: string;
	/** Epoch milliseconds; a row without it tells no time. */
	readonly post_timestamp?: number;
	readonly [more: string]: unknown;
}

export const row = (id: string, status: string, createdMs?: number): Row => ({
	transaction_id: id,
	status,
	...(createdMs === undefined ? {} : { post_timestamp: createdMs }),
});

export interface Watcher {
	/** The list, in the provider's order; the test changes it at will. */
	rows: Row[];
	/** In place of the next answers. */
	instead: Reply | undefined;
	/** Whether the provider counts the rows of the whole list. */
	isCounted: boolean;
	/** What happens after a page was given. */
	afterPage: (page: number) => void;
	state: WatchState;
	readonly clock: { now: number };
	readonly pages: number[];
	poll(more?: Partial<ListWatch>): Promise<Polled>;
	/** Polls, one minute later, and says what was emitted: `id previous>status`. Its state went through JSON. */
	told(more?: Partial<ListWatch>): Promise<string[]>;
	warnings: readonly string[];
}

export const pageSize = 25;

/** Watches a list of Singapay's virtual account payments, 25 rows a page. */
export function watcher(rows: Row[] = [], hasPaging = true): Watcher {
	const { provider, settings } = subjects.singapay;
	const replyTo = ({ url }: SentRequest): Reply => {
		if (watched.instead !== undefined) return watched.instead;
		const page = Number(new URL(url).searchParams.get('page'));
		watched.pages.push(page);
		const shown = watched.rows.slice((page - 1) * pageSize, page * pageSize);
		const totalPages = Math.max(Math.ceil(watched.rows.length / pageSize), 1);
		const counted = watched.isCounted ? { total: watched.rows.length } : {};
		const pagination = hasPaging ? { currentPage: page, totalPages, ...counted } : [];
		watched.afterPage(page);
		return answer({ status: 200, success: true, data: shown, pagination });
	};
	const { context, clock } = fakeContext(provider, replyTo, { settings });
	const watched: Watcher = {
		rows,
		instead: undefined,
		isCounted: false,
		afterPage: () => undefined,
		state: begin('w', 'c', startMs - 5 * minuteMs),
		clock,
		pages: [],
		warnings: [],
		async poll(more = {}) {
			const kind = kindOf(provider, 'virtualAccount');
			const watch = { kind, accountId: 'acc-1', endsAt: Infinity, options: watchOptions, ...more };
			return await pollList(context, watch, watched.state);
		},
		async told(more) {
			clock.now += minuteMs;
			const polled = await watched.poll(more);
			if (polled.kind === 'failed') throw new Error(polled.failed.message);
			const read = readState(JSON.parse(JSON.stringify(polled.state)) as object as never, 'w');
			if (read.kind !== 'state') throw new Error('The state was not read back');
			watched.state = read.state;
			watched.warnings = polled.warnings;
			return polled.changes.map(
				({ payment, previousStatus }) =>
					`${payment.id ?? ''} ${previousStatus ?? ''}>${payment.status}`,
			);
		},
	};
	return watched;
}
