import type { IDataObject } from 'n8n-workflow';

import { credentialsOf, readExamples } from '../../dev/local/examples.mts';
import { n8nCli } from '../../dev/n8n/cli.mts';
import { allItemsOf, type Execution } from '../../dev/n8n/executions.mts';
import type { Workflow } from '../../dev/n8n/rest.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import type { ProviderId, Simulator } from '../../simulators/index.mts';
import { samples } from '../support/providerSamples.mts';
import { exampleFor } from './support/examples.mts';
import { useN8n } from './support/n8n.mts';
import { simulator, world } from './support/world.mts';

/**
 * Every workflow of the examples folder, as a person gets it into n8n, and run. safe-payout.test.mts runs Safe payout, and
 * examples-approval.test.mts those that wait for an approval.
 */
const n8n = useN8n();

let simulators: Simulator[];
let examples: Workflow[];

// Imported together: every command loads all of n8n.
beforeAll(async () => {
	simulators = await Promise.all(samples.map(({ provider }) => simulator(provider)));
	examples = await readExamples();
	const cli = n8nCli({ userFolder: n8n.userFolder });
	await cli.importCredentials(credentialsOf(examples, simulators));
	await cli.importWorkflows(examples);
});

const simulatorOf = (provider: ProviderId): Simulator => {
	const found = simulators.find((each) => each.provider === provider);
	if (found === undefined) throw new Error(`There is no simulator of ${provider}`);
	return found;
};

const jsonOf = (execution: Execution, node: string): IDataObject[] =>
	allItemsOf(execution, node).map(({ json }) => json);

test('n8n has each example as the file has it, with credentials that exist', async () => {
	expect(examples.map(({ id }) => id)).toEqual([
		'AgentApprovalDemo',
		'CreatePixDemo',
		'ReconciliationDemo',
		'PaymentLinkDemo',
		'PaymentWebhookDemo',
		'PayoutApprovalDemo',
		'SafePayoutDemo',
		'ScheduledStatusDemo',
		'StatusTriggerDemo',
		'WaitForPaymentDemo',
	]);
	for (const { id, name, nodes, connections } of examples) {
		const imported = await n8n.rest.workflows.get(id);
		expect(imported).toMatchObject({ name, nodes, connections, active: false });
		const used = nodes.flatMap(({ credentials = {} }) =>
			Object.entries(credentials).map(([type, reference]) => ({ type, ...reference })),
		);
		expect(used).not.toEqual([]);
		for (const reference of used)
			expect(await n8n.rest.credentials.get(String(reference.id))).toMatchObject(reference);
	}
});

test('scheduled-payment-status.json sorts the payments of three providers', async () => {
	const execution = await n8n.rest.workflows.run('ScheduledStatusDemo', 'Every 15 Minutes');

	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Mark as Paid')).toEqual([
		{ payment: 'order-1', result: 'paid: 25.00 BRL' },
		{ payment: 'ORDER-1', result: 'paid: 25 USD' },
		{ payment: 'REF-0001', result: 'paid: 50000.00 IDR' },
	]);
	expect(jsonOf(execution, 'Notify Someone')).toEqual([
		{ payment: 'ORDER-3', result: 'failed: Insufficient Funds' },
	]);
	expect(jsonOf(execution, 'Look Again Next Time')).toEqual([
		expect.objectContaining({ reference: 'order-2', status: 'pending', final: false }),
		expect.objectContaining({ reference: 'REF-0002', status: 'pending', final: false }),
	]);
	const tokenCalls = samples.map(
		({ provider, token }) => simulatorOf(provider).control.counts()[token],
	);
	expect(tokenCalls).toEqual([1, 1, 1]);
});

test('wait-for-payment.json delivers once the payer has paid', async () => {
	const { control } = simulatorOf('smartFastPay');
	const executionId = await n8n.rest.workflows.start('WaitForPaymentDemo', 'Start');
	const reference = `demo-order-${executionId}`;
	const created = await waitFor(
		() => control.records().payments?.find((row) => row.transaction_id === reference),
		{ what: `the payment ${reference} to be created`, timeoutMs: 30_000 },
	);
	control.setStatus(String(created.id), 'paid');
	const execution = await n8n.rest.executions.waitForEnd(executionId);

	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Deliver')).toEqual([
		expect.objectContaining({
			provider: 'smartFastPay',
			id: created.id,
			reference,
			status: 'succeeded',
			final: true,
			amount: '25.50',
			currency: 'BRL',
		}),
	]);
	expect(jsonOf(execution, 'Remind')).toEqual([]);
	expect(jsonOf(execution, 'Cancel Order')).toEqual([]);
});

test('create-pix-and-wait.json shows the QR code and separates paid from not paid', async () => {
	const { control } = simulatorOf('smartFastPay');
	const pay = async (status: string): Promise<Execution> => {
		const executionId = await n8n.rest.workflows.start('CreatePixDemo', 'Start');
		const reference = `pix-order-${executionId}`;
		const created = await waitFor(
			() => control.records().payments?.find((row) => row.transaction_id === reference),
			{ what: `the payment ${reference} to be created`, timeoutMs: 30_000 },
		);
		control.setStatus(String(created.id), status);
		return await n8n.rest.executions.waitForEnd(executionId);
	};
	const [paid, denied] = await Promise.all([pay('paid'), pay('denied')]);

	expect([paid.status, denied.status]).toEqual(['success', 'success']);
	const [{ nextAction } = {}] = jsonOf(paid, 'Create PIX Payment');
	const [shown] = jsonOf(paid, 'Show QR Code');
	expect(nextAction).toMatchObject({ type: 'qr', qrText: expect.stringMatching(/./) });
	expect(shown).toMatchObject({ qrText: (nextAction as IDataObject).qrText });
	expect(jsonOf(paid, 'Paid')).toEqual([
		expect.objectContaining({ id: shown?.paymentId, status: 'succeeded', amount: '25.50' }),
	]);
	expect(jsonOf(paid, 'Not Paid')).toEqual([]);
	expect(jsonOf(denied, 'Not Paid')).toEqual([expect.objectContaining({ status: 'failed' })]);
	expect(jsonOf(denied, 'Paid')).toEqual([]);
});

describe('payment-link.json', () => {
	const reference = 'LINK-2026-0001';
	const links = () =>
		(simulatorOf('singapay').control.records().paymentLinks ?? []).filter(
			(link) => link.reff_no === reference,
		);

	test('creates a link and shows where it is paid', async () => {
		const execution = await n8n.rest.workflows.run('PaymentLinkDemo', 'Start');

		expect(execution.status).toBe('success');
		const [shown] = jsonOf(execution, 'Show Link');
		expect(shown).toMatchObject({ orderNumber: reference, url: expect.stringMatching(/^https?:/) });
		expect(jsonOf(execution, 'Get Payment Link')).toEqual([
			expect.objectContaining({
				id: shown?.linkId,
				reference,
				amount: '27000.00',
				currency: 'IDR',
			}),
		]);
		expect(links()).toHaveLength(1);
	});

	test('closes and deletes it when the order is canceled', async () => {
		const execution = await n8n.rest.workflows.run('PaymentLinkDemo', 'Order Canceled');

		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Close Payment Link')).toEqual([
			expect.objectContaining({ reference, status: 'canceled' }),
		]);
		expect(jsonOf(execution, 'Deleted')).toEqual([expect.objectContaining({ deleted: true })]);
		expect(links()).toEqual([]);
	});
});

describe('daily-reconciliation.json', () => {
	const dayMs = 24 * 60 * 60 * 1000;

	/** When yesterday began, so many hours east of Greenwich. */
	const yesterday = (hoursEast: number): number => {
		const aheadMs = hoursEast * 60 * 60 * 1000;
		return Math.floor((Date.now() + aheadMs) / dayMs - 1) * dayMs - aheadMs;
	};

	/** Payments of yesterday, from its first to its last millisecond, and two beside it that repeat a reference. */
	function pay({ control }: Simulator, from: number): void {
		const add = (reference: string, amount: number, createdAt: number) =>
			control.addPayment({ kind: 'ewallet', status: 'success', reference, amount, createdAt });
		add('order-1001', 25_000, from);
		add('order-1002', 40_000, from + dayMs / 2);
		add('order-2001', 60_000, from + dayMs - 1);
		add('order-1001', 1_000, from - 1);
		add('order-1003', 1_000, from + dayMs);
	}

	const csv = [
		'reference,problem,status here,status at the provider,amount here,amount at the provider,fee here,fee at the provider,net here,net at the provider',
		'order-1003,missing at the provider,succeeded,,50000.00,,1250.00,,48750.00,',
		'order-1002,"amount, fee, net",succeeded,succeeded,37500.00,40000.00,937.50,1000.00,36562.50,39000.00',
		'order-2001,unknown here,,succeeded,,60000.00,,1500.00,,58500.00',
	];

	async function expectDifferences(execution: Execution): Promise<void> {
		expect(execution.status).toBe('success');
		const common = { status: 'succeeded', currency: 'IDR' };
		const money = (amount: string, fee: string, net: string) => ({ amount, fee, net });
		expect(jsonOf(execution, 'Missing at the Provider')).toEqual([
			{ ...common, reference: 'order-1003', ...money('50000.00', '1250.00', '48750.00') },
		]);
		expect(jsonOf(execution, 'In Order')).toEqual([
			{ ...common, reference: 'order-1001', ...money('25000.00', '625.00', '24375.00') },
		]);
		expect(jsonOf(execution, 'Different')).toEqual([
			expect.objectContaining({
				keys: { reference: 'order-1002' },
				different: {
					amount: { inputA: '37500.00', inputB: '40000.00' },
					fee: { inputA: '937.50', inputB: '1000.00' },
					net: { inputA: '36562.50', inputB: '39000.00' },
				},
			}),
		]);
		expect(jsonOf(execution, 'Unknown Here')).toEqual([
			{ ...common, reference: 'order-2001', ...money('60000.00', '1500.00', '58500.00') },
		]);
		const [{ binary = {} } = { binary: {} }] = allItemsOf(execution, 'As CSV');
		expect(binary.data).toMatchObject({ fileName: 'differences.csv', mimeType: 'text/csv' });
		const query = new URLSearchParams({ id: binary.data?.id ?? '', action: 'download' });
		const file = await n8n.rest.send<string>('GET', `/rest/binary-data?${query}`);
		expect(file.trim().split(/\r?\n/)).toEqual(csv);
	}

	test("sorts yesterday's payments into four branches and writes the differences to a file", async () => {
		pay(simulatorOf('singapay'), yesterday(0));
		await expectDifferences(await n8n.rest.workflows.run('ReconciliationDemo', 'Every Morning'));
	});

	test("means yesterday in the workflow's time zone", async () => {
		const w = await world(n8n, 'singapay');
		pay(w.sim, yesterday(7));
		const example = await exampleFor(w, 'ReconciliationDemo');
		const { id } = await n8n.rest.workflows.create({
			...example,
			settings: { ...example.settings, timezone: 'Asia/Jakarta' },
		});
		await expectDifferences(await n8n.rest.workflows.run(id, 'Every Morning'));
	});
});

test('status-trigger.json shows the newest payment when it is tried out', async () => {
	const id = simulatorOf('smartFastPay').control.addPayment({ kind: 'payment' });
	const execution = await n8n.rest.workflows.run('StatusTriggerDemo', 'Payment Changed');

	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Still Open')).toEqual([
		expect.objectContaining({ id, status: 'pending', previousStatus: null }),
	]);
	expect(jsonOf(execution, 'Paid')).toEqual([]);
	expect(jsonOf(execution, 'Not Paid')).toEqual([]);
});

test('payment-webhook.json delivers what the provider reports as paid', async () => {
	const example = await n8n.rest.workflows.get('PaymentWebhookDemo');
	await n8n.rest.workflows.publish(example);
	const { webhookId } = example.nodes.find(({ name }) => name === 'Payment Reported') ?? {};
	const { control } = simulatorOf('smartFastPay');
	control.notify({ url: `${n8n.url}/webhook/${webhookId}/webhook` });
	const id = control.addPayment({ kind: 'payment' });
	control.setStatus(id, 'paid');
	const workflowId = example.id;
	const [ended] = await waitFor(
		async () => {
			const found = await n8n.rest.executions.list({ workflowId, status: ['success', 'error'] });
			return found.length > 0 && found;
		},
		{ what: 'an execution', timeoutMs: 30_000 },
	);
	const execution = await n8n.rest.executions.get(String(ended?.id));

	expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
	expect(jsonOf(execution, 'Deliver')).toEqual([
		expect.objectContaining({ id, event: 'payment', status: 'succeeded', final: true }),
	]);
	expect(jsonOf(execution, 'Offer Again')).toEqual([]);
	expect(jsonOf(execution, 'Cancel Order')).toEqual([]);
});
