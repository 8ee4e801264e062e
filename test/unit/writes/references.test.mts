import { createHash } from 'node:crypto';
import {
	busyWaitsMs,
	maxClaimRounds,
	maxEntries,
	maxRememberedReferences,
	settleMs,
} from '../../../lib/writes/numbers';
import {
	type ReferenceMemory,
	type ReferenceStore,
	rememberReferences,
	type StoreTrouble,
} from '../../../lib/writes/references';

/** Troubles of the store are named by the message of what it throws. */
const troubleOf = (error: unknown): StoreTrouble => (error as Error).message as StoreTrouble;
const failing = (trouble: StoreTrouble): Error => new Error(trouble);

let scopes = 0;
/** A scope that no other test has used: what the process remembers outlives tests. */
const newScope = (): string =>
	createHash('md5')
		.update(`scope ${(scopes += 1)}`)
		.digest('hex');

/** One row of n8n's table. It is read as a whole, and written as a whole some turns later. */
type Row = Set<string>;

interface Opened {
	readonly memory: ReferenceMemory;
	readonly row: Row;
	readonly asked: string[];
	readonly slept: number[];
	readonly withoutStore: () => number;
}

interface Given {
	readonly scope?: string;
	readonly row?: Row;
	readonly isMissing?: boolean;
	/** Turns from reading to writing, one use after the other; 1 where nothing is said. */
	readonly turns?: readonly number[];
}

const pass = async (turns: number): Promise<void> => {
	for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** How many turns the wait takes after which a payment that was noted is looked for. */
const settleTurns = 10;

function opened(fails: readonly (StoreTrouble | undefined)[] = [], given: Given = {}): Opened {
	const { scope = newScope(), row = new Set<string>(), isMissing = false } = given;
	const asked: string[] = [];
	const slept: number[] = [];
	const remaining = [...fails];
	const turns = [...(given.turns ?? [])];
	let withoutStore = 0;
	const write = async (change: (read: Row) => void): Promise<void> => {
		const read = new Set(row);
		await pass(turns.shift() ?? 1);
		const trouble = remaining.shift();
		if (trouble !== undefined) throw failing(trouble);
		change(read);
		row.clear();
		for (const key of read) row.add(key);
	};
	const store: ReferenceStore = {
		add: async (keys) => {
			asked.push('add');
			let added: readonly string[] = [];
			await write((read) => {
				added = keys.filter((key) => !read.has(key));
				for (const key of added) read.add(key);
			});
			return added;
		},
		remove: async (key) => {
			asked.push('remove');
			await write((read) => void read.delete(key));
		},
	};
	const memory = rememberReferences({
		store: isMissing ? undefined : store,
		scope,
		troubleOf,
		sleep: async (ms) => {
			slept.push(ms);
			await pass(settleTurns);
		},
		onNoStore: () => {
			withoutStore += 1;
		},
	});
	return { memory, row, asked, slept, withoutStore: () => withoutStore };
}

describe('references in the store', () => {
	it('are new once', async () => {
		const { memory, row } = opened();

		expect([await memory.claim('a'), await memory.claim('a'), await memory.claim('b')]).toEqual([
			true,
			false,
			true,
		]);
		expect([row.has('a'), row.has('b')]).toEqual([true, true]);
	});

	it('are new again after they were removed', async () => {
		const { memory } = opened();
		await memory.claim('a');
		await memory.remove('a');

		expect(await memory.claim('a')).toBe(true);
	});

	it('are noted again when they were erased after they were sent', async () => {
		const { memory, row } = opened();
		await memory.claim('a');
		row.clear();
		await memory.confirm('a');

		expect(await memory.claim('a')).toBe(false);
	});

	it('take two places each', async () => {
		const { memory, row } = opened();
		await memory.claim('a');
		await memory.confirm('a');

		expect(row.size).toBe(2);
		expect(maxEntries).toBe(2 * maxRememberedReferences);
	});

	it('are added one after the other by the executions of a process', async () => {
		const scope = newScope();
		const row: Row = new Set();
		const executions = [opened([], { scope, row }), opened([], { scope, row })];
		const all = await Promise.all(
			executions.flatMap(({ memory }, n) =>
				[1, 2, 3].map(async (each) => await memory.claim(`${n}-${each}`)),
			),
		);

		expect(all).toEqual(Array(6).fill(true));
		expect(executions.flatMap(({ slept }) => slept)).toEqual(Array(6).fill(settleMs));
	});

	it('do not wait for those of another node', async () => {
		const never = async (): Promise<never> => await new Promise(() => undefined);
		const stuck = rememberReferences({
			store: { add: never, remove: never },
			scope: newScope(),
			troubleOf,
			sleep: never,
			onNoStore: () => undefined,
		});
		void stuck.claim('a');

		expect(await opened().memory.claim('a')).toBe(true);
	});

	it('are taken in turn after one that failed', async () => {
		const { memory } = opened(['failed']);
		const both = await Promise.allSettled([memory.claim('a'), memory.claim('b')]);

		expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	});
});

describe('two processes that note at the same moment', () => {
	/** Two that do not know of each other: each has a turn of its own. */
	const processes = (first: readonly number[], second: readonly number[]) => {
		const row: Row = new Set();
		return {
			row,
			first: opened([], { row, turns: first }).memory,
			second: opened([], { row, turns: second }).memory,
		};
	};

	it.each([
		[[1], [1]],
		[[1], [3]],
		[[3], [1]],
		[[1], [settleTurns - 1]],
		[
			[1, 3, 2],
			[4, 1, 5],
		],
	])('the same reference: one of them may send it (turns %j and %j)', async (one, other) => {
		const { first, second } = processes(one, other);
		const both = await Promise.all([first.claim('a'), second.claim('a')]);

		expect(both.filter((isNew) => isNew)).toHaveLength(1);
	});

	it.each([
		[[1], [3]],
		[[3], [1]],
		[
			[1, 3, 2],
			[4, 1, 5],
		],
	])(
		'different references: both send, and none is forgotten (turns %j and %j)',
		async (one, other) => {
			const { first, second, row } = processes(one, other);

			expect(await Promise.all([first.claim('a'), second.claim('b')])).toEqual([true, true]);
			expect([row.has('a'), row.has('b')]).toEqual([true, true]);
		},
	);

	it('one that is erased again and again is not sent', async () => {
		const run = opened();
		const { row } = run;
		const claim = run.memory.claim('a');
		const busy = { isOver: false };
		void (async () => {
			while (!busy.isOver) {
				row.clear();
				await pass(1);
			}
		})();

		await expect(claim).rejects.toThrow('Other processes keep writing');
		busy.isOver = true;
		expect(run.slept).toHaveLength(maxClaimRounds);
	});
});

describe('a store that is in use by another process', () => {
	it.each(busyWaitsMs.map((_wait, index) => [index + 1] as const))(
		'is asked again, %i times',
		async (times) => {
			const run = opened(Array<StoreTrouble>(times).fill('busy'));

			expect(await run.memory.claim('a')).toBe(true);
			expect(run.slept).toEqual([...busyWaitsMs.slice(0, times), settleMs]);
		},
	);

	it('fails in the end: what cannot be noted is not sent', async () => {
		const run = opened(Array<StoreTrouble>(9).fill('busy'));

		await expect(run.memory.claim('a')).rejects.toThrow('busy');
		expect(run.asked).toHaveLength(busyWaitsMs.length + 1);
	});
});

describe('a store that does not answer', () => {
	it('fails at once, and its memory is not replaced by that of the process', async () => {
		const run = opened(['failed']);

		await expect(run.memory.claim('a')).rejects.toThrow('failed');
		expect([run.asked, run.withoutStore()]).toEqual([['add'], 0]);
	});

	it('fails where it does not tell whether the note has stayed', async () => {
		await expect(opened([undefined, 'failed']).memory.claim('a')).rejects.toThrow('failed');
	});
});

describe.each([
	['no store', { isMissing: true }],
	['a workflow that the store does not know', { isMissing: false }],
])('with %s', (_what, given) => {
	const fails = Array<StoreTrouble>(20).fill('unsaved');

	it('this process remembers, over executions, and waits for nobody', async () => {
		const scope = newScope();
		const first = opened(fails, { ...given, scope });
		const second = opened(fails, { ...given, scope });

		expect([await first.memory.claim('a'), await second.memory.claim('a')]).toEqual([true, false]);
		await second.memory.remove('a');
		expect(await first.memory.claim('a')).toBe(true);
		expect(first.withoutStore()).toBe(2);
		expect([...first.slept, ...second.slept]).toEqual([]);
	});

	it('each node has its own', async () => {
		const [one, other] = [opened(fails, given), opened(fails, given)];

		expect([await one.memory.claim('a'), await other.memory.claim('a')]).toEqual([true, true]);
	});
});

it('the memory of the process is bounded: the oldest is forgotten', async () => {
	const { memory } = opened([], { isMissing: true });
	await memory.claim('oldest');
	for (let n = 1; n < maxRememberedReferences; n += 1) await memory.claim(`${n}`);
	await memory.claim('one more');

	expect(await memory.claim('oldest')).toBe(true);
});
