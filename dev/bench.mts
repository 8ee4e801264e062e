/**
 * `npm run bench`: measures the package against n8n's HTTP Request node and against the limit, and writes
 * docs/benchmarks.md and its picture. What was measured before is forgotten, unless a part is measured with --keep or --add.
 *
 *     npm run bench                      everything, in about the time of --minutes
 *     npm run bench -- --quick           for CI: fails on a wrong count and on a ratio that is above its ceiling (targets.mts)
 *     npm run bench -- --memory          50,000 items against their output alone
 *     npm run bench -- --profile         whose code runs, by CPU profiles
 *     npm run bench -- --render          the document anew, from what was measured before
 *     npm run bench -- --keep --only blocks --sizes 5000   one part of the document anew
 *     npm run bench -- --add --only blocks --sizes 5000 --rounds 1 --first 4   one more round, after four
 *     npm run bench -- --sizes 1,100 --rounds 2 --latency 0 --kinds get --minutes 10 --only blocks
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import type { CaseId, Kind } from './bench/cases.mts';
import { type Machine, machineOf, sameMachine } from './bench/machine.mts';
import { measureManyItems, measureMemory } from './bench/memory.mts';
import { panelsOf, plot } from './bench/plot.mts';
import { ownersOf, readProfile } from './bench/profile.mts';
import { quick } from './bench/quick.mts';
import { report } from './bench/report.mts';
import {
	changeResults,
	forgetResults,
	type ProfileRow,
	readResults,
	type Round,
} from './bench/results.mts';
import {
	ofOtherBuilds,
	type Plan,
	planGroups,
	runRounds,
	titleOf,
	warmUp,
	wholePlan,
	withRound,
} from './bench/rounds.mts';
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
		/** What was measured of other plans stays in the document. */
		keep: { type: 'boolean' },
		/** So do earlier rounds of the same plans. */
		add: { type: 'boolean' },
		first: { type: 'string', default: '0' },
		/** Other benchmarks that run meanwhile. Runs of writes wait most of their time. */
		beside: { type: 'string', default: '0' },
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
		} else {
			begin(machineOf(runner.versions));
			await measure(runner);
		}
	} finally {
		await runner.close();
	}
}
if (values.quick !== true) await writeDocument();
process.exit();

/** One part of the document keeps the others, which have to be of the same machine and n8n. */
function begin(machine: Machine): void {
	const { keep, add, memory, profile } = values;
	if (![keep, add, memory, profile].includes(true)) forgetResults();
	const { machine: known = machine } = readResults();
	const same = sameMachine(known, machine);
	if (same === undefined)
		throw new Error(
			'The other numbers are of another machine or another n8n: measure all of them anew, with npm run bench alone',
		);
	changeResults(() => ({ machine: same }));
}

async function measure(runner: Runner): Promise<void> {
	if (values.memory === true) {
		const sizes = numbers(values.sizes ?? '10000,50000');
		const manyItems = await measureManyItems(runner, { sizes, log });
		changeResults(() => ({ manyItems }));
	} else if (values.profile === true) {
		const profiles = await measureProfiles(runner);
		changeResults(() => ({ profiles }));
	} else {
		await measureAll(runner);
	}
}

async function measureAll(runner: Runner): Promise<void> {
	const { build } = runner.versions;
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
		if (values.add === true) refuseOtherBuilds(groups.flat(), build);
		const first = Number(values.first);
		await warmUp(runner, warmUpItems, kinds);
		const keep = keepRounds(build);
		await runRounds(runner, groups, { rounds, first, budgetMs, log, keep });
	}
	if (wants('profile')) {
		const profiles = await measureProfiles(runner);
		changeResults(() => ({ profiles }));
	}
	if (wants('memory')) {
		const options = { items: usualItems, rounds: Math.min(rounds, maxRoundsOfStarts), log };
		const memory = await measureMemory(runner, options);
		changeResults(() => ({ memory }));
	}
	if (wants('startup')) {
		const startup = await measureStartup(Math.min(rounds, maxRoundsOfStarts));
		changeResults(() => ({ startup }));
	}
}

function refuseOtherBuilds(plans: readonly Plan[], build: string): void {
	const others = ofOtherBuilds(readResults().blocks ?? [], plans, build).map(titleOf);
	if (others.length > 0)
		throw new Error(
			`The package has changed since these were measured; use --keep instead of --add: ${others.join('; ')}`,
		);
}

function keepRounds(build: string): (plan: Plan, round: Round) => void {
	const begun = new Set<string>();
	const beside = Number(values.beside);
	const conditions = { build, ...(beside > 0 && { beside }) };
	return (plan, round) => {
		const adds = values.add === true || begun.has(titleOf(plan));
		begun.add(titleOf(plan));
		changeResults(({ blocks = [] }) => ({
			blocks: withRound(blocks, { ...plan, ...conditions, rounds: [round] }, adds),
		}));
	};
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
