import { account, callsOf, dataOf, expectLimit } from './singapaySupport.mts';
import { refusedFields } from './changes.mts';
import { useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('singapay');
const calls = callsOf(simulator, clock.now);
const { send, get, put, remove } = calls;
const now = Date.UTC(2026, 0, 15, 3);
const x = (length: number) => 'é'.repeat(length);

describe('a Singapay payment link', () => {
	const manage = '/api/v1.0/payment-link-manage';
	const link = { reff_no: 'L-1', payment_link_type: 'total', total_amount: 27_000 };
	const path = `/api/v2.0/payment-link/${account}`;
	const many = { ...link, max_usage: 2 };
	const payer = { ...link, customer_name: 'Ana', customer_email: 'ana@example.com' };
	const item = { name: 'Cap', quantity: 2, unit_price: 15_000 };
	const items = {
		reff_no: 'L-1',
		payment_link_type: 'items',
		items: [item, { name: 'Less', quantity: 1, unit_price: -3000 }],
	};
	const v1 = {
		reff_no: 'L-1',
		title: 'Order 1',
		required_customer_detail: false,
		max_usage: 1,
		total_amount: 30_000,
		items: [item],
	};
	const soon = new Date(now + 1000).toISOString();
	const past = new Date(now).toISOString();

	it.each<[object, string, unknown, unknown]>([
		[link, 'reff_no', x(40), x(41)],
		[link, 'reff_no', 'a-b_c', 'a b'],
		[link, 'reff_no', 'a-b', 'a/b'],
		[link, 'reff_no', 'L-2', undefined],
		[link, 'reff_no', 'LINK-9', 'LINK-1'],
		[link, 'payment_link_type', 'total', 'sum'],
		[link, 'total_amount', 1, 0],
		[link, 'total_amount', 1, undefined],
		[link, 'total_amount', 1, 1.5],
		[items, 'items', [item], undefined],
		[items, 'items', [item], []],
		[link, 'max_usage', 0, -1],
		[link, 'expired_at', soon, past],
		[link, 'expired_at', '2026-12-31', 'soon'],
		[link, 'expired_at', '2026-12-31 23:59:59', ''],
		[
			link,
			'success_redirect_url',
			`https://a.example/${'x'.repeat(2030)}`,
			`https://a.example/${'x'.repeat(2031)}`,
		],
		[
			link,
			'expired_redirect_url',
			`https://a.example/${'x'.repeat(2030)}`,
			`https://a.example/${'x'.repeat(2031)}`,
		],
		[payer, 'customer_name', 'Zoë 王', undefined],
		[payer, 'customer_email', 'a@b.c', undefined],
		[link, 'required_customer_email', undefined, true],
		[many, 'required_customer_number', true, 'yes'],
	])('%j takes %s %j and not %j', async (body, field, last, beyond) => {
		await expectLimit(calls, { path, body }, [field, last, beyond]);
	});

	it.each<[string, object, string[]]>([
		[
			'one code in small letters',
			{ ...link, whitelisted_payment_method: ['QRIS', 'va_bri'] },
			['whitelisted_payment_method.1'],
		],
		['an item of none', { ...items, items: [{ ...item, quantity: 0 }] }, ['items.0.quantity']],
		[
			'an item without a price',
			{ ...items, items: [{ name: 'Cap', quantity: 1 }] },
			['items.0.unit_price'],
		],
		['more discount than price', { ...items, items: [{ ...item, unit_price: -1 }] }, ['items']],
		['no list of methods', { ...link, whitelisted_payment_method: [] }, []],
		[
			'known methods',
			{ ...link, whitelisted_payment_method: ['QRIS', 'VA_BRI', 'NICEPAY_CARD'] },
			[],
		],
		['a payer of a link for many', { ...payer, max_usage: 2 }, ['customer_name', 'customer_email']],
		['a phone alone', { ...link, customer_phone: '0812' }, ['customer_name', 'customer_email']],
		['a phone beside a payer', { ...payer, customer_phone: '0812' }, []],
		[
			'a link without an end of uses',
			{ ...link, max_usage: 0, required_customer_number: true },
			[],
		],
	])('with %s is judged', async (_name, body, fields) => {
		const answer = await send(path, body);
		expect([answer.status, refusedFields(answer)]).toEqual([fields.length > 0 ? 422 : 200, fields]);
	});

	it.each<[string, unknown, unknown]>([
		['title', x(255), x(256)],
		['max_usage', 1, 0],
		['max_usage', 1_000_000, 1_000_001],
		['total_amount', 30_000, 29_999],
		['expired_at', now + 1, now],
		['expired_at', String(now + 1), '2026-12-31'],
		['required_customer_detail', true, undefined],
	])('of version 1 takes %s %j and not %j', async (...limit) => {
		await expectLimit(calls, { path: `${manage}/${account}`, body: v1 }, limit);
	});

	it('answers what was asked for, and is the first of the list', async () => {
		const answer = await send(path, { ...items, optional_metadata: { order: 1 } });
		const made = dataOf(answer);
		expect(answer.body).toMatchObject({ status: 200, success: true });
		expect(made).toMatchObject({
			id: 105,
			reff_no: 'L-1',
			source: 'api v2',
			payment_url: 'https://sandbox-paymentlink.singapay.id/b2b/L-1',
			status: 'open',
			status_computed: 'open',
			is_expired: false,
			is_multiple_payment: false,
			is_unlimited_usage: false,
			max_usage: 1,
			current_usage: 0,
			total_amount: '27000.00',
			items: [{ ...item, subtotal: 30_000 }, { subtotal: -3000 }],
			customer_pays_fee: false,
			whitelisted_payment_method: [],
			expired_at: '2026-01-16T03:00:00.000000Z',
			optional_metadata: { order: 1 },
			account: { id: account },
		});
		expect(dataOf(await get('/api/v2.0/payment-link/105'))).toEqual(made);
		const rows = dataOf(await get(`${manage}/${account}`)) as unknown as { id: number }[];
		expect(rows.map(({ id }) => id)).toEqual([105, 104, 103, 102, 101]);
		clock.advance(24 * 60 * 60 * 1000);
		expect(dataOf(await get('/api/v2.0/payment-link/105'))).toMatchObject({
			status: 'open',
			status_computed: 'expired',
			is_expired: true,
		});
	});

	it.each<[object, string[]]>([
		[{ status: 'closed' }, []],
		[{ max_usage: 2 }, []],
		[{ max_usage: 0 }, []],
		[{ description: 'Zoë', whitelisted_payment_method: null, expired_at: soon }, []],
		[{ whitelisted_payment_method: ['VA_BRI'] }, []],
		[{ status: 'expired' }, ['status']],
		[{ expired_at: past }, ['expired_at']],
		[{ whitelisted_payment_method: ['x'] }, ['whitelisted_payment_method.0']],
		[{ reff_no: 'L-2' }, ['reff_no']],
		[{ total_amount: 1 }, ['total_amount']],
		[{ items: [] }, ['items']],
		[{ required_customer_email: true }, ['required_customer_email']],
		[{ required_customer_email: true, max_usage: 2 }, []],
	])('is updated in part: %j', async (body, fields) => {
		const before = dataOf(await get('/api/v2.0/payment-link/102'));
		const answer = await put('/api/v2.0/payment-link/update/102', body);
		expect([answer.status, refusedFields(answer)]).toEqual([fields.length > 0 ? 422 : 200, fields]);
		const after = dataOf(await get('/api/v2.0/payment-link/102'));
		if (fields.length > 0) expect(after).toEqual(before);
		else expect(after).toEqual(dataOf(answer));
	});

	it('of version 1 is updated with its status, its uses and whether it asks for details', async () => {
		const whole = { status: 'closed', max_usage: 3, required_customer_detail: true };
		const one = `${manage}/${account}/102`;
		for (const field of Object.keys(whole)) {
			expect(refusedFields(await put(one, { ...whole, [field]: undefined }))).toEqual([field]);
		}
		expect(dataOf(await put(one, whole))).toMatchObject({ ...whole, status_computed: 'closed' });
	});

	it('can be deleted until there is an attempt at it', async () => {
		const id = String(dataOf(await send(path, link))['id']);
		const other = '01J5XW8LD0R6M9CJEXAMPLE03';
		expect((await remove(`${manage}/${other}/${id}`)).status).toBe(403);
		simulator().control.addPayment({ kind: 'paymentLink', reference: 'L-1' });
		expect(await remove(`${manage}/${account}/${id}`)).toMatchObject({
			status: 403,
			body: { success: false },
		});
		const free = String(dataOf(await send(path, { ...link, reff_no: 'L-2' }))['id']);
		expect((await remove(`${manage}/${account}/${free}`)).status).toBe(200);
		expect((await get(`/api/v2.0/payment-link/${free}`)).status).toBe(404);
		expect((await remove(`${manage}/${account}/${free}`)).status).toBe(404);
	});

	it('can be limited to twenty methods', async () => {
		const { payment_methods: methods, available_codes: codes } = dataOf(
			await get(`${manage}/payment-methods`),
		) as { payment_methods: { code: string }[]; available_codes: string[] };
		expect(codes).toHaveLength(20);
		expect(codes).toEqual(methods.map(({ code }) => code));
		expect(codes).toEqual(expect.arrayContaining(['QRIS', 'VA_BRI', 'EWALLET_OVO', 'ALFAMART']));
	});
});
