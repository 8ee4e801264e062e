import type { ExecutionLifecycleHooks } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { Platform } from './platform.mts';

const BASE_URL = 'http://localhost:5678/';

interface Execution {
	/** Like `hooks`, of executions only: a poll is none. */
	executionId?: string;
	workflowId: string;
	credentialsHelper: ICredentialsHelper;
	hooks?: ExecutionLifecycleHooks;
}

/** What n8n hands to every execution and every poll. Sub-workflows and task runners (the Code node) are not part of the engine. */
export function additionalDataFor(
	{ core, container }: Platform,
	{ executionId, workflowId, credentialsHelper, hooks }: Execution,
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		executionId,
		workflowId,
		hooks,
		externalSecretsProxy: container.get(core.ExternalSecretsProxy),
		currentNodeExecutionIndex: 0,
		variables: {},
		instanceBaseUrl: BASE_URL,
		restApiUrl: `${BASE_URL}rest`,
		formBaseUrl: `${BASE_URL}form`,
		formWaitingBaseUrl: `${BASE_URL}form-waiting`,
		formTestBaseUrl: `${BASE_URL}form-test`,
		webhookBaseUrl: `${BASE_URL}webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}webhook-test`,
		mcpBaseUrl: `${BASE_URL}mcp`,
		mcpTestBaseUrl: `${BASE_URL}mcp-test`,
		logAiEvent: () => undefined,
		getRunExecutionData: async () => await Promise.resolve(undefined),
		getRuntimeCredential: async () => await Promise.resolve(undefined),
		executeWorkflow: async () => await notInTheEngine('Sub-workflows'),
		startRunnerTask: async () => await notInTheEngine('Task runners'),
	};
}

async function notInTheEngine(feature: string): Promise<never> {
	return await Promise.reject(new Error(`${feature} are not part of the embedded engine`));
}
