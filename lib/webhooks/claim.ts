import { settleMs } from '../writes/numbers';
import { inTime, openStore, type StoreSettings } from '../writes/store';
import { maxClaimMs, maxKeepRounds } from './numbers';

export interface Claimed {
	/** Those that no other execution has claimed. */
	readonly records: ReadonlySet<string>;
	/**
	 * Resolves when all of them are in the store for good, or after the last attempt. Never rejects; nothing has to wait
	 * for it.
	 */
	readonly kept: Promise<void>;
}

/**
 * Claims events for an execution, in a store that all processes share: what a trigger remembers by itself reaches the other
 * processes late, so a repeat that another one receives starts an execution as well.
 *
 * The store is not locked. Whoever adds an event first has it, whatever others write at the same moment: two that use the store
 * at the same moment may both have it, and none is lost.
 *
 * @param records from `recordKey`: no other event is ever taken for a repeat
 * @param executionId n8n may run the node again in the same execution (Retry On Fail): it gets its events again
 * @throws what the store throws, and when it takes too long
 */
export async function claimEvents(
	records: readonly string[],
	executionId: string,
	settings: StoreSettings,
): Promise<Claimed> {
	const { use, isOwn } = openStore(settings);
	const mark = `execution ${executionId}`;
	const add = use(async (at) => {
		const names = await at.add([...records, mark]);
		// If they stayed, the marks of repeated events would push out the events themselves.
		if (names.length === 1 && names[0] === mark) await at.remove([mark]);
		return new Set(names);
	});
	// Other executions use the store first: all of them together must not delay an event that was answered with 200 long
	// ago.
	const added = await inTime(add, maxClaimMs);
	const claimed = added.has(mark) ? records.filter((record) => added.has(record)) : records;
	// Nobody else writes into the memory of this process.
	const isKept = claimed.length === 0 || isOwn();
	return {
		records: new Set(claimed),
		kept: isKept ? Promise.resolve() : keep([...claimed, mark], settings),
	};
}

/** Adds keys again that another process has erased: it had read the set before they were added, and wrote it afterwards. */
async function keep(names: readonly string[], settings: StoreSettings): Promise<void> {
	const { use } = openStore(settings);
	try {
		for (let round = 0; round < maxKeepRounds; round += 1) {
			await settings.sleep(settleMs);
			const erased = await use(async (at) => await at.add(names));
			if (erased.length === 0) return;
		}
	} catch {
		// The events were passed on already. At worst a repeat is passed on as well.
	}
}
