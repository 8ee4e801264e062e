import type { ExecutionError, IRun, IRunExecutionData, WorkflowExecuteMode } from 'n8n-workflow';

/** The execution n8n stores when something threw outside of its executor. */
export function failedRun(
	data: IRunExecutionData,
	mode: WorkflowExecuteMode,
	thrown: unknown,
): IRun {
	const now = new Date();
	data.resultData.error = storedError(thrown);
	return { data, mode, startedAt: now, stoppedAt: now, storedAt: 'db', status: 'error' };
}

/** An error as JSON keeps it: a plain object. */
export function storedError(thrown: unknown): ExecutionError {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const plain = { ...error, name: error.name, message: error.message, stack: error.stack };
	return plain as unknown as ExecutionError;
}
