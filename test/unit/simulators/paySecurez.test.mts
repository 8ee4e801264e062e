import { authorized, call, postJson, useSimulator } from './support.mts';
import { transaction } from './bodies.mts';

const { simulator } = useSimulator('paySecurez');
const good = { client_id: 'sim-client', client_secret: 'sim-secret-paysecurez' };
const status = async (id: string) =>
	call(simulator(), `/api/v1/transactions/${id}/status`, {
		headers: await authorized(simulator()),
	});
const create = async (body: unknown) =>
	postJson(simulator(), '/api/v1/transactions', body, await authorized(simulator()));
const stored = () => simulator().control.records()['transactions'] ?? [];

describe('the PaySecurez token call', () => {
	it('answers bare', async () => {
		const answer = await postJson(simulator(), '/api/token', good);
		expect(answer).toMatchObject({ status: 200 });
		expect(answer.body).toEqual({
			access_token: simulator().control.tokens()[0]?.accessToken,
			expires_in: 1800,
			token_type: 'Bearer',
		});
	});

	it.each<[string, string, string]>([
		['a wrong secret', JSON.stringify({ ...good, client_secret: 'x' }), 'application/json'],
		['a missing secret', JSON.stringify({ client_id: 'sim-client' }), 'application/json'],
		['no body', '', 'application/json'],
		['a body that is no JSON', '{', 'application/json'],
		[
			'a form',
			new URLSearchParams({ ...good, grant_type: 'client_credentials' }).toString(),
			'application/x-www-form-urlencoded',
		],
	])('refuses %s', async (_name, body, contentType) => {
		const answer = await call(simulator(), '/api/token', {
			method: 'POST',
			headers: { 'content-type': contentType },
			body,
		});
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({
			statusCode: 401,
			message: 'Unauthorized',
			error: 'Invalid client credentials',
		});
		expect(simulator().control.tokens()).toEqual([]);
	});

	it('is needed: without a token the documented 401 comes back', async () => {
		const answer = await call(simulator(), '/api/v1/transactions/txn_demo0001/status');
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({
			statusCode: 401,
			message: 'Unauthorized',
			error: 'Invalid or expired token',
		});
	});
});

describe('the PaySecurez status call', () => {
	it('answers in PascalCase with seven digits of a second', async () => {
		expect((await status('txn_demo0001')).body).toEqual({
			TransactionId: 'txn_demo0001',
			Status: 'Captured',
			Amount: 25,
			Currency: 'USD',
			Reference: 'ORDER-1',
			DeclineReason: null,
			CreatedAt: '2026-01-15T03:00:00.1233604Z',
			ProviderTransactionId: 'ps_demo0001',
			ProviderStatus: 'Captured',
			ProviderMessage: 'Captured',
			SuccessUrl: 'https://shop.example.com/thanks',
			PendingUrl: 'https://shop.example.com/waiting',
			FailureUrl: 'https://shop.example.com/sorry',
			UserDefinedField1: 'a',
			UserDefinedField2: 'b',
			UserDefinedField3: null,
		});
	});

	it.each([
		['txn_demo0002', 'Pending', null],
		['txn_demo0003', 'Declined', 'Insufficient Funds'],
		['txn_demo0004', 'Failed', 'Transaction Expired'],
		['txn_demo0005', 'Authorized', null],
	])('knows %s as %s', async (id, expected, reason) => {
		expect((await status(id)).body).toMatchObject({ Status: expected, DeclineReason: reason });
	});

	it('does not know an unknown id', async () => {
		const answer = await status('txn_unknown0');
		expect(answer.status).toBe(404);
		expect(answer.body).toEqual({
			statusCode: 404,
			message: 'Not Found',
			error: 'Transaction not found',
		});
	});

	it('follows setStatus', async () => {
		simulator().control.setStatus('txn_demo0002', 'Captured');
		expect((await status('txn_demo0002')).body).toMatchObject({ Status: 'Captured' });
	});
});

describe('the PaySecurez create call', () => {
	it('answers in camelCase and stores what the status call then shows', async () => {
		const answer = await create({ ...transaction('ORDER-new'), userDefinedField1: 'x' });
		expect(answer.status).toBe(201);
		expect(answer.body).toMatchObject({
			reference: 'ORDER-new',
			currency: 'USD',
			amount: 100,
			status: 'Pending',
			message: 'Transaction created successfully',
			supportsIframe: false,
		});
		const { transactionId } = answer.body as { transactionId: string };
		expect(transactionId).toMatch(/^txn_\w{8}$/);
		expect((await status(transactionId)).body).toMatchObject({
			Reference: 'ORDER-new',
			Status: 'Pending',
			PendingUrl: 'https://shop.example.com/thanks',
			UserDefinedField1: 'x',
		});
	});

	it('refuses a repeated reference and stores it once', async () => {
		await create(transaction('ORDER-twice'));
		const repeat = await create({ ...transaction('ORDER-twice'), amount: 1 });
		expect(repeat.status).toBe(409);
		expect(repeat.body).toMatchObject({ statusCode: 409, message: 'Conflict' });
		expect(stored().filter((row) => row['Reference'] === 'ORDER-twice')).toHaveLength(1);
	});

	it.each([
		'transactionAction',
		'amount',
		'currency',
		'reference',
		'statementDescriptor',
		'successUrl',
		'callbackUrl',
	])('asks for %s', async (field) => {
		const answer = await create({ ...transaction('ORDER-x'), [field]: undefined });
		expect(answer.status).toBe(400);
		expect(answer.body).toEqual({
			statusCode: 400,
			message: 'Bad Request',
			error: `${field} is required`,
		});
		expect(stored()).toHaveLength(5);
	});

	const billing = {
		firstName: 'Zoë',
		lastName: '王',
		email: 'zoe@example.com',
		customerReference: 'CUST-1',
		category: 'COMPANY',
		idType: 'DRIVING LICENCE',
		pixKeyType: 'EMAIL',
	};

	it.each<[string, object]>([
		['what the older page requires', { billing }],
		['a payment without a card', { payment: { paymentMethod: 'CARD' } }],
		['a method nobody named', { payment: { paymentMethod: 'UPI', ifscCode: 'SBIN0000001' } }],
		['a card', { payment: { cardNumber: '4111111111111111', expiryMonth: 12, expiryYear: 2030 } }],
		['a hold', { transactionAction: 'AUTHORIZATION' }],
		['a long text', { description: 'x'.repeat(2000), reference: 'x'.repeat(300) }],
	])('takes %s and answers where the payer goes', async (_name, more) => {
		const answer = await create({ ...transaction('ORDER-x'), ...more });
		const { transactionId } = answer.body as { transactionId: string };
		expect(answer.status).toBe(201);
		expect(answer.body).toMatchObject({
			status: 'Pending',
			checkoutUrl: expect.stringMatching(new RegExp(`^https://.+/${transactionId}$`)),
		});
	});

	it.each<[string, object]>([
		['an unknown action', { transactionAction: 'REFUND' }],
		['an amount as text', { amount: '100' }],
		['no amount', { amount: 0 }],
		['a relative address', { callbackUrl: '/hook' }],
		['a currency that is no code', { currency: 'usd' }],
		['an empty text', { description: '' }],
		['an empty name', { billing: { ...billing, firstName: '' } }],
		['a number for a phone', { billing: { ...billing, phone: 1 } }],
		['a thirteenth month', { payment: { expiryMonth: 13 } }],
		['a month as text', { payment: { expiryMonth: '12' } }],
		['a year of two digits', { payment: { expiryYear: 30 } }],
	])('refuses %s', async (_name, change) => {
		expect((await create({ ...transaction('ORDER-x'), ...change })).status).toBe(400);
	});
});
