import { readsAtOnce } from './cases.mts';
import { type Block, ratioIn, type Round } from './results.mts';
import { runRound, warmUp } from './rounds.mts';
import type { Runner } from './runner.mts';
import { type Target, targets, titleOfCase } from './targets.mts';
import { short, spreadText } from './text.mts';

const items = 100;
const writes = 10;
const warmUpItems = 20;
const rounds = 2;

/** A ratio may be so many times its target, in the best round: CI's machines are slow and shared. */
const tolerance = 2;

/** The connection of the token call, which is n8n's own, and those of the reads. */
const mostKeptOpen = 1 + readsAtOnce;

type Print = (line: string) => void;

/**
 * A short run for CI. Prints one line per check; returns whether all have passed. Counts are checked by every run, and a
 * wrong one is thrown.
 */
export async function quick(runner: Runner, print: Print): Promise<boolean> {
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
	const block = { ...plan, rounds: measured };
	return [...ratios(block, say), ...connections(block, say)].every(Boolean);
}

type Say = (passed: boolean, text: string) => boolean;

const ratios = (block: Block, say: Say): boolean[] =>
	targets.filter(isChecked).flatMap(({ numerator, denominator, metric, limit }) => {
		const ratio = ratioIn(block, numerator, denominator, metric);
		if (ratio === undefined) return [];
		const most = tolerance * limit;
		const name = `${titleOfCase(numerator)} / ${titleOfCase(denominator)}, ${metric === 'wallMs' ? 'wall' : 'CPU'}`;
		const text = `${name}: ${spreadText(ratio)}, the best round at most ${short(most)}`;
		return [say(ratio.min <= most, text)];
	});

/**
 * With so few items, what a run costs once is most of what the cases with kept connections take: their ratios tell
 * nothing. The connections that they open do.
 */
const isChecked = ({ numerator, latencyMs }: Target): boolean =>
	numerator.startsWith('B-') && latencyMs === 0;

const connections = ({ rounds: measured }: Block, say: Say): boolean[] =>
	(['C-send', 'C-get'] as const).flatMap((id) => {
		const opened = measured.flatMap((round) => round[id]?.seen.connections ?? []);
		if (opened.length === 0) return [];
		const most = Math.max(...opened);
		const text = `${titleOfCase(id)}: ${most} connections for ${items} GETs, at most ${mostKeptOpen}`;
		return [say(most <= mostKeptOpen, text)];
	});
