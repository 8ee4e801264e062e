import { setTimeout as sleep } from 'node:timers/promises';

/** What a timer can hold; a longer wait would be none. */
const longestMs = 2 ** 31 - 1;

/** Ends early, and quietly, when it is no longer wanted. Keeps no process waiting. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	await sleep(Math.min(ms, longestMs), undefined, { ref: false, signal }).catch(
		(error: unknown) => {
			if (!signal.aborted) throw error;
		},
	);
}
