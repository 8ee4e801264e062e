/**
 * `npm run bench`: measures the package against n8n's HTTP Request node and against the limit, and writes
 * docs/benchmarks.md and its picture.
 *
 *     npm run bench                      everything, in about the time of --minutes
 *     npm run bench -- --quick           for CI: fails on a wrong count and on a ratio that is above its ceiling (targets.mts)
 *     npm run bench -- --memory          50,000 items against their output alone
 *     npm run bench -- --profile         whose code runs, by CPU profiles
 *     npm run bench -- --render          the document anew, from what was measured before
 *     npm run bench -- --keep --only blocks --sizes 5000   one more part of the document
 *     npm run bench -- --sizes 1,100 --rounds 2 --latency 0 --kinds get --minutes 10 --only blocks
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import type { CaseId, Kind } from './bench/cases.mts';
import { machineOf } from './bench/machine.mts';
import { measureManyItems, measureMemory } from './bench/memory.mts';
import { panelsOf, plot } from './bench/plot.mts';
import { ownersOf, readProfile } from './bench/profile.mts';
import { quick } from './bench/quick.mts';
import { report } from './bench/report.mts';
import {
	addResults,
	type Block,
	type ProfileRow,
	readResults,
	type Results,
} from './bench/results.mts';
import { orderOf, planGroups, runRounds, titleOf, warmUp, wholePlan } from './bench/rounds.mts';
import { type Runner, startRunner } from './bench/runner.mts';
import { measureStartup } from './bench/startup.mts';
import { titleOfCase } from './bench/targets.mts';
import { cacheFolder, projectRoot } from './n8n/paths.mts';

/** `side`: the rounds that are no matter of size. */
const parts = ['blocks', 'side', 'memory', 'startup', 'profile'] as const;

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean' },
		memory: { type: 'boolean' },
		profile: { type: 'boolean' },
		render: { type: 'boolean' },
		/** Rounds of other plans stay in the document, from earlier runs on this machine. */
		keep: { type: 'boolean' },
		sizes: { type: 'string' },
		rounds: { type: 'string', default: '5' },
		latency: { type: 'string', default: wholePlan.latencies.join(',') },
		kinds: { type: 'string', default: wholePlan.kinds.join(',') },
		/** For the rounds; memory, start-up and profiles come on top, a quarter of an hour. */
		minutes: { type: 'string', default: '120' },
		only: { type: 'string', default: parts.join(',') },
	},
});

/** Items of the runs that are no matter of size. */
const usualItems = 1_000;
const warmUpItems = 100;
/** Of what starts n8n anew each time. */
const maxRoundsOfStarts = 3;

const list = (text: string): string[] => text.split(',').map((part) => part.trim());
const numbers = (text: string): number[] => list(text).map(Number);

const began = performance.now();
const log = (line: string): void =>
	console.log(`[${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s] ${line}`);

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const rounds = Number(values.rounds);
const wants = (part: (typeof parts)[number]): boolean => list(values.only).includes(part);

if (values.render !== true) {
	const runner = await startRunner(log);
	try {
		if (values.quick === true) {
			const passed = await quick(runner, documentPath(), (line) => console.log(line));
			process.exitCode = passed ? 0 : 1;
		} else if (values.memory === true) {
			const sizes = numbers(values.sizes ?? '10000,50000');
			addResults({ manyItems: await measureManyItems(runner, { sizes, log }) });
		} else if (values.profile === true) {
			addResults({ profiles: await measureProfiles(runner) });
		} else {
			await measureAll(runner);
		}
	} finally {
		await runner.close();
	}
}
if (values.quick !== true) await writeDocument();
process.exit();

async function measureAll(runner: Runner): Promise<void> {
	addResults({ machine: machineOf(runner.versions) });
	if (wants('blocks') || wants('side')) {
		const kinds = list(values.kinds) as Kind[];
		const sizes = values.sizes === undefined ? wholePlan.sizes : numbers(values.sizes);
		const groups = planGroups({
			sizes: wants('blocks') ? sizes : [],
			latencies: numbers(values.latency),
			kinds,
			hasSidePlans: wants('side'),
		});
		const budgetMs = Number(values.minutes) * 60_000;
		await warmUp(runner, warmUpItems, kinds);
		const blocks = await runRounds(runner, groups, { rounds, budgetMs, log });
		addResults({ blocks: values.keep === true ? withKept(blocks, readResults()) : blocks });
	}
	if (wants('profile')) addResults({ profiles: await measureProfiles(runner) });
	if (wants('memory')) {
		const options = { items: usualItems, rounds: Math.min(rounds, maxRoundsOfStarts), log };
		addResults({ memory: await measureMemory(runner, options) });
	}
	if (wants('startup'))
		addResults({ startup: await measureStartup(Math.min(rounds, maxRoundsOfStarts)) });
}

/** In the order of the plan. */
function withKept(measured: readonly Block[], { blocks: earlier = [] }: Partial<Results>): Block[] {
	const anew = new Set(measured.map(titleOf));
	return [...earlier.filter((block) => !anew.has(titleOf(block))), ...measured].toSorted(
		(one, other) => orderOf(one) - orderOf(other),
	);
}

async function measureProfiles(runner: Runner): Promise<ProfileRow[]> {
	const items = Number(values.sizes ?? usualItems);
	const rows: ProfileRow[] = [];
	await warmUp(runner, warmUpItems, ['get']);
	const ids: CaseId[] = ['A', 'B-send', 'B-get', 'C-send', 'C-get', 'D'];
	for (const id of ids.filter((one) => runner.cases.some((known) => known.id === one))) {
		const profile = join(cacheFolder(), `bench-${id}.cpuprofile`);
		await runner.run(id, { kind: 'get', items, latencyMs: 0, profile });
		rows.push({ title: titleOfCase(id), items, owners: ownersOf(readProfile(profile)) });
		log(`profile of ${id}: ${profile}`);
	}
	return rows;
}

/** Measured by this, read by `--quick`. */
function documentPath(): string {
	return join(projectRoot(), 'docs', 'benchmarks.md');
}

async function writeDocument(): Promise<void> {
	const results = readResults();
	const path = documentPath();
	const pictures = join(dirname(path), 'images');
	await mkdir(pictures, { recursive: true });
	const formatted = { ...(await resolveConfig(path)), filepath: path };
	await writeFile(path, await format(report(results), formatted));
	const { blocks = [] } = results;
	if (blocks.length > 0) await writeFile(join(pictures, 'benchmarks.svg'), plot(panelsOf(blocks)));
	log('Written: docs/benchmarks.md');
}
