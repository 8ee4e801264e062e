import { setTimeout as sleep } from 'node:timers/promises';

import type { Kind } from './cases.mts';
import type { Measurement } from './measurement.mts';
import type { Block, Round } from './results.mts';
import type { Runner } from './runner.mts';
import { rotated } from './statistics.mts';

export type Plan = Omit<Block, 'rounds'>;

/** Beyond so many items a round takes minutes: as many as the time allows are run. */
export const maxItemsOfFullRounds = 1_000;

/** How much longer than one of 1,000 items a round of 5,000 is taken to be, before there was one. */
const safety = 1.3;

/** Lets n8n finish what it does after an execution. */
const pauseMs = 200;

export function planBlocks(options: {
	readonly sizes: readonly number[];
	readonly latencies: readonly number[];
	readonly kinds: readonly Kind[];
}): Plan[] {
	const { sizes, latencies, kinds } = options;
	return sizes
		.toSorted((a, b) => a - b)
		.flatMap((items) =>
			kinds.flatMap((kind) => latencies.map((latencyMs) => ({ kind, items, latencyMs }))),
		);
}

/** One run of each case, in an order that changes from round to round. */
export async function runRound(
	runner: Runner,
	plan: Plan,
	index: number,
	only?: readonly string[],
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
	/** For up to 1,000 items. */
	readonly rounds: number;
	/** No round is begun that would not end within this. The first of each small block always is. */
	readonly budgetMs: number;
	readonly log: (line: string) => void;
	readonly only?: readonly string[];
}

/** Runs all blocks round by round, small ones first. What did not fit is in `left`. */
export async function runRounds(
	runner: Runner,
	plans: readonly Plan[],
	{ rounds, budgetMs, log, only }: Schedule,
): Promise<{ readonly blocks: Block[]; readonly left: Plan[] }> {
	const began = performance.now();
	const done = new Map<Plan, Round[]>(plans.map((plan) => [plan, []]));
	const tookMs = new Map<Plan, number>();
	const estimate = (plan: Plan): number => {
		const known = tookMs.get(plan);
		if (known !== undefined) return known;
		const alike = plans.findLast(
			(other) =>
				tookMs.has(other) && other.kind === plan.kind && other.latencyMs === plan.latencyMs,
		);
		return alike === undefined ? 0 : (tookMs.get(alike) ?? 0) * (plan.items / alike.items) * safety;
	};
	const fits = (plan: Plan): boolean => performance.now() - began + estimate(plan) <= budgetMs;
	const [small, large] = [true, false].map((isSmall) =>
		plans.filter(({ items }) => items <= maxItemsOfFullRounds === isSmall),
	);
	for (const [group = [], isSmall] of [[small, true] as const, [large, false] as const])
		for (let round = 0; round < rounds; round += 1)
			for (const plan of group) {
				const isDue = (isSmall && round === 0) || fits(plan);
				if (!isDue) continue;
				const begin = performance.now();
				done.get(plan)?.push(await runRound(runner, plan, round, only));
				tookMs.set(plan, performance.now() - begin);
				log(`${titleOf(plan)}: round ${round + 1} of ${rounds}`);
			}
	const all = [...done].map(([plan, measured]) => ({ ...plan, rounds: measured }));
	return {
		blocks: all.filter(({ rounds: measured }) => measured.length > 0),
		left: plans.filter((plan) => done.get(plan)?.length === 0),
	};
}

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
