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
	/** Whether an item only reads. Others are sent alone and in order. */
	readonly isRead: (index: number) => boolean;
	/** Handles one item. Returns whether to go on. */
	readonly run: (index: number) => Promise<'continue' | 'stop'>;
	readonly sleep: (ms: number) => Promise<void>;
}

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
): Promise<'continue' | 'stop'> {
	for (let index = start; index < end;) {
		const stretch = lengthOfReads(work, index, end);
		const verdict =
			stretch === 0
				? await work.run(index)
				: await runReads(work, index, index + stretch, concurrency);
		if (verdict === 'stop') return 'stop';
		index += Math.max(stretch, 1);
	}
	return 'continue';
}

function lengthOfReads(work: Work, start: number, end: number): number {
	let index = start;
	while (index < end && work.isRead(index)) index += 1;
	return index - start;
}

async function runReads(
	work: Work,
	start: number,
	end: number,
	concurrency: number,
): Promise<'continue' | 'stop'> {
	let next = start;
	let verdict: 'continue' | 'stop' = 'continue';
	const lane = async (): Promise<void> => {
		while (next < end && verdict === 'continue') {
			const index = next;
			next += 1;
			if ((await work.run(index)) === 'stop') verdict = 'stop';
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, end - start) }, lane));
	return verdict;
}
