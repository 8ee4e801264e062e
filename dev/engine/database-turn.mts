import { setImmediate } from 'node:timers/promises';

/** A database answers later: others get their turn before it does, as they do in production. */
export async function databaseTurn(): Promise<void> {
	await setImmediate();
}
