import { randomUUID } from 'node:crypto';

import { busyWaitsMs, maxClaimRounds, maxEntries, settleMs } from './numbers';

/** A set of keys that outlives executions, processes and restarts. It is read and written as a whole, and not locked. */
export interface ReferenceStore {
	/** Adds keys. Which of them were new. Throws where the store does not answer. */
	add(keys: readonly string[]): Promise<readonly string[]>;
	remove(key: string): Promise<void>;
}

export interface ReferenceMemory {
	/**
	 * Notes a payment that is about to be sent, and makes sure that no other process has noted it at the same moment. Whether
	 * it was new.
	 */
	claim(key: string): Promise<boolean>;
	/** Notes it again, should another process have erased it. */
	confirm(key: string): Promise<void>;
	/** It certainly had no effect. */
	remove(key: string): Promise<void>;
}

/** What to make of an error of the store. */
export type StoreTrouble =
	/** Somebody else was writing at the same moment: asked again, it answers. */
	| 'busy'
	/** It keeps nothing for this workflow, e.g. because the workflow was never saved. */
	| 'unsaved'
	| 'failed';

export interface ReferenceMemorySettings {
	/** Undefined where n8n has none. */
	readonly store: ReferenceStore | undefined;
	/** The part of the store that is read and written as a whole, e.g. one node of one workflow. */
	readonly scope: string;
	troubleOf(error: unknown): StoreTrouble;
	sleep(ms: number): Promise<void>;
	/** Called when the memory of this process has to serve instead. */
	onNoStore(): void;
}

/**
 * Remembers that a payment was sent, in n8n's database where there is one, else in this process. Throws what a store throws
 * that should answer and does not: a payment that cannot be remembered is not made.
 */
export function rememberReferences(settings: ReferenceMemorySettings): ReferenceMemory {
	const { store, scope, sleep, onNoStore } = settings;
	const own = ownStore(scope);
	let isOwn = store === undefined;
	// Two uses at once, and the second would erase what the first has added.
	const use = async <Value>(ask: (at: ReferenceStore) => Promise<Value>): Promise<Value> =>
		await inTurn(scope, async () => {
			const answered =
				store === undefined ? undefined : await askStore(settings, async () => await ask(store));
			if (answered !== undefined) return answered.value;
			isOwn = true;
			onNoStore();
			return await ask(own);
		});
	return {
		async claim(key) {
			for (let round = 0; round < maxClaimRounds; round += 1) {
				const mark = randomUUID();
				const added = await use(async (at) => await at.add([key, mark]));
				if (!added.includes(key)) return false;
				// Nobody else has the memory of this process.
				if (isOwn) return true;
				await sleep(settleMs);
				const [erased] = await use(async (at) => await at.add([mark]));
				if (erased === undefined) return true;
				// Another process has written what it had read before: this payment, or another one. Which of them, the next round tells.
			}
			return await Promise.reject(new Error('Other processes keep writing at the same moment'));
		},
		confirm: async (key) => void (await use(async (at) => await at.add([key]))),
		remove: async (key) => await use(async (at) => await at.remove(key)),
	};
}

/** Undefined where the store keeps nothing for this workflow. */
async function askStore<Value>(
	{ troubleOf, sleep }: ReferenceMemorySettings,
	ask: () => Promise<Value>,
): Promise<{ readonly value: Value } | undefined> {
	for (let attempt = 0; ; attempt += 1) {
		const answered = await ask().then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
		if ('value' in answered) return answered;
		const trouble = troubleOf(answered.error);
		if (trouble === 'unsaved') return undefined;
		const waitMs = busyWaitsMs[attempt];
		if (trouble !== 'busy' || waitMs === undefined) return await Promise.reject(answered.error);
		await sleep(waitMs);
	}
}

/** The last task of each scope. */
const turns = new Map<string, Promise<unknown>>();

/** Runs the tasks of a scope one after the other, in the order in which they came. */
async function inTurn<Value>(scope: string, task: () => Promise<Value>): Promise<Value> {
	const turn = (turns.get(scope) ?? Promise.resolve()).then(task, task);
	turns.set(scope, turn);
	try {
		return await turn;
	} finally {
		if (turns.get(scope) === turn) turns.delete(scope);
	}
}

/** What this process remembers by itself, oldest first, for all scopes. */
const ownKeys = new Set<string>();

function ownStore(scope: string): ReferenceStore {
	const named = (key: string): string => JSON.stringify([scope, key]);
	return {
		add: async (keys) => {
			const added = keys.filter((key) => !ownKeys.has(named(key)));
			for (const key of added) ownKeys.add(named(key));
			const surplus = Math.max(ownKeys.size - maxEntries, 0);
			for (const oldest of [...ownKeys].slice(0, surplus)) ownKeys.delete(oldest);
			return await Promise.resolve(added);
		},
		remove: async (key) => {
			ownKeys.delete(named(key));
			await Promise.resolve();
		},
	};
}
