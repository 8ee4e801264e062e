import type { Answered } from './support.mts';
import { authorized, call, postJson, useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('singapay');
const account = '01J5XW8LD0R6M9CJEXAMPLE01';
const unknown = '01J5XW8LD0R6M9CJEXAMPLE99';
const get = async (path: string) =>
	call(simulator(), path, { headers: await authorized(simulator(), clock.now()) });
const post = async (path: string, body: unknown) =>
	postJson(simulator(), path, body, await authorized(simulator(), clock.now()));
const patch = async (path: string) =>
	call(simulator(), path, { method: 'PATCH', headers: await authorized(simulator(), clock.now()) });
const data = ({ body }: Answered) => (body as { data: Record<string, unknown> }).data;
const stored = (collection: string) => simulator().control.records()[collection] ?? [];

describe('the Singapay e-wallet payments', () => {
	const list = `/api/v1.0/ewallet-native-transactions/${account}`;
	const inquiry = `/api/v1.0/ewallet-native/${account}/inquiry-status`;

	it('are listed newest first, twenty-five to a page, with whole numbers for ids', async () => {
		const { body } = await get(list);
		const rows = (body as { data: { id: number }[] }).data;
		expect(rows.map(({ id }) => id)).toEqual([2005, 2004, 2003, 2002, 2001]);
		expect(body).toMatchObject({
			success: true,
			meta: {
				pagination: { total: 5, count: 5, per_page: 25, current_page: 1, total_pages: 1 },
			},
		});
		for (let index = 0; index < 21; index += 1) simulator().control.addPayment({ kind: 'ewallet' });
		expect((await get(`${list}?page=2`)).body).toMatchObject({
			data: [{ id: 2001 }],
			meta: { pagination: { total: 26, count: 1, current_page: 2 } },
		});
	});

	it.each([
		[2001, 'EW-1', 'open'],
		[2002, 'EW-2', 'success'],
		[2003, 'EW-3', 'expired'],
		[2004, 'EW-4', 'canceled'],
		[2005, 'EW-5', 'failed'],
	])('show %i (%s) as %s, also when its status is inquired', async (id, reference, status) => {
		const one = await get(`${list}/${id}`);
		expect(one.body).toMatchObject({
			status: 200,
			success: true,
			data: {
				id,
				merchant_reff_no: reference,
				// What has lapsed stays open.
				status: status === 'expired' ? 'open' : status,
				status_computed: status,
				is_expired: status === 'expired',
				amount: '20000.00',
				total_amount: '20000.00',
				merchant_fee: '500.00',
				net_amount: '19500.00',
				processed_timestamp:
					status === 'open' ? null : (expect.stringMatching(/^2026-01-05T.*000Z$/) as unknown),
				has_settle: status === 'success',
			},
		});
		expect((await get(`${inquiry}/${id}`)).body).toEqual(one.body);
	});

	it.each([
		[`${list}/2006`],
		[`${list}/EW-1`],
		[`${inquiry}/2006`],
		[`/api/v1.0/ewallet-native-transactions/${unknown}`],
		[`/api/v1.0/ewallet-native-transactions/${unknown}/2001`],
	])('are not found at %s', async (path) => {
		expect(await get(path)).toMatchObject({
			status: 404,
			body: { status: 404, success: false, error: { code: 404 } },
		});
	});

	it('are stamped when they are decided, and not before', async () => {
		const read = async () => data(await get(`${inquiry}/2001`));
		clock.advance(5000);
		simulator().control.setStatus('2001', 'success');
		const processed_timestamp = new Date(clock.now()).toISOString().replace('Z', '000Z');
		expect(await read()).toMatchObject({ status: 'success', processed_timestamp });
		simulator().control.setStatus('2001', 'odd');
		expect(await read()).toMatchObject({ status: 'odd', processed_timestamp: null });
		expect(stored('ewallet')[0]).toMatchObject({ id: 2001, status: 'odd' });
	});

	const checkout = {
		path: `/api/v1.0/ewallet-native/${account}/create-checkout`,
		body: { amount: 30_000, ewallet_vendor: 'EWALLET_GOPAY', merchant_reff_no: 'E-1' },
		status: 409,
		accepted: { success: true },
		repeated: { success: false, error: { message: 'Duplicate Reference Number' } },
		invalid: (field: string) => ({ error: { errors: { [field]: expect.any(Array) } } }),
	};
	const order = {
		path: '/api/v2.0/ewallet-native/create-order',
		body: {
			amount: 30_000,
			ewallet_vendor: 'EWALLET_GOPAY',
			merchant_reff_no: 'E-1',
			account_id: account,
		},
		status: 400,
		accepted: { response_code: 'SP000' },
		repeated: { response_code: 'SP004', data: null },
		invalid: (field: string) => ({
			response_code: 'SP018',
			data: { errors: { [field]: expect.any(Array) } },
		}),
	};

	it.each([checkout, order])(
		'begin open at $path, once per reference',
		async ({ path, body, accepted, repeated, status }) => {
			const made = await post(path, body);
			expect(made).toMatchObject({ status: 200, body: accepted });
			expect(data(made)).toMatchObject({
				id: 2006,
				merchant_reff_no: 'E-1',
				status: 'open',
				total_amount: '30000.00',
				processed_timestamp: null,
				checkout_url: 'https://checkout.example/2006',
			});
			expect(data(await get(`${list}/2006`))).toMatchObject({
				merchant_reff_no: 'E-1',
				status: 'open',
			});
			expect(await post(path, body)).toMatchObject({ status, body: repeated });
			expect(stored('ewallet')).toHaveLength(6);
		},
	);

	it.each([
		{ ...checkout, field: 'amount' },
		{ ...checkout, field: 'ewallet_vendor' },
		{ ...order, field: 'amount' },
		{ ...order, field: 'ewallet_vendor' },
		{ ...order, field: 'account_id' },
	])('need $field at $path', async ({ path, body, invalid, field }) => {
		const answer = await post(path, { ...body, [field]: undefined });
		expect(answer).toMatchObject({ status: 422, body: invalid(field) });
		expect(stored('ewallet')).toHaveLength(5);
	});

	it('need an account that exists', async () => {
		const answer = await post(order.path, { ...order.body, account_id: unknown });
		expect(answer).toMatchObject({ status: 404, body: { response_code: 'SP020' } });
	});
});

describe('the Singapay card payments', () => {
	const card = `/api/v2.0/card/${account}`;

	it.each([
		['CARD-0001', 'CARD-REF-1', 'pending', false],
		['CARD-0002', 'CARD-REF-2', 'processing', false],
		['CARD-0003', 'CARD-REF-3', 'success', true],
		['CARD-0004', 'CARD-REF-4', 'failed', true],
		['CARD-0005', 'CARD-REF-5', 'cancelled', true],
		['CARD-0006', 'CARD-REF-6', 'refunded', true],
	])('show %s (%s) as %s', async (id, reference, status, done) => {
		const answer = await get(`${card}/inquiry-status/${id}`);
		expect(answer.body).toEqual({
			response_code: 'SP000',
			response_message: 'Successfully',
			data: {
				id,
				reference_no: reference,
				status,
				amount: { value: '100000.00', currency: 'IDR' },
				post_timestamp: expect.stringMatching(/^\d{13}$/),
				processed_timestamp: expect.stringMatching(done ? /^\d{13}$/ : /^$/),
			},
		});
	});

	it.each([
		[`${card}/inquiry-status/CARD-0007`, 'SP009'],
		[`/api/v2.0/card/${unknown}/inquiry-status/CARD-0001`, 'SP020'],
		[card, 'SP014'],
	])('answer %s with %s', async (path, code) => {
		expect(await get(path)).toMatchObject({
			status: 404,
			body: { response_code: code, data: null },
		});
	});

	it('begin as pending, once per reference', async () => {
		const body = { amount: 75_000, reference_no: 'C-1' };
		expect(data(await post(`${card}/payment`, body))).toEqual({
			id: 'CARD-0007',
			reference_no: 'C-1',
			status: 'pending',
			amount: { value: '75000.00', currency: 'IDR' },
			post_timestamp: String(clock.now()),
			processed_timestamp: '',
		});
		expect(await post(`${card}/payment`, body)).toMatchObject({
			status: 400,
			body: { response_code: 'SP004', data: null },
		});
		expect(stored('cards')).toHaveLength(7);
	});

	it.each(['amount'])('need %s', async (field) => {
		const body = { amount: 75_000, reference_no: 'C-1', [field]: undefined };
		expect(await post(`${card}/payment`, body)).toMatchObject({
			status: 422,
			body: { response_code: 'SP018', data: { errors: { [field]: ['is required'] } } },
		});
		expect(stored('cards')).toHaveLength(6);
	});

	it.each(['CARD-0001', 'CARD-0002'])('can be canceled while undecided: %s', async (id) => {
		const canceled = { id, status: 'cancelled', processed_timestamp: String(clock.now()) };
		expect(await patch(`${card}/cancel/${id}`)).toMatchObject({
			status: 200,
			body: { response_code: 'SP000', data: canceled },
		});
		expect(data(await get(`${card}/inquiry-status/${id}`))).toMatchObject(canceled);
	});

	it.each([
		['CARD-0003', 400, 'SP012'],
		['CARD-0005', 400, 'SP012'],
		['CARD-0007', 404, 'SP009'],
	])('%s is not canceled but answered with %i and %s', async (id, status, code) => {
		const before = stored('cards');
		expect(await patch(`${card}/cancel/${id}`)).toMatchObject({
			status,
			body: { response_code: code, data: null },
		});
		expect(stored('cards')).toEqual(before);
	});

	it('follow setStatus', async () => {
		simulator().control.setStatus('CARD-0001', 'refunded');
		expect(data(await get(`${card}/inquiry-status/CARD-0001`))).toMatchObject({
			status: 'refunded',
			processed_timestamp: String(clock.now()),
		});
	});
});

describe('moving the other Singapay payments', () => {
	it('updates the status fields of a QR code', () => {
		simulator().control.setStatus('1001', 'expired');
		expect(stored('qris')[0]).toMatchObject({
			id: 1001,
			status: 'open',
			status_computed: 'expired',
			is_expired: true,
		});
	});

	it('stamps a payment into a virtual account', () => {
		simulator().control.setStatus('VA-0002', 'paid');
		expect(stored('vaTransactions')[1]).toMatchObject({
			transaction_id: 'VA-0002',
			status: 'paid',
			processed_timestamp: clock.now(),
		});
	});

	it('moves a virtual account', () => {
		simulator().control.setStatus('01J5XW8LD0VA00000000EXMP01', 'inactive');
		expect(stored('virtualAccounts')[0]).toMatchObject({ status: 'inactive' });
	});
});

describe('the settlement of what Singapay took in', () => {
	const dayMs = 24 * 60 * 60 * 1000;

	it('comes a day after it was paid', async () => {
		const id = simulator().control.addPayment({ kind: 'qris', amount: 24_169, status: 'success' });
		const read = async () => data(await get(`/api/v1.0/qris-dynamic/${account}/show/${id}`));
		clock.advance(dayMs - 1);
		expect(await read()).toMatchObject({
			has_settle: false,
			settle_at: null,
			settled_to_merchant_amount: null,
		});
		clock.advance(1);
		expect(await read()).toMatchObject({
			has_settle: true,
			settle_at: '2026-01-16T03:00:00.000000Z',
			settled_to_merchant_amount: 23_999.82,
		});
	});

	it.each([
		['va-transactions', 'has_settle=1', ['VA-0032']],
		['va-transactions', `has_settle=0&post_timestamp_from=${Date.UTC(2026, 0, 15)}`, ['VA-0031']],
		['va-transactions', `settle_at_from=${Date.UTC(2026, 0, 15, 3)}`, ['VA-0032']],
		['va-transactions', 'merchant_reff_no=R-', ['VA-0032', 'VA-0031']],
		['va-transactions', 'merchant_reff_no=R-&sort_order=asc', ['VA-0031', 'VA-0032']],
	])('narrows %s by %s', async (list, query, ids) => {
		const paid = { kind: 'virtualAccount', status: 'paid' } as const;
		simulator().control.addPayment({ ...paid, reference: 'R-1', createdAt: clock.now() });
		simulator().control.addPayment({ ...paid, reference: 'R-2', createdAt: clock.now() - dayMs });
		const { body } = await get(`/api/v1.0/${list}/${account}?${query}&per_page=100`);
		const rows = (body as { data: Record<string, unknown>[] }).data;
		const added = rows.map((row) => row['transaction_id']).filter((id) => String(id) > 'VA-0030');
		expect(new Set(added)).toEqual(new Set(ids));
	});
});
