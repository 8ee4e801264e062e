import { type IExecuteFunctions, sleep } from 'n8n-workflow';

import { maxEntries, maxEntriesOfSmallRow } from '../../lib/writes/numbers';
import {
	type KeyStore,
	settled,
	type StoreSettings,
	type StoreTrouble,
} from '../../lib/writes/store';

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

/** The same bounds for all: nodes that share an ID share the set, and none may shorten it for another. */
const mode = { mode: 'entries', maxEntries } as const;
const smallRowMode = { ...mode, maxEntries: maxEntriesOfSmallRow } as const;

function storeOf(node: IExecuteFunctions): KeyStore | undefined {
	const { checkProcessedAndRecord, removeProcessed }: Helpers = node.helpers;
	if (typeof checkProcessedAndRecord !== 'function' || typeof removeProcessed !== 'function')
		return undefined;
	const add = async (keys: readonly string[], bound: typeof mode | typeof smallRowMode) =>
		(await checkProcessedAndRecord([...keys], 'node', bound)).new.map(String);
	return {
		add: async (keys) => {
			const added = await settled(add(keys, mode));
			if ('value' in added) return added.value;
			if (!isTooLong(added.error)) return await Promise.reject(added.error);
			// Nothing was written. The oldest make room.
			return await add(keys, smallRowMode);
		},
		remove: async (keys) => await removeProcessed([...keys], 'node', mode),
	};
}

/** What the database says, through n8n's layer. */
function saidBy(error: unknown): string {
	const { message, code, driverError } = error as {
		message?: unknown;
		code?: unknown;
		driverError?: { code?: unknown };
	};
	return [message, code, driverError?.code].map(String).join(' ');
}

/** MySQL and MariaDB in strict mode, which is their default: the others do not limit the row. */
const isTooLong = (error: unknown): boolean =>
	/ER_DATA_TOO_LONG|data too long/i.test(saidBy(error));

/** By what SQLite and PostgreSQL say, and MySQL and MariaDB. */
function troubleOf(error: unknown): StoreTrouble {
	const said = saidBy(error);
	// The row belongs to a workflow, and the database does not know this one: it was never saved, or is written into another.
	if (/foreign key|23503/i.test(said)) return 'unsaved';
	// Two processes made the first entry of a node at once, or the database was locked by the other one.
	if (
		/unique|23505|duplicate (key|entry)|SQLITE_BUSY|database is locked|40001|40P01|ER_LOCK/i.test(
			said,
		)
	)
		return 'busy';
	return 'failed';
}
