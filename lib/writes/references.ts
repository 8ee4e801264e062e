import { randomUUID } from 'node:crypto';

import { maxClaimRounds, maxRememberedReferences, settleMs } from './numbers';
import { openStore, settled, type StoreSettings } from './store';

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

export interface ReferenceMemorySettings extends StoreSettings {
	/** Between 0 and 1. */
	random(): number;
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
	const { sleep, random } = settings;
	const name = JSON.stringify([settings.scope, key]);
	const { use, isOwn } = openStore(settings);
	let mark: string = randomUUID();
	let end = (): void => undefined;
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
			if (isOwn()) return true;
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
