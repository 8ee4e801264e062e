import { manyAtOnce, type Target, targets, titleOfCase } from './targets.mts';
import { runRound, warmUp } from './rounds.mts';
import { type Round, ratioIn } from './results.mts';
import type { Runner } from './runner.mts';
import { spreadText } from './text.mts';

/** Enough that what a run costs once does not decide, few enough for CI. */
const items = 100;
const writes = 10;
const rounds = 3;

/** A ratio may be so many times its target: CI's machines are shared. */
const tolerance = 2;

/**
 * A short run for CI. Prints one line per check; returns whether all have passed. Counts are checked by every run, and a
 * wrong one is thrown.
 */
export async function quick(runner: Runner, print: (line: string) => void): Promise<boolean> {
	const plan = { kind: 'get', items, latencyMs: 0 } as const;
	await warmUp(runner, items, ['get']);
	const measured: Round[] = [];
	for (let index = 0; index < rounds; index += 1)
		measured.push(await runRound(runner, plan, index));
	await runRound(runner, { kind: 'post', items: writes, latencyMs: 0 }, 0);
	print(
		`ok      counts of items, requests, payouts and token calls: right in all runs, ${items} GETs and ${writes} POSTs each`,
	);
	const block = { ...plan, rounds: measured };
	const checked = targets.filter(isChecked).flatMap((target) => {
		const { numerator, denominator, metric, limit } = target;
		const ratio = ratioIn(block, numerator, denominator, metric);
		if (ratio === undefined) return [];
		const passed = ratio.median <= tolerance * limit;
		const name = `${titleOfCase(numerator)} / ${titleOfCase(denominator)}, ${metric === 'wallMs' ? 'wall' : 'CPU'}`;
		print(
			`${passed ? 'ok    ' : 'FAILED'}  ${name}: ${spreadText(ratio)}, at most ${Number((tolerance * limit).toFixed(2))}`,
		);
		return [passed];
	});
	return checked.every(Boolean);
}

/** What is asked of a slow provider takes too long here. */
const isChecked = ({ concurrency, latencyMs }: Target): boolean =>
	concurrency !== manyAtOnce && latencyMs === 0;
