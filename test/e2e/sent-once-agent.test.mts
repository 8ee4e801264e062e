import type { IConnections } from 'n8n-workflow';

import type { Execution } from '../../dev/n8n/executions.mts';
import { startModel, type ToolCall } from './support/model.mts';
import { useN8n } from './support/n8n.mts';
import { once, type Payout, payouts, payoutWorld, type PayoutWorld } from './support/payouts.mts';
import { chain, start, trigger } from './support/workflow.mts';
import { jsonBody } from './support/world.mts';

/** n8n's AI Agent, with a stand-in for the model, that calls this node as a tool: one payment for one reference. */
const n8n = useN8n();

/** Runs an agent whose model asks for these calls. */
async function runAgent(
	w: PayoutWorld,
	{ path, body }: Payout,
	steps: readonly (readonly ToolCall[])[],
): Promise<{ readonly execution: Execution; readonly answers: string[] }> {
	const model = await startModel(steps);
	try {
		const openAi = await n8n.rest.credentials.create({
			name: 'Stand-in',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const template = JSON.stringify(body('REFERENCE', 777), null, 1)
			.replace('"REFERENCE"', `$fromAI('reference', 'The order number', 'string')`)
			.replace('777', `$fromAI('amount', 'The amount', 'number')`);
		const nodes = [
			start,
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3.1,
				parameters: { promptType: 'define', text: 'Pay the order', options: {} },
			},
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
				credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
			},
			{
				...w.payNode({
					method: 'POST',
					path,
					...jsonBody(`={{ ${template} }}`),
					options: { allowWritesFromAgents: true },
				}),
				type: 'n8n-nodes-payment-api.paymentApiRequestTool',
			},
		];
		const connections: IConnections = {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			Pay: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		};
		const { id } = await n8n.rest.workflows.create({ ...chain('Agent', ...nodes), connections });
		const execution = await n8n.rest.workflows.run(id, trigger);
		return { execution, answers: model.answers() };
	} finally {
		await model.close();
	}
}

const order: ToolCall = { tool: 'Pay', input: { reference: 'AGENT-1', amount: 50_000 } };

describe.each(payouts)('at $displayName', (payout) => {
	test.each([
		['one after the other', [[order], [order]]],
		['in one step', [[order, order]]],
	])('the same payment twice, %s', async (_, steps) => {
		const w = await payoutWorld(n8n, payout);
		const { execution, answers } = await runAgent(w, payout, steps);
		expect(execution.data.resultData.error?.message).toBeUndefined();
		expect(w.count('AGENT-1')).toEqual(once);
		expect(answers).toHaveLength(2);
		expect(answers[1]).toBe(answers[0]);
		expect(answers[0]).toMatch(/pending/i);
	});

	test('the same reference with another amount is refused', async () => {
		const w = await payoutWorld(n8n, payout);
		const dearer = { ...order, input: { ...order.input, amount: 60_000 } };
		const { answers } = await runAgent(w, payout, [[order], [dearer]]);
		expect(w.count('AGENT-1')).toEqual(once);
		expect(answers[1]).toMatch('This execution has sent another request with this reference');
	});
});
