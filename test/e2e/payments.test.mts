import { itemsOf } from '../../dev/n8n/executions.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import { useN8n } from './support/n8n.mts';
import { items } from './support/workflow.mts';
import { world } from './support/world.mts';

/** The operations about payments, and the endpoints and pages of Send Request, in workflows that a real n8n runs. */
const n8n = useN8n();

const status = { resource: 'payment', operation: 'get', kind: 'payment' };
const wait = { resource: 'payment', operation: 'wait', kind: 'payment' };
const list = { resource: 'payment', operation: 'getMany', kind: 'payment' };

/** The simulator begins with 60 payments, every fourth of them paid. */
const all = Array.from({ length: 60 }, (_, index) => `pay-${String(index + 1).padStart(4, '0')}`);

test('Get returns a payment with the common fields, for each item', async () => {
	const { payNode, run } = await world(n8n, 'smartFastPay');
	const execution = await run(
		...items([{ id: 'pay-0001' }, { id: 'pay-0002' }]),
		payNode({ ...status, paymentId: '={{ $json.id }}' }),
	);
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Pay')).toMatchObject([
		{
			json: {
				provider: 'smartFastPay',
				kind: 'payment',
				id: 'pay-0001',
				reference: 'order-1',
				status: 'succeeded',
				final: true,
				providerStatus: 'paid',
				amount: '25.00',
				currency: 'BRL',
				createdAt: '2026-01-05T12:00:00.123Z',
			},
			pairedItem: { item: 0 },
		},
		{ json: { id: 'pay-0002', status: 'pending', final: false }, pairedItem: { item: 1 } },
	]);
	expect(itemsOf(execution, 'Pay')[0]?.json).not.toHaveProperty('raw');
});

test('a payment that does not exist is named, with what to check and the item', async () => {
	const { payNode, run } = await world(n8n, 'smartFastPay');
	const execution = await run(
		...items([{ id: 'pay-0001' }, { id: 'pay-9999' }]),
		payNode({ ...status, paymentId: '={{ $json.id }}' }),
	);
	expect(execution.status).toBe('error');
	expect(execution.data.resultData.error).toMatchObject({
		name: 'NodeApiError',
		message: 'SmartFastPay has no payment with the ID pay-9999',
		description: expect.stringContaining(
			"Check the ID, and that it belongs to the credential's environment.",
		),
		httpCode: '404',
		context: { itemIndex: 1 },
		node: { name: 'Pay' },
	});
});

test('Wait for Final Status ends when the payment does', async () => {
	const { payNode, run, sim } = await world(n8n, 'smartFastPay');
	const id = sim.control.addPayment({ kind: 'payment', reference: 'shop-1' });
	const looks = (): number =>
		sim.control.requests().filter(({ method }) => method === 'GET').length;
	const ending = run(payNode({ ...wait, lookUpBy: 'reference', reference: 'shop-1' }));
	await waitFor(() => looks() > 0, { what: 'the first look', timeoutMs: 30_000 });
	sim.control.setStatus(id, 'denied');
	const execution = await ending;
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Pay').map(({ json }) => json)).toEqual([
		expect.objectContaining({ id, reference: 'shop-1', status: 'failed', final: true }),
	]);
	expect(looks()).toBe(2);
});

test('a wait that was too short names the status', async () => {
	const { payNode, run } = await world(n8n, 'smartFastPay');
	const execution = await run(payNode({ ...wait, paymentId: 'pay-0002', maxWaitSeconds: 1 }));
	expect(execution.status).toBe('error');
	expect(execution.data.resultData.error).toMatchObject({
		// It says how long it took, the first look included.
		message: expect.stringMatching(
			/^The payment pay-0002 is still pending after [1-9]\d* seconds$/,
		),
		description: expect.stringContaining("raise 'Max Wait (Seconds)'"),
	});
});

test('Get Many Payments returns all pages, or the payments that pass a filter', async () => {
	const { payNode, run, tokenCalls } = await world(n8n, 'smartFastPay');
	const execution = await run(
		payNode({ ...list, returnAll: true }, { name: 'All' }),
		payNode(
			{ ...list, returnAll: true, filters: { status: ['succeeded'] } },
			{ name: 'Paid', executeOnce: true },
		),
		payNode({ ...list, limit: 7 }, { name: 'Few', executeOnce: true }),
	);
	expect(execution.status).toBe('success');
	const ids = (node: string) => itemsOf(execution, node).map(({ json }) => json.id);
	expect(ids('All').toSorted()).toEqual(all);
	expect(ids('Paid').toSorted()).toEqual(all.filter((_, index) => index % 4 === 0));
	expect(ids('Few')).toHaveLength(7);
	expect(tokenCalls()).toBe(1);
});

test('Send Request calls an endpoint that was chosen from the list', async () => {
	const { payNode, run, sim } = await world(n8n, 'smartFastPay');
	const execution = await run(payNode({ endpoint: 'GET /payment/{id}', resourceId: 'pay-0003' }));
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Pay').map(({ json }) => json)).toEqual([
		expect.objectContaining({ id: 'pay-0003', status: 'denied' }),
	]);
	expect(sim.control.counts()['GET /payment/:id']).toBe(1);
});

test('Send Request reads a list page by page with the option Pagination', async () => {
	const { payNode, run } = await world(n8n, 'smartFastPay');
	const pagination = { pages: { maxPages: 10 } };
	const execution = await run(payNode({ endpoint: 'GET /payments', options: { pagination } }));
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Pay').map(({ json }) => json.id)).toEqual(all);
});
