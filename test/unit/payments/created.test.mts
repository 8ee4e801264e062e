import { readCreated, tellsOfAnyPayment, tellsOfPayment } from '../../../lib/payments/created';
import type { CreateForm, PaymentKind } from '../../../lib/providers/contract';
import { findRecordKind } from '../../../lib/providers/kinds';
import { singapay } from '../../../lib/providers/singapay';
import { payloads } from '../../facts/payloads.mts';
import { subjects } from '../../support/subjects.mts';

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

	it('is not pending once it was paid into as often as it may be', () => {
		expect(read({ ...account, max_usage: 1, current_usage: 1 })).toMatchObject({
			status: 'unknown',
			final: false,
			providerStatus: 'active, used up',
		});
		expect(read({ ...account, max_usage: 2, current_usage: 1 }).status).toBe('pending');
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

describe('a response contains a payment', () => {
	it.each<[string, unknown, boolean]>([
		['with its reference', { merchant_reff_no: 'INV-1' }, true],
		['with a number to pay to', { number: '7000000000000001' }, true],
		['not with a notice', { message: 'Service under maintenance' }, false],
		['not with nothing', {}, false],
		['not with a list', [], false],
		['not without anything', null, false],
	])('%s', (_what, record, tells) => {
		expect(tellsOfPayment(kind, form, record)).toBe(tells);
	});
});

describe('a response of a provider contains a payment', () => {
	it.each(payloads.map((payload) => [payload.source, payload.what, payload] as const))(
		'as %s shows %s',
		(_source, _what, { provider, record }) => {
			expect(tellsOfAnyPayment(subjects[provider].provider, record)).toBe(true);
		},
	);

	it.each<[keyof typeof subjects, string, object]>([
		['smartFastPay', 'the page of a checkout', { url: 'https://checkout.example/1' }],
		['smartFastPay', 'a boleto', { id: 'b-1', status: 'pending', boleto: { code: '1' } }],
		['paySecurez', 'a transaction', { transactionId: 'txn_1', reference: 'R', status: 'Pending' }],
		['singapay', 'an account without a reference', { id: '01J', number: '7000000000000001' }],
		['singapay', 'a plan', { id: '0f4b1d5e', name: 'Plan', status: 'pending_payment' }],
		['singapay', 'a link', { id: 189, reff_no: 'INV-1', status: 'open' }],
	])('of %s: %s', (id, _what, record) => {
		expect(tellsOfAnyPayment(subjects[id].provider, record)).toBe(true);
	});

	it.each<[string, unknown]>([
		['a notice', { message: 'Internal server error' }],
		['a word', { status: 'error' }],
		['a code', { code: 'INTERNAL_ERROR' }],
		['an envelope with nothing in it', { requestId: 'r', data: null }],
		['text', 'OK'],
		['nothing', null],
		['an empty object', {}],
		['an empty list', []],
	])('not with %s', (_what, record) => {
		for (const { provider } of Object.values(subjects))
			expect(tellsOfAnyPayment(provider, record)).toBe(false);
	});
});
