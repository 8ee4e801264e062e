import { maxClaimRounds, settleMs } from '../writes/numbers';
import { openStore, type StoreSettings } from '../writes/store';

/**
 * Claims events for an execution, in a store that all processes share: what a trigger remembers by itself reaches the other
 * processes late, so a repeat that another one receives starts an execution as well.
 *
 * The store is not locked. Whoever adds an event first has it, whatever others write at the same moment: two that add it within
 * one use of the store, some milliseconds, both have it, and none is lost.
 *
 * @param records from `recordKey`: no other event is ever taken for a repeat
 * @param executionId n8n may run an execution again whose worker has died: it gets its events again
 * @returns those that no other execution has claimed
 * @throws what the store throws
 */
export async function claimEvents(
	records: readonly string[],
	executionId: string,
	settings: StoreSettings,
): Promise<ReadonlySet<string>> {
	const { use, isOwn } = openStore(settings);
	const mark = `execution ${executionId}`;
	const added = await use(async (at) => {
		const names = await at.add([...records, mark]);
		// Left there, the marks of what comes again and again would push out the events.
		if (names.length === 1 && names[0] === mark) await at.remove([mark]);
		return new Set(names);
	});
	const claimed = added.has(mark) ? records.filter((record) => added.has(record)) : records;
	// Nobody else writes into the memory of this process.
	if (claimed.length > 0 && !isOwn()) await keep([...claimed, mark], settings);
	return new Set(claimed);
}

/** Adds names again that another process has erased, which had read before they were there and wrote afterwards. */
async function keep(names: readonly string[], settings: StoreSettings): Promise<void> {
	const { use } = openStore(settings);
	for (let round = 0; round < maxClaimRounds; round += 1) {
		await settings.sleep(settleMs);
		const erased = await use(async (at) => await at.add(names));
		if (erased.length === 0) return;
	}
}
