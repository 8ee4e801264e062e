import { createHash } from 'node:crypto';
import { busyWaitsMs, maxRememberedReferences } from '../../../lib/writes/numbers';
import {
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

interface Opened {
	readonly memory: ReferenceStore;
	readonly stored: Set<string>;
	readonly asked: string[];
	readonly slept: number[];
	readonly withoutStore: () => number;
}

function opened(
	fails: readonly (StoreTrouble | undefined)[] = [],
	{ scope = newScope(), stored = new Set<string>(), isMissing = false } = {},
): Opened {
	const asked: string[] = [];
	const slept: number[] = [];
	const remaining = [...fails];
	let withoutStore = 0;
	const answer = async (): Promise<void> => {
		await new Promise((resolve) => setImmediate(resolve));
		const trouble = remaining.shift();
		if (trouble !== undefined) throw failing(trouble);
	};
	// As n8n's: the whole is read, and written later.
	const store: ReferenceStore = {
		add: async (key) => {
			asked.push(`add ${key}`);
			const read = new Set(stored);
			await answer();
			const isNew = !read.has(key);
			stored.clear();
			for (const each of read.add(key)) stored.add(each);
			return isNew;
		},
		remove: async (key) => {
			asked.push(`remove ${key}`);
			await answer();
			stored.delete(key);
		},
	};
	const memory = rememberReferences({
		store: isMissing ? undefined : store,
		scope,
		troubleOf,
		sleep: async (ms) => {
			slept.push(ms);
			await Promise.resolve();
		},
		onNoStore: () => {
			withoutStore += 1;
		},
	});
	return { memory, stored, asked, slept, withoutStore: () => withoutStore };
}

describe('references in the store', () => {
	it('are new once', async () => {
		const { memory, stored } = opened();

		expect([await memory.add('a'), await memory.add('a'), await memory.add('b')]).toEqual([
			true,
			false,
			true,
		]);
		expect([...stored]).toEqual(['a', 'b']);
	});

	it('are new again after they were removed', async () => {
		const { memory } = opened();
		await memory.add('a');
		await memory.remove('a');

		expect(await memory.add('a')).toBe(true);
	});

	it('are added one after the other, whoever adds them: the store writes the whole', async () => {
		const scope = newScope();
		const stored = new Set<string>();
		const executions = [opened([], { scope, stored }), opened([], { scope, stored })];
		await Promise.all(
			executions.flatMap(({ memory }, n) => [
				memory.add(`${n}-1`),
				memory.add(`${n}-2`),
				memory.add(`${n}-3`),
			]),
		);

		expect([...stored].toSorted()).toEqual(['0-1', '0-2', '0-3', '1-1', '1-2', '1-3']);
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
		void stuck.add('a');

		expect(await opened().memory.add('a')).toBe(true);
	});

	it('are taken in turn after one that failed', async () => {
		const { memory } = opened(['failed']);
		const both = await Promise.allSettled([memory.add('a'), memory.add('b')]);

		expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	});
});

describe('a store that is in use by another process', () => {
	it.each(busyWaitsMs.map((_wait, index) => [index + 1] as const))(
		'is asked again, %i times',
		async (times) => {
			const run = opened(Array<StoreTrouble>(times).fill('busy'));

			expect(await run.memory.add('a')).toBe(true);
			expect(run.slept).toEqual(busyWaitsMs.slice(0, times));
		},
	);

	it('fails in the end: what cannot be noted is not sent', async () => {
		const run = opened(Array<StoreTrouble>(9).fill('busy'));

		await expect(run.memory.add('a')).rejects.toThrow('busy');
		expect(run.asked).toHaveLength(busyWaitsMs.length + 1);
	});
});

describe('a store that does not answer', () => {
	it('fails at once, and its memory is not replaced by that of the process', async () => {
		const run = opened(['failed']);

		await expect(run.memory.add('a')).rejects.toThrow('failed');
		expect([run.asked, run.withoutStore()]).toEqual([['add a'], 0]);
	});
});

describe.each([
	['no store', { isMissing: true }],
	['a workflow that the store does not know', { isMissing: false }],
])('with %s', (_what, given) => {
	const fails = Array<StoreTrouble>(20).fill('unsaved');

	it('this process remembers, over executions', async () => {
		const scope = newScope();
		const first = opened(fails, { ...given, scope });
		const second = opened(fails, { ...given, scope });

		expect([await first.memory.add('a'), await second.memory.add('a')]).toEqual([true, false]);
		await second.memory.remove('a');
		expect(await first.memory.add('a')).toBe(true);
		expect(first.withoutStore()).toBe(2);
	});

	it('each node has its own', async () => {
		const [one, other] = [opened(fails, given), opened(fails, given)];

		expect([await one.memory.add('a'), await other.memory.add('a')]).toEqual([true, true]);
	});
});

it('the memory of the process is bounded: the oldest is forgotten', async () => {
	const { memory } = opened([], { isMissing: true });
	await memory.add('oldest');
	for (let n = 1; n < maxRememberedReferences; n += 1) await memory.add(`${n}`);
	expect(await memory.add('oldest')).toBe(false);
	await memory.add('one more');

	expect(await memory.add('oldest')).toBe(true);
});
