import {
	account,
	callsOf,
	dataOf,
	expectLimit,
	expectNeed,
	unknownAccount,
} from './singapaySupport.mts';
import type { Create } from './singapaySupport.mts';
import { refusedFields } from './changes.mts';
import { useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('singapay');
const calls = callsOf(simulator, clock.now);
const { send, get, put, remove } = calls;
const now = Date.UTC(2026, 0, 15, 3);
const x = (length: number) => 'é'.repeat(length);

const vaPath = `/api/v1.0/virtual-accounts/${account}`;
const closed = { bank_code: 'BRI', kind: 'permanent', amount: 100_000, merchant_reff_no: 'SHOP-1' };
const temporary = { ...closed, kind: 'temporary', expired_at: String(now + 60_000), max_usage: 1 };
const open = {
	bank_code: 'BCA',
	kind: 'permanent',
	amount_type: 'open',
	min_amount: 10_000,
	max_amount: 500_000,
};
const qris: Create = {
	path: `/api/v1.0/qris-dynamic/${account}/generate-qr`,
	body: { amount: 50_000, merchant_reff_no: 'Q-1' },
};
const wallet = { amount: 55_000, ewallet_vendor: 'EWALLET_GOPAY' };
const order: Create = {
	path: '/api/v2.0/ewallet-native/create-order',
	body: { ...wallet, account_id: account },
};
const checkout: Create = {
	path: `/api/v1.0/ewallet-native/${account}/create-checkout`,
	body: wallet,
};
const va = (body: object): Create => ({ path: vaPath, body });

describe('a Singapay virtual account', () => {
	it.each<[Create, string]>([
		...['bank_code', 'kind', 'amount'].map((field): [Create, string] => [va(closed), field]),
		[va(temporary), 'expired_at'],
	])('%j needs %s', async (create, field) => {
		await expectNeed(calls, create, field);
	});

	it.each<[object, string, unknown, unknown]>([
		[closed, 'bank_code', 'PERMATA', 'permata'],
		[closed, 'kind', 'permanent', 'forever'],
		[closed, 'amount', 1, 0],
		[closed, 'amount', 1, 1.5],
		[closed, 'amount', 1, '1'],
		[closed, 'merchant_reff_no', x(255), x(256)],
		[closed, 'currency', 'IDR', 'USD'],
		[closed, 'max_usage', undefined, 1],
		[closed, 'expired_at', undefined, now + 60_000],
		[temporary, 'expired_at', now + 1, now],
		[temporary, 'expired_at', String(now + 1), String(now)],
		[temporary, 'expired_at', 9_999_999_999_999, 10_000_000_000_000],
		[temporary, 'expired_at', '9999999999999', '1787321700'],
		[temporary, 'max_usage', 1, 0],
		[temporary, 'max_usage', 255, 256],
		[temporary, 'max_usage', undefined, '1'],
		[open, 'max_amount', 10_000, 9999],
		[open, 'max_amount', undefined, 0],
		[open, 'min_amount', undefined, 0],
	])('%j takes %s %j and not %j', async (body, ...limit) => {
		await expectLimit(calls, va(body), limit);
	});

	it('answers what was asked for, and is found by part of its reference', async () => {
		const made = dataOf(await send(vaPath, { ...temporary, name: 'Zoë 王' }));
		expect(made).toEqual({
			id: expect.stringMatching(/^01[0-9A-HJKMNP-TV-Z]{24}$/),
			number: expect.stringMatching(/^\d{16}$/),
			name: 'Zoë 王',
			merchant_reff_no: 'SHOP-1',
			code: 'VA_BRI',
			bank: { short_name: 'BRI', number: '002', swift_code: 'BRINIDJA' },
			amount: { value: '100000.00', currency: 'IDR' },
			amount_type: 'closed',
			min_amount: null,
			max_amount: null,
			status: 'active',
			kind: 'temporary',
			current_usage: 0,
			max_usage: 1,
			expired_at: now + 60_000,
		});
		expect(dataOf(await get(`${vaPath}/${String(made['id'])}`))).toEqual(made);
		expect(dataOf(await get(`${vaPath}?merchant_reff_no=HOP-`))).toEqual([made]);
		expect(dataOf(await send(vaPath, open))).toMatchObject({
			code: 'VA_BCA',
			amount_type: 'open',
			min_amount: { value: '10000.00', currency: 'IDR' },
			max_amount: { value: '500000.00', currency: 'IDR' },
			expired_at: null,
		});
	});

	it('is paid into under its reference, and cannot be deleted from then on', async () => {
		const made = dataOf(await send(vaPath, { ...closed, bank_code: 'BCA' }));
		const payment = { kind: 'virtualAccount', reference: 'SHOP-1', status: 'paid' } as const;
		const id = simulator().control.addPayment(payment);
		const byNumber = `detail-by-va-number/${String(made['number'])}`;
		for (const path of [id, byNumber]) {
			expect(dataOf(await get(`/api/v1.0/va-transactions/${account}/${path}`))).toMatchObject({
				transaction_id: id,
				merchant_reff_no: 'SHOP-1',
				va_number: made['number'],
				bank: { short_name: 'BCA', number: '014', swift_code: 'CENAIDJA', bank_code: 'BCA' },
				status: 'paid',
			});
		}
		expect((await remove(`${vaPath}/${String(made['id'])}`)).status).toBe(403);
	});

	const changes = { status: 'inactive', amount: 5000 };
	const ends = { expired_at: now + 90_000, max_usage: 2 };

	it.each<[string, object, object, string[]]>([
		['a closed one as a whole', closed, changes, []],
		['a closed one without its amount', closed, { status: 'active' }, ['amount']],
		['one without a status', closed, { amount: 5000 }, ['status']],
		['one to an odd status', closed, { ...changes, status: 'closed' }, ['status']],
		['a permanent one with an end', closed, { ...changes, ...ends }, ['expired_at', 'max_usage']],
		['a temporary one as a whole', temporary, { ...changes, ...ends }, []],
		['a temporary one without its end', temporary, changes, ['expired_at', 'max_usage']],
		['an open one without its limits', open, changes, ['min_amount', 'max_amount']],
		['an open one as a whole', open, { ...changes, min_amount: 1, max_amount: 2 }, []],
	])('is updated: %s', async (_name, body, update, fields) => {
		const path = `${vaPath}/${String(dataOf(await send(vaPath, body))['id'])}`;
		const answer = await put(path, update);
		expect([answer.status, refusedFields(answer)]).toEqual([fields.length > 0 ? 422 : 200, fields]);
		expect(dataOf(await get(path))).toMatchObject({
			status: fields.length > 0 ? 'active' : 'inactive',
		});
	});

	it('is deleted while nothing was paid into it', async () => {
		const path = `${vaPath}/${String(dataOf(await send(vaPath, closed))['id'])}`;
		expect((await remove(path)).status).toBe(200);
		expect((await get(path)).status).toBe(404);
		expect((await remove(path)).status).toBe(404);
		expect(await remove(`${vaPath}/01J5XW8LD0VA00000000EXMP01`)).toMatchObject({
			status: 403,
			body: { success: false, error: { code: 403 } },
		});
	});

	it('needs an account', async () => {
		const path = `/api/v1.0/virtual-accounts/${unknownAccount}`;
		expect(await send(path, closed)).toMatchObject({ status: 404, body: { success: false } });
	});
});

describe('a Singapay QR code', () => {
	it.each<[string, unknown, unknown]>([
		['amount', 1000, 999],
		['amount', 10_000_000, 10_000_001],
		['amount', 1000, 1000.5],
		['amount', 1000, '1000'],
		['amount', 1000, undefined],
		['merchant_reff_no', x(255), x(256)],
		['expired_at', '2026-08-21T22:00:00+07:00', '2026-08-21'],
		['expired_at', '2026-08-21T15:00:00.000Z', '1787321700000'],
		['expired_at', '2026-08-21 22:00:00', 1_787_321_700_000],
	])('takes %s %j and not %j', async (...limit) => {
		await expectLimit(calls, qris, limit);
	});

	it('answers whole numbers and its text, and is in the list, which knows no merchant reference', async () => {
		const body = { ...qris.body, expired_at: '2026-08-21 22:00:00' };
		const made = dataOf(await send(qris.path, body));
		expect(made).toMatchObject({
			id: 1005,
			merchant_reff_no: 'Q-1',
			status: 'open',
			status_computed: 'open',
			type: 'mpm-dynamic',
			amount: 50_000,
			total_amount: 50_000,
			qr_data: expect.stringMatching(/^000201.+540550000/),
			expired_at: '2026-08-21T15:00:00.000000Z',
		});
		const list = `/api/v1.0/qris-dynamic/${account}`;
		expect(dataOf(await get(`${list}/show/1005`))).toEqual(made);
		const rows = dataOf(await get(`${list}?merchant_reff_no=other`)) as unknown as unknown[];
		expect(rows[0]).toEqual(made);
		expect(dataOf(await send(qris.path, qris.body))).toMatchObject({ expired_at: null });
	});
});

describe('a Singapay wallet payment', () => {
	const limits: [string, unknown, unknown][] = [
		['amount', 1, 0],
		['amount', 1, 1.5],
		['amount', 1, '1'],
		['ewallet_vendor', 'EWALLET_DANA', 'DANA'],
		['ewallet_vendor', 'EWALLET_SHOPEEPAY', 'EWALLET_LINKAJA'],
		['customer_phone', x(20), x(21)],
		['customer_name', x(255), x(256)],
		['customer_email', x(255), x(256)],
		['expired_at', '2026-08-21T22:00:00+07:00', '2026-08-21 22:00:00'],
		[
			'merchant_redirect_url',
			`https://a.example/${'x'.repeat(2030)}`,
			`https://a.example/${'x'.repeat(2031)}`,
		],
	];
	it.each(
		[order, checkout].flatMap((create) => limits.map((limit) => [create, ...limit] as const)),
	)('of %j takes %s %j and not %j', async (create, ...limit) => {
		await expectLimit(calls, create, limit);
	});

	it.each([order, checkout])(
		'of OVO needs a phone, and has no page to go to: $path',
		async (create) => {
			const body = {
				...create.body,
				ewallet_vendor: 'EWALLET_OVO',
				customer_phone: '081234567890',
			};
			await expectNeed(calls, { ...create, body }, 'customer_phone');
			const made = dataOf(await send(create.path, body));
			expect(made).toMatchObject({
				ewallet_vendor: 'OVO',
				checkout_url: null,
				customer_phone: '081234567890',
				expired_at: '2026-01-15T03:30:00.000000Z',
			});
			const list = `/api/v1.0/ewallet-native-transactions/${account}`;
			expect(dataOf(await get(`${list}/${String(made['id'])}`))).toEqual(made);
			const rows = dataOf(await get(list)) as unknown as unknown[];
			expect(rows[0]).toEqual(made);
		},
	);
});
