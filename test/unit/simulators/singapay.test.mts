import type { Answered } from './support.mts';
import { authorized, call, postJson, useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('singapay');
const account = '01J5XW8LD0R6M9CJEXAMPLE01';
const get = async (path: string) =>
	call(simulator(), path, { headers: await authorized(simulator(), clock.now()) });
const post = async (path: string, body: unknown) =>
	postJson(simulator(), path, body, await authorized(simulator(), clock.now()));
const data = ({ body }: Answered) => (body as { data: Record<string, unknown> }).data;

describe('the Singapay reads', () => {
	it('page the disbursements by twenty-five, newest first', async () => {
		const pages = [];
		for (const page of [1, 2, 3, 4]) {
			pages.push((await get(`/api/v1.0/disbursement/${account}?page=${page}`)).body);
		}
		expect(pages.map((page) => (page as { pagination: unknown }).pagination)).toEqual([
			pagination(25, 1, { next: `${simulator().url}/api/v1.0/disbursement/${account}?page=2` }),
			pagination(25, 2, { next: `${simulator().url}/api/v1.0/disbursement/${account}?page=3` }),
			pagination(10, 3, {}),
			pagination(0, 4, {}),
		]);
		const ids = pages.flatMap((page) =>
			(page as { data: { reference_number: string }[] }).data.map((row) => row.reference_number),
		);
		expect(ids[0]).toBe('REF-0060');
		expect(new Set(ids).size).toBe(60);
	});

	it('show a disbursement with its status as a word and a transaction id beyond 2^53 as text', async () => {
		const path = `/api/v1.0/disbursement/${account}/3312000000000000001`;
		expect(data(await get(path))).toMatchObject({
			transaction_id: '3312000000000000001',
			reference_number: 'REF-0001',
			status: 'success',
			net_amount: { currency: 'IDR', value: '50000.00' },
		});
	});

	it('answer an inquiry by POST with the status as a code', async () => {
		const path = `/api/v2.0/disbursement/${account}/inquiry-status`;
		expect((await post(path, { reference_number: 'REF-0002' })).body).toMatchObject({
			response_code: 'SP000',
			data: { transaction_status: { code: '03', desc: 'Pending' }, processed_timestamp: '' },
		});
		const unknown = await post(path, { reference_number: 'REF-9999' });
		expect(unknown).toMatchObject({ status: 404, body: { response_code: 'SP009', data: null } });
		expect((await get(path)).status).toBe(404);
	});

	it('answer balances as texts with two decimals', async () => {
		const { body } = await get(`/api/v1.0/balance-inquiry/${account}`);
		expect(body).toMatchObject({
			success: true,
			data: {
				account_id: account,
				available_balance: { value: expect.stringMatching(/^\d+\.\d\d$/), currency: 'IDR' },
				pending_balance: { value: '0.00', currency: 'IDR' },
			},
		});
	});

	it('list this month’s statements, and others by date, with numbers and texts mixed', async () => {
		const current = await get(`/api/v1.0/statements/${account}`);
		const rows = data(current) as unknown as Record<string, { value: unknown }>[];
		const types = new Set(rows.map((row) => typeof row['credit']?.value));
		expect(types).toEqual(new Set(['number', 'string']));
		const none = await get(
			`/api/v1.0/statements/${account}?start_date=2020-01-01&end_date=2020-01-31`,
		);
		expect(none.body).toMatchObject({ data: [], pagination: { total: 0, totalPages: 1 } });
	});

	it.each([
		['/api/v1.0/accounts', 200],
		[`/api/v1.0/accounts/${account}`, 200],
		['/api/v1.0/accounts/none', 404],
		['/api/v1.0/balance-inquiry', 200],
		['/api/v1.0/balance-inquiry/none', 404],
		[`/api/v1.0/statements/${account}/ST-0001`, 200],
		[`/api/v1.0/virtual-accounts/${account}`, 200],
		[`/api/v1.0/virtual-accounts/${account}/01J5XW8LD0VA00000000EXMP01`, 200],
		[`/api/v1.0/va-transactions/${account}/VA-0001`, 200],
		[`/api/v1.0/va-transactions/${account}/detail-by-va-number/2621590000000001`, 200],
		[`/api/v1.0/qris-dynamic/${account}`, 200],
		[`/api/v1.0/qris-dynamic/${account}/show/1001`, 200],
		[`/api/v1.0/account-transfer/${account}`, 200],
		['/api/v1.0/nothing', 404],
	])('answer %s with %i', async (path, status) => {
		const answer = await get(path);
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject({ status, success: status === 200 });
	});

	it('take a page size for the VA transactions and for no other list', async () => {
		const sizes = [];
		for (const list of ['va-transactions', 'disbursement']) {
			const answer = await get(`/api/v1.0/${list}/${account}?per_page=7`);
			sizes.push((answer.body as { data: unknown[] }).data.length);
		}
		expect(sizes).toEqual([7, 25]);
	});

	it('work out the fee and know an invalid account', async () => {
		const fee = await post(`/api/v1.0/disbursement/${account}/check-fee`, {
			amount: 50_000,
			bank_swift_code: 'CENAIDJA',
		});
		expect(data(fee)).toMatchObject({
			transfer_fee: '3000.00',
			gross_amount: '53000.00',
			net_amount: '50000.00',
		});
		const check = (number: string) =>
			post('/api/v1.0/disbursement/check-beneficiary', {
				bank_swift_code: 'CENAIDJA',
				bank_account_number: number,
			});
		expect(data(await check('1000123456'))).toMatchObject({ status: 'valid' });
		expect(data(await check('1005123456'))).toMatchObject({ status: 'invalid' });
	});
});

describe('the records of Singapay', () => {
	it('are copies: changing them changes nothing', () => {
		const { control } = simulator();
		const [first = {}] = control.records()['virtualAccounts'] ?? [];
		first['status'] = 'changed';
		expect(control.records()['virtualAccounts']?.[0]).toMatchObject({ status: 'active' });
	});
});

describe('the Singapay money-in creates', () => {
	const va = { bank_code: 'BRI', kind: 'permanent', amount: 25_000, name: 'Ana' };

	it('make a virtual account that can be read, and a second one for the same reference', async () => {
		const path = `/api/v1.0/virtual-accounts/${account}`;
		const made = data(await post(path, { ...va, merchant_reff_no: 'V-1' }));
		expect(made).toMatchObject({ code: 'VA_BRI', status: 'active', amount_type: 'closed' });
		expect(data(await get(`${path}/${String(made['id'])}`))).toEqual(made);
		expect((await post(path, { ...va, merchant_reff_no: 'V-1' })).status).toBe(200);
		expect(simulator().control.records()['virtualAccounts']).toHaveLength(7);
	});

	it.each<[string, object, string]>([
		['an unknown bank', { bank_code: 'XYZ' }, 'bank_code'],
		['a closed amount that is missing', { amount: undefined }, 'amount'],
		['a temporary one without an end', { kind: 'temporary' }, 'expired_at'],
		['an end in seconds', { kind: 'temporary', expired_at: 1_800_000_000 }, 'expired_at'],
	])('refuse a virtual account with %s', async (_name, change, field) => {
		const answer = await post(`/api/v1.0/virtual-accounts/${account}`, { ...va, ...change });
		expect(answer).toMatchObject({
			status: 422,
			body: { status: 422, error: { code: 422, errors: { [field]: expect.any(Array) } } },
		});
	});

	it('make a QR code, and a second one for the same reference', async () => {
		const path = `/api/v1.0/qris-dynamic/${account}/generate-qr`;
		const body = { amount: 15_000, merchant_reff_no: 'Q-1' };
		expect(data(await post(path, body))).toMatchObject({
			id: 1005,
			merchant_reff_no: 'Q-1',
			status: 'open',
		});
		expect(data(await post(path, body))).toMatchObject({ id: 1006, merchant_reff_no: 'Q-1' });
	});
});

function pagination(count: number, currentPage: number, links: object) {
	return { total: 60, count, perPage: 25, currentPage, totalPages: 3, links };
}
