import { singapay } from '../../../lib/providers/singapay';
import { readPayment } from '../../../lib/payments/payment';

/** The payloads of the documentation and of the sandbox, with invented values. */

const told = (body: unknown) =>
	singapay.webhooks.read(body).map(({ event, kind, record, readAs }) => {
		const { payment } = readPayment(singapay, kind, readAs ?? record);
		const saying = Object.entries(payment).filter(([, value]) => value !== null);
		const { provider, ...rest } = Object.fromEntries(saying);
		expect(provider).toBe('singapay');
		return { event, ...rest };
	});

const v1 = (event: string | undefined, data: object) => ({
	...{ status: 200, success: true, timestamp: '26 Dec 2025 13:35:45', event },
	data,
});
const idr = (value: number | string) => ({ value, currency: 'IDR' });
const wib = {
	post_timestamp: '26 Dec 2025 13:35:43',
	processed_timestamp: '26 Dec 2025 13:35:45',
};
const utc = { createdAt: '2025-12-26T06:35:43.000Z', updatedAt: '2025-12-26T06:35:45.000Z' };

const virtualAccount = {
	transaction: {
		reff_no: 'INV-1',
		transaction_id: '3211120250926133543246',
		type: 'va',
		status: 'paid',
		amount: idr(100000),
		amount_type: 'closed',
		tip: null,
		...wib,
	},
	payment: {
		method: 'va',
		additional_info: {
			va_number: '7000000000000001',
			bank: { short_name: 'Maybank', bank_code: 'MAYBANK' },
			fees: { name: 'VA Maybank', amount: 1500, currency: 'IDR' },
		},
	},
};

const qris = {
	transaction: {
		id: 42,
		reff_no: '6601K0000000000000000000E6',
		merchant_reff_no: 'INV-2',
		type: 'qris',
		status: 'paid',
		amount: idr(100000),
		tip: idr(123),
		total_amount: idr(100123),
		...wib,
	},
	customer: { id: '01K0000000000000000000000A', name: 'Payer' },
	payment: { method: 'qris', additional_info: { qr_string: '0002', payment_event_id: 12345 } },
};

const ewallet = {
	transaction: {
		id: 43,
		reff_no: 'INV-3',
		merchant_reff_no: 'INV-3',
		type: 'ewallet',
		ewallet_vendor: 'GOPAY',
		status: 'paid',
		amount: idr(95000),
		total_amount: idr(100000),
		...wib,
	},
	payment: { method: 'ewallet', vendor: 'GOPAY', additional_info: {} },
};

const paymentLink = {
	transaction: {
		reff_no: '18917720251110094037705',
		type: 'pl',
		status: 'paid',
		amount: idr('27000.00'),
		tip: null,
		...wib,
	},
	customer: { id: null, name: 'Payer' },
	payment: {
		method: 'payment_link',
		additional_info: {
			payment_link: {
				id: 189,
				reff_no: 'INV-4',
				payment_url: 'https://paymentlink.singapay.id/b2b/INV-4',
				status: 'open',
				total_amount: '27000.00',
				account_id: 35,
			},
		},
	},
};

const inquiry = (status: string) => ({
	payment_link_history: {
		reff_no: '18917720251110094037705',
		status,
		amount: 27000,
		payment_method_name: 'Alfamart (Linkqu)',
		merchant_fee: 3000,
		vendor_fee: 1800,
		our_margin: 1200,
		net_amount: 24000,
	},
});

const disbursement = (code: string, more: object = {}) => ({
	response_code: code === '00' ? 'SP000' : 'SP001',
	response_message: 'x',
	event: 'disbursement',
	data: {
		transaction_id: '101222025122910292195055674',
		reference_number: 'PO-1',
		transaction_status: { code, desc: 'x' },
		post_timestamp: '1766978961000',
		processed_timestamp: code === '00' ? '1766978962000' : '',
		bank: { code: '002', name: 'BRI' },
		gross_amount: idr('12504.00'),
		fee: idr('2500'),
		net_amount: idr('10004.00'),
		balance_after: idr('829988'),
		...more,
	},
});

const paidOut = {
	id: '101222025122910292195055674',
	reference: 'PO-1',
	amount: '10004.00',
	fee: '2500',
	gross: '12504.00',
	currency: 'IDR',
	createdAt: '2025-12-29T03:29:21.000Z',
};
const succeeded = { status: 'succeeded', final: true };

const settlement = {
	settlement: {
		id: 1234,
		reference_no: 'SETTLEMENT-1-ABC123',
		status: 'completed',
		settlement_method: 'balance',
		amount: 1000000,
		total_admin_fee: 5000,
		currency: 'IDR',
		approved_at: '18 Jun 2026 10:00:00',
	},
};
const refund = {
	transaction_type: 'va',
	transaction_id: 77,
	transaction_reff: 'INV-1',
	account_id: 35,
	net_amount: 98500,
	refunded_at: '19 Jun 2026 10:00:00',
	refund_cancelled_at: '20 Jun 2026 10:00:00',
};

/** What is not understood of a batch is told of once, as it is. */
const batchesNotUnderstood: [string, unknown, object[]][] = [
	['a filled list that no page names', { qris_histories: [], card_histories: [{ id: 7 }] }, []],
	['rows that are no objects', { qris_histories: ['Q-1', 'Q-2'] }, []],
	['rows in numbered fields', { payment_link_histories: { 0: { id: 1 } }, qris_histories: [] }, []],
	[
		'some rows that are objects and one that is not',
		{ qris_histories: [{ id: 44 }, 'Q-2'] },
		[{ kind: 'qris', id: '44', status: 'expired' }],
	],
].map(([what, data, read]): [string, unknown, object[]] => [
	`a batch with ${String(what)}`,
	v1('transaction-expiration', data as object),
	[...(read as object[]), { kind: 'other', status: 'unknown' }].map((row) =>
		expect.objectContaining({ event: 'transaction-expiration', ...row }),
	),
]);

const cases: [string, unknown, object[]][] = [
	[
		'a virtual account, with its fee',
		v1('va-transaction', virtualAccount),
		[
			{
				event: 'va-transaction',
				kind: 'virtualAccount',
				id: '3211120250926133543246',
				reference: 'INV-1',
				...succeeded,
				providerStatus: 'paid',
				amount: '100000',
				fee: '1500',
				net: '98500',
				currency: 'IDR',
				method: 'MAYBANK',
				...utc,
			},
		],
	],
	[
		'a virtual account whose amount is text, as it was delivered',
		v1('va-transaction', {
			...virtualAccount,
			transaction: { ...virtualAccount.transaction, amount: idr('125000.00') },
		}),
		[expect.objectContaining({ amount: '125000.00', fee: '1500', net: '123500.00' })],
	],
	[
		'a QRIS code, by the total with the tip',
		v1('qris-acquirer-transaction', qris),
		[
			{
				event: 'qris-acquirer-transaction',
				kind: 'qris',
				id: '42',
				reference: 'INV-2',
				...succeeded,
				providerStatus: 'paid',
				amount: '100123',
				currency: 'IDR',
				...utc,
			},
		],
	],
	[
		'an e-wallet, by what was charged, with no fee derived',
		v1('ewallet-native-transaction', ewallet),
		[
			{
				event: 'ewallet-native-transaction',
				kind: 'ewallet',
				id: '43',
				reference: 'INV-3',
				...succeeded,
				providerStatus: 'paid',
				amount: '100000',
				currency: 'IDR',
				method: 'GOPAY',
				...utc,
			},
		],
	],
	[
		"an e-wallet for which the merchant has given no reference, and not by Singapay's own",
		v1('ewallet-native-transaction', {
			...ewallet,
			transaction: { ...ewallet.transaction, reff_no: 'SP-1', merchant_reff_no: null },
		}),
		[expect.not.objectContaining({ reference: expect.anything() as string })],
	],
	[
		"a payment link, by the attempt and the merchant's reference",
		v1('payment-link-transaction', paymentLink),
		[
			{
				event: 'payment-link-transaction',
				kind: 'paymentLink',
				id: '18917720251110094037705',
				reference: 'INV-4',
				...succeeded,
				providerStatus: 'paid',
				amount: '27000.00',
				currency: 'IDR',
				paymentUrl: 'https://paymentlink.singapay.id/b2b/INV-4',
				...utc,
			},
		],
	],
	...['payment-link-inquiry', 'payment_link.inquiry', 'payment_link_inquiry'].map(
		(name): [string, unknown, object[]] => [
			`an attempt at a payment link, told as ${name}`,
			v1(name, inquiry('pending')),
			[
				{
					event: 'payment-link-inquiry',
					kind: 'paymentLink',
					id: '18917720251110094037705',
					status: 'pending',
					final: false,
					providerStatus: 'pending',
					amount: '27000',
					fee: '3000',
					net: '24000',
					currency: 'IDR',
					method: 'Alfamart (Linkqu)',
				},
			],
		],
	),
	...(
		[
			['payment_link.inquiry.expired', 'expired', {}, 'expired'],
			['payment_link.inquiry.expired', 'pending', {}, 'expired'],
			['payment-link-inquiry-expired', 'pending', {}, 'expired'],
			['payment_link.inquiry.expired', 'pending', { status_computed: 'pending' }, 'expired'],
			['payment_link.inquiry.expired', '', {}, 'expired'],
			// That it has lapsed says nothing of what was paid before.
			['payment_link.inquiry.expired', 'paid', {}, 'paid'],
			['payment-link-inquiry', 'pending', { is_expired: true }, 'expired'],
			['payment-link-inquiry', 'pending', { is_expired: '1' }, 'expired'],
			['payment-link-inquiry', 'pending', { status_computed: 'expired' }, 'expired'],
			['payment-link-inquiry', 'paid', { is_expired: true }, 'paid'],
			['payment-link-inquiry', 'pending', { is_expired: false }, 'pending'],
		] as const
	).map(([name, status, more, word]): [string, unknown, object[]] => [
		`an attempt: ${name}, ${status || 'no status'}, ${JSON.stringify(more)}: ${word}`,
		v1(name, { payment_link_history: { ...inquiry(status).payment_link_history, ...more } }),
		[
			expect.objectContaining({
				event: 'payment-link-inquiry',
				kind: 'paymentLink',
				id: '18917720251110094037705',
				providerStatus: word,
				final: word !== 'pending',
			}),
		],
	]),
	[
		'an attempt whose amounts stand beside it',
		v1('payment-link-inquiry', {
			payment_link_history: { reff_no: 'A-1', status: 'pending' },
			...{ amount: 27000, merchant_fee: 3000, net_amount: 24000 },
		}),
		[expect.objectContaining({ id: 'A-1', amount: '27000', fee: '3000', net: '24000' })],
	],
	[
		'a payout that succeeded',
		disbursement('00'),
		[
			{
				event: 'disbursement',
				kind: 'disbursement',
				...paidOut,
				...succeeded,
				providerStatus: '00',
				updatedAt: '2025-12-29T03:29:22.000Z',
			},
		],
	],
	[
		'a payout that failed, by its status and not by the code around it',
		disbursement('06', { failed_reason: 'Invalid Account', failed_code: 'SP001' }),
		[
			{
				event: 'disbursement',
				kind: 'disbursement',
				...paidOut,
				status: 'failed',
				final: true,
				providerStatus: '06',
				reason: 'Invalid Account',
			},
		],
	],
	[
		'a payout that is under way, whatever the code around it',
		{ ...disbursement('02'), response_code: 'SP000' },
		[expect.objectContaining({ status: 'pending', final: false })],
	],
	[
		'a top-up',
		{ ...disbursement('00', { ewallet: { code: 'GOPAY' } }), event: 'ewallet-topup' },
		[
			expect.objectContaining({
				event: 'ewallet-topup',
				kind: 'ewalletTopUp',
				amount: '10004.00',
				method: 'GOPAY',
			}),
		],
	],
	[
		'a payment of a QRIS code, with times in ISO 8601',
		{
			...disbursement('04', { post_timestamp: '2026-04-02T10:30:00+07:00' }),
			event: 'qris-issuer',
		},
		[
			expect.objectContaining({
				kind: 'qrisPayment',
				status: 'refunded',
				createdAt: '2026-04-02T03:30:00.000Z',
			}),
		],
	],
	[
		'payments that expired, one by one',
		v1('transaction-expiration', {
			payment_link_histories: [
				{
					id: 85,
					reff_no: 'A-1',
					payment_link_reff_no: 'INV-4',
					amount: '27000.00',
					status: 'pending',
				},
				{},
			],
			virtual_account_transactions: [
				{ transaction_id: 'VA-1', merchant_reff_no: 'INV-5', amount: idr('1000.00') },
			],
			qris_histories: [{ id: 44, merchant_reff_no: 'INV-6', total_amount: 500 }],
			summary: {},
		}),
		[
			['paymentLink', 'A-1', 'INV-4', '27000.00'],
			['virtualAccount', 'VA-1', 'INV-5', '1000.00'],
			['qris', '44', 'INV-6', '500'],
		].map(([kind, id, reference, amount]) => ({
			event: 'transaction-expiration',
			...{ kind, id, reference, amount },
			...{ status: 'expired', final: true, providerStatus: 'expired', currency: 'IDR' },
		})),
	],
	[
		'no payment that expired',
		v1('transaction-expiration', {
			...{ payment_link_histories: [], qris_histories: [{}, null, ''] },
			...{ virtual_account_transactions: null, card_histories: [], summary: { total: 0 } },
		}),
		[],
	],
	...batchesNotUnderstood,
	[
		'products that lapsed, which are no payments',
		v1('product-expiration', {
			payment_links: [{ id: 189, reff_no: 'INV-4', status: 'closed' }],
			virtual_accounts: [],
			qris_transactions: [],
		}),
		[
			{
				event: 'product-expiration',
				kind: 'product',
				id: '189',
				reference: 'INV-4',
				status: 'unknown',
				final: false,
				providerStatus: 'closed',
			},
		],
	],
	[
		'a settlement, by its net amount',
		v1('settlement.completed', settlement),
		[
			{
				event: 'settlement.completed',
				kind: 'settlement',
				id: '1234',
				...succeeded,
				providerStatus: 'completed',
				fee: '5000',
				net: '1000000',
				currency: 'IDR',
				method: 'balance',
				updatedAt: '2026-06-18T03:00:00.000Z',
			},
		],
	],
	[
		'a transaction that was taken out of a settlement',
		v1('settlement.refunded', { ...settlement, refund }),
		[
			{
				event: 'settlement.refunded',
				kind: 'settlement',
				id: '1234',
				reference: 'INV-1',
				status: 'refunded',
				final: true,
				providerStatus: 'refunded',
				amount: '98500',
				currency: 'IDR',
				method: 'va',
				updatedAt: '2026-06-19T03:00:00.000Z',
			},
		],
	],
	[
		'and that came back into it',
		v1('settlement.refund_cancelled', { ...settlement, refund }),
		[
			expect.objectContaining({
				...succeeded,
				reference: 'INV-1',
				providerStatus: 'refund_cancelled',
				updatedAt: '2026-06-20T03:00:00.000Z',
			}),
		],
	],
	[
		'a cycle that was paid',
		v1('subscription.cycle.payment_success', {
			plan: { id: 'plan-1', subscription_id: 'SUB-1', merchant_reff_no: null, status: 'active' },
			bill: { bill_number: 'BILL-1', amount: 50000 },
		}),
		[
			{
				event: 'subscription.cycle.payment_success',
				kind: 'subscription',
				id: 'BILL-1',
				reference: 'SUB-1',
				...succeeded,
				providerStatus: 'payment_success',
				amount: '50000',
				currency: 'IDR',
			},
		],
	],
	[
		'a cycle that could not be charged, which is not the end',
		v1('subscription.cycle.payment_failed', {
			plan: { id: 'plan-1' },
			bill: { bill_number: 'BILL-2' },
		}),
		[
			expect.objectContaining({
				id: 'BILL-2',
				reference: 'plan-1',
				status: 'failed',
				final: false,
			}),
		],
	],
	[
		'a plan that was canceled',
		v1('subscription.plan.status_changed', {
			plan: {
				id: 'plan-1',
				status: 'cancelled',
				metadata: { cancellation_reason: 'initial_linking_failed' },
			},
		}),
		[
			{
				event: 'subscription.plan.status_changed',
				kind: 'subscription',
				id: 'plan-1',
				reference: 'plan-1',
				status: 'unknown',
				final: false,
				providerStatus: 'cancelled',
				reason: 'initial_linking_failed',
			},
		],
	],
	[
		'a binding',
		v1('direct_debit.binding', { binding_id: 'B-1', status: 'ACTIVE' }),
		[
			{
				event: 'direct_debit.binding',
				kind: 'directDebit',
				id: 'B-1',
				status: 'unknown',
				final: false,
				providerStatus: 'ACTIVE',
			},
		],
	],
	[
		'something new, as it is',
		v1('kyb.result', { id: 'K-1', status: 'approved' }),
		[
			{
				event: 'kyb.result',
				kind: 'other',
				id: 'K-1',
				status: 'unknown',
				final: false,
				providerStatus: 'approved',
			},
		],
	],
	[
		'something that is named and has no data',
		{ event: 'kyb.result', data: null },
		[{ event: 'kyb.result', kind: 'other', status: 'unknown', final: false }],
	],
	...[
		{ data: [{ id: 1 }] },
		{ status: 200, transaction: { id: 1 } },
		{ data: null },
		{ data: {} },
		{ event: ' ', data: 'x' },
	].map((body): [string, unknown, object[]] => [
		`something without name and data: ${JSON.stringify(body)}`,
		body,
		[expect.objectContaining({ event: 'other', kind: 'other', status: 'unknown' })],
	]),
];

describe('Singapay reports', () => {
	it.each(cases)('%s', (_what, body, expected) => {
		expect(told(body)).toEqual(expected);
	});

	it.each([
		['va-transaction', virtualAccount],
		['qris-acquirer-transaction', qris],
		['ewallet-native-transaction', ewallet],
		['payment-link-transaction', paymentLink],
	])('a %s also where the event is missing, or spelled otherwise', (event, data) => {
		const named = told(v1(event, data));
		expect(told(v1(undefined, data))).toEqual(named);
		expect(told(v1(event.replaceAll('-', '_'), data))).toEqual(named);
		const { type: _type, ...transaction } = data.transaction;
		expect(told(v1(undefined, { ...data, transaction }))).toEqual(named);
	});

	it.each([undefined, null, true, 1, 'text', [], ['x'], {}, { data: 'x' }])(
		'nothing in %j',
		(body) => {
			expect(told(body)).toEqual([]);
		},
	);

	it('the parts of a batch that are not recognized, with their record', () => {
		const data = { qris_histories: [], card_histories: [{ id: 7 }] };
		expect(singapay.webhooks.read(v1('transaction-expiration', data))).toMatchObject([
			{ kind: { id: 'other', isNoPayment: true }, record: data },
		]);
	});
});

describe('what is not a payment', () => {
	const isNoPayment = (body: object) =>
		singapay.webhooks.read(body).map(({ kind }) => kind.isNoPayment ?? false);

	it.each([
		['settlement.completed', settlement],
		['subscription.cycle.payment_success', { plan: { id: '1' } }],
		['product-expiration', { payment_links: [{ id: 1 }] }],
		['direct-debit', { binding_id: 'B-1' }],
		['new', { id: 1 }],
	])('is marked: %s', (event, data) => {
		expect(isNoPayment(v1(event, data))).toEqual([true]);
	});

	it.each([
		['va-transaction', virtualAccount],
		['payment-link-transaction', paymentLink],
		['transaction-expiration', { qris_histories: [{ id: 1 }] }],
	])('and a payment is not: %s', (event, data) => {
		expect(isNoPayment(v1(event, data))).toEqual([false]);
	});
});

describe('the account', () => {
	const accountIn = (data: object) =>
		singapay.webhooks.read(v1('va-transaction', data)).map(({ accountId }) => accountId);

	it.each([
		[{ ...virtualAccount, account: { id: '01J-A' } }, '01J-A'],
		[{ transaction: { ...virtualAccount.transaction, account_id: '01J-B' } }, '01J-B'],
		[{ account_id: '01J-C' }, '01J-C'],
		// A number of its own, which no endpoint takes.
		[{ ...virtualAccount, account_id: 35 }, undefined],
		[virtualAccount, undefined],
		[{ payment_link_history: { account_id: '01J-D' } }, '01J-D'],
		[{ payment: { additional_info: { payment_link: { account: { id: '01J-E' } } } } }, '01J-E'],
	])('is that of the record: %#', (data, accountId) => {
		expect(accountIn(data)).toEqual([accountId]);
	});

	it('is that of each row of a batch, else that of the batch', () => {
		const rows = {
			account_id: '01J-A',
			virtual_account_transactions: [
				{ transaction_id: 'V-1', account: { id: '01J-B' } },
				{ transaction_id: 'V-2' },
			],
			qris_histories: [{ id: 1, account_id: 35 }],
		};
		const read = singapay.webhooks.read(v1('transaction-expiration', rows));
		expect(read.map(({ accountId }) => accountId).toSorted()).toEqual(['01J-A', '01J-A', '01J-B']);
	});
});
