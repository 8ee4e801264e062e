import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import type { Provider } from '../../../lib/providers/contract';
import { readPayment } from '../../../lib/payments/payment';
import { paidVirtualAccount } from '../../support/signed.mts';

const told = (provider: Provider, body: unknown) =>
	provider.webhooks.read(body).map(({ event, kind, record, readAs }) => {
		const { payment } = readPayment(provider, kind, readAs ?? record);
		const { id, reference, status, final, providerStatus, amount, currency, createdAt } = payment;
		return {
			...{ event, kind: payment.kind, id, reference, status, final, providerStatus },
			...{ amount, currency, createdAt },
		};
	});

const nothing = [undefined, null, true, 1, 'text', [], ['x'], {}, { data: null }, { data: 'x' }];

describe('what SmartFastPay tells', () => {
	const row = { id: 'p-1', transaction_id: 'order-1', amount: '25.00' };
	const read = (...rows: object[]) => told(smartFastPay, { requestId: 'r', data: rows });

	it('is one payment per entry, in the word of the payment or payout', () => {
		expect(
			read(
				{ ...row, status: 'paid', type: 'payment', payment_status: 'paid' },
				{ ...row, status: 'canceled', type: 'payment', payment_status: 'expired' },
				{ ...row, status: 'canceled', type: 'payout', payout_status: 'failed' },
				{ ...row, status: 'canceled', type: 'payout', payout_status: 'refunded' },
				{ ...row, status: 'canceled', type: 'payment' },
				{ ...row, status: 'paid', type: 'chargeback' },
				{ ...row, status: 'odd' },
			).map(({ event, kind, status, final }) => [event, kind, status, final]),
		).toEqual([
			['payment', 'payment', 'succeeded', true],
			['payment', 'payment', 'expired', true],
			['payout', 'payout', 'failed', true],
			['payout', 'payout', 'refunded', true],
			['payment', 'transaction', 'canceled', true],
			['chargeback', 'transaction', 'succeeded', true],
			['transaction', 'transaction', 'unknown', false],
		]);
	});

	it('is what the entry says and no more', () => {
		expect(read({ ...row, status: 'paid', type: 'payment', payment_status: 'paid' })).toEqual([
			{
				event: 'payment',
				kind: 'payment',
				id: 'p-1',
				reference: 'order-1',
				status: 'succeeded',
				final: true,
				providerStatus: 'paid',
				amount: '25.00',
				currency: null,
				createdAt: null,
			},
		]);
	});

	it('may be one entry without its list', () => {
		expect(told(smartFastPay, { data: { ...row, type: 'payment' } })).toHaveLength(1);
	});

	it.each(nothing)('is nothing in %j', (body) => {
		expect(told(smartFastPay, body)).toEqual([]);
	});
});

describe('what PaySecurez tells', () => {
	it('is the transaction', () => {
		const body = { TransactionId: 'txn_1', Status: 'Captured', Amount: 25, Currency: 'USD' };
		expect(told(paySecurez, body)).toMatchObject([
			{ event: 'transaction', kind: 'transaction', id: 'txn_1', status: 'succeeded', amount: '25' },
		]);
	});

	it.each([undefined, null, 'x', 5, [], [{ TransactionId: 'txn_1' }]])(
		'is nothing in %j',
		(body) => {
			expect(told(paySecurez, body)).toEqual([]);
		},
	);
});

describe('what Singapay tells', () => {
	const transaction = { reff_no: 'INV-1', transaction_id: 'T-1', id: 7, status: 'paid' };
	const moneyIn = (event: string | undefined, type: string) =>
		told(singapay, { event, data: { transaction: { ...transaction, type } } })[0];
	const moneyOut = (event: string, code: string) =>
		told(singapay, {
			response_code: 'SP000',
			event,
			data: { transaction_id: 'D-1', reference_number: 'R-1', transaction_status: { code } },
		})[0];

	it('of a virtual account is complete', () => {
		expect(told(singapay, JSON.parse(paidVirtualAccount))).toEqual([
			{
				event: 'va-transaction',
				kind: 'virtualAccount',
				id: 'VA-1',
				reference: 'INV-1',
				status: 'succeeded',
				final: true,
				providerStatus: 'paid',
				amount: '25000',
				currency: 'IDR',
				createdAt: '2026-01-15T03:00:00.000Z',
			},
		]);
	});

	it.each([
		['va-transaction', 'va', 'virtualAccount', 'T-1'],
		['qris-acquirer-transaction', 'qris', 'qris', '7'],
		['ewallet-native-transaction', 'ewallet', 'ewallet', '7'],
		['payment-link-transaction', 'pl', 'paymentLink', 'T-1'],
	])('by %s is a payment of %s, also where the event is missing', (event, type, kind, id) => {
		expect(moneyIn(event, type)).toMatchObject({ event, kind, id, status: 'succeeded' });
		expect(moneyIn(undefined, type)).toMatchObject({ event, kind, id, status: 'succeeded' });
	});

	it.each([
		['disbursement', '00', 'disbursement', 'succeeded'],
		['disbursement', '06', 'disbursement', 'failed'],
		['ewallet-topup', '00', 'ewalletTopUp', 'succeeded'],
		['qris-issuer', '04', 'qrisPayment', 'refunded'],
	])('by %s with the code %s is a %s that has %s', (event, code, kind, status) => {
		expect(moneyOut(event, code)).toMatchObject({
			event,
			kind,
			status,
			id: 'D-1',
			reference: 'R-1',
		});
	});

	it.each([
		'subscription.charged',
		'settlement.created',
		'direct-debit',
		'product-expiration',
		'x',
	])('by %s is something else, whose status nobody knows', (event) => {
		expect(moneyIn(event, 'va')).toMatchObject({
			event,
			kind: 'other',
			status: 'unknown',
			final: false,
			providerStatus: 'paid',
		});
	});

	it('by no event and of no known type is something else', () => {
		expect(moneyIn(undefined, 'new')).toMatchObject({ event: 'other', kind: 'other' });
	});

	it.each(nothing)('is nothing in %j', (body) => {
		expect(told(singapay, body)).toEqual([]);
	});
});

describe('the test message', () => {
	const message = { status: 200, success: true, data: 'VA Payment Notification testing' };

	it('is that of Singapay alone', () => {
		expect(singapay.webhooks.isTest(message)).toBe(true);
		for (const provider of [smartFastPay, paySecurez])
			expect(provider.webhooks.isTest(message)).toBe(false);
	});

	it.each([
		{ ...message, event: 'va-transaction' },
		{ data: {} },
		{},
		null,
		'x',
		JSON.parse(paidVirtualAccount),
	])('is not %j', (body) => {
		expect(singapay.webhooks.isTest(body)).toBe(false);
	});
});
