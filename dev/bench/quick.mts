import { readFile } from 'node:fs/promises';

import { readsAtOnce } from './cases.mts';
import { ceilingsIn, targetTitle } from './report.mts';
import { type Block, ratioIn, type Round } from './results.mts';
import { runRound, warmUp } from './rounds.mts';
import type { Runner } from './runner.mts';
import { ceilingOf, isInQuick, quickItems as items, targets, titleOfCase } from './targets.mts';
import { short, spreadText } from './text.mts';

const writes = 5;
const warmUpItems = 20;
const rounds = 2;

/**
 * Those of the token call and of the read that has n8n store the token, which are n8n's own, and two for each read at once: the answer
 * before may still be read when the next request is sent.
 */
const mostKeptOpen = 2 + 2 * readsAtOnce;

type Print = (line: string) => void;

/**
 * A short run for CI. Prints one line per check; returns whether all have passed. Counts are checked by every run, and a
 * wrong one is thrown. The best round of a ratio counts: whatever else the machine does makes a round worse, never better.
 *
 * @param documentPath docs/benchmarks.md, whose table says what each ratio may be
 */
export async function quick(runner: Runner, documentPath: string, print: Print): Promise<boolean> {
	const plan = { kind: 'get', items, latencyMs: 0 } as const;
	await warmUp(runner, warmUpItems, ['get']);
	const measured: Round[] = [];
	for (let index = 0; index < rounds; index += 1)
		measured.push(await runRound(runner, plan, index));
	await runRound(runner, { kind: 'post', items: writes, latencyMs: 0 }, 0);
	print(
		`ok      counts of items, requests, payouts and token calls: right in all runs, ${items} GETs and ${writes} POSTs each`,
	);
	const say = (passed: boolean, text: string): boolean => {
		print(`${passed ? 'ok    ' : 'FAILED'}  ${text}`);
		return passed;
	};
	const block = { ...plan, rounds: measured, build: runner.versions.build };
	const ceilings = ceilingsIn(await readFile(documentPath, 'utf8'));
	return [...ratios(block, ceilings, say), ...connections(block, say)].every(Boolean);
}

type Say = (passed: boolean, text: string) => boolean;

const ratios = (block: Block, ceilings: ReadonlyMap<string, number>, say: Say): boolean[] =>
	targets.filter(isInQuick).flatMap((target) => {
		const ratio = ratioIn(block, target.numerator, target.denominator, target.metric);
		if (ratio === undefined) return [];
		const title = targetTitle(target);
		const most = ceilings.get(title) ?? ceilingOf(target.limit, undefined);
		const text = `${title}: ${spreadText(ratio)}, the best round at most ${short(most)}`;
		return [say(ratio.min <= most, text)];
	});

const connections = ({ rounds: measured }: Block, say: Say): boolean[] =>
	(['C-send', 'C-get'] as const).flatMap((id) => {
		const opened = measured.flatMap((round) => round[id]?.seen.connections ?? []);
		if (opened.length === 0) return [];
		const most = Math.max(...opened);
		const text = `${titleOfCase(id)}: ${most} connections for ${items} GETs, at most ${mostKeptOpen}`;
		return [say(most <= mostKeptOpen, text)];
	});
