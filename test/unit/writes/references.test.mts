import { createHash } from 'node:crypto';
import {
	busyWaitsMs,
	maxClaimRounds,
	maxEntries,
	maxRememberedReferences,
	settleMs,
} from '../../../lib/writes/numbers';
import { type ReferenceMemory, rememberReference } from '../../../lib/writes/references';
import type { StoreTrouble } from '../../../lib/writes/store';
import { pass, type Row, storeOver } from '../../support/sharedRow.mts';

/** Troubles of the store are named by the message of what it throws. */
const troubleOf = (error: unknown): StoreTrouble => (error as Error).message as StoreTrouble;
const failing = (trouble: StoreTrouble): Error => new Error(trouble);

let scopes = 0;
/** A scope that no other test has used: what the process remembers outlives tests. */
const newScope = (): string =>
	createHash('md5')
		.update(`scope ${(scopes += 1)}`)
		.digest('hex');

interface Opened {
	/** As one item has it: claimed once, and released. */
	claim(key: string): Promise<boolean>;
	of(key: string): ReferenceMemory;
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

/** How many turns the wait takes after which a payment that was noted is looked for. */
const settleTurns = 10;

function opened(fails: readonly (StoreTrouble | undefined)[] = [], given: Given = {}): Opened {
	const { scope = newScope(), row = new Set<string>(), isMissing = false } = given;
	const asked: string[] = [];
	const slept: number[] = [];
	const remaining = [...fails];
	const turns = [...(given.turns ?? [])];
	let withoutStore = 0;
	const store = storeOver(row, async (use) => {
		asked.push(use);
		await pass(turns.shift() ?? 1);
		const trouble = remaining.shift();
		if (trouble !== undefined) throw failing(trouble);
	});
	const settings = {
		store: isMissing ? undefined : store,
		scope,
		troubleOf,
		sleep: async (ms: number) => {
			slept.push(ms);
			await pass(settleTurns);
		},
		random: () => 0.5,
		onNoStore: () => {
			withoutStore += 1;
		},
	};
	const of = (key: string): ReferenceMemory => rememberReference(key, settings);
	const claim = async (key: string): Promise<boolean> => {
		const memory = of(key);
		try {
			return await memory.claim();
		} finally {
			memory.release();
		}
	};
	return { claim, of, row, asked, slept, withoutStore: () => withoutStore };
}

describe('a reference in the store', () => {
	it('is new once', async () => {
		const { claim, row } = opened();

		expect([await claim('a'), await claim('a'), await claim('b')]).toEqual([true, false, true]);
		expect([row.has('a'), row.has('b')]).toEqual([true, true]);
	});

	it('is new again after it was removed, and leaves nothing', async () => {
		const { of, claim, row } = opened();
		const memory = of('a');
		await memory.claim();
		await memory.remove();
		memory.release();

		expect(row.size).toBe(0);
		expect(await claim('a')).toBe(true);
	});

	it('is noted again when it was erased after it was sent', async () => {
		const { of, claim, row } = opened();
		const memory = of('a');
		await memory.claim();
		row.clear();
		await memory.confirm();
		memory.release();

		expect(await claim('a')).toBe(false);
	});

	it('takes two places, however often it comes', async () => {
		const { claim, row } = opened();
		for (let times = 0; times < 20; times += 1) await claim('a');

		expect(row.size).toBe(2);
		expect(maxEntries).toBe(2 * maxRememberedReferences);
	});

	it('is added when others are, one after the other', async () => {
		const scope = newScope();
		const row: Row = new Set();
		const executions = [opened([], { scope, row }), opened([], { scope, row })];
		const all = await Promise.all(
			executions.flatMap(({ claim }, n) =>
				[1, 2, 3].map(async (each) => await claim(`${n}-${each}`)),
			),
		);

		expect(all).toEqual(Array(6).fill(true));
		expect(executions.flatMap(({ slept }) => slept)).toEqual(Array(6).fill(settleMs));
	});

	it('does not wait for those of another node', async () => {
		const never = async (): Promise<never> => await new Promise(() => undefined);
		const stuck = rememberReference('a', {
			store: { add: never, remove: never },
			scope: newScope(),
			troubleOf,
			sleep: never,
			random: () => 0.5,
			onNoStore: () => undefined,
		});
		void stuck.claim().catch(() => undefined);

		expect(await opened().claim('a')).toBe(true);
	});

	it('is taken in turn after one that failed', async () => {
		const { claim } = opened(['failed']);
		const both = await Promise.allSettled([claim('a'), claim('b')]);

		expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	});
});

describe('two executions of one process with the same reference', () => {
	it.each<[string, (memory: ReferenceMemory) => Promise<void>, boolean]>([
		['sent', async (memory) => await memory.confirm(), false],
		['refused', async (memory) => await memory.remove(), true],
	])('the second waits until the first has %s it', async (_what, end, isNew) => {
		const scope = newScope();
		const row: Row = new Set();
		const first = opened([], { scope, row }).of('a');
		expect(await first.claim()).toBe(true);
		let isOver = false;
		const second = opened([], { scope, row })
			.claim('a')
			.then((claimed) => [claimed, isOver]);
		await pass(5);
		await end(first);
		isOver = true;
		first.release();

		expect(await second).toEqual([isNew, true]);
	});
});

describe('a payment that was noted and never sent', () => {
	it('may be claimed again where only the look for its note has failed', async () => {
		const { claim, row } = opened([undefined, 'failed']);

		await expect(claim('a')).rejects.toThrow('failed');
		expect(row.has('a')).toBe(true);
		expect([await claim('a'), await claim('a')]).toEqual([true, false]);
	});

	it('is no more free once another process has noted it since', async () => {
		const { claim, row } = opened([undefined, 'failed']);

		await expect(claim('a')).rejects.toThrow('failed');
		row.clear();
		row.add('a').add('the mark of another process');
		expect(await claim('a')).toBe(false);
		expect(row.size).toBe(2);
	});

	it('may be claimed again where it was refused and the note could not be removed', async () => {
		const { of, claim } = opened([undefined, undefined, 'failed']);
		const memory = of('a');
		await memory.claim();
		await memory.remove();
		memory.release();

		expect([await claim('a'), await claim('a')]).toEqual([true, false]);
	});
});

describe('two processes that note at the same moment', () => {
	/** Two that do not know of each other: each has a turn of its own. */
	const processes = (first: readonly number[], second: readonly number[]) => {
		const row: Row = new Set();
		return {
			row,
			first: opened([], { row, turns: first }).claim,
			second: opened([], { row, turns: second }).claim,
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
		const both = await Promise.all([first('a'), second('a')]);

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

			expect(await Promise.all([first('a'), second('b')])).toEqual([true, true]);
			expect([row.has('a'), row.has('b')]).toEqual([true, true]);
		},
	);

	it('one that is erased again and again is not sent', async () => {
		const run = opened();
		const { row } = run;
		const claim = run.claim('a');
		const busy = { isOver: false };
		void (async () => {
			while (!busy.isOver) {
				row.clear();
				await pass(1);
			}
		})();

		await expect(claim).rejects.toThrow('Other processes keep writing');
		busy.isOver = true;
		// Once in each round, and between two of them.
		expect(run.slept).toHaveLength(2 * maxClaimRounds - 1);
	});
});

describe('a store that is in use by another process', () => {
	it.each(busyWaitsMs.map((_wait, index) => [index + 1] as const))(
		'is asked again, %i times',
		async (times) => {
			const run = opened(Array<StoreTrouble>(times).fill('busy'));

			expect(await run.claim('a')).toBe(true);
			expect(run.slept).toEqual([...busyWaitsMs.slice(0, times), settleMs]);
		},
	);

	it('fails in the end: what cannot be noted is not sent', async () => {
		const run = opened(Array<StoreTrouble>(9).fill('busy'));

		await expect(run.claim('a')).rejects.toThrow('busy');
		expect(run.asked).toHaveLength(busyWaitsMs.length + 1);
	});
});

describe('a store that does not answer', () => {
	it('fails at once, and its memory is not replaced by that of the process', async () => {
		const run = opened(['failed']);

		await expect(run.claim('a')).rejects.toThrow('failed');
		expect([run.asked, run.withoutStore()]).toEqual([['add'], 0]);
	});

	it('fails when it does not confirm that the record was kept', async () => {
		await expect(opened([undefined, 'failed']).claim('a')).rejects.toThrow('failed');
	});
});

describe.each([
	['no store', { isMissing: true }],
	['a workflow that the store does not know', { isMissing: false }],
])('with %s', (_what, given) => {
	const fails = Array<StoreTrouble>(20).fill('unsaved');

	it('this process remembers across executions and does not wait', async () => {
		const scope = newScope();
		const first = opened(fails, { ...given, scope });
		const second = opened(fails, { ...given, scope });

		expect([await first.claim('a'), await second.claim('a')]).toEqual([true, false]);
		await second.of('a').remove();
		expect(await first.claim('a')).toBe(true);
		expect(first.withoutStore()).toBe(2);
		expect([...first.slept, ...second.slept]).toEqual([]);
	});

	it('each node has its own', async () => {
		const [one, other] = [opened(fails, given), opened(fails, given)];

		expect([await one.claim('a'), await other.claim('a')]).toEqual([true, true]);
	});
});

it('the memory of the process is bounded: the oldest is forgotten', async () => {
	const { claim } = opened([], { isMissing: true });
	await claim('oldest');
	for (let n = 1; n < maxRememberedReferences; n += 1) await claim(`${n}`);
	await claim('one more');

	expect(await claim('oldest')).toBe(true);
});
