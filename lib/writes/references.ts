import { randomUUID } from 'node:crypto';

import { maxClaimRounds, maxRememberedReferences, settleMs } from './numbers';
import { openStore, settled, type StoreSettings } from './store';

/** The memory of one payment. */
export interface ReferenceMemory {
	/**
	 * Records that it is about to be sent, and makes sure that no other process has recorded it at the same moment. Returns
	 * whether it was new. Waits while another execution of this process is sending it.
	 */
	claim(): Promise<boolean>;
	/** Records it again, in case another process has erased it. */
	confirm(): Promise<void>;
	/** It certainly had no effect: it may be claimed again. */
	remove(): Promise<void>;
	/** Nobody is sending it any more. */
	release(): void;
}

export interface ReferenceMemorySettings extends StoreSettings {
	/** Between 0 and 1. */
	random(): number;
}

/**
 * Marks of records that this process has made for payments that were not sent, by payment: the claim failed halfway, or the
 * record could not be removed. A record that still has its mark belongs to no other process, so the payment may be claimed.
 */
const unsent = new Map<string, string>();

/** Bounded, in case a database is unavailable for long: what is dropped stays recorded, and a person has to release it. */
function keepUnsent(name: string, mark: string): void {
	unsent.set(name, mark);
	const [oldest] = unsent.size > maxRememberedReferences ? unsent.keys() : [];
	if (oldest !== undefined) unsent.delete(oldest);
}

/** The end of what this process is sending, by payment. */
const underWay = new Map<string, Promise<void>>();

/**
 * Remembers that a payment was sent, in n8n's database if there is one, else in this process. Throws the store's error if
 * it should respond and does not: a payment that cannot be recorded is not made.
 */
export function rememberReference(key: string, settings: ReferenceMemorySettings): ReferenceMemory {
	const { sleep, random } = settings;
	const name = JSON.stringify([settings.scope, key]);
	const { use, isOwn } = openStore(settings);
	let mark: string = randomUUID();
	let end = (): void => undefined;
	/** Adds the payment with its mark. Returns whether it was new, or a record of this process that was never sent. */
	const add = async (): Promise<boolean> =>
		await use(async (at) => {
			const added = await at.add([key, mark]);
			const isFree = added.includes(key) || !added.includes(mark);
			// If they stayed, the marks of repeated references would push out the payments themselves.
			if (!isFree) await at.remove([mark]);
			return isFree;
		});
	const addForGood = async (): Promise<boolean> => {
		for (let round = 0; round < maxClaimRounds; round += 1) {
			// Processes that collide wait at random, longer with each attempt.
			if (round > 0) await sleep(Math.round(random() * round * settleMs));
			if (!(await add())) return false;
			// No other process uses the memory of this process.
			if (isOwn()) return true;
			await sleep(settleMs);
			const [erased] = await use(async (at) => await at.add([mark]));
			if (erased === undefined) return true;
			// Another process has written what it had read before, and may have recorded this payment or another one. The
			// next round shows which.
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
