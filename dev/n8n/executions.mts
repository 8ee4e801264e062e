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
	/** Newest first, the last 100. */
	list(filter?: { workflowId?: string; status?: ExecutionStatus[] }): Promise<ExecutionSummary[]>;
	/** Newest first, however many there are. */
	all(workflowId: string): Promise<ExecutionSummary[]>;
	/** Of every status unless told otherwise. */
	count(workflowId: string, status?: ExecutionStatus[]): Promise<number>;
	get(id: string): Promise<Execution>;
	/** Resolves when the execution's data is stored as well: n8n 1.x on SQLite stores the status first. */
	waitForEnd(id: string, timeoutMs?: number): Promise<Execution>;
}

interface Page {
	readonly results: ExecutionSummary[];
	/** Of all pages. */
	readonly count: number;
	readonly nextCursor?: string | null;
}

const running: ReadonlySet<string> = new Set(['new', 'running', 'waiting', 'unknown']);

const hasData = ({ data }: { readonly data?: IRunExecutionData }): boolean => data !== undefined;

export function executionsApi({ send }: RestSession): ExecutionsApi {
	const get = async (id: string): Promise<Execution> => {
		const { data, ...summary } = await send<ExecutionSummary & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// n8n stores run data with shared and circular references, which plain JSON cannot hold.
		return { ...summary, data: parse(data) as IRunExecutionData };
	};
	const page = async (filter: object, more: Record<string, string> = {}): Promise<Page> => {
		const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: '100', ...more });
		return await send('GET', `/rest/executions?${query}`);
	};
	return {
		get,
		list: async (filter = {}) => (await page(filter)).results,
		async all(workflowId) {
			const found: ExecutionSummary[] = [];
			let cursor: string | null | undefined;
			do {
				const { results, nextCursor } = await page({ workflowId }, cursor ? { cursor } : {});
				found.push(...results);
				cursor = nextCursor;
			} while (cursor);
			return found;
		},
		count: async (workflowId, status) => (await page({ workflowId, status }, { limit: '1' })).count,
		async waitForEnd(id, timeoutMs = 60_000) {
			let status = 'not seen yet';
			return await waitFor(
				async () => {
					const execution = await get(id);
					status = execution.status;
					return running.has(status) || !hasData(execution) ? undefined : execution;
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
