import type { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	ICredentialsHelper,
	INode,
	INodeExecutionData,
	IPinData,
	IRunExecutionData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from './additional-data.mts';
import { cancelWhen } from './cancel.mts';
import { describeRun } from './engine-run.mts';
import { failedRun } from './failed-run.mts';
import { captureLogs } from './logs.mts';
import { completeWorkflow } from './node-defaults.mts';
import type { PackageTypes } from './package-types.mts';
import type { Platform } from './platform.mts';
import { keepProcessedDataOf } from './processed-data.mts';
import { loadStaticData, saveStaticData, type StaticDataTable } from './static-data.mts';
import { countingTries } from './tries.mts';
import type {
	ActiveWorkflow,
	EngineRun,
	LogEntry,
	ProcessedData,
	RunOptions,
	WorkflowJson,
} from './types.mts';

/** What the runs of one engine share. */
export interface EngineState {
	platform: Platform;
	types: PackageTypes;
	credentialsHelper: ICredentialsHelper;
	staticData: StaticDataTable;
	processed: ProcessedData;
	/** By workflow id. */
	active: Map<string, ActiveWorkflow>;
	nextExecutionId: () => string;
	onHooks?: (hooks: ExecutionLifecycleHooks) => void;
}

export interface RunRequest extends RunOptions {
	mode: WorkflowExecuteMode;
	executionId: string;
	/** What the trigger `startNode` emitted in production, per output. */
	emitted?: INodeExecutionData[][];
}

export async function runWorkflow(
	{ platform, types, credentialsHelper, staticData, processed, onHooks }: EngineState,
	json: WorkflowJson,
	{ startNode, input, emitted, mode, executionId, cancelAfter }: RunRequest,
): Promise<EngineRun> {
	const { core, workflow: wf } = platform;
	const tries = new Map<string, number>();
	const logs: LogEntry[] = [];
	const data = completeWorkflow(json, types.nodes);
	const workflow = new wf.Workflow({
		...data,
		nodeTypes: countingTries(types.nodes, tries),
		staticData: loadStaticData(staticData, data),
	});
	keepProcessedDataOf(workflow, processed);
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
		emitted,
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
			// Missing parameters: n8n refuses the workflow before it starts, and its runner stores the execution as failed.
			return failedRun(runData, mode, error);
		}
	});
	// As in n8n, a manual run does not save it.
	if (mode !== 'manual') await saveStaticData(staticData, workflow);
	return describeRun({ raw, executionId, canceled, logs, tries });
}

interface Start {
	startNode?: string;
	input?: INodeExecutionData[];
	emitted?: INodeExecutionData[][];
	pinData?: IPinData;
}

function startFrom(
	{ workflow: wf }: Platform,
	workflow: Workflow,
	{ startNode, input, emitted, pinData = {} }: Start,
): IRunExecutionData {
	const node = startNode === undefined ? workflow.getStartNode() : workflow.getNode(startNode);
	if (!node) throw new Error(`The workflow has no node ${startNode ?? 'to start from'}`);
	const pinned = input !== undefined && isTrigger(workflow, node);
	const main = emitted ?? [pinned ? [{ json: {} }] : (input ?? [{ json: {} }])];
	return wf.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node, data: { main }, source: null }],
		},
		resultData: { pinData: pinned ? { ...pinData, [node.name]: input } : pinData },
	});
}

/** A trigger takes no input: given items are what it emits. */
function isTrigger(workflow: Workflow, { type, typeVersion }: INode): boolean {
	const { description } = workflow.nodeTypes.getByNameAndVersion(type, typeVersion);
	return description.group.includes('trigger');
}
