import { itemsOf } from '../../dev/n8n/executions.mts';
import { exampleFor } from './support/examples.mts';
import { useN8n } from './support/n8n.mts';
import { retryOf } from './support/payouts.mts';
import { jsonBody, world, type World } from './support/world.mts';

/** A payout whose answer is lost, in a real n8n with Retry On Fail on: one payout at the provider, one item out. */
const n8n = useN8n();

const path = '/api/v2.0/disbursement/transfer';
const body = (reference: string): object => ({
	account_id: '01J5XW8LD0R6M9CJEXAMPLE01',
	reference_number: reference,
	amount: 50_000,
	bank_code: '014',
	bank_account_number: '1000123456',
});
const lost = { match: { method: 'POST', path }, reset: 'afterProcessing' as const };
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const received = ({ sim }: World): number => sim.control.counts()[`POST ${path}`] ?? 0;
const payouts = ({ sim }: World, reference: string): number =>
	(sim.control.records().moneyOut ?? []).filter((row) => row.reference_number === reference).length;

describe('a Singapay payout whose answer is cut off', () => {
	const payout = (w: World, options: Record<string, string>) =>
		w.payNode({ method: 'POST', path, ...jsonBody(body('INV-1')), options }, retrying);

	test('is found by its reference and becomes the item, with Look Up', async () => {
		const w = await world(n8n, 'singapay');
		w.sim.control.addFault(lost);
		const execution = await w.run(payout(w, { onUnknownOutcome: 'lookUp' }));

		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Pay').map(({ json }) => json)).toEqual([
			expect.objectContaining({ reference_number: 'INV-1', recovered: true }),
		]);
		expect([received(w), payouts(w, 'INV-1')]).toEqual([1, 1]);
	});

	test('is not sent again by Retry On Fail, and says that its outcome is unknown', async () => {
		const w = await world(n8n, 'singapay');
		w.sim.control.addFault({ ...lost, times: Infinity });
		const execution = await w.run(payout(w, {}));

		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution.data)).toContain('Outcome unknown: Singapay');
		expect([received(w), payouts(w, 'INV-1')]).toEqual([1, 1]);
	});
});

describe('n8n\'s "Retry execution" of a payout that failed', () => {
	test('finds the payout that went through, and does not send it again', async () => {
		const w = await world(n8n, 'singapay');
		w.sim.control.addFault(lost);
		const first = await w.run(w.payNode({ method: 'POST', path, ...jsonBody(body('INV-2')) }));
		expect(first.status).toBe('error');

		const second = await retryOf(n8n, first.id);
		expect(second.status).toBe('success');
		expect(itemsOf(second, 'Pay').map(({ json }) => json)).toEqual([
			expect.objectContaining({ reference_number: 'INV-2', recovered: true }),
		]);
		expect([received(w), payouts(w, 'INV-2')]).toEqual([1, 1]);
	});

	test('does not send the payout that never arrived, and says how a person can', async () => {
		const w = await world(n8n, 'singapay');
		w.sim.control.addFault({ match: { method: 'POST', path }, reset: 'beforeProcessing' });
		const first = await w.run(w.payNode({ method: 'POST', path, ...jsonBody(body('INV-3')) }));
		expect([received(w), payouts(w, 'INV-3')]).toEqual([1, 0]);

		const second = await retryOf(n8n, first.id);
		expect(second.data.resultData.error).toMatchObject({
			message: 'A payment with this reference was sent before',
			description: expect.stringContaining(
				"turn on 'Allow Repeated References' in the options for this item",
			),
		});
		expect([received(w), payouts(w, 'INV-3')]).toEqual([1, 0]);
	});
});

test("n8n's HTTP Request node signs a payout too", async () => {
	const w = await world(n8n, 'singapay');
	const execution = await w.run(
		w.httpNode({ method: 'POST', url: path, ...jsonBody(body('INV-4')) }),
	);

	expect(execution.status).toBe('success');
	expect([received(w), payouts(w, 'INV-4')]).toEqual([1, 1]);
});

test('the example examples/safe-payout.json pays once, although its answer is lost', async () => {
	const w = await world(n8n, 'singapay');
	w.sim.control.addFault(lost);
	const { id } = await n8n.rest.workflows.create(await exampleFor(w, 'SafePayoutDemo'));
	const execution = await n8n.rest.workflows.run(id, 'Start');

	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Paid').map(({ json }) => json)).toEqual([
		expect.objectContaining({ reference: 'INV-2026-0001', amount: '50000.00', recovered: true }),
	]);
	expect([received(w), payouts(w, 'INV-2026-0001')]).toEqual([1, 1]);
});
