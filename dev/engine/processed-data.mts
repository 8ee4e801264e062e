import { createHash } from 'node:crypto';
import type {
	ICheckProcessedContextData,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';
import { databaseTurn } from './database-turn.mts';
import type { ProcessedData } from './types.mts';

/** Which database a workflow is in: n8n-core has one deduplicator per process, and several engines run in this one. */
const tables = new WeakMap<object, ProcessedData>();

export const keepProcessedDataOf = (workflow: object, table: ProcessedData): void => {
	tables.set(workflow, table);
};

/**
 * n8n's `DeduplicationHelper` in mode `entries`, as in n8n 2.41: one row per workflow and node, read as a whole and written as a
 * whole, so that two uses at once lose what one of them added, and the first two collide.
 */
export const deduplicator: IDataDeduplicator = {
	async checkProcessedAndRecord(items, _scope, context, { maxEntries }) {
		const { table, row } = placeOf(context);
		const known = await read(table, row);
		const output: IDeduplicationOutput = { new: [], processed: [] };
		const entries = [...(known ?? [])];
		for (const item of items) {
			const hash = hashOf(item);
			if (entries.includes(hash)) output.processed.push(item);
			else {
				output.new.push(item);
				entries.push(hash);
			}
		}
		if (maxEntries) entries.splice(0, entries.length - maxEntries);
		await write(table, row, entries, known === undefined);
		return output;
	},
	async removeProcessed(items, _scope, context) {
		const { table, row } = placeOf(context);
		const known = await read(table, row);
		if (known === undefined) return;
		const removed = new Set(items.map(hashOf));
		await write(
			table,
			row,
			known.filter((hash) => !removed.has(hash)),
			false,
		);
	},
	async clearAllProcessedItems(_scope, context) {
		const { table, row } = placeOf(context);
		table.rows.delete(row);
		await databaseTurn();
	},
	async getProcessedDataCount(_scope, context) {
		const { table, row } = placeOf(context);
		return (await read(table, row))?.length ?? 0;
	},
};

function placeOf({ workflow, node }: ICheckProcessedContextData) {
	const table = tables.get(workflow);
	if (table === undefined) throw new Error('The workflow belongs to no engine');
	return { table, row: JSON.stringify([workflow.id, node?.id]) };
}

async function read({ rows, trouble }: ProcessedData, row: string): Promise<string[] | undefined> {
	await databaseTurn();
	if (trouble !== undefined) throw trouble;
	return rows.get(row);
}

async function write(
	{ rows }: ProcessedData,
	row: string,
	entries: string[],
	isFirst: boolean,
): Promise<void> {
	await databaseTurn();
	if (isFirst && rows.has(row))
		throw new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data.workflowId');
	rows.set(row, entries);
}

const hashOf = (value: unknown): string => createHash('md5').update(String(value)).digest('base64');
