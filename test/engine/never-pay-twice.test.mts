import { readFile, writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineRun, RunOptions } from '../../dev/engine/index.mts';
import type { Fault } from '../../simulators/index.mts';
import { hurry } from './support/waits.mts';
import { jsonBody, jsonOf, type NodeOptions, type World, world } from './support/world.mts';
import {
	account,
	payments,
	received,
	type WriteEndpoint,
	writeEndpoints,
} from './support/writes.mts';

const document = 'docs/never-pay-twice.md';

interface Trouble {
	readonly name: string;
	readonly fault: Fault;
	/** Whether the provider stores the payment all the same. */
	readonly isStored: boolean;
	/** What the workflow knows without asking. */
	readonly seen: 'paid' | 'unknown' | 'refused';
	/** What has happened before the write. */
	readonly before?: 'paid by another system' | 'no token yet';
}

const page = '<html><body>502 Bad Gateway</body></html>';
const slow = 'slow';
const duplicate = 'duplicate';

const troubles: readonly Trouble[] = [
	{ name: 'none', fault: { delayMs: 0 }, isStored: true, seen: 'paid' },
	{
		name: 'lost on the way',
		fault: { reset: 'beforeProcessing' },
		isStored: false,
		seen: 'unknown',
	},
	{ name: 'answer lost', fault: { reset: 'afterProcessing' }, isStored: true, seen: 'unknown' },
	{ name: 'half an answer', fault: { reset: 'midBody' }, isStored: true, seen: 'unknown' },
	{ name: 'broken JSON', fault: { malformed: true }, isStored: true, seen: 'unknown' },
	{ name: '500', fault: { status: 500 }, isStored: false, seen: 'unknown' },
	{ name: '502 page', fault: { status: 502, body: page }, isStored: false, seen: 'unknown' },
	{ name: '504', fault: { status: 504 }, isStored: false, seen: 'unknown' },
	{ name: slow, fault: { delayMs: 450 }, isStored: true, seen: 'unknown' },
	{ name: '422', fault: { status: 422 }, isStored: false, seen: 'refused' },
	{
		name: '500 inside 200',
		fault: { failureIn200: true, code: '500' },
		isStored: false,
		seen: 'unknown',
	},
	{ name: 'web page 200', fault: { html: true }, isStored: false, seen: 'unknown' },
	{
		name: duplicate,
		fault: { delayMs: 0 },
		isStored: true,
		seen: 'unknown',
		before: 'paid by another system',
	},
	{
		name: 'token 429',
		fault: { match: { token: true }, status: 429, headers: { 'retry-after': '1' } },
		isStored: true,
		seen: 'paid',
		before: 'no token yet',
	},
];

/** Shorter than the slow answer takes; a look-up must fit into it as well. */
const timeout = 250;

const ways = [
	{ way: 'plain', options: {}, settings: {}, tries: 1 },
	{
		way: 'Retry On Fail',
		options: {},
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		tries: 3,
	},
	{ way: 'Look Up', options: { onUnknownOutcome: 'lookUp' }, settings: {}, tries: 1 },
	{ way: 'second execution', options: {}, settings: {}, tries: 1, again: {} },
	{ way: 'Retry execution', options: {}, settings: {}, tries: 1, again: { mode: 'retry' } },
] as const satisfies readonly Way[];

interface Way {
	readonly way: string;
	readonly options: object;
	readonly settings: NodeOptions;
	readonly tries: number;
	/** How another execution follows, with the same reference; what it is told is what counts. */
	readonly again?: RunOptions;
}

/** What the provider received and holds, and what the workflow is told. */
interface Cell {
	readonly received: number;
	readonly payments: number;
	readonly seen: string;
	readonly status: EngineRun['status'];
	readonly tries: number;
}

const reference = 'PAY-1';

/** Of every write, by every way: which test asks first does not matter. */
const rows = writeEndpoints.flatMap((endpoint) =>
	ways.map((way) => ({ endpoint, way, cells: once(async () => await cellsOf(endpoint, way)) })),
);
type Row = (typeof rows)[number];

/** Alone, a test of all rows plays all of them. */
jest.setTimeout(120_000);

describe.each(rows)(
	'a write to $endpoint.provider $endpoint.path by way of $way.way',
	({ endpoint, way, cells }) => {
		it('is received and paid as often as it should', async () => {
			expect(named(await cells())).toEqual(
				named(troubles.map((trouble) => wanted(endpoint, way, trouble))),
			);
		});
	},
);

describe('all writes together', () => {
	it('were never paid twice, in no cell', async () => {
		const played = await allRows();
		const all = played.flatMap(({ cells }) => cells);
		// What another system has sent is not known here, and the provider takes it once more.
		const byOthers = played
			.filter(({ endpoint }) => endpoint.isRepeatTaken)
			.flatMap(({ cells }) => cells.filter((_, index) => troubles[index]?.name === duplicate));
		const sentAgain = all.filter((cell) => cell.received > 1);

		expect(all).toHaveLength(writeEndpoints.length * ways.length * troubles.length);
		expect(all.filter((cell) => cell.payments > 1)).toEqual(byOthers);
		expect(byOthers.filter((cell) => cell.received > 1)).toEqual([]);
		expect(sentAgain.filter(({ seen }) => seen !== 'refused')).toEqual([]);
	});

	it('are the matrix of the documentation', async () => {
		const matrix = markdown(await allRows());
		console.log(matrix);
		const text = await readFile(document, 'utf8');
		const [before, old, after] = text.split(/<!-- \/?matrix -->/);
		if (process.env.UPDATE_DOCS === '1')
			await writeFile(
				document,
				`${before}<!-- matrix -->\n\n${matrix}\n\n<!-- /matrix -->${after ?? '\n'}`,
			);
		else expect(old?.trim()).toBe(matrix);
	});
});

interface FilledRow extends Omit<Row, 'cells'> {
	readonly cells: readonly Cell[];
}

async function allRows(): Promise<FilledRow[]> {
	const filled: FilledRow[] = [];
	for (const { cells, ...row } of rows) filled.push({ ...row, cells: await cells() });
	return filled;
}

async function cellsOf(endpoint: WriteEndpoint, way: Way): Promise<readonly Cell[]> {
	const w = await world(endpoint.provider);
	const cells: Cell[] = [];
	for (const trouble of troubles) {
		// A new engine holds no token.
		const played = trouble.before === 'no token yet' ? await world(endpoint.provider) : w;
		cells.push(await cellOf(played, endpoint, way, trouble));
	}
	return cells;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
	let result: Promise<T> | undefined;
	return () => (result ??= work());
}

async function cellOf(
	w: World,
	{ path, body }: WriteEndpoint,
	{ options, settings, again }: Way,
	{ name, fault, before }: Trouble,
): Promise<Cell> {
	// Everything anew but the engine; the read renews the token, which is gone too, so that it does not disturb the count.
	w.sim.control.reset();
	hurry(1_000);
	const forget = (): void => w.engine.processed.rows.clear();
	forget();
	const pay = { method: 'POST', path, ...jsonBody(body(reference)) };
	if (before !== 'no token yet') await w.run({ path: w.sample.read });
	if (before === 'paid by another system') {
		await w.run(pay);
		forget();
	}
	const receivedBefore = received(w, path);
	w.sim.control.addFault(
		fault.match === undefined
			? { ...fault, match: { method: 'POST', path }, times: Infinity }
			: fault,
	);
	// Where the provider is only slow, the look-ups must last as much longer than it as they really do.
	const isSlow = name === slow;
	const { waits } = hurry(isSlow ? 20 : 1_000);
	const parameters = { ...pay, options: { ...options, ...(isSlow ? { timeout } : {}) } };
	let run = await w.run(parameters, settings);
	if (isSlow) await untilAnswered(w);
	if (again !== undefined) run = await w.run(parameters, { ...settings, run: again });
	return {
		received: received(w, path) - receivedBefore,
		payments: payments(w).filter((stored) => stored === reference).length,
		seen: seenIn(run, waits),
		status: run.status,
		tries: run.tries('Pay'),
	};
}

/** The provider goes on with a request that nobody waits for any more. */
async function untilAnswered({ sim }: World): Promise<void> {
	const since = performance.now();
	while (sim.control.requests().some(({ status }) => status === null)) {
		if (performance.now() - since > 5_000) throw new Error('The provider never came to an end');
		await nextTurn();
	}
}

function seenIn(run: EngineRun, waits: readonly number[]): string {
	const { message = '', context } = run.error ?? {};
	const [item] = jsonOf(run) as Array<{ recovered?: true }>;
	if (item !== undefined) return item.recovered === true ? 'recovered' : 'paid';
	if (message.startsWith('Not processed'))
		return waits.join() === '1000,2000,4000,8000' ? 'not there' : `after ${waits.join()} ms only`;
	if (message.startsWith('Outcome unknown')) return 'unknown';
	if (message.endsWith('has no way to look up this request')) return 'not sent';
	if (message === 'A payment with this reference was sent before') return 'sent before';
	if (message.startsWith('This execution is a retry')) return 'not again';
	const { outcome } = (context?.details ?? {}) as { outcome?: string };
	return outcome === 'refused' ? 'refused' : message;
}

function wanted(
	endpoint: WriteEndpoint,
	{ way, tries: mostTries, again }: Way,
	trouble: Trouble,
): Cell {
	if (again !== undefined) return wantedAgain(endpoint, again, trouble);
	const { canBeAsked, isAbsenceUnclear, isRepeatAnswered, isRepeatTaken } = endpoint;
	const { name, isStored, seen } = trouble;
	const looksUp = way === 'Look Up';
	const stored = isStored ? 1 : 0;
	if (looksUp && !canBeAsked) {
		const paidBefore = name === duplicate ? 1 : 0;
		return { received: 0, payments: paidBefore, seen: 'not sent', status: 'error', tries: 1 };
	}
	// Answered with the first record, which is as young as this request: whole seconds do not tell them apart.
	if (isRepeatAnswered && name === duplicate)
		return { received: 1, payments: 1, seen: 'paid', status: 'success', tries: 1 };
	if (isRepeatTaken && name === duplicate)
		return { received: 1, payments: 2, seen: 'paid', status: 'success', tries: 1 };
	// A duplicate is looked up in every way: it is a read.
	if (canBeAsked && (name === duplicate || (looksUp && seen === 'unknown')))
		return isStored
			? { received: 1, payments: 1, seen: 'recovered', status: 'success', tries: 1 }
			: {
					received: 1,
					payments: 0,
					seen: isAbsenceUnclear ? 'unknown' : 'not there',
					status: 'error',
					tries: 1,
				};
	const tries = seen === 'paid' ? 1 : mostTries;
	return {
		// Only what was certainly refused may be sent again.
		received: seen === 'refused' ? tries : 1,
		payments: stored,
		seen,
		status: seen === 'paid' ? 'success' : 'error',
		tries,
	};
}

/** Of a second execution, whatever the first one met. */
function wantedAgain(
	{ canBeAsked, isAbsenceUnclear, isRepeatTaken }: WriteEndpoint,
	{ mode }: RunOptions,
	{ name, isStored, seen }: Trouble,
): Cell {
	const isTwice = isRepeatTaken === true && name === duplicate;
	const payments = isTwice ? 2 : isStored ? 1 : 0;
	const failed = (received: number, told: string): Cell => ({
		received,
		payments,
		seen: told,
		status: 'error',
		tries: 1,
	});
	// Of two that fit, nobody knows which one is meant.
	const canTell = canBeAsked && !isTwice && (isStored || !isAbsenceUnclear);
	if (!canTell && mode === 'retry') return failed(1, 'not again');
	// What was refused is sent again, and refused again.
	if (seen === 'refused') return failed(2, seen);
	if (!canBeAsked || !isStored || isTwice) return failed(1, 'sent before');
	return { received: 1, payments, seen: 'recovered', status: 'success', tries: 1 };
}

const named = (cells: readonly Cell[]): object =>
	Object.fromEntries(cells.map((cell, index) => [troubles[index]?.name, cell]));

/** As Prettier would write it, so that formatting the document does not change it. */
function markdown(all: readonly FilledRow[]): string {
	const head = ['Provider and endpoint', 'Way', ...troubles.map(({ name }) => name)];
	const lines = all.map(({ endpoint: { provider, path }, way: { way }, cells }) => [
		`${provider} \`${path.replace(account, '{account_id}')}\``,
		way,
		...cells.map(({ received: sent, payments: paid, seen }) => `${sent} → ${paid} ${seen}`),
	]);
	const widths = head.map((title, column) =>
		Math.max(title.length, ...lines.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const rule = line(widths.map((width) => '-'.repeat(width)));
	return [line(head), rule, ...lines.map(line)].join('\n');
}
