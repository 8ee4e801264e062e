import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectRoot } from '../n8n/paths.mts';
import type { CaseId } from './cases.mts';
import type { Machine } from './machine.mts';
import type { Measurement } from './measurement.mts';
import type { Owner } from './profile.mts';
import type { Run } from './runner.mts';
import { ratioOf, type Spread, spreadOf } from './statistics.mts';

/** One round: all cases, one after the other. */
export type Round = Readonly<Partial<Record<CaseId, Measurement>>>;

/** All rounds of the same run. */
export interface Block extends Omit<Run, 'profile'> {
	/** Those that are run; all where undefined. */
	readonly cases?: readonly CaseId[];
	readonly rounds: readonly Round[];
	/** Of which code all rounds are (build.mts). */
	readonly build: string;
	/** Other benchmarks that ran on the machine meanwhile, at most. None when left out. */
	readonly beside?: number;
}

export interface Results {
	readonly machine: Machine;
	readonly blocks: readonly Block[];
	/** Milliseconds, one for each round. */
	readonly startup: StartupTimes;
	/** From a new n8n each. */
	readonly memory: readonly MemoryRow[];
	/** The same with very many items. */
	readonly manyItems: readonly MemoryRow[];
	readonly profiles: readonly ProfileRow[];
}

export interface StartupTimes {
	readonly without: readonly number[];
	readonly with: readonly number[];
	readonly require: readonly number[];
}

export interface MemoryRow {
	readonly title: string;
	readonly items: number;
	/** Bytes, one for each round. */
	readonly peak: readonly number[];
	readonly held: readonly number[];
}

export interface ProfileRow {
	readonly title: string;
	readonly items: number;
	/** Milliseconds on the processor. */
	readonly owners: readonly Owner[];
}

export type Metric = 'wallMs' | 'cpuMs' | 'peakBytes' | 'heldBytes';

export const metricOf = (block: Block, id: CaseId, metric: Metric): Spread | undefined => {
	const values = block.rounds.flatMap((round) => round[id]?.[metric] ?? []);
	return values.length === 0 ? undefined : spreadOf(values);
};

/** Undefined where the two were never measured in the same round. */
export const ratioIn = (
	block: Block,
	numerator: CaseId,
	denominator: CaseId,
	metric: Metric,
): Spread | undefined => {
	const pairs = block.rounds.flatMap((round) => {
		const [over, under] = [round[numerator]?.[metric], round[denominator]?.[metric]];
		return over === undefined || under === undefined ? [] : [[over, under] as const];
	});
	return pairs.length === 0 ? undefined : ratioOf(pairs);
};

/**
 * Beside the document that is made of it: whoever reads the document can check it, and a part that takes hours can be measured
 * another day.
 */
const resultsPath = (): string => join(projectRoot(), 'docs', 'benchmarks.json');

export function readResults(): Partial<Results> {
	try {
		return JSON.parse(readFileSync(resultsPath(), 'utf8')) as Partial<Results>;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
		throw error;
	}
}

/** Several benchmarks may run side by side: nothing else comes between reading and writing here. */
export function changeResults(change: (known: Partial<Results>) => Partial<Results>): void {
	const known = readResults();
	writeFileSync(resultsPath(), linesOf({ ...known, ...change(known) }));
}

/** The whole benchmark begins anew. */
export const forgetResults = (): void => rmSync(resultsPath(), { force: true });

/** A block, or a list of rows, in a line of its own. */
function linesOf({ blocks = [], ...others }: Partial<Results>): string {
	const lines = Object.entries(others).map(([key, value]) => `"${key}":${shortened(value)}`);
	return `{\n"blocks":[\n${blocks.map(shortened).join(',\n')}\n],\n${lines.join(',\n')}\n}\n`;
}

/** Microseconds and bytes are precise enough. */
const shortened = (value: unknown): string =>
	JSON.stringify(value, (_, one: unknown) =>
		typeof one === 'number' ? Math.round(one * 1000) / 1000 : one,
	);
