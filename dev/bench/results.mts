import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cacheFolder } from '../n8n/paths.mts';
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

/** What a part of the benchmark has measured is kept, so that the others need not run again for the document. */
const resultsPath = (): string => join(cacheFolder(), 'bench.json');

export function readResults(): Partial<Results> {
	try {
		return JSON.parse(readFileSync(resultsPath(), 'utf8')) as Partial<Results>;
	} catch {
		return {};
	}
}

export function addResults(part: Partial<Results>): Partial<Results> {
	const all = { ...readResults(), ...part };
	mkdirSync(dirname(resultsPath()), { recursive: true });
	writeFileSync(resultsPath(), JSON.stringify(all));
	return all;
}
