import type { IDataObject, INode } from 'n8n-workflow';

import { allItemsOf, itemsOf } from '../../dev/n8n/executions.mts';
import type { WorkflowInput } from '../../dev/n8n/rest.mts';
import { messageOf, press, submitForm, waitingAt } from './support/approval.mts';
import { exampleFor } from './support/examples.mts';
import { startModel, type ToolCall } from './support/model.mts';
import { useN8n } from './support/n8n.mts';
import { world, type World } from './support/world.mts';

/** The examples in which a person approves a payout: nothing is sent before, and one payout after. */
const n8n = useN8n();

const changed = (
	example: WorkflowInput,
	name: string,
	change: (node: INode) => Partial<INode>,
): WorkflowInput => ({
	...example,
	nodes: example.nodes.map((node) => (node.name === name ? { ...node, ...change(node) } : node)),
});

const path = '/api/v2.0/disbursement/transfer';
const invoice = 'INV-2026-0002';

const asIs = (example: WorkflowInput): WorkflowInput => example;

interface Asked {
	readonly w: World;
	readonly id: string;
	/** Of the form. */
	readonly url: string;
	/** Payouts that have arrived. */
	received(): number;
}

/** Runs the example up to the approval. */
async function ask(change = asIs): Promise<Asked> {
	const w = await world(n8n, 'singapay');
	const workflow = await n8n.rest.workflows.create(
		change(await exampleFor(w, 'PayoutApprovalDemo')),
	);
	const id = await n8n.rest.workflows.start(workflow.id, 'Start');
	const execution = await waitingAt(n8n, id, 'Wait for Approval');
	const [{ json } = { json: {} }] = itemsOf(execution, 'Ask for Approval');
	const received = (): number => w.sim.control.counts()[`POST ${path}`] ?? 0;
	expect(received()).toBe(0);
	return { w, id, url: String((json as IDataObject).approvalUrl), received };
}

let expiring: Asked;
// n8n looks for waits that are over once a minute, so this one begins before the others.
beforeAll(async () => {
	expiring = await ask((example) =>
		changed(example, 'Wait for Approval', ({ parameters }) => ({
			parameters: { ...parameters, resumeAmount: 1, resumeUnit: 'seconds' },
		})),
	);
});

describe('payout-with-approval.json', () => {
	test('sends what was approved, once', async () => {
		const { w, id, url, received } = await ask();
		const form = await (await fetch(url)).text();
		expect(form).toContain('50000 IDR to Budi Example, account 1000123456 at bank 014');
		expect(await submitForm(url, 'Approve')).toBe(200);
		const execution = await n8n.rest.executions.waitForEnd(id);

		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Sent').map(({ json }) => json)).toEqual([
			expect.objectContaining({
				provider: 'singapay',
				kind: 'disbursement',
				reference: invoice,
				status: 'pending',
				amount: '50000.00',
				currency: 'IDR',
				beneficiaryName: 'Budi Example',
			}),
		]);
		expect(received()).toBe(1);
		const sent = w.sim.control.requests().find((request) => request.path === path);
		expect(JSON.parse(sent?.body ?? '')).toEqual({
			account_id: '01J5XW8LD0R6M9CJEXAMPLE01',
			reference_number: invoice,
			amount: 50_000,
			bank_code: '014',
			bank_account_number: '1000123456',
			notes: `Invoice ${invoice}`,
		});
	});

	test('sends one payout when the approval arrives twice at once, and again later', async () => {
		const { id, url, received } = await ask();
		// How n8n answers the later one does not matter.
		await Promise.allSettled([submitForm(url, 'Approve'), submitForm(url, 'Approve')]);
		await n8n.rest.executions.waitForEnd(id);
		await submitForm(url, 'Approve');
		expect(received()).toBe(1);
	});

	interface Refusal {
		readonly when: string;
		readonly ends: string;
		readonly decision?: string;
		readonly change?: typeof asIs;
		meanwhile?(w: World): void;
	}

	const refusals: readonly Refusal[] = [
		{ when: 'it is rejected', decision: 'Reject', ends: 'Rejected or Expired' },
		{ when: 'the decision is another word', decision: 'approve', ends: 'Rejected or Expired' },
		{
			when: 'the records say another account by now',
			change: (example) =>
				changed(example, 'Invoice Now', ({ parameters }) => ({
					parameters: JSON.parse(
						JSON.stringify(parameters).replace('1000123456', '1002123456'),
					) as INode['parameters'],
				})),
			ends: 'Changed Meanwhile',
		},
		{
			when: 'a payout with the reference exists by now',
			meanwhile: ({ sim }) => {
				sim.control.addPayment({ kind: 'disbursement', reference: invoice });
			},
			ends: 'Exists Already',
		},
		{
			when: 'the provider cannot be asked',
			meanwhile: ({ sim }) => {
				sim.control.addFault({ status: 404, times: Infinity, body: '<h1>Not Found</h1>' });
			},
			ends: 'Could Not Be Checked',
		},
	];

	test.each(refusals)('sends nothing when $when', async (refusal) => {
		const { decision = 'Approve', change, ends, meanwhile } = refusal;
		const { w, id, url, received } = await ask(change);
		meanwhile?.(w);
		expect(await submitForm(url, decision)).toBe(200);
		const execution = await n8n.rest.executions.waitForEnd(id);

		expect(execution.status).toBe('success');
		expect(execution.data.resultData.lastNodeExecuted).toBe(ends);
		expect(received()).toBe(0);
	});

	test('sends nothing when the account belongs to somebody else', async () => {
		const other = (example: WorkflowInput): WorkflowInput =>
			JSON.parse(JSON.stringify(example).replaceAll('1000123456', '1002123456')) as WorkflowInput;
		const { id, url, received } = await ask(other);
		await submitForm(url, 'Approve');
		const execution = await n8n.rest.executions.waitForEnd(id);

		expect(itemsOf(execution, 'Look Before You Pay Again').map(({ json }) => json)).toEqual([
			expect.objectContaining({ error: expect.objectContaining({ outcome: 'refused' }) }),
		]);
		expect(received()).toBe(0);
	});
});

describe('agent-with-approval.json', () => {
	const approval = 'Approval by a Person';
	const reference = 'INV-7';

	const lookUp: ToolCall = { tool: 'Look_Up_Payout', input: { reference } };
	const pay: ToolCall = {
		tool: 'Send_Payout',
		input: {
			toolParameters: {
				reference,
				amount: '12.50',
				pixKey: '52998224725',
				name: 'Ana Example',
				cpf: '52998224725',
			},
			hitlParameters: {},
		},
	};

	/** The example up to the approval, and on to the answer, with a model that looks first and then wants to pay. */
	async function chat(
		decide: (press: (label: string) => Promise<number>) => Promise<void>,
	): Promise<{ readonly w: World; readonly answers: string[] }> {
		const w = await world(n8n, 'smartFastPay');
		const model = await startModel([[lookUp], [pay]]);
		try {
			const openAi = await n8n.rest.credentials.create({
				name: 'Stand-in',
				type: 'openAiApi',
				data: { apiKey: 'none', url: model.url },
			});
			const workflow = await n8n.rest.workflows.create(
				changed(await exampleFor(w, 'AgentApprovalDemo'), 'Chat Model', () => ({
					credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
				})),
			);
			const id = await n8n.rest.workflows.start(workflow.id, 'When Chat Message Received', {
				sessionId: 'session-1',
				action: 'sendMessage',
				chatInput: 'Pay INV-7',
			});
			const asked = await waitingAt(n8n, id, approval);
			expect(messageOf(asked, approval)).toMatchObject({
				text: expect.stringMatching(/INV-7[^]*12\.50[^]*52998224725[^]*Ana Example/),
			});
			expect(allItemsOf(asked, 'Send Payout')).toEqual([]);
			expect(received(w)).toBe(0);
			await decide(async (label) => await press(asked, approval, label));
			const ended = await waitingAt(n8n, id, 'Reply');
			expect(messageOf(ended, 'Reply')).toBe('Done');
			return { w, answers: model.answers() };
		} finally {
			await model.close();
		}
	}

	const received = ({ sim }: World): number => sim.control.counts()['POST /v2/payout'] ?? 0;

	test('has one tool that may write, and reaches it through the approval only', async () => {
		const { nodes, connections } = await exampleFor(
			await world(n8n, 'smartFastPay'),
			'AgentApprovalDemo',
		);
		const writing = nodes.filter(({ parameters }) =>
			JSON.stringify(parameters).includes('"allowWritesFromAgents":true'),
		);
		expect(writing.map(({ name }) => name)).toEqual(['Send Payout']);
		expect(connections['Send Payout']).toEqual({
			ai_tool: [[{ node: approval, type: 'ai_tool', index: 0 }]],
		});
	});

	test('pays once after the approval, however often it is pressed', async () => {
		const { w, answers } = await chat(async (pressed) => {
			await Promise.allSettled([pressed('Send it'), pressed('Send it')]);
		});
		expect(received(w)).toBe(1);
		expect(answers).toEqual([
			expect.stringContaining('SmartFastPay has no payout with the reference INV-7'),
			expect.stringMatching(/"reference":"INV-7".*"status":"pending"/),
		]);
		expect(w.sim.control.records().payouts).toContainEqual(
			expect.objectContaining({ transaction_id: reference }),
		);
	});

	test('pays nothing when the person says no', async () => {
		const { w, answers } = await chat(async (pressed) => {
			expect(await pressed('Do not send it')).toBe(200);
		});
		expect(received(w)).toBe(0);
		expect(answers.at(-1)).toMatch('User rejected the tool call to Send Payout');
	});
});

test('payout-with-approval.json sends nothing without a decision in time', async () => {
	const { id, received } = expiring;
	const execution = await n8n.rest.executions.waitForEnd(id, 130_000);
	expect(execution.status).toBe('success');
	expect(execution.data.resultData.lastNodeExecuted).toBe('Rejected or Expired');
	expect(received()).toBe(0);
}, 140_000);
