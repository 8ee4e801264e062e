import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
	/** What is waited for, as it should read in "Waited 5000 ms for …". */
	readonly what: string;
	readonly timeoutMs: number;
	/** Pause between two looks; 50 ms when left out. */
	readonly everyMs?: number;
	/** Added to the timeout error, e.g. the state that was seen last. */
	readonly lastSeen?: () => string;
}

type Missing = undefined | null | false;

/**
 * Looks again and again until `condition` yields something, and returns that.
 * An error thrown by `condition` ends the wait at once: only the caller knows which errors mean "not yet".
 */
export async function waitFor<T>(
	condition: () => T | Missing | Promise<T | Missing>,
	options: WaitOptions,
): Promise<T> {
	const deadline = performance.now() + options.timeoutMs;
	for (;;) {
		const found = await condition();
		if (found !== undefined && found !== null && found !== false) return found;
		if (performance.now() >= deadline) {
			const seen = options.lastSeen?.();
			throw new Error(
				`Waited ${options.timeoutMs} ms for ${options.what}${seen ? `; last seen: ${seen}` : ''}`,
			);
		}
		await sleep(options.everyMs ?? 50);
	}
}
