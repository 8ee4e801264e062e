import type { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IWorkflowSettings,
	LogLevel,
	NodeExecutionHint,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** A node as it stands in an exported workflow; what an export may leave out gets n8n's default. */
export interface WorkflowNodeJson
	extends Pick<INode, 'name' | 'type'>, Partial<Omit<INode, 'name' | 'type' | 'position'>> {
	position?: number[];
}

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: WorkflowNodeJson[];
	connections?: IConnections;
	settings?: IWorkflowSettings;
	/** Used in mode `manual` only, as in n8n. */
	pinData?: IPinData;
	staticData?: IDataObject;
}

export interface CredentialRef {
	id: string;
	name: string;
}

export interface StoredCredential extends CredentialRef {
	type: string;
	/** What the database would hold after decryption: expressions unresolved, undeclared fields included. */
	data: ICredentialDataDecryptedObject;
}

export interface CredentialCounters {
	/** Times n8n called `preAuthentication` of the credential. */
	hookCalls: number;
	/** Times n8n read and decrypted the credential. */
	reads: number;
	/** Times n8n persisted what the hook returned. */
	writes: number;
}

/** The encrypted credentials table of one n8n instance; engines that are given the same store share it, as workers do. */
export interface CredentialStore {
	add(type: string, name: string, data: ICredentialDataDecryptedObject): CredentialRef;
	get(id: string): StoredCredential;
	/** An edit in the credential form: fields that are not in the patch, the hidden token among them, stay. */
	update(id: string, patch: ICredentialDataDecryptedObject): void;
	/** Of one credential, or the sum of all. */
	counters(id?: string): CredentialCounters;
}

/** The table in which n8n keeps what a node has processed; engines that are given the same one share it, as processes do. */
export interface ProcessedData {
	/** Hashes, by workflow and node. */
	readonly rows: Map<string, string[]>;
	/** What each use of it throws, while it is set. */
	trouble?: Error | undefined;
}

export interface LogEntry {
	level: Exclude<LogLevel, 'silent'>;
	message: string;
	meta: Record<string, unknown>;
}

export interface EngineOptions {
	/** The folder that holds the package.json of the built community package. */
	packageDir: string;
	/** Of every run that does not name its own; `manual` unless given. */
	mode?: WorkflowExecuteMode;
	/** Shares the credentials of another engine; a new, empty store unless given. */
	credentials?: CredentialStore;
	/** Shares what nodes have processed with another engine; nothing unless given. */
	processed?: ProcessedData;
	/** Called once per run, to add handlers (`nodeExecuteBefore`, …) to n8n's own lifecycle hooks. */
	hooks?: (hooks: ExecutionLifecycleHooks) => void;
}

export interface RunOptions {
	/** Name of the node to start from; the workflow's own start node unless given. */
	startNode?: string;
	/** Items of the start node: what it emits when it is a trigger, else what it is given. */
	input?: INodeExecutionData[];
	mode?: WorkflowExecuteMode;
	executionId?: string;
	/** Cancels the execution when it resolves or is aborted, as the stop button does. */
	cancelAfter?: Promise<void> | AbortSignal;
}

/** An error as n8n stores it with an execution: a plain object, not an instance. */
export interface RunError {
	message: string;
	name?: string;
	stack?: string;
	description?: string | null;
	httpCode?: string | null;
	context?: IDataObject;
	node?: INode;
}

export interface EngineRun {
	status: 'success' | 'error' | 'canceled';
	executionId: string;
	error?: RunError;
	/** Everything the node emitted, per output branch; a node that did not run has none. */
	outputs(nodeName: string): INodeExecutionData[][];
	/** Everything the node emitted on its first output. */
	items(nodeName: string): INodeExecutionData[];
	/** Times the node was executed, retries included. */
	tries(nodeName: string): number;
	/** The error the node ended with, also when the workflow went on. */
	errorOf(nodeName: string): RunError | undefined;
	raw: IRun;
	/** The whole run, logs and hints included, as JSON: to search for secrets. */
	serialized(): string;
	/** Every level, debug included. */
	logs: LogEntry[];
	hints: NodeExecutionHint[];
}

export interface ActivateOptions {
	/** What `getPollBudgetMs()` answers; n8n's five minutes unless given. (Polls that are durable jobs, off by default, have 36 s.) */
	pollBudgetMs?: number;
	/** `activate` unless given. n8n says `init` when it starts and `update` after an edit, and later polls see the same. */
	activation?: Exclude<WorkflowActivateMode, 'manual'>;
}

/** A published workflow with polling triggers. Nothing is scheduled: `poll` is the tick. */
export interface ActiveWorkflow {
	/**
	 * One tick of the node, or of the first polling node; resolves when the executions it started have ended. As in n8n, calls may
	 * overlap: they share the node's static data in memory.
	 * @returns What the poll emitted on its first output; null if it returned null, or was deactivated meanwhile.
	 * @throws What the poll threw.
	 */
	poll(nodeName?: string): Promise<INodeExecutionData[] | null>;
	/** Started by emissions, the one of the activation included, in mode `trigger`; in the order they ended. */
	executions: EngineRun[];
	/** The executions with status `error` n8n stores for polls that threw. */
	failures: EngineRun[];
	/** What the database holds: a copy, by `node:<name>` and `global`. */
	staticData(): IDataObject;
	/** Saves nothing, as in n8n: what polls in flight return is dropped. A killed process leaves the same behind. */
	deactivate(): Promise<void>;
	/** Of the activation and the polls; each execution has its own. */
	logs: LogEntry[];
}

export interface Engine {
	credentials: CredentialStore;
	processed: ProcessedData;
	run(workflow: WorkflowJson, options?: RunOptions): Promise<EngineRun>;
	/**
	 * Publishes a workflow: polls each polling node once and then saves the static data, also when a poll threw. Starts from the
	 * stored static data, and replaces what this engine had active under the same id.
	 * @throws What a poll threw. (n8n tries a node five times, one to eight seconds apart, and then wraps the error.)
	 */
	activate(workflow: WorkflowJson, options?: ActivateOptions): Promise<ActiveWorkflow>;
	/** What stopping n8n and starting it again does: credentials, static data and what was processed stay, the package is loaded anew. */
	restart(): Promise<Engine>;
}
