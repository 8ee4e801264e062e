import type { Answered } from './support.mts';
import { authorized, call, postJson, postSigned, useSimulator } from './support.mts';
import { transfer } from './bodies.mts';

const { simulator, clock } = useSimulator('singapay');
const account = '01J5XW8LD0R6M9CJEXAMPLE01';
const transferPath = '/api/v2.0/disbursement/transfer';
const get = async (path: string) =>
	call(simulator(), path, { headers: await authorized(simulator(), clock.now()) });
const post = async (path: string, body: unknown) =>
	postJson(simulator(), path, body, await authorized(simulator(), clock.now()));
const send = (body: unknown, path = transferPath) => postSigned(simulator(), path, body);
const data = ({ body }: Answered) => (body as { data: Record<string, unknown> }).data;
const stored = (reference: string) =>
	(simulator().control.records()['moneyOut'] ?? []).filter(
		(row) => row['reference_number'] === reference,
	);

describe('a Singapay transfer', () => {
	it('is accepted as pending, charges the fee on top and lowers the balance', async () => {
		const before = await get(`/api/v1.0/balance-inquiry/${account}`);
		const answer = await send(transfer('T-1'));
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({
			response_code: 'SP000',
			data: {
				transaction_id: '3312000000000000061',
				reference_number: 'T-1',
				transaction_status: { code: '03', desc: 'Pending' },
				post_timestamp: String(clock.now()),
				processed_timestamp: '',
				gross_amount: { currency: 'IDR', value: '53000.00' },
				fee: { name: 'Transfer Fee', currency: 'IDR', value: '3000.00' },
				net_amount: { currency: 'IDR', value: '50000.00' },
				notes: 'a/b é',
			},
		});
		const after = await get(`/api/v1.0/balance-inquiry/${account}`);
		expect(available(before) - available(after)).toBe(53_000);
	});

	it.each([
		['1000', 2_000, '00'],
		['1001', 2_000, '06'],
		['1003', 2_000, '06'],
		['1004', 8 * 60_000, '06'],
		['1006', 2_000, '00'],
		['4000', 2_000, '00'],
	])('to an account %s… is decided after %i ms with %s', async (prefix, afterMs, code) => {
		await send(transfer('T-2', `${prefix}123456`));
		const path = `/api/v2.0/disbursement/${account}/inquiry-status`;
		const inquire = async () => data(await post(path, { reference_number: 'T-2' }));
		clock.advance(afterMs - 1);
		expect(await inquire()).toMatchObject({ transaction_status: { code: '03' } });
		clock.advance(1);
		expect(await inquire()).toMatchObject({
			transaction_status: { code },
			processed_timestamp: String(clock.now()),
		});
	});

	it('that fails gives the money back and says why', async () => {
		const before = available(await get(`/api/v1.0/balance-inquiry/${account}`));
		await send(transfer('T-3', '1001123456'));
		clock.advance(2_000);
		expect(available(await get(`/api/v1.0/balance-inquiry/${account}`))).toBe(before);
		expect(stored('T-3')[0]).toMatchObject({
			status: 'failed',
			failed_reason: 'ACCOUNT-Bad Request',
		});
	});

	it('to any other account stays pending', async () => {
		await send(transfer('T-4', '7777123456'));
		clock.advance(24 * 3600_000);
		expect(stored('T-4')[0]).toMatchObject({ status: 'pending' });
	});

	it('with a used reference is refused with SP004 and not stored', async () => {
		await send(transfer('T-5'));
		const repeat = await send({ ...transfer('T-5'), amount: 60_000 });
		expect(repeat.body).toEqual({
			response_code: 'SP004',
			response_message: 'Duplicate Reference Number',
			data: null,
		});
		expect(stored('T-5')).toHaveLength(1);
		expect((await send(transfer('REF-0001'))).body).toMatchObject({ response_code: 'SP004' });
	});

	it.each<[string, object, string]>([
		['too little', { amount: 9_999 }, 'amount'],
		['an amount as text', { amount: '50000' }, 'amount'],
		['a short account number', { bank_account_number: '12345' }, 'bank_account_number'],
		['a long reference', { reference_number: 'x'.repeat(33) }, 'reference_number'],
		[
			'the name of the check calls',
			{ bank_code: undefined, bank_swift_code: 'CENAIDJA' },
			'bank_code',
		],
	])('of %s is refused with SP018', async (_name, change, field) => {
		const answer = await send({ ...transfer('T-6'), ...change });
		expect(answer).toMatchObject({
			status: 422,
			body: { response_code: 'SP018', data: { errors: { [field]: expect.any(Array) } } },
		});
		expect(stored('T-6')).toEqual([]);
	});

	it.each([
		['01J5XW8LD0R6M9CJEXAMPLE02', 'SP003'],
		['01J5XW8LD0R6M9CJEXAMPLE99', 'SP020'],
	])('from account %s is refused with %s', async (account_id, code) => {
		const answer = await send({ ...transfer('T-7'), account_id });
		expect(answer.body).toMatchObject({ response_code: code });
	});

	it('without a signature is refused with SP016 before anything else', async () => {
		const answer = await post(transferPath, transfer('T-8'));
		expect(answer).toMatchObject({ status: 401, body: { response_code: 'SP016', data: null } });
		expect(stored('T-8')).toEqual([]);
	});

	it.each<[string, { secret?: string; age?: number }]>([
		['another secret', { secret: 'other' }],
		['a time 301 s ago', { age: 301_000 }],
		['a time 301 s ahead', { age: -301_000 }],
	])('signed with %s is refused with SP016', async (_name, { secret, age = 0 }) => {
		const answer = await postSigned(simulator(), transferPath, transfer('T-9'), {
			now: clock.now() - age,
			...(secret === undefined ? {} : { secret }),
		});
		expect(answer.body).toMatchObject({ response_code: 'SP016' });
	});

	it('changes its status on request', () => {
		simulator().control.setStatus('REF-0002', 'refunded');
		expect(stored('REF-0002')[0]).toMatchObject({ status: 'failed' });
		simulator().control.setStatus('3312000000000000002', 'success');
		expect(stored('REF-0002')[0]).toMatchObject({ status: 'success' });
		simulator().control.setStatus('REF-0002', 'odd');
		expect(stored('REF-0002')[0]).toMatchObject({ status: 'odd', processed_timestamp: '' });
	});
});

describe('the other signed Singapay calls', () => {
	const topUp = {
		account_id: account,
		reference_number: 'M-1',
		ewallet_code: 'GOPAY',
		customer_number: '081200000000',
		amount: { value: '10000.00', currency: 'IDR' },
	};
	const qrisPayment = {
		account_id: account,
		reference_number: 'M-1',
		amount: '10000.00',
		qr_data: '0002',
		customer_name: 'Budi Example',
	};
	const withdrawal = {
		account_id: account,
		reference_number: 'M-1',
		customer_name: 'Budi Example',
		customer_id: 'cust-1',
		amount: 100_000,
		vendor_code: 'CLWD_BRI',
	};
	const charge = {
		account_id: account,
		binding_id: 'binding-1',
		merchant_reference: 'M-1',
		amount: 10_000,
	};

	it.each<[string, object, number]>([
		['/api/v2.0/ewallet/trigger-topup', topUp, 400],
		['/api/v2.0/qris/issuer/mpm/payment-credit', qrisPayment, 400],
		['/api/v1.0/cardless-withdrawals/create', withdrawal, 409],
		['/api/v2.0/direct-debit/charge', charge, 400],
	])('%s needs a signature and a new reference', async (path, body, repeated) => {
		const unsigned = await post(path, body);
		expect(unsigned.status).toBe(401);
		expect(unsigned.text).toMatch(/SP016|Signature Invalid/);
		expect((await send(body, path)).status).toBe(200);
		expect((await send(body, path)).status).toBe(repeated);
		expect(stored('M-1')).toHaveLength(1);
	});

	it('answer a transfer between accounts that is repeated with the first one', async () => {
		const path = `/api/v1.0/account-transfer/${account}/transfer`;
		const transferBody = {
			amount: 10_000,
			beneficiary_account_number: '100000000002',
			merchant_ref_no: 'M-1',
		};
		expect((await post(path, transferBody)).status).toBe(401);
		const first = await send(transferBody, path);
		expect(data(first)).toMatchObject({
			merchant_ref_no: 'M-1',
			status: 'success',
			amount: { currency: 'IDR', value: '10000.00' },
			created_at: String(clock.now()),
		});
		clock.advance(60_000);
		expect((await send(transferBody, path)).body).toEqual(first.body);
		expect(stored('M-1')).toHaveLength(1);
	});

	it('show a cardless withdrawal without the reference it is asked for by', async () => {
		await send(withdrawal, '/api/v1.0/cardless-withdrawals/create');
		const path = `/api/v1.0/cardless-withdrawals/transaction/${account}/M-1`;
		const shown = data(await get(path));
		expect(shown).toMatchObject({ status: 'open', amount: '100000.00', total_paid: '100000.00' });
		expect(shown).not.toHaveProperty('reference_number');
	});

	it.each([
		['a number', 10_000],
		['a text', '10000.00'],
	])('an e-wallet top-up with %s for its amount is refused', async (_name, amount) => {
		const body = { ...topUp, amount };
		const answer = await send(body, '/api/v2.0/ewallet/trigger-topup');
		expect(answer).toMatchObject({ status: 422, body: { response_code: 'SP018' } });
	});
});

function available(answer: Answered): number {
	return Number((data(answer)['available_balance'] as { value: string }).value);
}
