import type { ProviderId } from '../../../simulators/index.mts';
import type { World } from './world.mts';

/** An endpoint that moves money and that the simulators serve. */
export interface WriteEndpoint {
	readonly provider: ProviderId;
	readonly path: string;
	/** Whether the provider can be asked by reference what became of it. */
	readonly canBeAsked: boolean;
	/** Whether the look-up finds payments and proves of none that it is not there. */
	readonly isAbsenceUnclear?: true;
	/** Whether a reference that exists is answered with its first record. */
	readonly isRepeatAnswered?: true;
	/** Whether a reference that exists is taken once more, for a second record. */
	readonly isRepeatTaken?: true;
	body(reference: string): object;
}

export const account = '01J5XW8LD0R6M9CJEXAMPLE01';

const smartFastPayV2 = (reference: string): object => ({
	customer: {
		id: 'cust-1',
		name: 'Ana Example',
		email: 'ana@example.com',
		document: { type: 'CPF', number: '52998224725' },
	},
	country: 'BRA',
	payment_method: 'pix',
	notification_url: 'https://shop.example.com/notify',
	redirect_url: 'https://shop.example.com/thanks',
	transaction: { id: reference, currency: 'BRL', amount: 10 },
});

const smartFastPayV1 = (reference: string): object => ({
	customer_id: 'cust-1',
	name: 'Ana Example',
	email: 'ana@example.com',
	document: '52998224725',
	amount: 10,
	callback: 'https://shop.example.com/notify/payments',
	transaction: { id: reference },
});

const paySecurez = (reference: string): object => ({
	transactionAction: 'PAYMENT',
	amount: 10,
	currency: 'USD',
	reference,
	statementDescriptor: 'SHOP',
	successUrl: 'https://shop.example.com/thanks',
	callbackUrl: 'https://shop.example.com/notify',
});

const singapay = (reference: string, amount: unknown, more: object = {}): object => ({
	account_id: account,
	reference_number: reference,
	amount,
	...more,
});

const v1 = ['', '/v1'].flatMap((prefix): WriteEndpoint[] => [
	{
		provider: 'smartFastPay',
		path: `${prefix}/payment`,
		canBeAsked: true,
		body: (reference) => ({ ...smartFastPayV1(reference), payment_method: 'pix' }),
	},
	{
		provider: 'smartFastPay',
		path: `${prefix}/payout`,
		canBeAsked: true,
		body: (reference) => ({ ...smartFastPayV1(reference), pix: { key: 'ana@example.com' } }),
	},
	{
		provider: 'smartFastPay',
		path: `${prefix}/transaction/checkout`,
		canBeAsked: true,
		body: (reference) => ({ ...smartFastPayV1(reference), payment: { method: ['pix'] } }),
	},
]);

export const writeEndpoints: readonly WriteEndpoint[] = [
	{ provider: 'smartFastPay', path: '/v2/payin', canBeAsked: true, body: smartFastPayV2 },
	{
		provider: 'smartFastPay',
		path: '/v2/payout',
		canBeAsked: true,
		body: (reference) => ({ ...smartFastPayV2(reference), transfer: { value: 'ana@example.com' } }),
	},
	{
		provider: 'smartFastPay',
		path: '/v2/transaction/checkout',
		canBeAsked: true,
		body: smartFastPayV2,
	},
	...v1,
	{ provider: 'paySecurez', path: '/api/v1/transactions', canBeAsked: false, body: paySecurez },
	{
		provider: 'singapay',
		path: '/api/v2.0/disbursement/transfer',
		canBeAsked: true,
		body: (reference) =>
			singapay(reference, 50_000, { bank_code: '014', bank_account_number: '1000123456' }),
	},
	{
		provider: 'singapay',
		path: '/api/v2.0/ewallet/trigger-topup',
		canBeAsked: true,
		body: (reference) =>
			singapay(
				reference,
				{ value: '50000.00', currency: 'IDR' },
				{ ewallet_code: 'GOPAY', customer_number: '081200000000' },
			),
	},
	{
		provider: 'singapay',
		path: '/api/v2.0/qris/issuer/mpm/payment-credit',
		canBeAsked: true,
		body: (reference) =>
			singapay(reference, '50000.00', { qr_data: '0002', customer_name: 'Budi Example' }),
	},
	{
		provider: 'singapay',
		path: `/api/v1.0/account-transfer/${account}/transfer`,
		canBeAsked: true,
		isAbsenceUnclear: true,
		isRepeatAnswered: true,
		body: (reference) => ({
			amount: 50_000,
			beneficiary_account_number: '100000000002',
			merchant_ref_no: reference,
		}),
	},
	{
		provider: 'singapay',
		path: '/api/v1.0/cardless-withdrawals/create',
		canBeAsked: true,
		isAbsenceUnclear: true,
		body: (reference) =>
			singapay(reference, 50_000, {
				customer_name: 'Budi Example',
				customer_id: 'cust-1',
				vendor_code: 'CLWD_BRI',
			}),
	},
	{
		provider: 'singapay',
		path: '/api/v2.0/direct-debit/charge',
		canBeAsked: false,
		body: (reference) => ({
			account_id: account,
			binding_id: 'binding-1',
			merchant_reference: reference,
			amount: 50_000,
		}),
	},
	{
		provider: 'singapay',
		path: `/api/v1.0/virtual-accounts/${account}`,
		canBeAsked: true,
		isRepeatTaken: true,
		body: (reference) => ({
			merchant_reff_no: reference,
			bank_code: 'BRI',
			kind: 'permanent',
			amount_type: 'closed',
			amount: 50_000,
		}),
	},
	{
		provider: 'singapay',
		path: `/api/v1.0/qris-dynamic/${account}/generate-qr`,
		canBeAsked: true,
		isAbsenceUnclear: true,
		isRepeatTaken: true,
		body: (reference) => ({ merchant_reff_no: reference, amount: 50_000 }),
	},
	{
		provider: 'singapay',
		path: '/api/v2.0/ewallet-native/create-order',
		canBeAsked: true,
		isAbsenceUnclear: true,
		body: (reference) => ({
			account_id: account,
			merchant_reff_no: reference,
			amount: 50_000,
			ewallet_vendor: 'EWALLET_GOPAY',
		}),
	},
	{
		provider: 'singapay',
		path: `/api/v2.0/payment-link/${account}`,
		canBeAsked: true,
		isAbsenceUnclear: true,
		body: (reference) => ({
			reff_no: reference,
			payment_link_type: 'total',
			total_amount: 50_000,
		}),
	},
];

/** Where what was created is stored, and as what its reference. */
const stored: Readonly<
	Record<ProviderId, ReadonlyArray<readonly [collection: string, field: string]>>
> = {
	smartFastPay: [['transactions', 'transaction_id']],
	paySecurez: [['transactions', 'Reference']],
	singapay: [
		['moneyOut', 'reference_number'],
		['virtualAccounts', 'merchant_reff_no'],
		['qris', 'merchant_reff_no'],
		['ewallet', 'merchant_reff_no'],
		['paymentLinks', 'reff_no'],
	],
};

/** References of stored payments, oldest first of each product: those that begin so. The seed data has none that do. */
export function payments({ sim }: World, beginning = 'PAY-'): string[] {
	const records = sim.control.records();
	return stored[sim.provider]
		.flatMap(([collection, field]) =>
			(records[collection] ?? []).map((record) => String(record[field])),
		)
		.filter((reference) => reference.startsWith(beginning));
}

/** How often the provider received this write. It refuses a repeated reference, so only this shows a second sending. */
export const received = (w: World, path: string, reference = ''): number =>
	sentTo(w, path).filter((body) => body.includes(reference)).length;

/** The bodies that were posted there, oldest first. */
export const sentTo = ({ sim }: World, path: string): string[] =>
	sim.control
		.requests()
		.filter((request) => request.method === 'POST' && request.path === path)
		.map(({ body }) => body);
