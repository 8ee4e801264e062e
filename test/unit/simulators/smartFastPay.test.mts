import type { RequestInit } from 'undici';

import type { Answered } from './support.mts';
import { authorized, basic, call, postJson, useSimulator } from './support.mts';
import { checkout, payin, paymentV1, payout } from './bodies.mts';

const { simulator, clock } = useSimulator('smartFastPay');
const get = async (path: string) =>
	call(simulator(), path, { headers: await authorized(simulator()) });
const post = async (path: string, body: unknown) =>
	postJson(simulator(), path, body, await authorized(simulator()));
const data = ({ body }: Answered) => (body as { data: unknown }).data;
const rows = async (path: string) => data(await get(path)) as Record<string, unknown>[];
const stored = (collection: string) => simulator().control.records()[collection] ?? [];

describe('the SmartFastPay token call', () => {
	const { clientId, clientSecret } = {
		clientId: 'sim-client',
		clientSecret: 'sim-secret-smartfastpay',
	};

	it.each<[string, RequestInit]>([
		['no body', {}],
		[
			'an empty form',
			{ body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
		],
		['an empty JSON body', { body: '', headers: { 'content-type': 'application/json' } }],
		[
			'a JSON grant type',
			{
				body: '{"grant_type":"client_credentials"}',
				headers: { 'content-type': 'application/json' },
			},
		],
	])('takes Basic credentials with %s', async (_name, init) => {
		const answer = await call(simulator(), '/oauth2/token', {
			method: 'POST',
			body: init.body ?? null,
			headers: { ...(init.headers as object), ...basic(clientId, clientSecret) },
		});
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			requestId: expect.any(String),
			data: {
				access_token: simulator().control.tokens()[0]?.accessToken,
				token_type: 'Bearer',
				expires_in: 3600,
			},
		});
	});

	it('answers without an envelope on request', async () => {
		simulator().control.configure({ wrapToken: false });
		const headers = basic(clientId, clientSecret);
		const { body } = await call(simulator(), '/oauth2/token', { method: 'POST', headers });
		expect(body).toEqual({
			access_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 3600,
		});
	});

	it.each<[string, Record<string, string>]>([
		['a wrong secret', basic(clientId, 'wrong')],
		['a wrong client id', basic('wrong', clientSecret)],
		['a secret with more behind it', basic(clientId, `${clientSecret}:more`)],
		['no credentials', {}],
		['a Bearer header', { authorization: 'Bearer x' }],
	])('refuses %s and hands out nothing', async (_name, headers) => {
		const answer = await call(simulator(), '/oauth2/token', { method: 'POST', headers });
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({
			requestId: expect.any(String),
			moreInformation: { message: 'Invalid client credentials' },
		});
		expect(simulator().control.tokens()).toEqual([]);
	});
});

describe('the SmartFastPay reads', () => {
	it.each(['/payment/pay-0001', '/v1/payment/pay-0001'])('answer %s', async (path) => {
		expect(data(await get(path))).toEqual({
			id: 'pay-0001',
			customer_id: 'cust-1',
			transaction_id: 'order-1',
			amount: '25.00',
			currency: 'BRL',
			status: 'paid',
			method: 'pix',
			created_at: '2026-01-05T12:00:00.123000Z',
			updated_at: '2026-01-05T12:04:00.123000Z',
		});
	});

	it('count a path with and without its prefix as one', async () => {
		await get('/payment/pay-0001');
		await get('/v1/payment/pay-0002');
		expect(simulator().control.counts()).toMatchObject({ 'GET /payment/:id': 2 });
	});

	it('escape slashes the way PHP does', async () => {
		const { text, body } = await get('/payment/pay-0001');
		expect(text).toMatch(/"requestId":"[0-9a-f]{32}\\\/\d+;o=1"/);
		expect((body as { requestId: string }).requestId).toMatch(/^[0-9a-f]{32}\/\d+;o=1$/);
	});

	it.each([
		['/payment/none', 404],
		['/payment/out-0001', 404],
		['/payout/pay-0001', 404],
		['/payout/out-0001', 200],
		['/transaction/out-0001', 200],
		['/nothing/here', 404],
	])('answer %s with %i', async (path, status) => {
		expect((await get(path)).status).toBe(status);
	});

	it('name the payment’s status beside the transaction’s, and leave the method off a payout', async () => {
		const [denied] = await rows('/transactions?transaction_id=order-3');
		expect(denied).toMatchObject({ type: 'payment', status: 'canceled', payment_status: 'denied' });
		const [paidOut] = await rows('/transactions?transaction_id=payout-1');
		expect(paidOut).toMatchObject({ type: 'payout', status: 'paid', payout_status: 'success' });
		expect(paidOut).not.toHaveProperty('method');
	});

	it('page through all sixty payments, ten at a time unless asked otherwise', async () => {
		expect(await rows('/payments')).toHaveLength(10);
		const pages = [
			await rows('/payments?limit=25&page=1'),
			await rows('/payments?limit=25&page=2'),
			await rows('/payments?limit=25&page=3'),
			await rows('/payments?limit=25&page=4'),
		];
		expect(pages.map((page) => page.length)).toEqual([25, 25, 10, 0]);
		expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(60);
	});

	it.each(['sort', 'order'])('take %s for the order', async (name) => {
		const [first] = await rows(`/payments?limit=1&${name}=id,desc`);
		expect(first).toMatchObject({ id: 'pay-0060' });
	});

	it('take both names at once', async () => {
		const query = (direction: string) =>
			`sort=created_at,${direction}&order=created_at,${direction}`;
		const [newest] = await rows(`/payments?limit=1&${query('desc')}`);
		expect(newest).toMatchObject({ id: 'pay-0060' });
		const [oldest] = await rows(`/payments?limit=1&${query('asc')}`);
		expect(oldest).toMatchObject({ id: 'pay-0001' });
	});

	it.each([
		['payments', 'order-2,payout-2', ['pay-0002']],
		['payouts', 'order-2,payout-2', ['out-0002']],
		['transactions', 'order-2,payout-2', ['pay-0002', 'out-0002']],
	])('look up %s by the merchant references %s', async (list, references, ids) => {
		const found = await rows(`/${list}?transaction_id=${references}`);
		expect(found.map(({ id }) => id)).toEqual(ids);
	});

	it.each<[string, string[]]>([
		['transaction_id=order-2,order-4', ['pay-0002', 'pay-0004']],
		['customer_id=cust-3&limit=2', ['pay-0003', 'pay-0010']],
		['status=denied&limit=2', ['pay-0003', 'pay-0007']],
		['end_time=2026-01-05T13:40:00Z', ['pay-0001', 'pay-0002']],
		['end_time=2026-01-05T13:37:00Z', ['pay-0001']],
		['end_time=2026-01-05T13:37:00.122Z', ['pay-0001']],
		['end_time=2026-01-05T13:37:00.123Z', ['pay-0001', 'pay-0002']],
		['start_time=2026-01-09T11:00:00Z', ['pay-0060']],
		['start_time=2026-01-09T11:23:00.123Z', ['pay-0060']],
		['start_time=2026-01-09T11:23:00.124Z', []],
	])('filter by %s', async (query, ids) => {
		expect((await rows(`/payments?${query}`)).map(({ id }) => id)).toEqual(ids);
	});

	it.each(['limit=41', 'limit=0', 'page=0', 'sort=id', 'start_time=yesterday'])(
		'refuse %s',
		async (query) => {
			const { status, body } = await get(`/payments?${query}`);
			expect(status).toBe(422);
			expect(body).toMatchObject({ moreInformation: { message: 'Invalid request' } });
		},
	);

	it('answer the balance as an array of numbers, even for one currency', async () => {
		expect(await rows('/balance?currency=USD')).toEqual([{ currency: 'USD', balance: 820.17 }]);
		expect(await rows('/balance')).toHaveLength(2);
	});
});

describe('the SmartFastPay creates', () => {
	it('answer a v2 charge with an absolute expiry and amounts as text', async () => {
		const answer = await post('/v2/payin', payin('order-new'));
		expect(answer.status).toBe(200);
		expect(data(answer)).toEqual({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			status: 'pending',
			expires_in: clock.now() / 1000 + 3600,
			payment: { method: 'pix', qr_code: expect.any(String) },
			values: {
				source_total: '12.61000000',
				source_currency: 'BRL',
				exchanged_total: '12.61',
				exchanged_currency: 'BRL',
				exchange: '1.00',
				fee: '0.12610000',
			},
		});
		const { id } = data(answer) as { id: string };
		expect(data(await get(`/payment/${id}`))).toMatchObject({ id, transaction_id: 'order-new' });
	});

	it.each(['/payment', '/v1/payment'])('answer %s with a fee that is a number', async (path) => {
		expect(data(await post(path, paymentV1('order-v1')))).toMatchObject({
			status: 'pending',
			values: { total: '1557.00', exchange: '5.19', fee: 0 },
			pix: { beneficiary: 'SmartFastPay' },
		});
	});

	it.each<[string, unknown, string]>([
		['/v2/payout', payout('payout-new'), 'payouts'],
		['/payout', { ...paymentV1('payout-new'), pix: { key: 'k' } }, 'payouts'],
	])('store a payout of %s', async (path, body, collection) => {
		expect((await post(path, body)).status).toBe(200);
		expect(stored(collection)).toHaveLength(13);
	});

	it('answer a checkout with nothing but its address, and keep it as an open transaction', async () => {
		const answer = await post('/v2/transaction/checkout', checkout('order-page'));
		expect(data(answer)).toEqual({ url: expect.stringMatching(/^https:/) });
		const [found] = await rows('/transactions?transaction_id=order-page');
		expect(found).toMatchObject({ status: 'open' });
		expect(await rows('/payments?transaction_id=order-page')).toEqual([]);
	});

	it('refuse a repeated transaction id, on every path, and store it once', async () => {
		await post('/v2/payin', payin('order-twice'));
		const repeats = [
			await post('/v2/payin', payin('order-twice')),
			await post('/payment', paymentV1('order-twice')),
			await post('/v2/payout', payout('order-twice')),
		];
		expect(repeats.map(({ status }) => status)).toEqual([422, 422, 422]);
		expect(repeats[0]?.body).toMatchObject({
			moreInformation: {
				errors: { 'transaction.id': ['order-twice has already been used'] },
			},
		});
		expect(
			stored('transactions').filter((row) => row['transaction_id'] === 'order-twice'),
		).toHaveLength(1);
	});

	it.each<[string, string, unknown, string]>([
		['an empty body', '/v2/payin', {}, 'transaction'],
		['an amount as text', '/v2/payin', withAmount('12.61'), 'transaction.amount'],
		['three decimals', '/v2/payin', withAmount(1.234), 'transaction.amount'],
		[
			'a CPF that does not add up',
			'/payment',
			{ ...paymentV1('x'), document: '12345678900' },
			'document',
		],
		['a payout to nowhere', '/v2/payout', payin('x'), 'transfer.value'],
		['a short callback', '/payment', { ...paymentV1('x'), callback: 'https://a.b' }, 'callback'],
	])('refuse %s', async (_name, path, body, field) => {
		const answer = await post(path, body);
		expect(answer.status).toBe(422);
		expect(answer.body).toMatchObject({
			moreInformation: { errors: { [field]: expect.any(Array) } },
		});
		expect(stored('transactions')).toHaveLength(72);
	});

	it('refuse a body that is no JSON', async () => {
		const headers = { ...(await authorized(simulator())), 'content-type': 'application/json' };
		const answer = await call(simulator(), '/v2/payin', {
			method: 'POST',
			headers,
			body: '{"a":1,}',
		});
		expect(answer.status).toBe(422);
	});
});

describe('moving a SmartFastPay payment', () => {
	it.each([
		['pay-0002', 'denied', 'canceled'],
		['pay-0002', 'paid', 'paid'],
		['out-0001', 'refunded', 'canceled'],
		['out-0002', 'success', 'paid'],
		['out-0001', 'onhold', 'pending'],
		['pay-0002', 'never-heard-of', 'pending'],
	])('%s to %s makes its transaction %s', async (id, status, expected) => {
		simulator().control.setStatus(id, status);
		expect(data(await get(`/transaction/${id}`))).toMatchObject({ status: expected });
		expect(data(await get(`/${id.startsWith('pay') ? 'payment' : 'payout'}/${id}`))).toMatchObject({
			status,
		});
	});
});

function withAmount(amount: unknown): unknown {
	return { ...payin('x'), transaction: { id: 'x', currency: 'BRL', amount } };
}
