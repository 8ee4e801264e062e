import type { Seen } from './provider.mts';

/** What meter.cjs returns. Times and durations in milliseconds, memory in bytes; CPU is of the process so far. */
export interface Metered {
	readonly startedAt: number;
	readonly endedAt: number;
	readonly cpuAtStart: number;
	readonly cpuAtEnd: number;
	readonly rssBefore: number;
	readonly rssPeak: number;
	readonly heapBefore: number;
	readonly heapPeak: number;
	readonly heapAfter: number;
}

export type Meter = (options: { readonly collect: boolean }) => () => Promise<Metered>;

/** What a run reports about itself. */
export interface Told extends Metered {
	/** Of the measured node, as n8n counts it. */
	readonly executionTime: number;
	readonly items: number;
	readonly failed: number;
	/** The first answer. */
	readonly first: unknown;
}

/** One run of one case. */
export interface Measurement {
	readonly wallMs: number;
	/** User and system time of the process, while the node ran. */
	readonly cpuMs: number;
	/** The highest resident memory, over what it was before. */
	readonly peakBytes: number;
	/** Heap that the output still holds when the garbage is gone. */
	readonly heldBytes: number;
	readonly seen: Seen;
}

/** Executions that ran side by side count as one: from the first start to the last end. */
export function measurementOf(told: readonly Told[], seen: Seen): Measurement {
	const lowest = (of: keyof Metered): number => Math.min(...told.map((one) => one[of]));
	const highest = (of: keyof Metered): number => Math.max(...told.map((one) => one[of]));
	const [only] = told;
	return {
		wallMs:
			told.length === 1 && only !== undefined
				? only.executionTime
				: highest('endedAt') - lowest('startedAt'),
		cpuMs: highest('cpuAtEnd') - lowest('cpuAtStart'),
		peakBytes: highest('rssPeak') - lowest('rssBefore'),
		heldBytes: highest('heapAfter') - lowest('heapBefore'),
		seen,
	};
}

export interface Expected {
	readonly items: number;
	readonly writes: boolean;
}

/** What was counted and should not have been. An empty list: all is right. */
export function wrongCounts(
	told: readonly Pick<Told, 'items' | 'failed'>[],
	seen: Seen,
	{ items, writes }: Expected,
): string[] {
	const out = told.reduce((sum, one) => sum + one.items, 0);
	const failed = told.reduce((sum, one) => sum + one.failed, 0);
	const expected: ReadonlyArray<readonly [string, number, number]> = [
		['items', out, items],
		['failed items', failed, 0],
		['requests', seen.requests, items],
		['token calls', seen.tokenCalls, 1],
		['payouts', seen.payouts, writes ? items : 0],
	];
	return expected
		.filter(([, counted, right]) => counted !== right)
		.map(([name, counted, right]) => `${counted} ${name} instead of ${right}`);
}
