import { type ListWatch, pollList, type Polled } from '../../../../lib/watch/list';
import { begin, readState, type WatchState } from '../../../../lib/watch/state';
import { subjects } from '../../../support/subjects.mts';
import { kindOf, options, type Reply, stage, startMs } from '../../../support/watchStage.mts';

export const minuteMs = 60_000;

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
	const { context, clock } = stage(provider, settings, ({ url }) => {
		if (play.instead !== undefined) return play.instead;
		const page = Number(new URL(url).searchParams.get('page'));
		play.pages.push(page);
		const shown = play.rows.slice((page - 1) * pageSize, page * pageSize);
		const totalPages = Math.max(Math.ceil(play.rows.length / pageSize), 1);
		const pagination = hasPaging ? { currentPage: page, totalPages } : [];
		const body = JSON.stringify({ status: 200, success: true, data: shown, pagination });
		play.afterPage(page);
		return { status: 200, body };
	});
	const play: Watcher = {
		rows,
		instead: undefined,
		afterPage: () => undefined,
		state: begin('w', startMs - 5 * minuteMs),
		clock,
		pages: [],
		warnings: [],
		async poll(more = {}) {
			const kind = kindOf('singapay', 'virtualAccount');
			const watch = { kind, accountId: 'acc-1', endsAt: Infinity, options, ...more };
			return await pollList(context, watch, play.state);
		},
		async told(more) {
			clock.now += minuteMs;
			const polled = await play.poll(more);
			if (polled.kind === 'failed') throw new Error(polled.failed.problem.message);
			const read = readState(JSON.parse(JSON.stringify(polled.state)) as object as never, 'w');
			if (read.kind !== 'state') throw new Error('The state was not read back');
			play.state = read.state;
			play.warnings = polled.warnings;
			return polled.changes.map(
				({ payment, previousStatus }) =>
					`${payment.id ?? ''} ${previousStatus ?? ''}>${payment.status}`,
			);
		},
	};
	return play;
}
