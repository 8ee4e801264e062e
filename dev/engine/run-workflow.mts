import type { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	ICredentialsHelper,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IRunExecutionData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from './additional-data.mts';
import { cancelWhen } from './cancel.mts';
import { describeRun } from './engine-run.mts';
import { captureLogs } from './logs.mts';
import { completeWorkflow } from './node-defaults.mts';
import type { PackageTypes } from './package-types.mts';
import type { Platform } from './platform.mts';
import { countingTries } from './tries.mts';
import type { EngineRun, LogEntry, RunOptions, WorkflowJson } from './types.mts';

/** What the runs of one engine share. */
export interface EngineState {
	platform: Platform;
	types: PackageTypes;
	credentialsHelper: ICredentialsHelper;
	/** JSON by workflow id: n8n stores it with the workflow, so it outlives the run and the process. */
	staticData: Map<string, string>;
	onHooks?: (hooks: ExecutionLifecycleHooks) => void;
}

export interface RunRequest extends RunOptions {
	mode: WorkflowExecuteMode;
	executionId: string;
}

export async function runWorkflow(
	{ platform, types, credentialsHelper, staticData, onHooks }: EngineState,
	json: WorkflowJson,
	{ startNode, input, mode, executionId, cancelAfter }: RunRequest,
): Promise<EngineRun> {
	const { core, workflow: wf } = platform;
	const tries = new Map<string, number>();
	const logs: LogEntry[] = [];
	const data = completeWorkflow(json, types.nodes);
	const stored = staticData.get(data.id);
	const workflow = new wf.Workflow({
		...data,
		nodeTypes: countingTries(types.nodes, tries),
		staticData: stored === undefined ? data.staticData : wf.jsonParse<IDataObject>(stored),
	});
	const hooks = new core.ExecutionLifecycleHooks(mode, executionId, data);
	onHooks?.(hooks);
	const additionalData = additionalDataFor(platform, {
		executionId,
		workflowId: data.id,
		credentialsHelper,
		hooks,
	});
	const runData = startFrom(platform, workflow, {
		startNode,
		input: structuredClone(input),
		pinData: mode === 'manual' ? data.pinData : undefined,
	});

	let canceled = false;
	hooks.addHandler('workflowExecuteAfter', ({ status }) => {
		canceled ||= status === 'canceled';
	});
	const raw = await captureLogs(logs, async () => {
		try {
			const executor = new core.WorkflowExecute(additionalData, mode, runData);
			const execution = executor.processRunExecutionData(workflow);
			const stopListening = cancelWhen(execution, cancelAfter);
			return await execution.finally(stopListening);
		} catch (error) {
			return refused(runData, mode, error);
		}
	});
	// As in n8n, a manual run does not save it.
	if (mode !== 'manual' && workflow.staticData.__dataChanged === true) {
		staticData.set(data.id, JSON.stringify(workflow.staticData));
	}
	return describeRun({ raw, executionId, canceled, logs, tries });
}

interface Start {
	startNode?: string;
	input?: INodeExecutionData[];
	pinData?: IPinData;
}

function startFrom(
	{ workflow: wf }: Platform,
	workflow: Workflow,
	{ startNode, input, pinData = {} }: Start,
): IRunExecutionData {
	const node = startNode === undefined ? workflow.getStartNode() : workflow.getNode(startNode);
	if (!node) throw new Error(`The workflow has no node ${startNode ?? 'to start from'}`);
	const pinned = input !== undefined && isTrigger(workflow, node);
	return wf.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{
					node,
					data: { main: [pinned ? [{ json: {} }] : (input ?? [{ json: {} }])] },
					source: null,
				},
			],
		},
		resultData: { pinData: pinned ? { ...pinData, [node.name]: input } : pinData },
	});
}

/** A trigger takes no input: given items are what it emits. */
function isTrigger(workflow: Workflow, { type, typeVersion }: INode): boolean {
	const { description } = workflow.nodeTypes.getByNameAndVersion(type, typeVersion);
	return description.group.includes('trigger');
}

/** n8n refuses a workflow with missing parameters before it starts; its runner then stores the execution as failed. */
function refused(data: IRunExecutionData, mode: WorkflowExecuteMode, thrown: unknown): IRun {
	const now = new Date();
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const plain = { ...error, name: error.name, message: error.message, stack: error.stack };
	data.resultData.error = plain as unknown as typeof data.resultData.error;
	return { data, mode, startedAt: now, stoppedAt: now, storedAt: 'db', status: 'error' };
}
