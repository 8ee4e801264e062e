import type { INode } from 'n8n-workflow';
import { additionalDataFor } from './additional-data.mts';
import { describeRun } from './engine-run.mts';
import { failedRun, storedError } from './failed-run.mts';
import { captureLogs } from './logs.mts';
import { completeWorkflow } from './node-defaults.mts';
import { runWorkflow, type EngineState } from './run-workflow.mts';
import { loadStaticData, saveStaticData } from './static-data.mts';
import { createTicker, type Started, type Ticker } from './ticker.mts';
import type { ActivateOptions, ActiveWorkflow, WorkflowJson } from './types.mts';

/**
 * The polling part of n8n's server (n8n 2.41.1: workflow-trigger-activator.js, trigger-execution-context.factory.js) around the
 * PollTriggerExecutor of n8n-core. Static data is saved when a poll emits and after the activation, and at no other time.
 */
export async function activateWorkflow(
	state: EngineState,
	json: WorkflowJson,
	{ pollBudgetMs, activation = 'activate' }: ActivateOptions,
): Promise<ActiveWorkflow> {
	const { platform, types, credentialsHelper, staticData: table } = state;
	const { core, workflow: wf, container } = platform;
	const published = structuredClone(json);
	const data = { ...completeWorkflow(published, types.nodes), active: true };
	const staticData = loadStaticData(table, data);
	const workflow = new wf.Workflow({ ...data, nodeTypes: types.nodes, staticData });
	const additionalData = additionalDataFor(platform, { workflowId: data.id, credentialsHelper });
	const executor = container.get(core.PollTriggerExecutor);
	const budget = pollBudgetMs === undefined ? undefined : () => pollBudgetMs;
	const isCurrent = () => state.active.get(data.id) === self;

	const executionsOf = (node: INode): Started => ({
		async onEmission(emitted) {
			const executionId = state.nextExecutionId();
			const saved = saveStaticData(table, workflow);
			const request = { startNode: node.name, emitted: wf.deepCopy(emitted), executionId };
			self.executions.push(await runWorkflow(state, published, { ...request, mode: 'trigger' }));
			await saved;
		},
		onError(error) {
			const executionId = state.nextExecutionId();
			const execution = wf.createErrorExecutionData(node, storedError(error));
			const raw = failedRun(execution, 'trigger', error);
			self.failures.push(
				describeRun({ raw, executionId, canceled: false, logs: [], tries: new Map() }),
			);
		},
	});
	const tickers = workflow.getPollNodes().map((node): [string, Ticker] => [
		node.name,
		createTicker(executionsOf(node), (emit, fail) => {
			const context = new core.PollContext(
				workflow,
				node,
				additionalData,
				'trigger',
				activation,
				emit,
				fail,
				undefined,
				undefined,
				undefined,
				budget,
			);
			return executor.create(workflow, node, context, isCurrent);
		}),
	]);
	const [first] = tickers;
	if (first === undefined) throw new Error('The workflow has no polling node');

	const self: ActiveWorkflow = {
		executions: [],
		failures: [],
		logs: [],
		async poll(nodeName = first[0]) {
			if (!isCurrent()) throw new Error('The workflow is not active');
			const tick = new Map(tickers).get(nodeName);
			if (tick === undefined) throw new Error(`The workflow has no polling node ${nodeName}`);
			return await captureLogs(self.logs, async () => await tick(false));
		},
		staticData: () => loadStaticData(table, data),
		async deactivate() {
			if (isCurrent()) state.active.delete(data.id);
			await Promise.resolve();
		},
	};

	state.active.set(data.id, self);
	try {
		for (const [, tick] of tickers) await captureLogs(self.logs, async () => await tick(true));
	} catch (error) {
		await self.deactivate();
		throw error;
	} finally {
		// Also when a poll threw, as in n8n: the next activation sees what it had set.
		await saveStaticData(table, workflow);
	}
	return self;
}
