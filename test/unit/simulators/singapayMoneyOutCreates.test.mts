import {
	account,
	callsOf,
	dataOf,
	expectLimit,
	expectNeed,
	poorAccount,
} from './singapaySupport.mts';
import type { Create } from './singapaySupport.mts';
import { transfer } from './bodies.mts';
import { changed, refusedFields } from './changes.mts';
import { useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('singapay');
const calls = callsOf(simulator, clock.now);
const { send, get } = calls;
const x = (length: number) => 'é'.repeat(length);
const fixedCode = '00020101021226570011ID.EXAMPLE.WWW01189360000000000000015405250006304A1B2';
const freeCode = '00020101021126570011ID.EXAMPLE.WWW01189360000000000000026304C3D4';

const wallet = {
	account_id: account,
	ewallet_code: 'GOPAY',
	customer_number: '081200000000',
	amount: { value: '10000.00', currency: 'IDR' },
};
const creates = {
	transfer: { path: '/api/v2.0/disbursement/transfer', body: transfer('M-1'), signed: true },
	'transfer of version 1': {
		path: `/api/v1.0/disbursement/${account}/transfer`,
		body: {
			amount: 50_000,
			bank_swift_code: 'CENAIDJA',
			bank_account_number: '1000123456',
			reference_number: 'M-1',
		},
	},
	'top-up': {
		path: '/api/v2.0/ewallet/trigger-topup',
		body: { ...wallet, reference_number: 'M-1' },
		signed: true,
	},
	'account inquiry': { path: '/api/v2.0/ewallet/account-inquiry', body: wallet },
	'QRIS payment': {
		path: '/api/v2.0/qris/issuer/mpm/payment-credit',
		body: {
			account_id: account,
			reference_number: 'M-1',
			amount: 10_000,
			qr_data: freeCode,
			customer_name: 'Zoë 王',
		},
		signed: true,
	},
	'merchant inquiry': {
		path: '/api/v2.0/qris/issuer/mpm/inquiry-merchant',
		body: { qr_data: freeCode },
	},
	'account transfer': {
		path: `/api/v1.0/account-transfer/${account}/transfer`,
		body: {
			amount: 10_000,
			beneficiary_account_number: '100000000002',
			merchant_ref_no: 'M-1',
		},
		signed: true,
	},
	'cardless withdrawal': {
		path: '/api/v1.0/cardless-withdrawals/create',
		body: {
			account_id: account,
			reference_number: 'M-1',
			customer_name: 'Zoë 王',
			customer_id: 'cust-1',
			amount: 100_000,
			vendor_code: 'CLWD_BRI',
		},
		signed: true,
	},
	'direct debit': {
		path: '/api/v2.0/direct-debit/charge',
		body: {
			account_id: account,
			binding_id: 'binding-1',
			merchant_reference: 'M-1',
			amount: 10_000,
		},
		signed: true,
	},
	'fee check': {
		path: `/api/v1.0/disbursement/${account}/check-fee`,
		body: { amount: 50_000, bank_swift_code: 'CENAIDJA' },
	},
	'beneficiary check of version 1': {
		path: '/api/v1.0/disbursement/check-beneficiary',
		body: { bank_swift_code: 'CENAIDJA', bank_account_number: '1000123456' },
	},
	'beneficiary check': {
		path: '/api/v2.0/disbursement/check-beneficiary',
		body: { bank_code: '014', bank_account_number: '1000123456' },
	},
} satisfies Record<string, Create>;

type Name = keyof typeof creates;
const optional = ['notes', 'merchant_ref_no'];
const needs = Object.entries(creates).flatMap(([name, { body }]) =>
	Object.keys(body)
		.filter((field) => !optional.includes(field))
		.map((field) => [name as Name, field] as const),
);

describe('a Singapay call for money that goes out', () => {
	it.each(needs)('as %s needs %s', async (name, field) => {
		await expectNeed(calls, creates[name], field);
	});

	it.each<[Name, string, unknown, unknown]>([
		['transfer', 'reference_number', x(32), x(33)],
		['transfer', 'amount', 10_000, 9999],
		['transfer', 'amount', 250_000_000, 250_000_001],
		['transfer', 'amount', 10_000, 10_000.5],
		['transfer', 'amount', 10_000, '10000'],
		['transfer', 'bank_code', '014', '14'],
		['transfer', 'bank_code', 'CENAIDJA', 'cenaidja'],
		['transfer', 'bank_account_number', '1'.repeat(6), '1'.repeat(5)],
		['transfer', 'bank_account_number', '1'.repeat(30), '1'.repeat(31)],
		['transfer', 'bank_account_number', '100012', '10-012'],
		['transfer', 'notes', x(100), x(101)],
		['transfer of version 1', 'bank_account_number', '1'.repeat(20), '1'.repeat(21)],
		['transfer of version 1', 'notes', x(50), x(51)],
		['top-up', 'reference_number', x(64), x(65)],
		['top-up', 'ewallet_code', 'SINGAPAY', 'LINKAJA'],
		['top-up', 'customer_number', '1'.repeat(10), '1'.repeat(9)],
		['top-up', 'customer_number', '1'.repeat(15), '1'.repeat(16)],
		['top-up', 'customer_number', '081200000000', '+81200000000'],
		['top-up', 'amount.value', '1000', '999'],
		['top-up', 'amount.value', '20000000.00', '20000000.01'],
		['top-up', 'amount.value', '1000.50', '1000.505'],
		['top-up', 'amount.value', '1000', 1000],
		['top-up', 'amount.currency', 'IDR', 'USD'],
		['top-up', 'notes', x(50), x(51)],
		['account inquiry', 'amount.value', '1000', '999.99'],
		['account inquiry', 'notes', x(50), x(51)],
		['QRIS payment', 'reference_number', x(64), x(65)],
		['QRIS payment', 'amount', 1000, 999],
		['QRIS payment', 'amount', 10_000_000, 10_000_001],
		['QRIS payment', 'amount', '1000.00', '999.99'],
		['QRIS payment', 'amount', '10000000', '10000000.01'],
		['QRIS payment', 'qr_data', x(500), x(501)],
		['QRIS payment', 'customer_name', x(100), x(101)],
		['QRIS payment', 'customer_email', x(100), x(101)],
		['QRIS payment', 'customer_phone', x(50), x(51)],
		['QRIS payment', 'customer_location', x(100), x(101)],
		['account transfer', 'amount', 1, 0.99],
		['account transfer', 'amount', 1.25, '1.25'],
		['account transfer', 'beneficiary_account_number', '1'.repeat(12), '1'.repeat(11)],
		['account transfer', 'beneficiary_account_number', '1'.repeat(12), account],
		['account transfer', 'merchant_ref_no', x(191), x(192)],
		['cardless withdrawal', 'reference_number', x(64), x(65)],
		['cardless withdrawal', 'amount', 50_000, 0],
		['cardless withdrawal', 'amount', 150_000, 120_000],
		['cardless withdrawal', 'amount', 1_000_000, 1_050_000],
		['cardless withdrawal', 'vendor_code', 'CLWD_BRI', 'CLWD_BCA'],
		['direct debit', 'merchant_reference', x(100), x(101)],
		['direct debit', 'amount', 10_000, 9999],
		['direct debit', 'description', x(512), x(513)],
		['fee check', 'amount', 10_000, 9999],
		['fee check', 'bank_swift_code', 'CENAIDJA', '014'],
		['beneficiary check of version 1', 'bank_account_number', '1'.repeat(30), '1'.repeat(31)],
		['beneficiary check', 'bank_account_number', '1'.repeat(6), '1'.repeat(5)],
		['beneficiary check', 'bank_code', '014', 'BCA'],
	])('as %s takes %s %j and not %j', async (name, ...limit) => {
		await expectLimit(calls, creates[name], limit);
	});

	it('as OVO top-up begins at 10,000 rupiah', async () => {
		const { body } = creates['top-up'];
		const ovo = { ...creates['top-up'], body: { ...body, ewallet_code: 'OVO' } };
		await expectLimit(calls, ovo, ['amount.value', '10000', '9999']);
	});

	it('as a payment of a QR code pays what the code asks for', async () => {
		const { body } = creates['QRIS payment'];
		const paid = { ...creates['QRIS payment'], body: { ...body, qr_data: fixedCode } };
		await expectLimit(calls, paid, ['amount', 25_000, 25_001]);
	});

	it.each<[Name, string, unknown, number, string]>([
		['top-up', 'customer_number', '081299999999', 404, 'SP010'],
		['account inquiry', 'customer_number', '081299999999', 404, 'SP010'],
		['merchant inquiry', 'qr_data', '0002', 404, 'SP010'],
		['direct debit', 'binding_id', 'binding-2', 404, 'SP009'],
		['transfer', 'account_id', poorAccount, 400, 'SP003'],
	])('as %s with %s %s is refused', async (name, field, value, status, code) => {
		const { path, body, ...rest } = creates[name] as Create;
		const answer = await send(path, changed(body, field, value), rest.signed);
		expect(answer).toMatchObject({ status, body: { response_code: code, data: null } });
		expect(simulator().control.records()['moneyOut']).toHaveLength(60);
	});
});

describe('whom Singapay knows', () => {
	it.each([
		['1000123456', 'valid', 'Budi Example'],
		['1002123456', 'valid', 'SITI RAHAYU'],
		['1006123456', 'valid', 'BU** SAN****'],
		['1007123456', 'valid', 'JOSE NUNEZ'],
		['1008123456', 'valid', 'Zoë Ñandú'],
		['777777777777', 'valid', 'Budi Example'],
		['1005123456', 'invalid', ''],
	])('behind the account %s: %s, %s', async (number, status, name) => {
		const asked = { bank_account_number: number };
		const v1 = await send(creates['beneficiary check of version 1'].path, {
			...asked,
			bank_swift_code: 'BMRIIDJA',
		});
		const found = { status, bank_name: 'MANDIRI', ...asked, bank_account_name: name };
		expect(v1.body).toEqual({
			status: 200,
			success: true,
			data: { ...found, bank_swift_code: 'BMRIIDJA', bank_number_code: '008' },
		});
		const v2 = await send(creates['beneficiary check'].path, { ...asked, bank_code: '008' });
		expect(v2).toMatchObject({ status: 200, body: { response_code: 'SP000' } });
		expect(dataOf(v2)).toEqual({ ...found, bank_code: '008', message: expect.any(String) });
		const sent = await send(creates.transfer.path, { ...transfer('M-1'), ...asked }, true);
		expect(dataOf(sent)['bank']).toEqual({
			code: '014',
			name: 'BCA',
			account_number: number,
			account_name: name === '' ? 'Budi Example' : name,
		});
	});

	it.each([
		['081200000000', 'Budi Example'],
		['081200000001', 'SITI RAHAYU'],
		['081200000002', 'BU** SAN****'],
	])('behind the wallet %s: %s', async (customer_number, customer_name) => {
		const { path, body } = creates['account inquiry'];
		expect(dataOf(await send(path, { ...body, customer_number }))).toEqual({
			ewallet_code: 'GOPAY',
			customer_number,
			customer_name,
			min_amount: { value: '1000.00', currency: 'IDR' },
			max_amount: { value: '20000000.00', currency: 'IDR' },
			amount: { value: '10000.00', currency: 'IDR' },
			fee: { value: '2500.00', currency: 'IDR' },
		});
		const topUp = creates['top-up'];
		const sent = dataOf(await send(topUp.path, { ...topUp.body, customer_number }, true));
		expect(sent).toMatchObject({ ewallet: { code: 'GOPAY', customer_number, customer_name } });
	});

	it.each([
		[fixedCode, 'Warung Example', 25_000],
		[freeCode, 'Toko Example', null],
	])('behind the QR code %s: %s', async (qr_data, merchant_name, amount) => {
		const answer = await send(creates['merchant inquiry'].path, { qr_data });
		expect(dataOf(answer)).toMatchObject({ qr_data, merchant_name, amount });
	});
});

describe('what Singapay answers to money that goes out', () => {
	it('counts the fee on top, and refuses to check what the account cannot pay', async () => {
		const { path, body } = creates['fee check'];
		expect(dataOf(await send(path, body))).toEqual({
			gross_amount: '53000.00',
			transfer_fee: '3000.00',
			net_amount: '50000.00',
			currency: 'IDR',
			beneficiary: { full_name: 'Bank BCA', short_name: 'BCA' },
		});
		const poor = `/api/v1.0/disbursement/${poorAccount}/check-fee`;
		expect(await send(poor, body)).toMatchObject({ status: 400, body: { success: false } });
	});

	it('is a status in words to a transfer of version 1, once per reference', async () => {
		const { path, body } = creates['transfer of version 1'];
		const made = dataOf(await send(path, body));
		expect(made).toMatchObject({ status: 'pending', reference_number: 'M-1' });
		const rows = dataOf(await get(`/api/v1.0/disbursement/${account}`)) as unknown as unknown[];
		expect(rows[0]).toEqual(made);
		expect(await send(path, body)).toMatchObject({ status: 409, body: { success: false } });
	});

	it('keeps the decimals of an account transfer', async () => {
		const { path, body } = creates['account transfer'];
		const made = dataOf(await send(path, { ...body, amount: 10_000.25 }, true));
		expect(made).toMatchObject({ amount: { value: '10000.25', currency: 'IDR' } });
		const shown = await get(
			`/api/v1.0/account-transfer/${account}/${String(made['transaction_id'])}`,
		);
		expect(dataOf(shown)).toEqual(made);
	});

	it('is a charge by direct debit, which is paid after a while', async () => {
		const { path, body } = creates['direct debit'];
		const made = dataOf(await send(path, { ...body, description: 'Order 1' }, true));
		const createdAt = new Date(clock.now()).toISOString();
		expect(made).toEqual({
			transaction_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
			binding_id: 'binding-1',
			account_id: account,
			merchant_reference: 'M-1',
			amount: 10_000,
			currency: 'IDR',
			description: 'Order 1',
			status: 'PENDING',
			requires_otp: false,
			paid_at: null,
			failure_code: null,
			failure_reason: null,
			web_redirect_url: null,
			fees: null,
			created_at: createdAt,
			updated_at: createdAt,
		});
		clock.advance(2000);
		const one = '/api/v2.0/direct-debit/transaction';
		const paidAt = new Date(clock.now()).toISOString();
		expect(dataOf(await get(`${one}/${String(made['transaction_id'])}`))).toEqual({
			...made,
			status: 'SUCCESS',
			paid_at: paidAt,
			updated_at: paidAt,
		});
		expect(await get(`${one}/other`)).toMatchObject({ body: { response_code: 'SP009' } });
	});

	it.each(['disbursement/transfer', 'ewallet/trigger-topup', 'qris/issuer/mpm/payment-credit'])(
		'to %s can be asked for by its reference',
		async (path) => {
			const inquiries: Record<string, string> = {
				disbursement: `disbursement/${account}/inquiry-status`,
				ewallet: `ewallet/${account}/inquiry-status`,
				qris: `qris/status/${account}`,
			};
			const create = Object.values<Create>(creates).find((one) => one.path.endsWith(path));
			const made = dataOf(await send(create?.path ?? '', create?.body, true));
			const inquiry = inquiries[path.split('/', 1)[0] ?? ''] ?? '';
			const body = { reference_number: 'M-1' };
			const answer = await send(`/api/v2.0/${inquiry}`, body);
			expect(refusedFields(answer)).toEqual([]);
			expect(dataOf(answer)).toEqual(made);
		},
	);
});
