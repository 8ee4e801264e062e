import { randomUUID } from 'node:crypto';

import {
	busyWaitsMs,
	maxClaimRounds,
	maxEntries,
	maxRememberedReferences,
	maxStoreMs,
	settleMs,
} from './numbers';

/** A set of keys that outlives executions, processes and restarts. It is read and written as a whole, and not locked. */
export interface ReferenceStore {
	/** Adds keys. Which of them were new. Throws where the store does not answer. */
	add(keys: readonly string[]): Promise<readonly string[]>;
	remove(keys: readonly string[]): Promise<void>;
}

/** The memory of one payment. */
export interface ReferenceMemory {
	/**
	 * Notes that it is about to be sent, and makes sure that no other process has noted it at the same moment. Whether it was
	 * new. While another execution of this process is sending it, its end is waited for.
	 */
	claim(): Promise<boolean>;
	/** Notes it again, should another process have erased it. */
	confirm(): Promise<void>;
	/** It certainly had no effect: it may be claimed anew. */
	remove(): Promise<void>;
	/** Nobody is sending it any more. */
	release(): void;
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
	/** Between 0 and 1. */
	random(): number;
	/** Called when the memory of this process has to serve instead. */
	onNoStore(): void;
}

/**
 * Marks of notes that this process has made for payments that were not sent, by payment: the claim failed halfway, or the note
 * could not be removed. A note that still has its mark is no other's, so the payment may be claimed.
 */
const unsent = new Map<string, string>();

/** Within bounds, should a database be away for long: what is left out stays noted, and a person has to release it. */
function keepUnsent(name: string, mark: string): void {
	unsent.set(name, mark);
	const [oldest] = unsent.size > maxRememberedReferences ? unsent.keys() : [];
	if (oldest !== undefined) unsent.delete(oldest);
}

/** The end of what this process is sending, by payment. */
const underWay = new Map<string, Promise<void>>();

/**
 * Remembers that a payment was sent, in n8n's database where there is one, else in this process. Throws what a store throws
 * that should answer and does not: a payment that cannot be remembered is not made.
 */
export function rememberReference(key: string, settings: ReferenceMemorySettings): ReferenceMemory {
	const { store, scope, sleep, random, onNoStore } = settings;
	const name = JSON.stringify([scope, key]);
	const own = ownStore(scope);
	let isOwn = store === undefined;
	let mark: string = randomUUID();
	let end = (): void => undefined;
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
	/** Adds the payment with its mark. Whether it was new, or is a note of this process that was never sent. */
	const add = async (): Promise<boolean> =>
		await use(async (at) => {
			const added = await at.add([key, mark]);
			const isFree = added.includes(key) || !added.includes(mark);
			// Left there, the marks of what comes again and again would push out the payments.
			if (!isFree) await at.remove([mark]);
			return isFree;
		});
	const addForGood = async (): Promise<boolean> => {
		for (let round = 0; round < maxClaimRounds; round += 1) {
			// Processes that are in each other's way part, the further the longer it lasts.
			if (round > 0) await sleep(Math.round(random() * round * settleMs));
			if (!(await add())) return false;
			// Nobody else has the memory of this process.
			if (isOwn) return true;
			await sleep(settleMs);
			const [erased] = await use(async (at) => await at.add([mark]));
			if (erased === undefined) return true;
			// Another process has written what it had read before: this payment, or another one. The next round shows which.
			await use(async (at) => await at.remove([mark]));
			mark = randomUUID();
		}
		return await Promise.reject(new Error('Other processes keep writing at the same moment'));
	};
	const release = (): void => {
		end();
		end = () => undefined;
	};
	return {
		async claim() {
			for (let other = underWay.get(name); other !== undefined; other = underWay.get(name))
				await other;
			const ended = new Promise<void>((resolve) => {
				end = () => {
					underWay.delete(name);
					resolve();
				};
			});
			underWay.set(name, ended);
			mark = unsent.get(name) ?? mark;
			unsent.delete(name);
			const claimed = await settled(addForGood());
			if ('value' in claimed) return claimed.value;
			keepUnsent(name, mark);
			release();
			return await Promise.reject(claimed.error);
		},
		confirm: async () => void (await use(async (at) => await at.add([key]))),
		async remove() {
			const removed = await settled(use(async (at) => await at.remove([key, mark])));
			if (!('value' in removed)) keepUnsent(name, mark);
		},
		release,
	};
}

type Settled<Value> = { readonly value: Value } | { readonly error: unknown };

const settled = async <Value>(asked: Promise<Value>): Promise<Settled<Value>> =>
	await asked.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);

/** Undefined where the store keeps nothing for this workflow. */
async function askStore<Value>(
	{ troubleOf, sleep }: ReferenceMemorySettings,
	ask: () => Promise<Value>,
): Promise<{ readonly value: Value } | undefined> {
	for (let attempt = 0; ; attempt += 1) {
		const answered = await settled(inTime(ask()));
		if ('value' in answered) return answered;
		const trouble = troubleOf(answered.error);
		if (trouble === 'unsaved') return undefined;
		const waitMs = busyWaitsMs[attempt];
		if (trouble !== 'busy' || waitMs === undefined) return await Promise.reject(answered.error);
		await sleep(waitMs);
	}
}

/** A connection that died unnoticed never answers, and all payments of the node would wait for it. */
async function inTime<Value>(asked: Promise<Value>): Promise<Value> {
	const signal = AbortSignal.timeout(maxStoreMs);
	let stop = (): void => undefined;
	const late = new Promise<never>((_resolve, reject) => {
		stop = () => reject(new Error(`No response within ${maxStoreMs / 1000} seconds`));
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
		remove: async (keys) => {
			for (const key of keys) ownKeys.delete(named(key));
			await Promise.resolve();
		},
	};
}
