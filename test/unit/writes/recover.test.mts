import { createLimiter } from '../../../lib/client/limiter';
import type { Provider } from '../../../lib/providers/contract';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { recoverWrite } from '../../../lib/writes/recover';
import {
	answer,
	fakeContext,
	infoOf,
	lost as breakOff,
	type Replies,
	type Reply,
	requestTo,
	settings,
	startMs,
} from '../../support/fakeContext.mts';
import { writeInfo } from '../../support/providerSamples.mts';

const options = { timeoutMs: 1_000, maxRetries: 5 };
const transfer = infoOf(
	singapay,
	requestTo('POST', '/api/v2.0/disbursement/transfer', {
		account_id: 'acc-1',
		reference_number: 'R-1',
		amount: 50_000,
	}),
);
const payin = infoOf(smartFastPay, requestTo('POST', '/v2/payin', { transaction: { id: 'R-1' } }));
const record = {
	reference_number: 'R-1',
	transaction_status: { code: '00' },
	net_amount: { value: '50000.00', currency: 'IDR' },
};
const found = answer({ response_code: 'SP000', data: record });
const absent = answer({ response_code: 'SP009' }, 404);
const down = answer({}, 500);
const lost = breakOff();

/** A provider that answers one look-up after the other, for an execution that may be canceled. */
function lookingUp(replies: Replies, provider: Provider = singapay) {
	const canceled = new AbortController();
	return { ...fakeContext(provider, replies, { signal: canceled.signal }), canceled };
}

describe('looking a payment up', () => {
	it.each<[string, Reply[], string, number[]]>([
		['found at once', [found], 'found', []],
		['found at the second look', [absent, found], 'found', [1_000]],
		['found at the third look', [absent, down, found], 'found', [1_000, 2_000]],
		[
			'found at the last look',
			[absent, absent, absent, absent, found],
			'found',
			[1_000, 2_000, 4_000, 8_000],
		],
		[
			'found beside SP001, which says no more than its status',
			[answer({ response_code: 'SP001', data: record })],
			'found',
			[],
		],
		[
			'SP001 without a record, then found',
			[answer({ response_code: 'SP001' }), found],
			'found',
			[1_000],
		],
		['never found', [absent], 'absent', [1_000, 2_000, 4_000, 8_000]],
		[
			'unclear until the last look finds none',
			[down, lost, down, lost, absent],
			'absent',
			[1_000, 2_000, 4_000, 8_000],
		],
		[
			'not found, but the last look fails',
			[absent, absent, absent, absent, down],
			'unclear',
			[1_000, 2_000, 4_000, 8_000],
		],
		[
			'not found, but the last look breaks off',
			[absent, absent, absent, absent, lost],
			'unclear',
			[1_000, 2_000, 4_000, 8_000],
		],
		['always failing', [down], 'unclear', [1_000, 2_000, 4_000, 8_000]],
		['always breaking off', [lost], 'unclear', [1_000, 2_000, 4_000, 8_000]],
	])('%s', async (_name, replies, kind, slept) => {
		const run = lookingUp(replies);

		expect(await recoverWrite(run.context, transfer, options)).toEqual(
			kind === 'found' ? { kind, record } : { kind },
		);
		expect(run.slept).toEqual(slept);
		expect(run.requests).toHaveLength(slept.length + 1);
	});

	it('sends the inquiry of Singapay and nothing else', async () => {
		const run = lookingUp([absent]);
		await recoverWrite(run.context, transfer, options);

		expect(run.requests).toHaveLength(5);
		for (const request of run.requests)
			expect(request).toMatchObject({
				method: 'POST',
				url: `${settings.baseUrl}/api/v2.0/disbursement/acc-1/inquiry-status`,
				body: '{"reference_number":"R-1"}',
				headers: { 'Content-Type': 'application/json' },
			});
	});

	it('sends the question of SmartFastPay without a body and nothing else', async () => {
		const run = lookingUp(answer({ requestId: 'r', data: [] }), smartFastPay);

		expect(await recoverWrite(run.context, payin, options)).toEqual({ kind: 'absent' });
		expect(run.requests).toHaveLength(5);
		for (const request of run.requests) {
			expect(request).toMatchObject({
				method: 'GET',
				url: `${settings.baseUrl}/transactions?transaction_id=R-1`,
			});
			expect(request.body).toBeUndefined();
			expect(Object.keys(request.headers)).not.toContain('Content-Type');
		}
	});

	it('hides the secret in what is found', async () => {
		const echo = { ...record, echo: settings.clientSecret };
		const run = lookingUp([answer({ response_code: 'SP000', data: echo })]);

		expect(await recoverWrite(run.context, transfer, options)).toEqual({
			kind: 'found',
			record: { ...record, echo: '[hidden]' },
		});
	});
});

describe('a canceled execution', () => {
	it('asks nothing when it was canceled before', async () => {
		const run = lookingUp([found]);
		run.canceled.abort();

		expect(await recoverWrite(run.context, transfer, options)).toEqual({ kind: 'unclear' });
		expect(run.requests).toEqual([]);
	});

	it('ends the looking during a wait, and does not say that there is none', async () => {
		const run = lookingUp([absent]);
		const context = {
			...run.context,
			sleep: async (ms: number) => {
				await run.context.sleep(ms);
				if (run.slept.length === 2) run.canceled.abort();
			},
		};

		expect(await recoverWrite(context, transfer, options)).toEqual({ kind: 'unclear' });
		expect(run.requests).toHaveLength(2);
		expect(run.slept).toEqual([1_000, 2_000]);
	});

	it('looks as usual where n8n has no signal', async () => {
		const run = lookingUp([absent]);

		expect(await recoverWrite({ ...run.context, signal: undefined }, transfer, options)).toEqual({
			kind: 'absent',
		});
	});
});

/** A row of SmartFastPay's list, created so many minutes after the payment was sent. */
const row = (id: string, minutes: number | undefined, more: object = {}): object => ({
	id,
	transaction_id: 'R-1',
	type: 'payment',
	status: 'paid',
	...(minutes === undefined
		? {}
		: { created_at: new Date(startMs + minutes * 60_000).toISOString() }),
	...more,
});
const failed = { status: 'canceled' };
const another = (amount: object): object => ({ ...amount, currency: 'BRL', amount: '99.00' });

describe('several records with the reference', () => {
	const listed = async (rows: readonly object[], since: number | undefined) => {
		const run = lookingUp(answer({ requestId: 'r', data: rows }), smartFastPay);
		const recovery = await recoverWrite(run.context, payin, { ...options, since });
		return recovery.kind === 'found' ? (recovery.record as { id: string }).id : recovery.kind;
	};

	it.each<[string, object[], string]>([
		['one that is newer', [row('a', 0)], 'a'],
		['one of an age that clocks may differ by', [row('a', -5)], 'a'],
		['one that is clearly older', [row('a', -6)], 'unclear'],
		['one without a time', [row('a', undefined)], 'a'],
		['an older and a newer one', [row('a', -60), row('b', 0)], 'b'],
		['a newer and an older one', [row('a', 0), row('b', -60)], 'a'],
		['two newer ones', [row('a', 0), row('b', 1)], 'unclear'],
		['two without a time', [row('a', undefined), row('b', undefined)], 'unclear'],
		['a newer one that failed', [row('a', 0, failed)], 'conflict'],
		['a newer one that failed and one that did not', [row('a', 0, failed), row('b', 1)], 'b'],
		['an older one, and a newer one that failed', [row('a', -60), row('b', 0, failed)], 'conflict'],
	])('after an answer that was lost: %s', async (_what, rows, found) => {
		expect(await listed(rows, startMs)).toBe(found);
	});

	it.each<[string, object[], string]>([
		['one, however old', [row('a', -6_000)], 'a'],
		['two', [row('a', -60), row('b', 0)], 'unclear'],
		['one that failed, and the one that did not', [row('a', -60, failed), row('b', -50)], 'b'],
		['only such as failed', [row('a', -60, failed), row('b', -50, failed)], 'conflict'],
	])('of a payment that was sent before: %s', async (_what, rows, found) => {
		expect(await listed(rows, undefined)).toBe(found);
	});

	it('that are all different are reported by the newest one', async () => {
		const rows = [row('old', -60, failed), row('new', -50, failed), row('older', -70, failed)];
		const run = lookingUp(answer({ requestId: 'r', data: rows }), smartFastPay);

		expect(await recoverWrite(run.context, payin, options)).toMatchObject({
			kind: 'conflict',
			explanation: { message: expect.stringContaining('(ID new)') },
		});
	});

	it('one of which has another amount, are not two payments', async () => {
		const payment = infoOf(
			smartFastPay,
			requestTo('POST', '/v2/payin', { transaction: { id: 'R-1', amount: 10, currency: 'BRL' } }),
		);
		const rows = [row('a', 0, another({})), row('b', 0, { amount: '10.00', currency: 'BRL' })];
		const run = lookingUp(answer({ requestId: 'r', data: rows }), smartFastPay);

		expect(await recoverWrite(run.context, payment, options)).toEqual({
			kind: 'found',
			record: rows[1],
		});
	});
});

describe('each look', () => {
	const looks = (replies: Replies, provider: Provider = singapay) => lookingUp(replies, provider);

	it.each([
		['HTTP 500', down],
		['a lost answer', lost],
		['HTTP 429', answer('', 429, { 'retry-after': '1' })],
	])('is not repeated by itself: %s', async (_what, reply) => {
		const run = looks([reply], smartFastPay);

		expect(await recoverWrite(run.context, payin, options)).toEqual({ kind: 'unclear' });
		expect(run.requests).toHaveLength(5);
	});

	it('shares the token of reads where each write has one of its own', async () => {
		const provider: Provider = {
			...singapay,
			auth: { ...singapay.auth, reusePolicy: () => 'perTransaction' as const },
		};
		const run = looks([found], provider);
		const uses: string[] = [];
		const sendAs: typeof run.context.sendAs = (...given) => {
			uses.push(given[1]);
			return run.context.sendAs(...given);
		};

		expect(await recoverWrite({ ...run.context, sendAs }, transfer, options)).toEqual({
			kind: 'found',
			record,
		});
		expect(uses).toEqual(['shared']);
	});

	it('asks with a new token where the old one was refused', async () => {
		const run = looks([answer({ response_code: 'SP013' }, 401), found]);

		expect(await recoverWrite(run.context, transfer, options)).toEqual({ kind: 'found', record });
		expect(run.slept).toEqual([]);
		expect(run.requests.map(({ body }) => body)).toEqual([
			transfer.find?.body,
			transfer.find?.body,
		]);
	});

	it('is unclear where n8n fails at the credential', async () => {
		const run = looks([found]);
		const stored = async () => await Promise.reject(new Error('The database is gone'));

		expect(await recoverWrite({ ...run.context, stored }, transfer, options)).toEqual({
			kind: 'unclear',
		});
		expect(run.requests).toEqual([]);
	});

	it('takes its turn among those of other items', async () => {
		const limiter = createLimiter(1);
		const run = looks([found]);
		let leave = (): void => undefined;
		void limiter.run(async () => await new Promise<void>((resolve) => (leave = resolve)));
		const recovery = recoverWrite(run.context, transfer, { ...options, limiter });
		await new Promise((resolve) => setImmediate(resolve));
		expect(run.requests).toEqual([]);
		leave();

		expect(await recovery).toEqual({ kind: 'found', record });
	});
});

it('nothing is asked where the provider cannot be asked', async () => {
	const run = lookingUp([found]);

	expect(await recoverWrite(run.context, writeInfo(paySecurez), options)).toEqual({
		kind: 'unclear',
	});
	expect(run.requests).toEqual([]);
});

/** What was asked for with the reference R-1, and what a record with it says: the same payment only where all of it fits. */
describe('a record with the reference', () => {
	const transferTo = (bank_code: string, code: string) => [
		'/api/v2.0/disbursement/transfer',
		{ reference_number: 'R-1', amount: 10_000, bank_code, bank_account_number: '1000123456' },
		{ bank: { code, account_number: '1000123456' }, net_amount: { value: '10000.00' } },
	];
	const topUpOf = (ewallet_code: string, code: string) => [
		'/api/v2.0/ewallet/trigger-topup',
		{
			reference_number: 'R-1',
			amount: { value: '10000.00' },
			ewallet_code,
			customer_number: '0812',
		},
		{ ewallet: { code, customer_number: '0812' }, net_amount: { value: '10000.00' } },
	];

	it.each([
		['of the same bank by its number', ...transferTo('014', '014'), 'found'],
		[
			'of the bank by its letters, which say nothing of the number',
			...transferTo('014', 'BCA'),
			'found',
		],
		['of another bank', ...transferTo('002', '014'), 'conflict'],
		['of the same wallet', ...topUpOf('OVO', 'ovo'), 'found'],
		['of another wallet', ...topUpOf('OVO', 'DANA'), 'conflict'],
	] as [string, string, object, object, string][])('%s', async (_what, path, body, more, kind) => {
		const asked = infoOf(singapay, requestTo('POST', path, { account_id: 'acc-1', ...body }));
		const data = { reference_number: 'R-1', transaction_status: { code: '00' }, ...more };
		const run = lookingUp(answer({ response_code: 'SP000', data }));

		expect((await recoverWrite(run.context, asked, options)).kind).toBe(kind);
	});

	const closed = { bank_code: 'BRI', amount_type: 'closed', amount: 10_000 };
	const open = { bank_code: 'BRI', amount_type: 'open', min_amount: 10_000, max_amount: 500_000 };
	const account = (short_name: string, amount_type: string, more: object) => ({
		merchant_reff_no: 'R-1',
		number: '7000000000000001',
		bank: { short_name },
		amount_type,
		status: 'active',
		...more,
	});
	it.each<[string, object, object, string]>([
		[
			'the same account',
			closed,
			account('BRI', 'closed', { amount: { value: '10000.00' } }),
			'found',
		],
		[
			'at another bank',
			closed,
			account('BCA', 'closed', { amount: { value: '10000.00' } }),
			'conflict',
		],
		[
			'the same open account',
			open,
			account('BRI', 'open', { min_amount: { value: '10000' }, max_amount: { value: '500000' } }),
			'found',
		],
		[
			'with another bound',
			open,
			account('BRI', 'open', { min_amount: { value: '10000' }, max_amount: { value: '900000' } }),
			'conflict',
		],
		['a closed one', open, account('BRI', 'closed', { amount: { value: '999' } }), 'conflict'],
		[
			'the same account, which has lapsed',
			closed,
			account('BRI', 'closed', { amount: { value: '10000.00' }, expired_at: startMs - 86_400_000 }),
			'conflict',
		],
		[
			'the same account, which lapses tomorrow',
			closed,
			account('BRI', 'closed', { amount: { value: '10000.00' }, expired_at: startMs + 86_400_000 }),
			'found',
		],
	])('of a virtual account: %s', async (_what, body, row, kind) => {
		const path = '/api/v1.0/virtual-accounts/acc-1';
		const asked = infoOf(singapay, requestTo('POST', path, { merchant_reff_no: 'R-1', ...body }));
		const run = lookingUp(answer({ status: 200, success: true, data: [row] }));

		expect((await recoverWrite(run.context, asked, options)).kind).toBe(kind);
	});

	it.each([
		['EWALLET_GOPAY', 'found'],
		['GOPAY', 'found'],
		['OVO', 'conflict'],
	])('of an e-wallet checkout, asked for at GoPay: %s', async (ewallet_vendor, kind) => {
		const asked = infoOf(
			singapay,
			requestTo('POST', '/api/v2.0/ewallet-native/create-order', {
				...{ account_id: 'acc-1', merchant_reff_no: 'R-1', amount: 55_000 },
				ewallet_vendor: 'EWALLET_GOPAY',
			}),
		);
		const checkout = { id: 1, merchant_reff_no: 'R-1', status: 'open', total_amount: '55000' };
		const data = [{ ...checkout, ewallet_vendor }];
		const run = lookingUp(answer({ status: 200, success: true, data }));

		expect((await recoverWrite(run.context, asked, options)).kind).toBe(kind);
	});

	it.each<[string, object, string, string]>([
		['with the same total', { total_amount: 27_000 }, '27000.00', 'found'],
		['with another total', { total_amount: 27_000 }, '99000.00', 'conflict'],
		[
			'whose items make the total',
			{
				items: [
					{ name: 'A', quantity: 2, unit_price: 15_000 },
					{ name: 'Discount', quantity: 1, unit_price: -3_000 },
				],
			},
			'27000.00',
			'found',
		],
		[
			'whose items make another',
			{ items: [{ quantity: 1, unit_price: 27_000 }] },
			'99000',
			'conflict',
		],
		['whose items cannot be added up', { items: [{ quantity: 'x' }] }, '27000', 'conflict'],
	])('of a payment link: %s', async (_what, body, total_amount, kind) => {
		const path = '/api/v2.0/payment-link/acc-1';
		const asked = infoOf(singapay, requestTo('POST', path, { reff_no: 'R-1', ...body }));
		const data = [{ id: 1, reff_no: 'R-1', status: 'open', total_amount }];
		const run = lookingUp(answer({ status: 200, success: true, data }));

		expect((await recoverWrite(run.context, asked, options)).kind).toBe(kind);
	});

	it.each([
		['pix', 'found'],
		['PIX', 'found'],
		['boleto', 'conflict'],
	])('of SmartFastPay, asked for as pix: %s', async (method, kind) => {
		const transaction = { id: 'R-1', amount: 10, currency: 'BRL' };
		const asked = infoOf(
			smartFastPay,
			requestTo('POST', '/v2/payin', { payment_method: 'pix', transaction }),
		);
		const rows = [row('a', 0, { amount: '10.00', currency: 'BRL', method })];
		const run = lookingUp(answer({ requestId: 'r', data: rows }), smartFastPay);

		expect((await recoverWrite(run.context, asked, options)).kind).toBe(kind);
	});
});
