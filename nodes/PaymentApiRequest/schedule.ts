import { dayMs } from '../../lib/client/numbers';

/** If batching was added without values; n8n's own HTTP Request node uses the same defaults. */
export const defaultBatchSize = 50;
export const defaultBatchIntervalMs = 1_000;

/** JavaScript's timers end pauses of 25 days or more at once. */
export const maxBatchIntervalMs = dayMs;

export interface Schedule {
	/** Items per group; 0 for one group of all. */
	readonly batchSize: number;
	readonly batchIntervalMs: number;
	/** Reads sent side by side. */
	readonly concurrency: number;
}

export interface Work {
	readonly count: number;
	/** Whether an item only reads. What does not goes alone and in order. Asked in order, once the item may begin. */
	readonly isRead: (index: number) => Promise<boolean>;
	/** Handles one item. Returns whether to go on. */
	readonly run: (index: number) => Promise<Verdict>;
	readonly sleep: (ms: number) => Promise<void>;
}

export type Verdict = 'continue' | 'stop';

/**
 * Runs the items in groups: reads side by side, each write alone, after all that came before it and before all that come
 * after. After the first `stop` no further item is begun.
 */
export async function runInOrder(work: Work, schedule: Schedule): Promise<void> {
	const size = schedule.batchSize > 0 ? schedule.batchSize : work.count;
	for (let start = 0; start < work.count; start += size) {
		if (start > 0 && schedule.batchIntervalMs > 0) await work.sleep(schedule.batchIntervalMs);
		const verdict = await runGroup(
			work,
			start,
			Math.min(start + size, work.count),
			schedule.concurrency,
		);
		if (verdict === 'stop') return;
	}
}

async function runGroup(
	work: Work,
	start: number,
	end: number,
	concurrency: number,
): Promise<Verdict> {
	for (let index = start; index < end;) {
		const reads = await runReads(work, index, end, concurrency);
		if (reads.verdict === 'stop') return 'stop';
		index = reads.next;
		if (index === end) return 'continue';
		if ((await work.run(index)) === 'stop') return 'stop';
		index += 1;
	}
	return 'continue';
}

/** The reads up to the next write. `next` is the first item that was not begun. */
async function runReads(
	work: Work,
	start: number,
	end: number,
	concurrency: number,
): Promise<{ readonly verdict: Verdict; readonly next: number }> {
	let next = start;
	let verdict: Verdict = 'continue';
	let turn: Promise<number | undefined> = Promise.resolve(undefined);
	const nextRead = async (): Promise<number | undefined> => {
		if (next === end || verdict === 'stop' || !(await work.isRead(next))) return undefined;
		next += 1;
		return next - 1;
	};
	const lane = async (): Promise<void> => {
		for (;;) {
			// One lane asks after the other: no read is begun before a write that comes first.
			turn = turn.then(nextRead);
			const index = await turn;
			if (index === undefined) return;
			if ((await work.run(index)) === 'stop') verdict = 'stop';
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, end - start) }, lane));
	return { verdict, next };
}
