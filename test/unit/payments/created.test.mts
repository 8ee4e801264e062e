import type { Answered } from '../../../lib/client/result';
import { readCreated, whyAnother, whyUnconfirmed } from '../../../lib/payments/created';
import type { CreateForm, PaymentKind } from '../../../lib/providers/contract';
import { findRecordKind } from '../../../lib/providers/kinds';
import { singapay } from '../../../lib/providers/singapay';
import { infoOf, requestTo } from '../../support/fakeContext.mts';
import { json, subjects } from '../../support/subjects.mts';

/** What the item of a create says, by the record that was answered or found. */

const now = Date.UTC(2026, 0, 15);
const asked = { reference: 'INV-1', amount: '50000', currency: 'IDR', now };
const formOf = (id: string): CreateForm => {
	const found = singapay.forms.creates.find(
		(each) => each.id === id && each.resource === 'payment',
	);
	if (found === undefined) throw new Error(`There is no ${id}`);
	return found;
};
const kindOf = (id: string): PaymentKind => {
	const found = findRecordKind(singapay, id);
	if (found === undefined) throw new Error(`There is no ${id}`);
	return found;
};
const form = formOf('virtualAccount');
const kind = kindOf('virtualAccount');
const account = {
	id: '01J5XW8LD0R6M9CJEXAMPLE99',
	number: '7000000000000001',
	merchant_reff_no: 'INV-1',
	bank: { short_name: 'BRI' },
	amount: { value: '50000.00', currency: 'IDR' },
	status: 'active',
	expired_at: String(now + 3_600_000),
};
const read = (record: unknown) => readCreated(singapay, kind, form, record, asked).payment;

describe('a virtual account that was created', () => {
	it('is pending, and says where to pay', () => {
		expect(read(account)).toMatchObject({
			reference: 'INV-1',
			status: 'pending',
			final: false,
			amount: '50000.00',
			nextAction: { type: 'transfer', account: '7000000000000001', bank: 'BRI' },
		});
	});

	it('cannot be paid any more once it has expired', () => {
		expect(read({ ...account, expired_at: String(now) })).toMatchObject({
			nextAction: { type: 'none', expiresAt: '2026-01-15T00:00:00.000Z' },
		});
	});

	it.each<[string, object, string, boolean]>([
		['a moment before its end', { expired_at: now + 1 }, 'pending', false],
		['at its end', { expired_at: now }, 'expired', true],
		['a day after its end', { expired_at: String(now - 86_400_000) }, 'expired', true],
		['without an end', { expired_at: null }, 'pending', false],
		['whose end is not a time', { expired_at: 'soon' }, 'pending', false],
		['after its end, not paid into', { expired_at: now, current_usage: 0 }, 'expired', true],
		['after its end, paid into', { expired_at: now, current_usage: 1 }, 'pending', false],
		[
			'after its end, used up',
			{ expired_at: now, current_usage: 1, max_usage: 1 },
			'unknown',
			false,
		],
		['after its end, closed before', { expired_at: now, status: 'inactive' }, 'canceled', true],
	])('%s: %j is %s', (_when, more, status, final) => {
		expect(read({ ...account, ...more })).toMatchObject({ status, final });
	});

	it('is not pending once it was paid into as often as it may be', () => {
		expect(read({ ...account, max_usage: 1, current_usage: 1 })).toMatchObject({
			status: 'unknown',
			final: false,
			providerStatus: 'active, used up',
		});
		expect(read({ ...account, max_usage: 2, current_usage: 1 }).status).toBe('pending');
		expect(read({ ...account, max_usage: '1', current_usage: '1' }).status).toBe('unknown');
	});
});

describe('what an answer does not name', () => {
	it('is what was asked for, and a status that is not named is pending', () => {
		expect(read({ merchant_reff_no: 'INV-1' })).toMatchObject({
			amount: '50000',
			currency: 'IDR',
			status: 'pending',
			final: false,
		});
	});

	it('is not made of halves: an amount without a currency stays as it is', () => {
		expect(read({ merchant_reff_no: 'INV-1', amount: '7' }).amount).toBe('7');
	});
});

type Sent = readonly [provider: keyof typeof subjects, endpoint: string, body?: object];

/** The request, answered with HTTP 200. */
function answeredWith([id, endpoint, body = {}]: Sent, content: unknown): Answered {
	const [method = '', path = ''] = endpoint.split(' ');
	const call = infoOf(subjects[id].provider, requestTo(method, path, body));
	const bytes = Buffer.from(JSON.stringify(content));
	const raw = { status: 200, headers: {}, bytes };
	return { kind: 'answered', call, raw, response: json(200, content) };
}

const v2 = (data: unknown): object => ({
	response_code: 'SP000',
	response_message: 'Successfully',
	data,
});
const v1 = (data: unknown): object => ({ status: 200, success: true, data });
const fast = (data: unknown): object => ({ requestId: 'r', data });
const cardless = '/api/v1.0/cardless-withdrawals';

describe('a write that was answered with success', () => {
	it.each<[string, Sent, unknown]>([
		['a transaction', ['paySecurez', 'POST /api/v1/transactions'], { transactionId: 'txn_1' }],
		[
			'a transaction as the notifications write it',
			['paySecurez', 'POST /api/v1/transactions'],
			{ TransactionId: 'txn_1' },
		],
		['a payout', ['smartFastPay', 'POST /v2/payout'], fast({ id: 'p-1', status: 'pending' })],
		['a boleto', ['smartFastPay', 'POST /v1/boleto'], fast({ id: 'b-1', boleto: { code: '1' } })],
		[
			'the page of a checkout',
			['smartFastPay', 'POST /v2/transaction/checkout'],
			fast({ url: 'https://checkout.example/1' }),
		],
		[
			'an account without a reference',
			['singapay', 'POST /api/v1.0/virtual-accounts/acc-1'],
			v1({ id: '01J', number: '7000000000000001' }),
		],
		[
			'a wallet with Singapay’s own reference alone',
			['singapay', 'POST /api/v2.0/ewallet-native/create-order'],
			v2({ reff_no: '485200', ewallet_vendor: 'EWALLET_OVO', checkout_url: null }),
		],
		[
			'the page of a wallet',
			['singapay', 'POST /api/v1.0/ewallet-native/acc-1/create-checkout'],
			v1({ checkout_url: 'https://wallet.example/1' }),
		],
		['a plan', ['singapay', 'POST /api/v2.0/recurring/plans'], v2({ id: '0f4b', name: 'Plan' })],
		['a link', ['singapay', 'POST /api/v2.0/payment-link/acc-1'], v1({ id: 189, reff_no: 'I' })],
		['a withdrawal', ['singapay', `POST ${cardless}/create`], v1({ otp_number: '123456' })],
		['a cancelled card', ['singapay', 'PATCH /api/v2.0/card/acc-1/cancel/7'], v2(null)],
		['a removed link', ['singapay', 'DELETE /api/v1.0/payment-link-manage/acc-1/9'], ''],
		['anything, at a path without a page', ['singapay', 'POST /api/v9/new'], { message: 'x' }],
	])('is done with %s', (_what, sent, content) => {
		expect(whyUnconfirmed(answeredWith(sent, content))).toBeUndefined();
	});

	const notices: readonly unknown[] = [
		{ message: 'Service temporarily unavailable' },
		{ status: 'error', message: 'Gagal' },
		{},
		null,
		[],
		'OK',
	];
	it.each<[string, Sent, readonly unknown[]]>([
		[
			'a payment of PaySecurez',
			['paySecurez', 'POST /api/v1/transactions'],
			[...notices, { reference: 'PAY-1', message: 'Service temporarily unavailable' }],
		],
		[
			'a payout of SmartFastPay',
			['smartFastPay', 'POST /v2/payout'],
			[
				...notices.map(fast),
				fast({ url: 'https://status.example.com', message: 'maintenance' }),
				fast({ code: 'E1', status: 'pending' }),
			],
		],
		[
			'a payout of Singapay',
			['singapay', 'POST /api/v2.0/disbursement/transfer'],
			[...notices.map(v2), v2({ reference_number: 'PAY-1' })],
		],
		['a card that is cancelled', ['singapay', 'PATCH /api/v2.0/card/acc-1/cancel/7'], notices],
		['a withdrawal that is cancelled', ['singapay', `POST ${cardless}/cancel`], notices],
		[
			'a link that is removed',
			['singapay', 'DELETE /api/v1.0/payment-link-manage/acc-1/9'],
			notices,
		],
	])('says nothing of %s without its record', (_what, sent, contents) => {
		for (const content of contents)
			expect(whyUnconfirmed(answeredWith(sent, content))).toMatchObject({
				effect: 'unknown',
				cause: 'unusable',
				message: expect.stringMatching(/^Outcome unknown: /),
			});
	});

	it('names what was made at every endpoint that moves money', () => {
		for (const { provider } of Object.values(subjects))
			for (const { kind: does, namedBy, path } of provider.api.endpoints)
				expect([path, does === 'movesMoney', (namedBy ?? []).length > 0]).toEqual([
					path,
					does === 'movesMoney',
					does === 'movesMoney',
				]);
	});
});

describe('a payment that was answered with a reference', () => {
	const paySecurez: Sent = ['paySecurez', 'POST /api/v1/transactions', { reference: 'PAY-1' }];
	const payout: Sent = [
		'singapay',
		'POST /api/v2.0/disbursement/transfer',
		{ reference_number: 'PAY-1' },
	];
	const checkout: Sent = ['smartFastPay', 'POST /v2/payin', { transaction: { id: 'PAY-1' } }];

	it.each<[string, Sent, unknown]>([
		['its own', paySecurez, { transactionId: 'txn_1', reference: 'PAY-1' }],
		['its own with blanks', payout, v2({ reference_number: ' PAY-1 ' })],
		['none', payout, v2({ transaction_id: 'T-1', reference_number: null })],
		['one in a field of no page', checkout, fast({ id: 'p-1', reference: 'OTHER' })],
		[
			'a card payment, whose page shows none',
			['singapay', 'POST /api/v2.0/card/acc-1/payment', { reference_no: 'PAY-1' }],
			v2({ transaction_id: 'T-1', reference_no: '99X' }),
		],
		['one, and sent none', ['paySecurez', 'POST /api/v1/transactions'], { reference: 'X' }],
	])('is the requested one with %s', (_what, sent, content) => {
		expect(whyAnother(answeredWith(sent, content))).toBeUndefined();
	});

	it.each<[string, Sent, unknown, string]>([
		['another', paySecurez, { transactionId: 'txn_1', reference: 'OTHER' }, 'OTHER'],
		['another case', paySecurez, { transactionId: 'txn_1', reference: 'pay-1' }, 'pay-1'],
		["someone else's", payout, v2({ reference_number: 'SOMEONE-ELSE' }), 'SOMEONE-ELSE'],
	])('is not known with %s', (_what, sent, content, named) => {
		expect(whyAnother(answeredWith(sent, content))).toMatchObject({
			effect: 'unknown',
			message: expect.stringContaining(`its response names another reference, ${named}`),
		});
	});
});
