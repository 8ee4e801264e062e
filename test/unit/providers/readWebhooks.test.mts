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

const nothing = [
	undefined,
	null,
	true,
	1,
	'text',
	[],
	{},
	{ data: null },
	{ data: [] },
	{ data: {} },
];

describe('notifications of SmartFastPay', () => {
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
				{ ...row, status: 'paid', type: 'PAYMENT', payment_status: 'PAID' },
				{ ...row, status: 'canceled', type: ' Payout ', payout_status: 'returned' },
				{ ...row, status: 'canceled', type: 'Payout' },
				{ ...row, status: 'paid', payment_status: 'paid' },
				{ ...row, status: 'canceled', type: null, payout_status: 'failed' },
				{ ...row, status: 'paid', payment_status: 'paid', payout_status: 'success' },
			).map(({ event, kind, status, final }) => [event, kind, status, final]),
		).toEqual([
			['payment', 'payment', 'succeeded', true],
			['payment', 'payment', 'expired', true],
			['payout', 'payout', 'failed', true],
			['payout', 'payout', 'refunded', true],
			['payment', 'transaction', 'canceled', true],
			['chargeback', 'transaction', 'succeeded', true],
			['transaction', 'transaction', 'unknown', false],
			['payment', 'payment', 'succeeded', true],
			['payout', 'payout', 'refunded', true],
			['payout', 'transaction', 'canceled', true],
			['payment', 'payment', 'succeeded', true],
			['payout', 'payout', 'failed', true],
			['transaction', 'transaction', 'succeeded', true],
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

	it('is nothing where an entry is empty', () => {
		expect(read({}, { ...row, type: 'payment' }, {})).toHaveLength(1);
	});

	it('may be one entry without its list', () => {
		expect(told(smartFastPay, { data: { ...row, type: 'payment' } })).toHaveLength(1);
	});

	it.each(nothing)('is nothing in %j', (body) => {
		expect(told(smartFastPay, body)).toEqual([]);
	});

	const paid = { ...row, type: 'payment', payment_status: 'paid' };
	it.each<[string, unknown]>([
		['an entry alone', paid],
		['a list of entries', [paid]],
	])('may be %s', (_what, body) => {
		expect(told(smartFastPay, body)).toMatchObject([
			{ event: 'payment', kind: 'payment', id: 'p-1', status: 'succeeded' },
		]);
	});

	it.each<unknown>([{ data: ['p-1'] }, { data: '[{"id":"p-1"}]' }, ['p-1'], { data: 5 }])(
		'that is not recognized is passed on as it is: %j',
		(body) => {
			expect(smartFastPay.webhooks.read(body)).toMatchObject([
				{ event: 'transaction', record: body },
			]);
		},
	);
});

describe('notifications of PaySecurez', () => {
	it('is the transaction', () => {
		const body = { TransactionId: 'txn_1', Status: 'Captured', Amount: 25, Currency: 'USD' };
		expect(told(paySecurez, body)).toMatchObject([
			{ event: 'transaction', kind: 'transaction', id: 'txn_1', status: 'succeeded', amount: '25' },
		]);
	});

	it('may be several in a list', () => {
		const list = ['txn_1', 'txn_2'].map((TransactionId) => ({ TransactionId, Status: 'Captured' }));
		expect(told(paySecurez, list)).toMatchObject([{ id: 'txn_1' }, { id: 'txn_2' }]);
	});

	it.each([undefined, null, 'x', 5, [], ['txn_1']])('is nothing in %j', (body) => {
		expect(told(paySecurez, body)).toEqual([]);
	});
});

describe('notifications of Singapay', () => {
	it('may be several in a list', () => {
		const one = JSON.parse(paidVirtualAccount) as object;
		expect(told(singapay, [one, one])).toEqual([...told(singapay, one), ...told(singapay, one)]);
		expect(told(singapay, [])).toEqual([]);
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
