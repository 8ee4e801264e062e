import { chain, type EngineRun } from '../../dev/engine/index.mts';
import type { CreateForm } from '../../lib/providers/contract';
import type { Fault, ProviderId } from '../../simulators/index.mts';
import { createForm } from '../support/createForms.mts';
import { create, expectNothingSent } from './support/creates.mts';
import { hurry } from './support/waits.mts';
import { itemsOf, jsonOf, start, type World, world } from './support/world.mts';
import { account, payments, received } from './support/writes.mts';

/** All that protects a request protects a create: it is made once, whatever becomes of its answer. */

interface Sample {
	readonly provider: ProviderId;
	readonly form: CreateForm;
	/** As it is sent. */
	readonly path: string;
	/** Whether the provider can be asked by reference. */
	readonly canBeAsked: boolean;
}

const sample = (
	provider: ProviderId,
	resource: CreateForm['resource'],
	method: string,
	canBeAsked = true,
): readonly [name: string, sample: Sample] => {
	const form = createForm(provider, resource, method);
	const path = form.path.replace('{account_id}', account);
	return [`${provider} ${resource} ${method}`, { provider, form, path, canBeAsked }];
};

const samples = [
	sample('smartFastPay', 'payment', 'pix'),
	sample('smartFastPay', 'payout', 'pix'),
	sample('paySecurez', 'payment', 'checkout', false),
	sample('singapay', 'payment', 'virtualAccount'),
	sample('singapay', 'payment', 'qris'),
	sample('singapay', 'payment', 'ewallet'),
	sample('singapay', 'payment', 'directDebit', false),
	sample('singapay', 'payout', 'bankTransfer'),
	sample('singapay', 'payout', 'ewallet'),
	sample('singapay', 'payout', 'qris'),
	sample('singapay', 'paymentLink', 'link'),
];
const askable = samples.filter(([, { canBeAsked }]) => canBeAsked);

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const answerLost: Fault = { reset: 'afterProcessing' };
const lookUp = { onUnknownOutcome: 'lookUp' };

const next = ({ sim }: World, { path }: Sample, fault: Fault): void =>
	sim.control.addFault({ match: { method: 'POST', path }, ...fault });

describe.each(samples)('%s', (_name, one) => {
	const { provider, form, path } = one;

	it('whose answer is lost is unknown, and not sent again by Retry On Fail', async () => {
		const w = await world(provider);
		next(w, one, { ...answerLost, times: Infinity });
		const run = await w.run(create(form, 'PAY-1'), retrying);

		expect(run.error?.message).toMatch(/^Outcome unknown/);
		expect([run.tries('Pay'), payments(w), received(w, path)]).toEqual([3, ['PAY-1'], 1]);
	});

	it('that was answered without a record is unknown', async () => {
		for (const body of [
			{},
			{ status: 200, success: true, data: {} },
			{ message: 'Back soon' },
			[],
		]) {
			const w = await world(provider);
			next(w, one, {
				status: 200,
				body: JSON.stringify(body),
				headers: { 'content-type': 'application/json' },
			});
			const run = await w.run(create(form, 'PAY-1'));

			expect(run.error?.message).toMatch(/^Outcome unknown|response contains no payment/);
			expect(run.error?.context?.details).toMatchObject({ outcome: 'unknown', reference: 'PAY-1' });
		}
	});

	it('is sent once where two items have its reference', async () => {
		const w = await world(provider);
		const run = await w.run(create(form, 'PAY-1'), { items: 2, onError: 'continueErrorOutput' });

		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1' }]);
		expect(JSON.stringify(jsonOf(run, 1))).toContain(
			'has the same reference for the same endpoint',
		);
		expect(received(w, path)).toBe(1);
	});

	it('is answered from memory where Retry On Fail comes back for another item', async () => {
		const w = await world(provider);
		next(w, one, { delayMs: 0 });
		next(w, one, { status: 422 });
		const run = await w.run(create(form, "={{ 'PAY-' + $json.n }}"), { ...retrying, items: 2 });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-0' }, { reference: 'PAY-1' }]);
		expect(run.items('Pay')[0]?.metadata).toEqual({ replayed: true });
		expect([received(w, path, 'PAY-0'), received(w, path, 'PAY-1')]).toEqual([1, 2]);
	});
});

describe.each(askable)('%s can be asked for', (_name, one) => {
	const { provider, form, path } = one;
	const recovered = [
		{
			provider,
			kind: expect.any(String),
			reference: 'PAY-1',
			status: expect.stringMatching(/^(pending|succeeded)$/),
			amount: expect.stringMatching(/^\d+(\.\d+)?$/),
			nextAction: expect.objectContaining({ type: expect.any(String) }),
			recovered: true,
		},
	];

	it('where its answer is lost, and is the item', async () => {
		hurry(1_000);
		const w = await world(provider);
		next(w, one, answerLost);
		const run = await w.run(create(form, 'PAY-1', {}, {}, lookUp));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject(recovered);
		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
	});

	it('where another execution comes with its reference, and is sent once', async () => {
		hurry(1_000);
		const w = await world(provider);
		await w.run(create(form, 'PAY-1'));
		const run = await w.run(create(form, 'PAY-1'));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject(recovered);
		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
	});
});

describe('where the provider cannot be asked', () => {
	it.each(samples.filter(([, { canBeAsked }]) => !canBeAsked))(
		'%s is not sent again by another execution, and Look Up is refused',
		async (_name, { provider, form, path }) => {
			const w = await world(provider);
			const asked = await w.run(create(form, 'PAY-1', {}, {}, lookUp));
			expect(asked.error?.message).toMatch(/has no way to look up this request$/);
			expectNothingSent(w);

			await w.run(create(form, 'PAY-1'));
			const run = await w.run(create(form, 'PAY-1'));
			expect(run.error?.message).toBe('A payment with this reference was sent before');
			expect(received(w, path)).toBe(1);
		},
	);
});

describe('another amount with a reference that was sent', () => {
	it('is not sent, and the first payment not returned for it', async () => {
		hurry(1_000);
		const w = await world('singapay');
		const form = createForm('singapay', 'payout', 'bankTransfer');
		await w.run(create(form, 'PAY-1', { amount: '50000' }));
		const run = await w.run(create(form, 'PAY-1', { amount: '60000' }));

		expect(run.error?.message).toContain('has another payment with this reference');
		expect([payments(w), received(w, form.path)]).toEqual([['PAY-1'], 1]);
	});
});

describe('as a tool of an AI agent', () => {
	const type = 'n8n-nodes-payment-api.paymentApiRequestTool';
	const asTool = async (w: World, parameters: object, items = 1): Promise<EngineRun> =>
		await w.engine.run(chain(start, w.node(parameters, { type })), { input: itemsOf(items) });
	const allowed = { allowWritesFromAgents: true };

	it.each(samples)('%s is not made', async (_name, { provider, form }) => {
		const w = await world(provider);
		const run = await asTool(w, create(form, 'PAY-1'));

		expect(run.error?.message).toBe('This tool is read-only for AI agents');
		expectNothingSent(w);
	});

	it.each(samples)('%s is made where the builder allows it', async (_name, one) => {
		const w = await world(one.provider);
		const run = await asTool(w, create(one.form, 'PAY-1', {}, {}, allowed));

		expect(run.error?.message).toBeUndefined();
		expect([payments(w), received(w, one.path)]).toEqual([['PAY-1'], 1]);
	});

	it('the same reference twice is one payment', async () => {
		hurry(1_000);
		const w = await world('singapay');
		const form = createForm('singapay', 'payout', 'bankTransfer');
		const pay = create(form, 'PAY-1', {}, {}, allowed);
		const first = await asTool(w, pay);
		const second = await asTool(w, pay);

		expect([first, second].map((run) => jsonOf(run)[0])).toMatchObject([
			{ reference: 'PAY-1' },
			{ reference: 'PAY-1', recovered: true },
		]);
		expect([payments(w), received(w, form.path)]).toEqual([['PAY-1'], 1]);
	});

	it('a payment link is read, and neither changed nor deleted', async () => {
		const w = await world('singapay');
		const link = { resource: 'paymentLink', linkId: '101', accountId: account };
		const read = await asTool(w, { ...link, operation: 'get' });
		const changed = await asTool(w, {
			...link,
			operation: 'update',
			additionalFields: { linkStatus: 'closed' },
		});
		const deleted = await asTool(w, { ...link, operation: 'delete' });

		expect(jsonOf(read)).toMatchObject([{ id: '101', reference: 'LINK-1' }]);
		for (const run of [changed, deleted])
			expect(run.error?.message).toBe('This tool is read-only for AI agents');
		expect(w.calls()).toEqual(['GET /api/v2.0/payment-link/101']);
	});
});
