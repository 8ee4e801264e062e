import type { IDataObject, Workflow } from 'n8n-workflow';
import { databaseTurn } from './database-turn.mts';
import type { CompleteWorkflow } from './node-defaults.mts';

/** JSON by workflow id: n8n stores it with the workflow, so it outlives the run and the process. */
export type StaticDataTable = Map<string, string>;

/** What is stored, or else what the workflow came with: a copy, since n8n makes what it is given observable in place. */
export function loadStaticData(
	table: StaticDataTable,
	{ id, staticData }: CompleteWorkflow,
): IDataObject {
	return JSON.parse(table.get(id) ?? JSON.stringify(staticData ?? {})) as IDataObject;
}

/**
 * n8n's WorkflowStaticDataService: the data of all nodes at once, if a node has set any of it. The flag falls only when the database
 * has answered, so a change made in between, by a poll that overlaps, waits for the next change to be saved.
 */
export async function saveStaticData(table: StaticDataTable, workflow: Workflow): Promise<void> {
	if (workflow.staticData.__dataChanged !== true) return;
	table.set(workflow.id, JSON.stringify(workflow.staticData));
	await databaseTurn();
	workflow.staticData.__dataChanged = false;
}
