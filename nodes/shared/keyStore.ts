import { type IExecuteFunctions, sleep } from 'n8n-workflow';

import { maxEntries } from '../../lib/writes/numbers';
import type { KeyStore, StoreSettings, StoreTrouble } from '../../lib/writes/store';

/**
 * What n8n offers a node for Remove Duplicates: a set of hashes per workflow and node, in n8n's database, for all its
 * processes. Missing in old versions of n8n, and in some contexts.
 */
type Helpers = Partial<
	Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>
>;

/** The set of this workflow and node; without a store where this n8n, or this context, has none. */
export function keyStoreOf(
	node: IExecuteFunctions,
	onNoStore: StoreSettings['onNoStore'],
): StoreSettings {
	const workflowId = node.getWorkflow().id ?? '';
	return {
		store: workflowId === '' ? undefined : storeOf(node),
		// n8n's own sets are divided by these two.
		scope: JSON.stringify([workflowId, node.getNode().id]),
		troubleOf,
		sleep,
		onNoStore,
	};
}

/** The same bound for all: nodes that share an ID share the set, and none may shorten it for another. */
const mode = { mode: 'entries', maxEntries } as const;

function storeOf(node: IExecuteFunctions): KeyStore | undefined {
	const { checkProcessedAndRecord, removeProcessed }: Helpers = node.helpers;
	if (typeof checkProcessedAndRecord !== 'function' || typeof removeProcessed !== 'function')
		return undefined;
	return {
		add: async (keys) => (await checkProcessedAndRecord([...keys], 'node', mode)).new.map(String),
		remove: async (keys) => await removeProcessed([...keys], 'node', mode),
	};
}

/** By what SQLite and PostgreSQL say, through n8n's database layer. */
function troubleOf(error: unknown): StoreTrouble {
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
