import { busyWaitsMs, maxRememberedReferences } from './numbers';

/** A set of keys that outlives executions, processes and restarts. */
export interface ReferenceStore {
	/** Adds a key. Whether it was new. Throws where the store does not answer. */
	add(key: string): Promise<boolean>;
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
export function rememberReferences({
	store,
	scope,
	troubleOf,
	sleep,
	onNoStore,
}: ReferenceMemorySettings): ReferenceStore {
	const own = ownStore(scope);
	const use = async <Value>(
		ask: (store: ReferenceStore) => Promise<Value>,
		attempt = 0,
	): Promise<Value> => {
		if (store === undefined) {
			onNoStore();
			return await ask(own);
		}
		const answered = await ask(store).then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
		if ('value' in answered) return answered.value;
		const trouble = troubleOf(answered.error);
		if (trouble === 'unsaved') {
			onNoStore();
			return await ask(own);
		}
		const waitMs = busyWaitsMs[attempt];
		if (trouble !== 'busy' || waitMs === undefined) return await Promise.reject(answered.error);
		await sleep(waitMs);
		return await use(ask, attempt + 1);
	};
	// The store reads and writes the whole of a scope: two uses at once, and the second would erase what the first has added.
	return {
		add: async (key) => await inTurn(scope, async () => await use(async (at) => await at.add(key))),
		remove: async (key) =>
			await inTurn(scope, async () => await use(async (at) => await at.remove(key))),
	};
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
		add: async (key) => {
			const name = named(key);
			const isNew = !ownKeys.has(name);
			ownKeys.add(name);
			const [oldest] = ownKeys.size > maxRememberedReferences ? ownKeys : [];
			if (oldest !== undefined) ownKeys.delete(oldest);
			return await Promise.resolve(isNew);
		},
		remove: async (key) => {
			ownKeys.delete(named(key));
			await Promise.resolve();
		},
	};
}
