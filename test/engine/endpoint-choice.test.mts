import { jsonBody, jsonOf, world } from './support/world.mts';
import { account, received } from './support/writes.mts';

const payin = { endpoint: 'POST /v2/payin' };
const transfer = '/api/v2.0/disbursement/transfer';
const order = (reference: string): object => ({
	customer: {
		id: 'cust-1',
		name: 'Ana Example',
		email: 'ana@example.com',
		document: { type: 'CPF', number: '52998224725' },
	},
	country: 'BRA',
	payment_method: 'pix',
	notification_url: 'https://shop.example.com/notify',
	transaction: { id: reference, currency: 'BRL', amount: 10 },
});
/** As the editor stores what belongs to a chosen endpoint. */
const body = (given: object): object => ({ ...jsonBody(given), contentType: 'json' });
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('an endpoint chosen from the list', () => {
	it.each([
		['smartFastPay', 'GET /balance', {}, 'GET /balance'],
		['smartFastPay', 'GET /payment/{id}', { resourceId: 'pay-0001' }, 'GET /payment/pay-0001'],
		[
			'paySecurez',
			'GET /api/v1/transactions/{transactionId}/status',
			{ transactionId: 'txn_demo0001' },
			'GET /api/v1/transactions/txn_demo0001/status',
		],
		[
			'singapay',
			'GET /api/v1.0/disbursement/{account_id}/{transaction_id}',
			{ accountId: account, transactionId: '3312000000000000001' },
			`GET /api/v1.0/disbursement/${account}/3312000000000000001`,
		],
	] as const)(
		'of %s, %s, is called with its parameters',
		async (provider, endpoint, more, call) => {
			const w = await world(provider);
			const run = await w.run({ endpoint, ...more });

			expect(run.error?.message).toBeUndefined();
			expect(w.calls()).toEqual([call]);
		},
	);

	it('takes parameters from the items, and answers one item for each', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(
			{ endpoint: 'GET /payment/{id}', resourceId: '={{ $json.id }}' },
			{ items: [{ id: 'pay-0002' }, { id: 'pay-0001' }] },
		);

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0002' }, { id: 'pay-0001' }]);
	});

	it('takes a number for a parameter', async () => {
		const w = await world('singapay');
		await w.run({
			endpoint: 'GET /api/v1.0/qris-dynamic/{account_id}/show/{id}',
			accountId: account,
			resourceId: '={{ 1001 }}',
		});

		expect(w.calls()).toEqual([`GET /api/v1.0/qris-dynamic/${account}/show/1001`]);
	});

	it('that deletes has no body unless one is wanted', async () => {
		const w = await world('singapay');
		const endpoint = 'DELETE /api/v1.0/virtual-accounts/{account_id}/{virtual_account_id}';
		await w.run({ endpoint, accountId: account, virtualAccountId: 'VA-0001' });

		expect(w.sim.control.requests().at(-1)).toMatchObject({ method: 'DELETE', body: '' });
	});

	it('has query parameters beside it', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({
			endpoint: 'GET /payments',
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'limit', value: '3' }] },
		});

		expect(jsonOf(run)).toHaveLength(3);
	});

	it('wins over a method and a path that were typed before', async () => {
		const w = await world('smartFastPay');
		await w.run({
			endpoint: 'GET /balance',
			method: 'POST',
			path: '/v2/payin',
			...body(order('X')),
		});

		expect(w.calls()).toEqual(['GET /balance']);
	});

	it('whose parameter contains a path stays at its place', async () => {
		const w = await world('smartFastPay');
		await w.run({ endpoint: 'GET /payment/{id}', resourceId: 'a/b?c=d#e%2F' });

		expect(w.calls()).toEqual(['GET /payment/a%2Fb%3Fc%3Dd%23e%252F']);
	});
});

describe('a parameter of a chosen endpoint', () => {
	const endpoint = 'GET /payment/{id}';

	it.each([
		['is empty after its expression', '={{ $json.nothing }}', "'ID' is empty"],
		['is blank', '={{ "   " }}', "'ID' is empty"],
		['is a list', '={{ [1] }}', "'ID' is a list"],
		['is a fraction', '={{ 1.5 }}', "'ID' is a number with decimals"],
		[
			'lost digits',
			'={{ 7615917337495251231 }}',
			"'ID' is a number beyond 2^53 and has lost digits",
		],
		['goes up the path', '..', "'ID' contains a character that no ID has"],
		['contains a line break', 'a\nb', "'ID' contains a line break at position 2"],
		['is too long', 'x'.repeat(256), "'ID' has 256 characters"],
	])('that %s is refused, and nothing is sent', async (_what, resourceId, message) => {
		const w = await world('smartFastPay');
		const run = await w.run({ endpoint, resourceId });

		expect(run.error?.message).toBe(message);
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('left empty in the editor is refused by n8n itself', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ endpoint });

		expect(run.error?.message).toContain('Parameter "ID" is required.');
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('is named as its field is', async () => {
		const w = await world('singapay');
		const run = await w.run({
			endpoint: 'GET /api/v1.0/disbursement/{account_id}/{transaction_id}',
			accountId: account,
			transactionId: '={{ null }}',
		});

		expect(run.error?.message).toBe("'Transaction ID' is empty");
	});

	it('stops the node before an earlier item has been paid', async () => {
		const w = await world('singapay');
		const run = await w.run(
			{
				endpoint: 'POST /api/v1.0/account-transfer/{account_id}/transfer',
				accountId: '={{ $json.account }}',
				...body({ reference_number: 'PAY-1', amount: 50_000 }),
			},
			{ items: [{ account }, { account: '' }] },
		);

		expect(run.error).toMatchObject({
			message: "'Account ID' is empty",
			context: { itemIndex: 1 },
		});
		expect(w.sim.control.requests()).toEqual([]);
	});
});

describe('a chosen endpoint that moves money', () => {
	it('sends its body', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ ...payin, ...body(order('PAY-1')) });

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ status: 'pending' }]);
		expect(w.paid()).toEqual(['PAY-1']);
	});

	it('is sent once when the answer is lost, however often n8n tries', async () => {
		const w = await world('smartFastPay');
		w.sim.control.addFault({ match: { method: 'POST' }, status: 500 });
		const run = await w.run({ ...payin, ...body(order('PAY-2')) }, retrying);

		expect(received(w, '/v2/payin')).toBe(1);
		expect(run.error?.message).toMatch(
			/^Outcome unknown: SmartFastPay may have processed this POST/,
		);
		expect(run.error).toMatchObject({
			context: {
				details: {
					outcome: 'unknown',
					method: 'POST',
					path: '/v2/payin',
					reference: 'PAY-2',
					lookUp: 'GET /transactions?transaction_id=PAY-2',
				},
			},
		});
	});

	it('is looked up where that is wanted', async () => {
		const w = await world('smartFastPay');
		w.sim.control.addFault({ match: { method: 'POST' }, reset: 'afterProcessing' });
		const options = { onUnknownOutcome: 'lookUp' };
		const run = await w.run({ ...payin, ...body(order('PAY-3')), options });

		expect(run.error?.message).toBeUndefined();
		expect(JSON.stringify(jsonOf(run))).toContain('PAY-3');
		expect(received(w, '/v2/payin')).toBe(1);
	});

	it('refuses two items with one reference', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ ...payin, ...body(order('PAY-4')) }, { items: 2 });

		expect(run.status).toBe('error');
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('is signed where Singapay wants it', async () => {
		const w = await world('singapay');
		const run = await w.run({
			endpoint: `POST ${transfer}`,
			...body({
				account_id: account,
				reference_number: 'PAY-5',
				amount: 50_000,
				bank_code: '014',
				bank_account_number: '1000123456',
			}),
		});

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ reference_number: 'PAY-5' }]);
		const sent = w.sim.control.requests().find(({ path }) => path === transfer);
		expect(Object.keys(sent?.headers ?? {})).toEqual(
			expect.arrayContaining(['x-signature', 'x-timestamp']),
		);
	});

	it('is signed for the path with its parameters filled in', async () => {
		const w = await world('singapay');
		const run = await w.run({
			endpoint: 'POST /api/v1.0/account-transfer/{account_id}/transfer',
			accountId: account,
			...body({
				merchant_ref_no: 'PAY-6',
				amount: 50_000,
				beneficiary_account_number: '100000000002',
			}),
		});

		expect(run.error?.message).toBeUndefined();
		expect(received(w, `/api/v1.0/account-transfer/${account}/transfer`)).toBe(1);
	});
});

describe('an endpoint of another provider', () => {
	it.each([
		['smartFastPay', 'GET /api/v1.0/balance-inquiry', 'SmartFastPay'],
		['singapay', 'GET /balance', 'Singapay'],
		['paySecurez', 'POST /v2/payin', 'PaySecurez'],
		['smartFastPay', 'GET /v1/balance', 'SmartFastPay'],
		['smartFastPay', 'GET /removed/in/a/newer/version', 'SmartFastPay'],
	] as const)(
		'left over at %s (%s) is refused, and nothing is sent',
		async (provider, endpoint, name) => {
			const w = await world(provider);
			const run = await w.run({ endpoint });

			expect(run.error).toMatchObject({
				message: `'Endpoint' is not one of ${name}'s endpoints`,
				description:
					'Choose it again, or choose Any Endpoint and enter the method and path. (Item 0)',
			});
			expect(w.sim.control.requests()).toEqual([]);
		},
	);
});

describe('a workflow from before endpoints could be chosen', () => {
	it('reads as it did', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ method: 'GET', path: '/payment/pay-0001' });

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0001' }]);
	});

	it('pays as it did', async () => {
		const w = await world('smartFastPay');
		const parameters = { method: 'POST', path: '/v2/payin', ...jsonBody(order('PAY-7')) };
		const run = await w.run(parameters);

		expect(run.error?.message).toBeUndefined();
		expect(w.paid()).toEqual(['PAY-7']);
	});

	it('sends no body unless one is entered', async () => {
		const w = await world('smartFastPay');
		await w.run({ method: 'POST', path: '/diagnostics/echo' });

		expect(w.sim.control.requests().at(-1)?.body).toBe('');
	});

	it('that calls an undocumented endpoint is treated as one that moves money', async () => {
		const w = await world('smartFastPay');
		w.sim.control.addFault({ match: { method: 'PUT' }, status: 500 });
		const run = await w.run({ method: 'PUT', path: '/diagnostics/echo' });

		expect(run.error?.message).toMatch(/^Outcome unknown: /);
		expect(w.calls()).toEqual(['PUT /diagnostics/echo']);
	});
});
