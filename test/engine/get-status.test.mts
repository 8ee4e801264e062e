import {
	byId,
	byReference,
	exactLooks,
	kindSample,
	kindSamples,
	oneKindEach,
} from './support/payments.mts';
import { expectNoSecret, jsonOf, world } from './support/world.mts';

const payment = kindSample('smartFastPay', 'payment');
const disbursement = kindSample('singapay', 'disbursement');

describe.each(kindSamples)('the status of a $kind at $provider', (sample) => {
	const { provider, kind, name, id, reference, succeeded, seen, isListed } = sample;
	const expected = {
		provider,
		kind,
		id,
		reference,
		status: 'succeeded',
		final: true,
		providerStatus: succeeded,
		reason: null,
		...seen,
	};

	it('is found by ID, in the words that all providers have in common', async () => {
		const w = await world(provider);
		const run = await w.run(byId(sample, id));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toStrictEqual([expected]);
		expect(run.items('Pay')[0]?.pairedItem).toEqual({ item: 0 });
		expect(w.calls()).toEqual([`GET ${sample.path(id)}`, ...exactLooks(sample)]);
		expectNoSecret(run, w);
	});

	it("comes with the provider's own record where Simplify is off", async () => {
		const w = await world(provider);
		const run = await w.run(byId(sample, id, { simplify: false }));

		expect(jsonOf(run)).toStrictEqual([{ ...expected, raw: expect.any(Object) }]);
		expect(JSON.stringify(jsonOf(run))).toMatch(/"(transaction_)?id"|"TransactionId"/i);
	});

	it('of one that has only begun is pending and not final', async () => {
		const w = await world(provider);
		const added = w.sim.control.addPayment({ kind: sample.added, reference: 'NEW-1' });
		const run = await w.run(byId(sample, added));

		expect(jsonOf(run)).toMatchObject([
			{ reference: 'NEW-1', status: 'pending', final: false, providerStatus: sample.begun },
		]);
	});

	it('that is undocumented is unknown, not final, and returned unchanged', async () => {
		const w = await world(provider);
		const added = w.sim.control.addPayment({ kind: sample.added, status: 'Hibernating' });
		const run = await w.run(byId(sample, added));
		// A transaction of SmartFastPay has words of its own, which the simulator derives.
		const known = provider === 'smartFastPay' && kind === 'transaction';

		expect(jsonOf(run)).toMatchObject([
			known
				? { status: 'pending' }
				: { status: 'unknown', final: false, providerStatus: 'Hibernating' },
		]);
	});

	it('that is not there ends the item with a sentence', async () => {
		const w = await world(provider);
		const missing = id.replace(/\d$/, '999');
		const run = await w.run(byId(sample, missing));

		expect(run.error).toMatchObject({
			httpCode: '404',
			message: `${w.sample.displayName} has no ${name} with the ID ${missing}`,
			description: expect.stringContaining(
				"Check the ID, and that it belongs to the credential's environment.",
			),
		});
		expect(w.calls()).toHaveLength(1);
	});

	if (isListed) {
		// Payments into one virtual account share its reference.
		const isShared = kind === 'virtualAccount';

		it('is found by reference', async () => {
			const w = await world(provider);
			const wanted = isShared ? 'INV-NEW' : reference;
			if (isShared) w.sim.control.addPayment({ kind: 'virtualAccount', reference: wanted });
			const run = await w.run(byReference(sample, wanted));

			expect(run.error?.message).toBeUndefined();
			if (isShared) expect(jsonOf(run)).toMatchObject([{ reference: wanted, status: 'pending' }]);
			// Version 2 of a disbursement has a code where version 1 has a word.
			else
				expect(jsonOf(run)).toStrictEqual([
					kind === 'disbursement' ? { ...expected, providerStatus: '00' } : expected,
				]);
		});

		it('with an unknown reference fails the item with a clear message', async () => {
			const w = await world(provider);
			const run = await w.run(byReference(sample, 'nobody-has-this'));

			expect(run.error?.message).toBe(
				`${w.sample.displayName} has no ${name} with the reference nobody-has-this`,
			);
		});
	} else {
		it('is looked up by ID, whatever was selected for another provider before', async () => {
			const w = await world(provider);
			const run = await w.run(byId(sample, id, { lookUpBy: 'reference', reference }));

			expect(jsonOf(run)).toStrictEqual([expected]);
		});
	}
});

describe('a kind that cannot be asked for by reference', () => {
	it('is refused with a sentence where an expression has chosen it', async () => {
		const w = await world('singapay');
		const card = { ...disbursement, kind: '={{ "card" }}' };
		const run = await w.run(byReference(card, 'CARD-REF-3'));

		expect(run.error).toMatchObject({
			message: 'Singapay has no lookup of a card payment by reference',
			description: expect.stringContaining('Look it up by ID'),
		});
		expect(w.sim.control.requests()).toEqual([]);
	});
});

describe('the ID of another kind', () => {
	it('is not found, and the sentence says where to look', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(byId(payment, 'out-0001'));

		expect(run.error).toMatchObject({
			message: 'SmartFastPay has no payment with the ID out-0001',
			description: expect.stringContaining(
				'The IDs of other kinds are not found here: check the kind.',
			),
		});
	});

	it('is refused before anything is sent where it is of another form', async () => {
		const w = await world('singapay');
		const run = await w.run(byId(kindSample('singapay', 'qris'), 'VA-0001'));

		expect(run.error).toMatchObject({
			message: "'Payment ID' is not the ID of a QRIS code",
			description: expect.stringContaining('a whole number, e.g. 1001'),
		});
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('is never requested at another path, whatever it contains', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(byId(payment, 'a/balance?x=1#y'));

		expect(run.status).toBe('error');
		expect(w.calls()).toEqual(['GET /payment/a%2Fbalance%3Fx%3D1%23y']);
	});
});

describe('a reference that several payments share', () => {
	it('names their IDs instead of choosing one', async () => {
		const w = await world('smartFastPay');
		const added = [1, 2].map(() =>
			w.sim.control.addPayment({ kind: 'payment', reference: 'TWICE' }),
		);
		const run = await w.run(byReference(payment, 'TWICE'));

		expect(run.error?.message).toBe(
			'SmartFastPay has 2 payments (payment) with the reference TWICE',
		);
		for (const id of added) expect(run.error?.description).toContain(id);
	});

	it('names the first of many at a provider whose list must be searched', async () => {
		const w = await world('singapay');
		const run = await w.run(byReference(kindSample('singapay', 'virtualAccount'), 'INV-1'));

		expect(run.error?.message).toBe(
			'Singapay has 6 payments (virtual account payment) with the reference INV-1',
		);
		expect(run.error?.description).toMatch(/: (VA-\d+, ){5}…\. /);
	});
});

describe('an account that does not exist', () => {
	it("is reported in the provider's words, not as a missing payment", async () => {
		const w = await world('singapay');
		const run = await w.run(byId(disbursement, disbursement.id, { accountId: 'nobody' }));

		// The simulator looks at the transaction alone, so only the inquiry by reference knows the account.
		expect(run.status).toBe('error');
		const asked = await w.run(byReference(disbursement, 'REF-0001', { accountId: 'nobody' }));
		expect(asked.error?.message).toBe('Singapay answered SP020 (HTTP 404)');
	});
});

describe.each(oneKindEach)('many items at $provider', (sample) => {
	const { provider, id } = sample;
	const ask = byId(sample, '={{ $json.id }}');
	const missing = id.replace(/\d$/, '999');

	it('cost one token call, and keep their order', async () => {
		const w = await world(provider);
		const ids = Array.from({ length: 100 }, () => w.sim.control.addPayment({ kind: sample.added }));
		const run = await w.run(
			{ ...ask, options: { concurrency: 20 } },
			{ items: ids.map((each) => ({ id: each })) },
		);

		expect((jsonOf(run) as Array<{ id: string }>).map((json) => json.id)).toEqual(ids);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_, item) => ({ item })),
		);
		expect([w.tokenCalls(), w.calls().length]).toEqual([1, 100]);
	});

	it('with one that fails: it goes alone to the error branch, with details', async () => {
		const w = await world(provider);
		const run = await w.run(ask, {
			items: [{ id }, { id: missing }, { id }],
			onError: 'continueErrorOutput',
		});

		expect(run.outputs('Pay')[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(jsonOf(run, 1)).toEqual([
			{
				id: missing,
				error: {
					message: expect.stringMatching(` has no ${sample.kind} with the ID ${missing}$`),
					cause: 'notFound',
					outcome: 'refused',
					provider,
					method: 'GET',
					path: sample.path(missing),
					httpCode: 404,
					code: null,
					reference: null,
					lookUp: null,
					description: expect.stringContaining('Check the ID'),
				},
			},
		]);
		expectNoSecret(run, w);
	});

	it('with one that fails: it stays in its place on the regular output', async () => {
		const w = await world(provider);
		const run = await w.run(ask, {
			items: [{ id }, { id: missing }, { id: '' }, { id }],
			onError: 'continueRegularOutput',
		});

		expect(jsonOf(run).map((json) => 'error' in (json as object))).toEqual([
			false,
			true,
			true,
			false,
		]);
		expect(jsonOf(run)[2]).toMatchObject({ error: { message: "'Payment ID' is empty" } });
	});
});

describe('a look at a payment', () => {
	it('is repeated after a passing failure, like any read', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ status: 503 });
		const run = await w.run(byId(disbursement, disbursement.id));

		expect(run.status).toBe('success');
		expect(w.calls()).toHaveLength(2 + exactLooks(disbursement).length);
	});

	it('by ID is asked for by reference as well where Singapay has no word for a refund by ID', async () => {
		const w = await world('singapay');
		const id = w.sim.control.addPayment({ kind: 'disbursement', reference: 'OUT-9' });
		w.sim.control.setStatus(id, 'refunded');
		const run = await w.run(byId(disbursement, id));

		expect(jsonOf(run)).toMatchObject([{ id, reference: 'OUT-9', status: 'refunded' }]);
	});

	it('by ID is what was answered where the question by reference fails', async () => {
		const w = await world('singapay');
		const [path = ''] = exactLooks(disbursement).map((call) => call.split(' ')[1]);
		w.sim.control.addFault({ match: { path }, status: 500, times: Infinity });
		const run = await w.run(byId(disbursement, disbursement.id, { options: { maxRetries: 0 } }));

		expect(jsonOf(run)).toMatchObject([{ id: disbursement.id, status: 'succeeded' }]);
	});

	it('by reference, which Singapay is asked by POST, is sent by its ID alone and never as a write', async () => {
		const w = await world('singapay');
		const run = await w.run(byReference(disbursement, 'REF-0002'));

		expect(jsonOf(run)).toMatchObject([{ reference: 'REF-0002', status: 'pending' }]);
		expect(run.hints).toEqual([]);
		expect(w.calls()).toEqual([
			'POST /api/v2.0/disbursement/01J5XW8LD0R6M9CJEXAMPLE01/inquiry-status',
		]);
	});

	it('renews a token that was refused', async () => {
		const w = await world('paySecurez');
		const sample = kindSample('paySecurez', 'transaction');
		await w.run(byId(sample, sample.id));
		w.sim.control.revokeTokens();
		const run = await w.run(byId(sample, sample.id));

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
	});

	it('that gets a page instead of a payment says so', async () => {
		const w = await world('smartFastPay');
		w.sim.control.addFault({ html: true, times: 3 });
		const run = await w.run(byId(payment, payment.id));

		expect(run.error?.message).toBe(
			'Something other than SmartFastPay answered: a web page (HTTP 200)',
		);
	});

	it.each(oneKindEach)(
		'that gets a page instead of the news that there is none says so, too: $provider',
		async (sample) => {
			const w = await world(sample.provider);
			const body = '<!doctype html><title>Not Found</title>';
			w.sim.control.addFault({
				match: { path: sample.path(sample.id) },
				status: 404,
				body,
				times: 3,
			});
			const run = await w.run(byId(sample, sample.id));

			expect(run.error).toMatchObject({
				httpCode: '404',
				message: `Something other than ${w.sample.displayName} answered: a web page (HTTP 404)`,
			});
		},
	);

	it('that gets another payment uses nothing of it', async () => {
		const w = await world('smartFastPay');
		const body = JSON.stringify({ requestId: 'r', data: { id: 'pay-9', status: 'paid' } });
		w.sim.control.addFault({ status: 200, body });
		const run = await w.run(byId(payment, payment.id));

		expect(run.error?.message).toBe(
			'SmartFastPay returned a different payment than the one requested',
		);
	});

	it('by reference that failed is found, though Singapay answers SP001', async () => {
		const w = await world('singapay');
		const data = {
			transaction_id: 'T-9',
			reference_number: 'REF-9',
			transaction_status: { code: '06', desc: 'Failed' },
		};
		const body = JSON.stringify({ response_code: 'SP001', response_message: 'General', data });
		w.sim.control.addFault({ status: 200, body });
		const run = await w.run(byReference(disbursement, 'REF-9'));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([
			{ id: 'T-9', reference: 'REF-9', status: 'failed', final: true, providerStatus: '06' },
		]);
	});

	it('returns why a payment was declined', async () => {
		const w = await world('paySecurez');
		const run = await w.run(byId(kindSample('paySecurez', 'transaction'), 'txn_demo0003'));

		expect(jsonOf(run)).toMatchObject([
			{ status: 'failed', final: true, reason: 'Insufficient Funds' },
		]);
	});
});
