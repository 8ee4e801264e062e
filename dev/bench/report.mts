import { cases } from './cases.mts';
import type { Machine } from './machine.mts';
import type { Measurement } from './measurement.mts';
import {
	type Block,
	type MemoryRow,
	metricOf,
	type ProfileRow,
	ratioIn,
	type Results,
	type StartupTimes,
} from './results.mts';
import { notMeasured, titleOf } from './rounds.mts';
import { spreadOf } from './statistics.mts';
import {
	ceilingOf,
	isInQuick,
	judge,
	memoryRatio,
	quickItems,
	sharesOf,
	waitOf,
	type Target,
	targets,
	titleOfCase,
} from './targets.mts';
import { megabytes, short, spreadText, table } from './text.mts';

/** docs/benchmarks.md, from whatever was measured so far. */
export function report(results: Partial<Results>): string {
	const { machine, blocks = [], startup, memory = [], manyItems = [] } = results;
	const { profiles = [] } = results;
	return [
		'# Benchmarks',
		'',
		'Made by `npm run bench`; the numbers are those of one machine, each round in [benchmarks.json](benchmarks.json). The provider is a simulator on',
		'the same machine, over https on 127.0.0.1.',
		'',
		...(machine === undefined ? [] : describe(machine)),
		...howTo,
		...caseList,
		...targetSection(blocks, memory, profiles),
		...blockSections(blocks),
		...leftSection(blocks),
		...startupSection(startup),
		...memorySection(memory),
		...manyItemsSection(manyItems),
		...profileSection(profiles),
	]
		.join('\n')
		.replace(/\n{3,}/g, '\n\n');
}

const describe = ({ cpu, cores, memoryBytes, system, n8n, node, dates }: Machine): string[] => [
	`Measured on ${dates.join(' and ')}: ${cores} cores of ${cpu}, ${short(memoryBytes / 2 ** 30)} GB, ${system}, Node ${node}, n8n ${n8n} with SQLite.`,
	'',
];

const howTo = [
	'![Cost against the number of items](images/benchmarks.svg)',
	'',
	'A number is the median of its rounds, with the lowest and the highest in brackets. In each round all cases run one after the other, each',
	'round begins with another case, and ratios are those of the same round. Every run starts with a new client secret, so it asks for one token.',
	'Wall time is what n8n counts for the node, CPU is user and system time of the n8n process meanwhile. What n8n saves of an execution is',
	'switched off for all cases. A run that put out, sent, paid or asked for a token once too often or too seldom fails the benchmark.',
	'',
];

const caseList = [
	'## The cases',
	'',
	...table(
		['Case', 'What'],
		cases.map(({ title, what }) => [title, what]),
	),
	'',
	'The token of D and E is asked for before the clock starts, over a connection of its own, which is among those counted.',
	'',
];

const metricNames = { wallMs: 'wall', cpuMs: 'CPU' } as const;

export const targetTitle = (target: Target): string => {
	const { numerator, denominator, metric, latencyMs, concurrency } = target;
	const where = [
		...(latencyMs === 0 ? [] : [`${latencyMs} ms`]),
		...(concurrency === undefined ? [] : [`${concurrency} at once`]),
	];
	const title = `${titleOfCase(numerator)} / ${titleOfCase(denominator)}, ${metricNames[metric]}`;
	return [title, ...where].join(', ');
};

/** What `--quick` lets pass, as the table of targets in the document says: by the ratio's title. */
export function ceilingsIn(document: string): ReadonlyMap<string, number> {
	const rows = document.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
	const head = rows.findIndex((cells) => cells.includes(ceilingHead));
	const column = rows[head]?.indexOf(ceilingHead) ?? -1;
	return new Map(
		rows.slice(head + 2).flatMap((cells): [string, number][] => {
			const most = Number(cells[column]?.replaceAll(',', '') || Number.NaN);
			return Number.isNaN(most) ? [] : [[cells[1] ?? '', most]];
		}),
	);
}

const ceilingHead = 'CI fails above';

function targetSection(
	blocks: readonly Block[],
	memory: Results['memory'],
	profiles: readonly ProfileRow[],
): string[] {
	if (blocks.length === 0) return [];
	const judged = targets.map((target) => judge(target, blocks));
	const quickRatio = (target: Target) => judge({ ...target, items: quickItems }, blocks).ratio;
	const rows = judged.map((one) => [
		targetTitle(one),
		`≤ ${one.limit}`,
		one.ratio === undefined ? '–' : spreadText(one.ratio),
		one.verdict,
		isInQuick(one) ? short(ceilingOf(one.limit, quickRatio(one)?.median)) : '',
	]);
	const memoryRows = (['B-send', 'B-get'] as const).flatMap((id) => {
		const ratio = memoryRatio(memory, id);
		if (ratio === undefined) return [];
		const verdict = ratio <= 1 ? 'reached' : 'missed';
		return [[`${titleOfCase(id)} / ${titleOfCase('A')}, memory`, '≤ 1', short(ratio), verdict, '']];
	});
	const shares = judged.flatMap((one) => {
		const share = one.verdict === 'missed' ? sharesOf(one, blocks) : undefined;
		// A kept connection does not pass n8n's helper, so case D says nothing of it.
		if (share === undefined || one.latencyMs > 0 || one.numerator.startsWith('C-')) return [];
		return [
			`- ${targetTitle(one)}: of ${short(share.n8n + share.ours)} ms per item, ${short(share.n8n)} ms are what n8n's own helper costs (case D), the other ${short(share.ours)} ms are this package's and what n8n does for it: it evaluates the expression by which the item names its payment.`,
		];
	});
	const waits = judged.flatMap((one) => {
		const share = one.verdict === 'missed' ? waitOf(one, blocks) : undefined;
		if (share === undefined) return [];
		const { wait, whole, denominator } = share;
		return [
			`- ${targetTitle(one)}: with ${one.concurrency} at once an answer comes every ${short(wait)} ms at best, whatever the transport. That alone is ${short(wait / denominator)} of the ${short(denominator)} ms per item of ${titleOfCase(one.denominator)}. What is beyond it, ${short(whole - wait)} of ${short(whole)} ms, is work of n8n's one thread that did not happen while answers were waited for.`,
		];
	});
	return [
		'## Targets',
		'',
		'1,000 GETs without latency where nothing else is said.',
		'',
		...table(['Ratio', 'Target', 'Measured', '', ceilingHead], [...rows, ...memoryRows]),
		'',
		`CI measures ${quickItems} GETs (\`npm run bench -- --quick\`) and fails when the best round of a ratio is above twice its target, or, where the target is`,
		'missed because of what n8n costs, above twice what was measured for as many GETs here.',
		'',
		'Token calls: 1 in every run, checked.',
		'',
		...(shares.length === 0
			? []
			: ['What was missed:', '', ...shares, ...keptNote(profiles), ...waits, '']),
	];
}

/** Whose the time of the cases is that keep connections: case D, which opens one for each item, says nothing of it. */
const keptNote = (profiles: readonly ProfileRow[]): string[] =>
	(['C-send', 'C-get'] as const).flatMap((id) => {
		const own = profiles.find(({ title }) => title === titleOfCase(id));
		if (own === undefined) return [];
		const msOf = (names: RegExp): string =>
			short(
				own.owners
					.filter(({ name }) => names.test(name))
					.reduce((sum, { name }) => sum + perItem(own, name), 0),
			);
		return [
			`- ${titleOfCase(id)}: of ${short(wholePerItem(own))} ms per item in the profiles below, ${msOf(/^This package$/)} ms are this package's own code. n8n takes ${msOf(/^n8n /)} ms, most of it for the item's expression, the request ${msOf(/^HTTP/)} ms, and garbage collection ${msOf(/^Garbage/)} ms.`,
		];
	});

function blockSections(blocks: readonly Block[]): string[] {
	const groups = new Map<string, Block[]>();
	for (const block of blocks) {
		const name = groupOf(block);
		groups.set(name, [...(groups.get(name) ?? []), block]);
	}
	return [...groups].flatMap(([name, own]) => [
		`## ${name}`,
		'',
		...noteOf(own),
		...table(blockHead, own.flatMap(blockRows)),
		'',
		...besideNote(own),
	]);
}

const list = new Intl.ListFormat('en-GB');

const besideNote = (blocks: readonly Block[]): string[] => {
	const shared = blocks.filter(({ beside }) => beside !== undefined);
	if (shared.length === 0) return [];
	const sizes = list.format(shared.map(({ items }) => items.toLocaleString('en')));
	const others = Math.max(...shared.map(({ beside = 0 }) => beside));
	return [
		`With ${sizes} items, other programs were under way on the machine: up to ${others} runs of this benchmark, each with an n8n and a provider`,
		'of its own, and tests at the lowest priority. These runs wait most of their time, for up to an hour. Where no others are named, a run had the',
		'machine to itself.',
		'',
	];
};

const groupOf = ({ kind, latencyMs, concurrency, executions }: Block): string => {
	const what = kind === 'get' ? 'GET of a payment' : 'POST of a payout';
	const latency = latencyMs === 0 ? 'no latency' : `${latencyMs} ms latency`;
	const more = [
		...(concurrency === undefined ? [] : [`${concurrency} at once`]),
		...(executions === undefined ? [] : [`${executions} executions at once`]),
	];
	return [what, latency, ...more].join(', ');
};

const noteOf = ([first]: readonly Block[]): string[] => {
	if (first?.executions !== undefined)
		return [
			`Items are those of each of the ${first.executions} executions; wall time is from the first start to the last end.`,
			'',
		];
	if (first?.kind !== 'post') return [];
	return [
		'Payment API Request sends writes one after the other, and notes each in n8n’s database: before, 100 ms later on purpose, and after',
		'([never pay twice](never-pay-twice.md)). That is most of its time here, whatever the transport. D and E send one after the other, too,',
		'and note nothing. A sends all at once, and notes nothing: what it has sent when n8n ends is not known afterwards.',
		'The memory of the node holds the references of the earlier rounds.',
		'',
	].map((line) => line.replaceAll('’', "'"));
};

const blockHead = [
	...['Items', 'Case', 'Rounds', 'Wall, s', 'Wall / A', 'Wall per item, ms', 'CPU per item, ms'],
	...['Connections', 'Requests', 'Token calls', 'At once'],
];

const blockRows = (block: Block): string[][] =>
	cases.flatMap(({ id, title }) => {
		const measured = block.rounds.flatMap((round) => round[id] ?? []);
		const [wall, cpu] = (['wallMs', 'cpuMs'] as const).map((of) => metricOf(block, id, of));
		if (wall === undefined || cpu === undefined) return [];
		const items = block.items * (block.executions ?? 1);
		const ratio = ratioIn(block, id, 'A', 'wallMs');
		const seen = (of: keyof Measurement['seen']): string =>
			spreadText(spreadOf(measured.map((one) => one.seen[of])));
		return [
			[
				block.items.toLocaleString('en'),
				title,
				String(measured.length),
				spreadText(wall, 1000),
				ratio === undefined || id === 'A' ? '' : spreadText(ratio),
				short(wall.median / items),
				spreadText(cpu, items),
				seen('connections'),
				seen('requests'),
				seen('tokenCalls'),
				seen('atOnce'),
			],
		];
	});

const leftSection = (blocks: readonly Block[]): string[] => {
	const left = notMeasured(blocks);
	if (blocks.length === 0 || left.length === 0) return [];
	return [
		'## Not measured',
		'',
		'This run of the benchmark did not measure:',
		'',
		...left.map((plan) => `- ${titleOf(plan)}`),
		'',
	];
};

const startupSection = (startup: StartupTimes | undefined): string[] =>
	startup === undefined
		? []
		: [
				'## Start-up',
				'',
				...table(
					['What', 'Rounds', 'ms'],
					[
						["n8n's start until it answers, without the package", startup.without],
						['the same with the package', startup.with],
						['loading the package alone, in a new process', startup.require],
					].map(([what, times]) => [
						String(what),
						String(times?.length),
						spreadText(spreadOf(times as readonly number[])),
					]),
				),
				'',
			];

const memoryHead = ['Case', 'Items', 'Rounds', 'Peak, MB', 'Peak per item, kB', 'Held, MB'];

const memoryRows = (rows: readonly MemoryRow[]): string[][] =>
	rows.map(({ title, items, peak, held }) => [
		title,
		items.toLocaleString('en'),
		String(peak.length),
		spreadText(spreadOf(peak), megabytes),
		short(spreadOf(peak).median / items / 1024),
		spreadText(spreadOf(held), megabytes),
	]);

/** A peak depends on when the garbage is collected, so one round tells little. */
const roundsNote = (rows: readonly MemoryRow[]): string[] => {
	const rounds = Math.min(...rows.map(({ peak }) => peak.length));
	const what =
		rounds === 1
			? 'One round: when the garbage is collected differs from run to run, so a peak may be far off.'
			: `Medians of ${rounds} rounds.`;
	return [what, ''];
};

const memorySection = (rows: readonly MemoryRow[]): string[] =>
	rows.length === 0
		? []
		: [
				'## Memory',
				'',
				'GETs without latency, each run in a new n8n after a short warm-up. Peak: the highest resident memory over that of the idle server.',
				'Held: heap in use by the output when the garbage is gone.',
				'',
				...roundsNote(rows),
				...table(memoryHead, memoryRows(rows)),
				'',
			];

const manyItemsSection = (rows: readonly MemoryRow[]): string[] =>
	rows.length === 0
		? []
		: [
				'## Very many items',
				'',
				'The same against a node that puts out copies of the same answer and asks nobody: what is beyond it is not the output.',
				'',
				...roundsNote(rows),
				...table(memoryHead, memoryRows(rows)),
				'',
			];

const profileSection = (profiles: readonly ProfileRow[]): string[] => {
	if (profiles.length === 0) return [];
	const names = [
		...new Set(profiles.flatMap(({ owners }) => owners.map(({ name }) => name))),
	].filter((name) => profiles.some((profile) => perItem(profile, name) >= leastShown));
	return [
		'## Where the time goes',
		'',
		`CPU profiles of n8n, ${short(profiles[0]?.items ?? 0)} GETs, milliseconds per item by what they were for. What Node does for somebody counts as that one's. The`,
		'profiler costs time of its own, and each case was run once, so only the shares of a column tell something.',
		'',
		...table(
			['', ...profiles.map(({ title }) => title)],
			[
				...names.map((name) => [name, ...profiles.map((profile) => short(perItem(profile, name)))]),
				['All', ...profiles.map((profile) => short(wholePerItem(profile)))],
			],
		),
		'',
		...whatIsN8ns,
	];
};

const wholePerItem = ({ owners, items }: ProfileRow): number =>
	owners.reduce((sum, { selfMs }) => sum + selfMs, 0) / items;

const whatIsN8ns = [
	'The credential is read once per run, unless one of its fields is an expression: then it may differ by item, and is read for each. The HTTP',
	'Request node reads it more than once for each item. n8n evaluates the expression by which an item names its payment, in an isolated VM;',
	'parameters without an expression are read once per run.',
	'',
];

/** Milliseconds per item; less is noise. */
const leastShown = 0.02;

const perItem = ({ owners, items }: ProfileRow, wanted: string): number =>
	(owners.find(({ name }) => name === wanted)?.selfMs ?? 0) / items;
