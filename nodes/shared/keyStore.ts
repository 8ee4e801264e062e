import type { IExecuteFunctions } from 'n8n-workflow';

import type { KeyStore, StoreTrouble } from '../../lib/writes/store';

/**
 * What n8n offers a node for Remove Duplicates: a set of hashes per workflow and node, in n8n's database, for all its
 * processes. Missing in old versions of n8n, and in some contexts.
 */
type Helpers = Partial<
	Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>
>;

/**
 * n8n's set of this workflow and node; undefined where this n8n, or this context, has none.
 *
 * @param maxEntries keys kept, the newest ones
 */
export function keyStoreOf(node: IExecuteFunctions, maxEntries: number): KeyStore | undefined {
	const mode = { mode: 'entries', maxEntries } as const;
	const { checkProcessedAndRecord, removeProcessed }: Helpers = node.helpers;
	if (typeof checkProcessedAndRecord !== 'function' || typeof removeProcessed !== 'function')
		return undefined;
	return {
		add: async (keys) => (await checkProcessedAndRecord([...keys], 'node', mode)).new.map(String),
		remove: async (keys) => await removeProcessed([...keys], 'node', mode),
	};
}

/** By what SQLite and PostgreSQL say, through n8n's database layer. */
export function troubleOf(error: unknown): StoreTrouble {
	const { message, code, driverError } = error as {
		message?: unknown;
		code?: unknown;
		driverError?: { code?: unknown };
	};
	const said = [message, code, driverError?.code].map(String).join(' ');
	// The row belongs to a workflow, and the database does not know this one: it was never saved, or is written into another.
	if (/foreign key|23503/i.test(said)) return 'unsaved';
	// Two processes made the first entry of a node at once, or the database was locked by the other one.
	if (/unique|23505|duplicate key|SQLITE_BUSY|database is locked|40001|40P01/i.test(said))
		return 'busy';
	return 'failed';
}
