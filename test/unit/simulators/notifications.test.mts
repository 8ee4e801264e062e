import { createHmac } from 'node:crypto';

import type { PaymentKind } from '../../../simulators/index.mts';
import { requestSignature } from '../../../simulators/singapay/signature.mts';
import { webhookSignature } from '../../../simulators/smartFastPay/signature.mts';
import { checkout, paymentV1, payin, payout, transaction, transfer } from './bodies.mts';
import { useReceivers } from './receiver.mts';
import {
	authorized,
	call,
	postJson,
	postSigned,
	startOfTests,
	until,
	useSimulator,
} from './support.mts';

const newReceiver = useReceivers();
const parsed = (text = ''): unknown => JSON.parse(text);

describe('SmartFastPay notifications', () => {
	const { simulator, clock } = useSimulator('smartFastPay');
	const secret = '0f4b1d5e-1111-4222-8333-444455556666';
	const listening = async () => {
		const receiver = await newReceiver();
		simulator().control.notify({ url: `${receiver.url}/hook` });
		return receiver;
	};

	it('are a list of one in an envelope', async () => {
		const { received } = await listening();
		simulator().control.setStatus('pay-0002', 'paid');
		await until(() => received.length > 0);
		const payload = parsed(received[0]?.body);
		expect(payload).toEqual({
			requestId: expect.stringContaining('/'),
			data: [
				{
					id: 'pay-0002',
					customer_id: 'cust-2',
					transaction_id: 'order-2',
					amount: '37.50',
					status: 'paid',
					type: 'payment',
					payment_status: 'paid',
					exchange: '1.00',
				},
			],
		});
		expect(received[0]).toMatchObject({
			path: '/hook',
			headers: { 'content-type': 'application/json' },
		});
	});

	it.each([
		[
			'pay-0005',
			'paid',
			{ status: 'paid', type: 'payment', payment_status: 'paid', exchange: '5.19' },
		],
		['pay-0002', 'denied', { status: 'canceled', type: 'payment', payment_status: 'denied' }],
		['pay-0002', 'expired', { status: 'canceled', type: 'payment', payment_status: 'expired' }],
		['out-0002', 'success', { status: 'paid', type: 'payout', payout_status: 'success' }],
		['out-0002', 'failed', { status: 'canceled', type: 'payout', payout_status: 'failed' }],
		['out-0002', 'refunded', { status: 'canceled', type: 'payout', payout_status: 'refunded' }],
	])('tell that %s is %s', (id, status, expected) => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		simulator().control.setStatus(id, status);
		const [sent] = simulator().control.notifications();
		expect(parsed(sent?.body)).toMatchObject({ data: [{ id, ...expected }] });
	});

	it.each(['open', 'pending', 'onhold', 'odd'])('say nothing of %s', (status) => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		simulator().control.setStatus('out-0001', status);
		expect(simulator().control.notifications()).toEqual([]);
	});

	it('are signed over the bytes as they are sent, slashes escaped as PHP does', async () => {
		const { received } = await listening();
		simulator().control.setStatus('pay-0002', 'paid');
		await until(() => received.length > 0);
		const { headers, body = '' } = received[0] ?? {};
		const asSent = JSON.stringify(parsed(body)).replaceAll('/', '\\/');
		expect(body).toBe(asSent);
		expect(body).toContain('\\/');
		const v1 = createHmac('sha256', secret).update(`${clock.now()}.${body}`).digest('hex');
		expect(headers?.['smartfastpay-signature']).toBe(`t=${clock.now()},v1=${v1}`);
	});

	it('are signed with the secret that the API gives away', async () => {
		const headers = await authorized(simulator());
		const { body } = await call(simulator(), '/v1/webhook/secret', { headers });
		expect(body).toMatchObject({ data: { secret } });
	});

	it.each([
		[
			'my-secret',
			1681235417000,
			'{"callback":true,"value":"value-field"}',
			'b9ffafcd16416bd11e36f877c2d7ccc71633d174f8245abc49fc2aef7e6633c8',
		],
		[
			secret,
			1700000000000,
			'{"requestId":"req-0001","data":[{"id":"pay-0001","customer_id":"cust-1","transaction_id":"order-1","amount":"25.00","status":"paid","type":"payment","payment_status":"paid","exchange":"5.00"}]}',
			'e68f813245b54679348b0e256f32212cce253208a3c3e9dcaa76be113580b8ae',
		],
	])('are signed as in the vector of %s', (key, time, body, v1) => {
		expect(webhookSignature(body, key, time)).toBe(`t=${time},v1=${v1}`);
	});

	it('can be left unsigned', async () => {
		const receiver = await newReceiver();
		simulator().control.notify({ url: receiver.url, unsigned: true });
		simulator().control.setStatus('pay-0002', 'paid');
		await until(() => receiver.received.length > 0);
		expect(receiver.received[0]?.headers).not.toHaveProperty('smartfastpay-signature');
	});

	const checkoutV1 = (id: string) => ({ ...paymentV1(id), payment: { method: ['pix'] } });
	it.each([
		['/v2/payin', payin, 'notification_url', '1.00'],
		['/v2/payout', payout, 'notification_url', '1.00'],
		['/v2/transaction/checkout', checkout, 'notification_url', '1.00'],
		['/payment', paymentV1, 'callback', '5.19'],
		['/v1/payment', paymentV1, 'callback', '5.19'],
		['/transaction/checkout', checkoutV1, 'callback', '5.19'],
	])('of %s go to the URL it brought', async (path, body, field, exchange) => {
		const [own, other] = [await newReceiver(), await newReceiver()];
		const create = async (id: string) =>
			await postJson(
				simulator(),
				path,
				{ ...body(id), [field]: `${own.url}/a/path/that/is/long/enough?of=${id}` },
				await authorized(simulator()),
			);
		const idOf = (reference: string) => {
			const rows = simulator().control.records()['transactions'] ?? [];
			return String(rows.find((row) => row['transaction_id'] === reference)?.['id']);
		};
		expect((await create('own-1')).status).toBe(200);
		expect((await create('own-2')).status).toBe(200);
		expect(simulator().control.notifications()).toEqual([]);
		simulator().control.setStatus(idOf('own-1'), 'paid');
		await until(() => own.received.length === 1);
		simulator().control.notify({ url: other.url });
		simulator().control.setStatus(idOf('own-2'), 'paid');
		await until(() => own.received.length === 2);
		expect(own.received.map((one) => one.path.split('?')[1])).toEqual(['of=own-1', 'of=own-2']);
		expect(parsed(own.received[0]?.body)).toMatchObject({ data: [{ exchange }] });
		expect(other.received).toEqual([]);
	});

	it('never leave this machine', async () => {
		const headers = await authorized(simulator());
		const { body } = await postJson(simulator(), '/v2/payin', payin('order-far'), headers);
		const { id } = (body as { data: { id: string } }).data;
		simulator().control.setStatus(id, 'paid');
		expect(simulator().control.notifications()).toMatchObject([
			{ url: 'https://shop.example.com/hook', attempt: 1, status: null, at: clock.now() },
		]);
	});
});

describe('PaySecurez notifications', () => {
	const { simulator } = useSimulator('paySecurez');

	it('are the status object without the three URLs, at every change, unsigned', async () => {
		const { url, received } = await newReceiver();
		simulator().control.notify({ url });
		simulator().control.setStatus('txn_demo0002', 'Declined');
		await until(() => received.length === 1);
		expect(parsed(received[0]?.body)).toEqual({
			TransactionId: 'txn_demo0002',
			Status: 'Declined',
			Amount: 35.5,
			Currency: 'EUR',
			Reference: 'ORDER-2',
			DeclineReason: 'Insufficient Funds',
			CreatedAt: '2026-01-15T03:11:00.1233604Z',
			ProviderTransactionId: 'ps_demo0002',
			ProviderStatus: 'Declined',
			ProviderMessage: 'Insufficient Funds',
			UserDefinedField1: 'a',
			UserDefinedField2: 'b',
			UserDefinedField3: null,
		});
		for (const status of ['Pending', 'Captured', 'odd'])
			simulator().control.setStatus('txn_demo0002', status);
		await until(() => received.length === 4);
		expect(Object.keys(received[0]?.headers ?? {}).toSorted()).toEqual([
			'connection',
			'content-length',
			'content-type',
			'host',
		]);
	});

	it('go to the callbackUrl of the payment', async () => {
		const [own, other] = [await newReceiver(), await newReceiver()];
		simulator().control.notify({ url: other.url });
		const created = await postJson(
			simulator(),
			'/api/v1/transactions',
			{ ...transaction('ORDER-OWN'), callbackUrl: `${own.url}/own` },
			await authorized(simulator()),
		);
		const { transactionId } = created.body as { transactionId: string };
		simulator().control.setStatus(transactionId, 'Captured');
		await until(() => own.received.length > 0);
		expect(own.received[0]).toMatchObject({ path: '/own' });
		expect(other.received).toEqual([]);
	});
});

describe('Singapay notifications', () => {
	const { simulator, clock } = useSimulator('singapay');
	const listening = async (path = '/hook?x=1') => {
		const receiver = await newReceiver();
		simulator().control.notify({ url: receiver.url + path });
		return receiver;
	};
	const rupiah = { value: 10_000, currency: 'IDR' };
	const times = {
		post_timestamp: '15 Jan 2026 10:00:00',
		processed_timestamp: '15 Jan 2026 10:00:02',
	};

	it.each<[PaymentKind, string, string, object, object]>([
		[
			'virtualAccount',
			'paid',
			'va-transaction',
			{ reff_no: 'R-1', transaction_id: 'VA-0031', type: 'va', amount: rupiah },
			{ method: 'va', additional_info: { va_number: '2621590000000001' } },
		],
		[
			'qris',
			'success',
			'qris-acquirer-transaction',
			{
				id: 1005,
				reff_no: '6601K000000000000000001005',
				merchant_reff_no: 'R-1',
				type: 'qris',
				total_amount: rupiah,
			},
			{ method: 'qris', additional_info: { qr_string: expect.any(String) } },
		],
		[
			'ewallet',
			'success',
			'ewallet-native-transaction',
			{ id: 2006, reff_no: 'R-1', merchant_reff_no: 'R-1', type: 'ewallet', amount: rupiah },
			{ method: 'ewallet', vendor: 'GOPAY' },
		],
		[
			'paymentLink',
			'paid',
			'payment-link-transaction',
			{
				reff_no: expect.stringMatching(/^129177/),
				type: 'pl',
				amount: { value: '10000.00', currency: 'IDR' },
			},
			{
				method: 'payment_link',
				additional_info: { payment_link: { reff_no: 'R-1', status: 'open' } },
			},
		],
	])('of %s that is %s are a %s', async (kind, status, event, fields, payment) => {
		const { received } = await listening();
		const id = simulator().control.addPayment({ kind, reference: 'R-1' });
		clock.advance(2000);
		simulator().control.setStatus(id, status);
		await until(() => received.length > 0);
		const payload = parsed(received[0]?.body) as Record<string, unknown>;
		expect(Object.keys(payload)).toEqual(['status', 'success', 'event', 'timestamp', 'data']);
		expect(payload).toMatchObject({
			status: 200,
			success: true,
			event,
			timestamp: '15 Jan 2026 10:00:02',
			data: {
				transaction: { ...fields, status: 'paid', ...times },
				customer: { name: expect.any(String) },
				payment,
			},
		});
	});

	it.each<[PaymentKind, string]>([
		['virtualAccount', 'settled'],
		['virtualAccount', 'expired'],
		['virtualAccount', 'failed'],
		['qris', 'expired'],
		['ewallet', 'failed'],
		['ewallet', 'canceled'],
		['card', 'success'],
		['disbursement', 'pending'],
		['disbursement', 'refunded'],
		['disbursement', 'odd'],
	])('say nothing of %s that is %s', (kind, status) => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		simulator().control.setStatus(simulator().control.addPayment({ kind }), status);
		expect(simulator().control.notifications()).toEqual([]);
	});

	it.each([
		[
			'success',
			{ response_code: 'SP000', response_message: 'Successfully' },
			{ transaction_status: { code: '00', desc: 'Success' } },
		],
		[
			'failed',
			{ response_code: 'SP001', response_message: 'Transaction Failure' },
			{
				transaction_status: { code: '06', desc: 'Failed' },
				balance_after: { currency: 'IDR', value: '0' },
				failed_reason: 'Invalid Account',
				failed_code: 'SP001',
			},
		],
	])('of a disbursement that is %s are the transfer in an envelope', (status, envelope, fields) => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		const id = simulator().control.addPayment({ kind: 'disbursement', reference: 'R-1' });
		simulator().control.setStatus(id, status);
		const payload = parsed(simulator().control.notifications()[0]?.body) as object;
		expect(Object.keys(payload)).toEqual(['response_code', 'response_message', 'event', 'data']);
		expect(payload).toMatchObject({
			...envelope,
			event: 'disbursement',
			data: {
				transaction_id: id,
				reference_number: 'R-1',
				post_timestamp: String(startOfTests),
				processed_timestamp: String(startOfTests),
				net_amount: { currency: 'IDR', value: '10000.00' },
				...fields,
			},
		});
	});

	it.each([
		['/api/v2.0/disbursement/transfer', transfer('T-1'), 'disbursement'],
		[
			'/api/v2.0/ewallet/trigger-topup',
			{
				...transfer('T-1'),
				amount: { value: '10000.00', currency: 'IDR' },
				ewallet_code: 'GOPAY',
				customer_number: '081200000000',
			},
			'ewallet-topup',
		],
		[
			'/api/v2.0/qris/issuer/mpm/payment-credit',
			{ ...transfer('T-1'), amount: '10000', qr_data: '0002', customer_name: 'Budi Example' },
			'qris-issuer',
		],
	])('of %s come when it settles, not when it is posted', async (path, body, event) => {
		const { received } = await listening();
		expect((await postSigned(simulator(), path, body)).status).toBe(200);
		clock.advance(1999);
		expect(simulator().control.notifications()).toEqual([]);
		clock.advance(1);
		await until(() => received.length > 0);
		expect(parsed(received[0]?.body)).toMatchObject({
			response_code: 'SP000',
			event,
			data: { reference_number: 'T-1', processed_timestamp: String(clock.now()) },
		});
	});

	it('do not report the outcome that would have followed automatically', async () => {
		const { received } = await listening();
		await postSigned(simulator(), '/api/v2.0/disbursement/transfer', transfer('T-1'));
		await postSigned(simulator(), '/api/v2.0/disbursement/transfer', transfer('T-2', '1001123456'));
		simulator().control.setStatus('T-1', 'failed');
		clock.advance(2000);
		await until(() => received.length === 2);
		expect(received.map(({ body }) => parsed(body))).toMatchObject([
			{ data: { reference_number: 'T-1', failed_reason: 'Invalid Account' } },
			{ data: { reference_number: 'T-2', failed_reason: 'ACCOUNT-Bad Request' } },
		]);
	});

	it('are not made up for when the URL is set late', async () => {
		await postSigned(simulator(), '/api/v2.0/disbursement/transfer', transfer('T-1'));
		clock.advance(1000);
		await postSigned(simulator(), '/api/v2.0/disbursement/transfer', transfer('T-2'), {
			now: clock.now(),
		});
		clock.advance(1000);
		const { received } = await listening();
		clock.advance(1000);
		await until(() => received.length > 0);
		expect(received.map(({ body }) => parsed(body))).toMatchObject([
			{ data: { reference_number: 'T-2' } },
		]);
	});

	it('are signed with a bearer of their own over the canonical body', async () => {
		const { received } = await listening('/webhooks/singapay?x=1');
		simulator().control.setStatus('VA-0002', 'paid');
		await until(() => received.length > 0);
		const { headers = {}, body = '' } = received[0] ?? {};
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'user-agent': 'SingaPaymentGateway/1.0',
			'x-partner-id': 'sim-partner-0001',
			'x-timestamp': String(startOfTests / 1000),
			authorization: expect.stringMatching(/^Bearer [\w-]{40}$/),
		});
		const parts = {
			method: 'POST',
			path: '/webhooks/singapay?x=1',
			accessToken: String(headers['authorization']).slice('Bearer '.length),
			body,
			timestamp: String(headers['x-timestamp']),
		};
		expect(headers['x-signature']).toBe(requestSignature(parts, 'sim-secret-singapay'));
		expect(headers['x-signature']).toMatch(/^[0-9a-f]{128}$/);
	});

	it('can be left unsigned', async () => {
		const receiver = await newReceiver();
		simulator().control.notify({ url: receiver.url, unsigned: true });
		simulator().control.setStatus('VA-0002', 'paid');
		await until(() => receiver.received.length > 0);
		const { headers } = receiver.received[0] ?? {};
		for (const name of ['x-signature', 'x-timestamp', 'authorization'])
			expect(headers).not.toHaveProperty(name);
		expect(headers).toHaveProperty('x-partner-id');
	});

	it('can be tried out, unsigned and once', async () => {
		const receiver = await newReceiver(() => ({ status: 500 }));
		expect(() => simulator().control.sendTestNotification()).toThrow('no address to send to');
		expect(await postJson(simulator(), '/__simulator/notify/test', {})).toMatchObject({
			status: 400,
		});
		simulator().control.notify({ url: receiver.url, timeScale: 1e9 });
		await postJson(simulator(), '/__simulator/notify/test', {});
		await until(() => simulator().control.notifications()[0]?.status === 500);
		expect(receiver.received).toMatchObject([
			{ body: '{"status":200,"success":true,"data":"VA Payment Notification testing"}' },
		]);
		expect(receiver.received[0]?.headers).not.toHaveProperty('x-signature');
		simulator().control.sendTestNotification();
		await until(() => simulator().control.notifications()[1]?.status === 500);
		expect(receiver.received).toHaveLength(2);
	});
});

describe('the notification settings', () => {
	const { simulator } = useSimulator('paySecurez');
	const plane = (path: string, body?: unknown) =>
		body === undefined
			? call(simulator(), `/__simulator${path}`)
			: postJson(simulator(), `/__simulator${path}`, body);
	const change = () => simulator().control.setStatus('txn_demo0002', 'Captured');

	it('are taken over HTTP, where what was sent can be read', async () => {
		const { url, received } = await newReceiver();
		expect((await plane('/notify', { url, timeScale: 60, unsigned: true })).status).toBe(200);
		change();
		await until(() => received.length > 0);
		await until(() => simulator().control.notifications()[0]?.status === 200);
		const { body } = await plane('/notifications');
		expect(body).toEqual(simulator().control.notifications());
		expect(body).toMatchObject([{ url, attempt: 1, status: 200, body: received[0]?.body }]);
		expect((await plane('/notify', null)).status).toBe(200);
		change();
		expect(simulator().control.notifications()).toHaveLength(1);
	});

	it.each([
		{},
		{ url: 5 },
		{ url: 'hook' },
		{ url: 'ftp://127.0.0.1/' },
		{ url: 'https://shop.example.com/hook' },
		{ url: 'http://127.0.0.1.example.com/' },
		{ url: 'http://localhost/', timeScale: 0 },
		{ url: 'http://localhost/', timeScal: 5 },
	])('%j are refused', async (body) => {
		expect((await plane('/notify', body)).status).toBe(400);
		change();
		expect(simulator().control.notifications()).toEqual([]);
	});

	it.each([
		'http://localhost:9/',
		'http://n8n.localhost:9/',
		'http://127.0.0.1:9',
		'https://[::1]:9',
	])('may name %s', (url) => {
		simulator().control.notify({ url });
		change();
		expect(simulator().control.notifications()).toMatchObject([{ url }]);
	});

	it('are gone after a reset, and so is what was sent', () => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		change();
		simulator().control.reset();
		change();
		expect(simulator().control.notifications()).toEqual([]);
	});

	it('know no test notification but that of Singapay', () => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		expect(() => simulator().control.sendTestNotification()).toThrow('has no test notification');
	});

	it('hand out copies', () => {
		simulator().control.notify({ url: 'http://localhost:9/' });
		change();
		const [sent] = simulator().control.notifications();
		if (sent) sent.headers['Content-Type'] = 'changed';
		expect(simulator().control.notifications()[0]?.headers).toEqual({
			'Content-Type': 'application/json',
		});
	});
});
