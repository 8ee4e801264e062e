import { setTimeout as sleep } from 'node:timers/promises';

import { type CaseId, cases, type Kind } from './cases.mts';
import type { Measurement } from './measurement.mts';
import type { Block, Round } from './results.mts';
import type { Runner } from './runner.mts';
import { rotated } from './statistics.mts';
import { manyAtOnce } from './targets.mts';

export type Plan = Omit<Block, 'rounds' | 'build' | 'beside'>;

/** What the benchmark measures where nothing else is asked for. */
export const wholePlan = {
	sizes: [1, 100, 1_000, 5_000],
	latencies: [0, 50],
	kinds: ['get', 'post'],
} as const;

/** What is no matter of size. */
const sidePlans: readonly Plan[] = [
	{
		kind: 'get',
		items: 1_000,
		latencyMs: 50,
		concurrency: manyAtOnce,
		cases: ['B-send', 'B-get', 'C-send', 'C-get'],
	},
	{
		kind: 'get',
		items: 100,
		latencyMs: 0,
		executions: 10,
		cases: ['A', 'B-send', 'C-send'],
	},
];

/** Beyond so many items a round takes minutes: those come last. */
const maxItemsOfSmallRuns = 1_000;

/** How much longer than an earlier one a run is taken to be for each item, before it was run once. */
const safety = 1.3;

/** With fewer items, most of a run is what it costs once: by one item, a hundred would seem to take minutes. */
const fewestToEstimateBy = 100;

/** Of the time, so that what comes after the first group is measured, too. */
const shareOfFirstGroup = 0.8;

/** Lets n8n finish what it does after an execution. */
const pauseMs = 200;

/** What is measured, by what matters most. */
export function planGroups(options: {
	readonly sizes: readonly number[];
	readonly latencies: readonly number[];
	readonly kinds: readonly Kind[];
	readonly hasSidePlans: boolean;
}): Plan[][] {
	const { latencies, kinds, hasSidePlans } = options;
	const sizes = options.sizes.toSorted((a, b) => a - b);
	const all = sizes.flatMap((items) =>
		kinds.flatMap((kind) => latencies.map((latencyMs) => ({ kind, items, latencyMs }))),
	);
	const side = sidePlans.filter(
		({ kind, latencyMs }) => hasSidePlans && kinds.includes(kind) && latencies.includes(latencyMs),
	);
	const isSmall = ({ items }: Plan): boolean => items <= maxItemsOfSmallRuns;
	const isFirst = (plan: Plan): boolean =>
		isSmall(plan) && plan.kind === 'get' && plan.latencyMs === 0;
	// A write takes a tenth of a second, so the largest run of them waits for the others.
	const isSecond = (plan: Plan): boolean =>
		plan.kind === 'post' && plan.latencyMs === 0 && plan.items < maxItemsOfSmallRuns;
	const isThird = (plan: Plan): boolean => isSmall(plan) && !isFirst(plan) && !isSecond(plan);
	return [
		all.filter(isFirst),
		[...side, ...all.filter(isSecond)],
		all.filter(isThird),
		all.filter((plan) => !isSmall(plan)),
	];
}

/** One run of each case, in an order that changes from round to round. */
export async function runRound(
	runner: Runner,
	plan: Plan,
	index: number,
	only: readonly CaseId[] | undefined = plan.cases,
): Promise<Round> {
	const measured: Partial<Record<string, Measurement>> = {};
	const chosen = runner.cases.filter(
		({ id, kinds, node }) =>
			kinds.includes(plan.kind) &&
			(only?.includes(id) ?? true) &&
			// What runs outside of n8n has no executions.
			(plan.executions === undefined || node !== undefined),
	);
	for (const { id } of rotated(chosen, index)) {
		await sleep(pauseMs);
		measured[id] = await runner.run(id, plan);
	}
	return measured;
}

export interface Schedule {
	/** At most. */
	readonly rounds: number;
	/** The number of the first of them, from 0: which case begins depends on it. */
	readonly first: number;
	/** No round is begun that would not end within this. */
	readonly budgetMs: number;
	readonly log: (line: string) => void;
	/** Called after each round. */
	readonly keep: (plan: Plan, round: Round) => void;
}

/** Items of all cases and executions together. */
const sizeOf = ({ items, executions = 1, cases: chosen }: Plan): number =>
	items * executions * (chosen ?? cases).length;

/** Runs the blocks of each group round by round, one group after the other, as far as the time allows. */
export async function runRounds(
	runner: Runner,
	groups: ReadonlyArray<readonly Plan[]>,
	{ rounds, first, budgetMs, log, keep }: Schedule,
): Promise<void> {
	const began = performance.now();
	const plans = groups.flat();
	const tookMs = new Map<Plan, number>();
	const estimate = (plan: Plan): number => {
		const known = tookMs.get(plan);
		if (known !== undefined) return known;
		const alike = plans.findLast(
			(other) =>
				tookMs.has(other) &&
				other.kind === plan.kind &&
				other.items >= fewestToEstimateBy &&
				sizeOf(other) <= sizeOf(plan),
		);
		if (alike === undefined) return 0;
		return (tookMs.get(alike) ?? 0) * (sizeOf(plan) / sizeOf(alike)) * safety;
	};
	for (const [index, group] of groups.entries()) {
		const untilMs = index === 0 ? budgetMs * shareOfFirstGroup : budgetMs;
		for (let round = 0; round < rounds; round += 1)
			for (const plan of group) {
				const begin = performance.now();
				if (begin - began + estimate(plan) > untilMs) continue;
				keep(plan, await runRound(runner, plan, first + round));
				tookMs.set(plan, performance.now() - begin);
				log(`${titleOf(plan)}: round ${round + 1} of ${rounds}`);
			}
	}
}

/**
 * What is known with one more round, in the order of the document.
 * @param adds whether earlier rounds of the same plan stay
 */
export function withRound(
	blocks: readonly Block[],
	{ rounds: [round], ...plan }: Block & { readonly rounds: readonly [Round] },
	adds: boolean,
): Block[] {
	const known = blocks.find((block) => titleOf(block) === titleOf(plan));
	const rounds = [...(adds ? (known?.rounds ?? []) : []), round];
	return [...blocks.filter((block) => block !== known), { ...plan, rounds }].toSorted(
		(one, other) => orderOf(one) - orderOf(other),
	);
}

/** Those whose rounds are of other code: medians of both would say nothing. */
export const ofOtherBuilds = (
	blocks: readonly Block[],
	plans: readonly Plan[],
	build: string,
): Block[] => {
	const titles = new Set(plans.map(titleOf));
	return blocks.filter((block) => titles.has(titleOf(block)) && block.build !== build);
};

/** Of the whole benchmark, what none of the blocks is about. */
export const notMeasured = (blocks: readonly Plan[]): Plan[] => {
	const known = new Set(blocks.map(titleOf));
	return everything().filter((plan) => !known.has(titleOf(plan)));
};

const everything = (): Plan[] => planGroups({ ...wholePlan, hasSidePlans: true }).flat();

/** Its place in the document. */
export const orderOf = (plan: Plan): number =>
	everything().findIndex((known) => titleOf(known) === titleOf(plan));

/** So that no case is measured with code that n8n runs for the first time. */
export async function warmUp(runner: Runner, items: number, kinds: readonly Kind[]): Promise<void> {
	for (const kind of kinds) await runRound(runner, { kind, items, latencyMs: 0 }, 0);
}

export const titleOf = ({ kind, items, latencyMs, executions, concurrency }: Plan): string =>
	[
		`${executions === undefined ? '' : `${executions} executions of `}${items} ${kind.toUpperCase()}`,
		`${latencyMs} ms`,
		...(concurrency === undefined ? [] : [`${concurrency} at once`]),
	].join(', ');
