import { type CaseId, cases } from './cases.mts';
import { type Block, metricOf, type Metric, ratioIn, type Results } from './results.mts';
import type { Spread } from './statistics.mts';

/** What the ratio of two cases has to be at most. */
export interface Target {
	readonly numerator: CaseId;
	readonly denominator: CaseId;
	readonly metric: 'wallMs' | 'cpuMs';
	readonly limit: number;
	/** Where it holds: GETs of so many items. */
	readonly items: number;
	readonly latencyMs: number;
	readonly concurrency?: number;
}

const at = { items: 1_000, latencyMs: 0 };
const own = ['B-send', 'B-get'] as const;
const kept = ['C-send', 'C-get'] as const;
const metrics = ['wallMs', 'cpuMs'] as const;

/** GETs of one run of `--quick`. */
export const quickItems = 100;

/** Reads at once of the target for slow providers. */
export const manyAtOnce = 16;

export const targets: readonly Target[] = [
	...own.flatMap((numerator) =>
		metrics.flatMap((metric): Target[] => [
			{ numerator, denominator: 'A', metric, limit: 0.55, ...at },
			{ numerator, denominator: 'D', metric, limit: 1.15, ...at },
		]),
	),
	...kept.flatMap((numerator) =>
		metrics.flatMap((metric): Target[] => [
			{ numerator, denominator: 'A', metric, limit: 0.12, ...at },
			{ numerator, denominator: 'E', metric, limit: 1.5, ...at },
		]),
	),
	...(
		[
			['C-send', 'B-send'],
			['C-get', 'B-get'],
		] as const
	).map(([numerator, denominator]): Target => ({
		numerator,
		denominator,
		metric: 'wallMs',
		limit: 0.5,
		items: 1_000,
		latencyMs: 50,
		concurrency: manyAtOnce,
	})),
];

/**
 * The most that `--quick` lets pass, and the one rule for it: twice the target; where the target is missed for a reason that is n8n's,
 * twice what docs/benchmarks.md publishes for as many GETs as it sends. The document's table of targets holds it for each ratio.
 */
export const ceilingOf = (limit: number, published: number | undefined): number =>
	tolerance * Math.max(limit, published ?? 0);

/** CI's machines are slow and shared. */
const tolerance = 2;

/** CPU alone: on a machine that does other work besides, wall time says little. Runs of a second need no latency. */
export const isInQuick = ({ metric, latencyMs }: Target): boolean =>
	metric === 'cpuMs' && latencyMs === 0;

export type Judged = Target & {
	/** Undefined where it was not measured. */
	readonly ratio: Spread | undefined;
	readonly verdict: 'reached' | 'missed' | 'not measured';
};

const blockOf = (target: Target, blocks: readonly Block[]): Block | undefined =>
	blocks.find(
		({ kind, items, latencyMs, concurrency, executions }) =>
			kind === 'get' &&
			executions === undefined &&
			items === target.items &&
			latencyMs === target.latencyMs &&
			concurrency === target.concurrency,
	);

export const judge = (target: Target, blocks: readonly Block[]): Judged => {
	const block = blockOf(target, blocks);
	const { numerator, denominator, metric, limit } = target;
	const ratio = block === undefined ? undefined : ratioIn(block, numerator, denominator, metric);
	if (ratio === undefined) return { ...target, ratio, verdict: 'not measured' };
	return { ...target, ratio, verdict: ratio.median <= limit ? 'reached' : 'missed' };
};

/** Of what a missed target costs: the part that n8n's own stack costs as well, and the part that comes on top. */
export function sharesOf(
	{ numerator, metric, items, latencyMs }: Target,
	blocks: readonly Block[],
): { readonly n8n: number; readonly ours: number } | undefined {
	const block = blocks.find(
		(one) =>
			one.kind === 'get' &&
			one.items === items &&
			one.latencyMs === latencyMs &&
			one.concurrency === undefined &&
			one.executions === undefined,
	);
	const perItem = (id: CaseId, of: Metric): number | undefined => {
		const spread = block === undefined ? undefined : metricOf(block, id, of);
		return spread === undefined ? undefined : spread.median / items;
	};
	const [whole, floor] = [perItem(numerator, metric), perItem('D', metric)];
	if (whole === undefined || floor === undefined) return undefined;
	return { n8n: floor, ours: Math.max(whole - floor, 0) };
}

/** Of what a missed target costs where the provider takes its time: what waiting alone costs, however a request travels. In ms per item. */
export function waitOf(
	target: Target,
	blocks: readonly Block[],
): { readonly wait: number; readonly whole: number; readonly denominator: number } | undefined {
	const { numerator, denominator, metric, items, latencyMs, concurrency } = target;
	if (concurrency === undefined || latencyMs === 0) return undefined;
	const block = blockOf(target, blocks);
	const perItem = (id: CaseId): number | undefined => {
		const spread = block === undefined ? undefined : metricOf(block, id, metric);
		return spread === undefined ? undefined : spread.median / items;
	};
	const [whole, other] = [perItem(numerator), perItem(denominator)];
	if (whole === undefined || other === undefined) return undefined;
	return { wait: latencyMs / concurrency, whole, denominator: other };
}

export const titleOfCase = (id: CaseId): string => cases.find((one) => one.id === id)?.title ?? id;

/** The target for memory: an item costs the node no more than n8n's own. */
export const memoryRatio = (
	memory: Results['memory'],
	id: 'B-send' | 'B-get',
): number | undefined => {
	const peakOf = (wanted: CaseId): number | undefined => {
		const row = memory.find(({ title }) => title === titleOfCase(wanted));
		return row === undefined ? undefined : row.peak.toSorted((a, b) => a - b)[row.peak.length >> 1];
	};
	const [ours, theirs] = [peakOf(id), peakOf('A')];
	return ours === undefined || theirs === undefined ? undefined : ours / theirs;
};
