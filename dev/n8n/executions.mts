import { parse } from 'flatted';
import type {
	ExecutionStatus,
	INodeExecutionData,
	IRunExecutionData,
	ITaskData,
} from 'n8n-workflow';
import type { RestSession } from './rest-session.mts';
import { waitFor } from './wait-for.mts';

export interface ExecutionSummary {
	readonly id: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly workflowId: string;
}

export interface Execution extends ExecutionSummary {
	readonly data: IRunExecutionData;
}

export interface ExecutionsApi {
	/** Newest first. */
	list(filter?: { workflowId?: string; status?: ExecutionStatus[] }): Promise<ExecutionSummary[]>;
	get(id: string): Promise<Execution>;
	waitForEnd(id: string, timeoutMs?: number): Promise<Execution>;
}

const running: ReadonlySet<string> = new Set(['new', 'running', 'waiting', 'unknown']);

export function executionsApi({ send }: RestSession): ExecutionsApi {
	const get = async (id: string): Promise<Execution> => {
		const { data, ...summary } = await send<ExecutionSummary & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// n8n stores run data with shared and circular references, which plain JSON cannot hold.
		return { ...summary, data: parse(data) as IRunExecutionData };
	};
	return {
		get,
		async list(filter = {}) {
			const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: '100' });
			const { results } = await send<{ results: ExecutionSummary[] }>(
				'GET',
				`/rest/executions?${query}`,
			);
			return results;
		},
		async waitForEnd(id, timeoutMs = 60_000) {
			let status = 'not seen yet';
			return await waitFor(
				async () => {
					const execution = await get(id);
					status = execution.status;
					return running.has(status) ? undefined : execution;
				},
				{ what: `execution ${id} to end`, timeoutMs, lastSeen: () => status },
			);
		},
	};
}

/** The last run of a node; undefined when it never ran. */
export const lastRun = (execution: Execution, node: string): ITaskData | undefined =>
	execution.data.resultData.runData[node]?.at(-1);

/** The items a node put out in its last run, on its first output unless told otherwise. */
export const itemsOf = (execution: Execution, node: string, output = 0): INodeExecutionData[] =>
	lastRun(execution, node)?.data?.main?.[output] ?? [];

/** The same of all its runs: a node behind several branches runs once for each. */
export const allItemsOf = (execution: Execution, node: string, output = 0): INodeExecutionData[] =>
	(execution.data.resultData.runData[node] ?? []).flatMap(({ data }) => data?.main?.[output] ?? []);
