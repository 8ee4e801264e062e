import type { INodeExecutionData, IRun } from 'n8n-workflow';
import type { EngineRun, LogEntry, RunError } from './types.mts';

export interface RunRecord {
	raw: IRun;
	executionId: string;
	canceled: boolean;
	logs: LogEntry[];
	tries: ReadonlyMap<string, number>;
}

/** What a test asks of a finished run. */
export function describeRun({ raw, executionId, canceled, logs, tries }: RunRecord): EngineRun {
	const { runData, error } = raw.data.resultData;
	const tasksOf = (nodeName: string) => runData[nodeName] ?? [];
	const hints = Object.values(runData).flatMap((tasks) =>
		tasks.flatMap((task) => task.hints ?? []),
	);

	const outputs = (nodeName: string): INodeExecutionData[][] => {
		const branches: INodeExecutionData[][] = [];
		for (const task of tasksOf(nodeName)) {
			for (const [index, items] of (task.data?.main ?? []).entries()) {
				branches[index] = [...(branches[index] ?? []), ...(items ?? [])];
			}
		}
		return branches;
	};

	return {
		// A node that answers the cancel signal with an error of its own makes n8n say "error" here, but n8n has saved the execution
		// as canceled by then (WorkflowExecute.setupCancellation runs workflowExecuteAfter first, later calls are skipped).
		status: canceled ? 'canceled' : error === undefined ? 'success' : 'error',
		executionId,
		error: error as RunError | undefined,
		outputs,
		items: (nodeName) => outputs(nodeName)[0] ?? [],
		tries: (nodeName) => tries.get(nodeName) ?? 0,
		errorOf: (nodeName) => tasksOf(nodeName).at(-1)?.error as RunError | undefined,
		raw,
		serialized: () => toJson({ raw, logs, hints }),
		logs,
		hints,
	};
}

/** n8n's run data repeats and encloses itself; what was written once is in the text already. */
function toJson(value: unknown): string {
	const written = new WeakSet();
	return JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part === 'bigint') return String(part);
		if (typeof part !== 'object' || part === null) return part;
		if (written.has(part)) return '[see above]';
		written.add(part);
		return part;
	});
}
