import { activateWorkflow } from './active-workflow.mts';
import { createCredentialStore, type CredentialTable } from './credential-store.mts';
import { createCredentialsHelper } from './credentials-helper.mts';
import { loadPackageTypes } from './package-types.mts';
import { loadPlatform } from './platform.mts';
import { runWorkflow, type EngineState } from './run-workflow.mts';
import type { Engine, EngineOptions } from './types.mts';

/**
 * Runs workflows in this process with the real n8n-core: its loader, its executor, its HTTP helpers over real sockets. One engine
 * stands for one n8n process: it loads the package anew, so nothing the package keeps in memory is shared between two engines.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
	return await start(options, new Map());
}

let lastExecution = 0;

async function start(
	options: EngineOptions,
	staticData: EngineState['staticData'],
): Promise<Engine> {
	const platform = loadPlatform();
	const types = await loadPackageTypes(platform, options.packageDir);
	const credentials =
		(options.credentials as CredentialTable | undefined) ?? createCredentialStore(platform);
	const processed = options.processed ?? { rows: new Map<string, string[]>() };
	const credentialsHelper = createCredentialsHelper(platform, types.credentials, credentials);
	const state: EngineState = {
		platform,
		types,
		credentialsHelper,
		staticData,
		processed,
		active: new Map(),
		nextExecutionId: () => String(++lastExecution),
		onHooks: options.hooks,
	};
	return {
		credentials,
		processed,
		async run(workflow, runOptions = {}) {
			const mode = runOptions.mode ?? options.mode ?? 'manual';
			const executionId = runOptions.executionId ?? state.nextExecutionId();
			return await runWorkflow(state, workflow, { ...runOptions, mode, executionId });
		},
		async activate(workflow, activateOptions = {}) {
			return await activateWorkflow(state, workflow, activateOptions);
		},
		async restart() {
			return await start({ ...options, credentials, processed }, staticData);
		},
	};
}
