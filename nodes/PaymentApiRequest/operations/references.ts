import { createHash } from 'node:crypto';

import { type IExecuteFunctions, LoggerProxy, sleep } from 'n8n-workflow';

import type { CallContext } from '../../../lib/client/call';
import type { CallInfo } from '../../../lib/client/result';
import { maxEntries } from '../../../lib/writes/numbers';
import {
	type ReferenceStore,
	rememberReference,
	type StoreTrouble,
} from '../../../lib/writes/references';
import type { PaymentMemory } from '../../../lib/writes/sendOnce';

/**
 * What n8n offers a node for Remove Duplicates: a set of hashes per workflow and node, in n8n's database, for all its
 * processes. Missing in old versions of n8n, and in some contexts.
 */
type Helpers = Partial<
	Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>
>;

/** The payment's place in the memory that outlives the execution. Nothing readable is kept there. */
export function paymentMemory(
	node: IExecuteFunctions,
	{ settings, provider, random }: CallContext,
	info: CallInfo,
	allowsRepeats: boolean,
): PaymentMemory {
	const key = createHash('sha256')
		.update(JSON.stringify([provider.id, settings.baseUrl, settings.clientId, uniqueWithin(info)]))
		.digest('hex');
	const workflowId = node.getWorkflow().id ?? '';
	const { id, name } = node.getNode();
	const memory = rememberReference(key, {
		store: workflowId === '' ? undefined : storeOf(node),
		// n8n's own sets are divided by these two.
		scope: JSON.stringify([workflowId, id]),
		troubleOf,
		sleep,
		random,
		onNoStore: () => logOnce(workflowId, name),
	});
	return { ...memory, allowsRepeats };
}

/** References are unique per merchant, where they count. */
export const uniqueWithin = ({ referenceScope, reference }: CallInfo): readonly string[] => [
	referenceScope,
	reference,
];

const mode = { mode: 'entries', maxEntries } as const;

function storeOf(node: IExecuteFunctions): ReferenceStore | undefined {
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

const logged = new Set<string>();

function logOnce(workflowId: string, node: string): void {
	const where = JSON.stringify([workflowId, node]);
	if (logged.has(where)) return;
	logged.add(where);
	LoggerProxy.warn(
		`Payment node '${node}': n8n does not store its sent references (the workflow is not saved, or this n8n cannot). Only this process remembers them, until it ends.`,
	);
}
