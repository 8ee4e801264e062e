import { busyWaitsMs, maxEntries, maxStoreMs } from './numbers';

/** A set of keys that outlives executions, processes and restarts. It is read and written as a whole, and not locked. */
export interface KeyStore {
	/** Adds keys. Which of them were new. Throws where the store does not answer. */
	add(keys: readonly string[]): Promise<readonly string[]>;
	remove(keys: readonly string[]): Promise<void>;
}

/** What to make of an error of the store. */
export type StoreTrouble =
	/** Another process was writing at the same moment: a retry succeeds. */
	| 'busy'
	/** It keeps nothing for this workflow, e.g. because the workflow was never saved. */
	| 'unsaved'
	| 'failed';

export interface StoreSettings {
	/** Undefined where n8n has none. */
	readonly store: KeyStore | undefined;
	/** The part of the store that is read and written as a whole, e.g. one node of one workflow. */
	readonly scope: string;
	troubleOf(error: unknown): StoreTrouble;
	sleep(ms: number): Promise<void>;
	/** Called when the memory of this process has to serve instead. */
	onNoStore(): void;
}

/** The store, or the memory of this process if the store keeps nothing. */
export interface OpenStore {
	/** Of two uses at once, the second would erase what the first has added: so uses of one scope run one after the other. */
	use<Value>(ask: (at: KeyStore) => Promise<Value>): Promise<Value>;
	/** Whether the memory of this process serves. */
	isOwn(): boolean;
}

export function openStore(settings: StoreSettings): OpenStore {
	const { store, scope, onNoStore } = settings;
	const own = ownStore(scope);
	let isOwn = store === undefined;
	return {
		use: async (ask) =>
			await inTurn(scope, async () => {
				const answered =
					store === undefined ? undefined : await askStore(settings, async () => await ask(store));
				if (answered !== undefined) return answered.value;
				isOwn = true;
				onNoStore();
				return await ask(own);
			}),
		isOwn: () => isOwn,
	};
}

export type Settled<Value> = { readonly value: Value } | { readonly error: unknown };

export const settled = async <Value>(asked: Promise<Value>): Promise<Settled<Value>> =>
	await asked.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);

/** Undefined where the store keeps nothing for this workflow. */
async function askStore<Value>(
	{ troubleOf, sleep }: StoreSettings,
	ask: () => Promise<Value>,
): Promise<{ readonly value: Value } | undefined> {
	for (let attempt = 0; ; attempt += 1) {
		const answered = await settled(inTime(ask(), maxStoreMs));
		if ('value' in answered) return answered;
		const trouble = troubleOf(answered.error);
		if (trouble === 'unsaved') return undefined;
		const waitMs = busyWaitsMs[attempt];
		if (trouble !== 'busy' || waitMs === undefined) return await Promise.reject(answered.error);
		await sleep(waitMs);
	}
}

/** Rejects after this long: a dead connection never responds, and all payments of the node would wait for it. */
export async function inTime<Value>(asked: Promise<Value>, maxMs: number): Promise<Value> {
	const signal = AbortSignal.timeout(maxMs);
	let stop = (): void => undefined;
	const late = new Promise<never>((_resolve, reject) => {
		stop = () => reject(new Error(`No response within ${maxMs / 1000} seconds`));
	});
	signal.addEventListener('abort', stop, { once: true });
	try {
		return await Promise.race([asked, late]);
	} finally {
		signal.removeEventListener('abort', stop);
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

function ownStore(scope: string): KeyStore {
	const named = (key: string): string => JSON.stringify([scope, key]);
	return {
		add: async (keys) => {
			const added = keys.filter((key) => !ownKeys.has(named(key)));
			for (const key of added) ownKeys.add(named(key));
			const surplus = Math.max(ownKeys.size - maxEntries, 0);
			for (const oldest of [...ownKeys].slice(0, surplus)) ownKeys.delete(oldest);
			return await Promise.resolve(added);
		},
		remove: async (keys) => {
			for (const key of keys) ownKeys.delete(named(key));
			await Promise.resolve();
		},
	};
}
