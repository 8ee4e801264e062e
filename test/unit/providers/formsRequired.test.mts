import type { FormField } from '../../../lib/providers/contract';
import { subjects } from '../../support/subjects.mts';

/** Copied by hand from the sheets' columns R and C, so that nothing of it follows from the code. */

type Sheet = readonly [
	provider: keyof typeof subjects,
	resource: string,
	method: string,
	/** Paths in the body that have to be there, besides the reference. */
	required: readonly string[],
	/** Paths that have to be there where another field has a value. */
	conditional?: Readonly<Record<string, readonly string[]>>,
];

/** create-bodies.md 1.2, and 1.4, which has no other required fields. */
const inVersion2 = [
	'customer.id',
	'customer.name',
	'customer.document.type',
	'customer.document.number',
	'country',
	'payment_method',
	'notification_url',
	'transaction.currency',
	'transaction.amount',
];

const address = [
	'customer.address.address_1',
	'customer.address.number',
	'customer.address.neighborhood',
	'customer.address.city',
	'customer.address.state',
	'customer.address.postal_code',
	'customer.address.country_code',
];

const toBank = [
	'bank_transfer.bank_code',
	'bank_transfer.bank_account_number',
	'bank_transfer.bank_account_type',
];

const sheets: readonly Sheet[] = [
	['smartFastPay', 'payment', 'pix', inVersion2],
	['smartFastPay', 'payment', 'boleto', [...inVersion2, ...address]],
	['smartFastPay', 'payment', 'picpay', inVersion2],
	['smartFastPay', 'payment', 'bankTransfer', inVersion2, { 'country=BRA': address }],
	['smartFastPay', 'payment', 'wallet', [...inVersion2, 'customer.email']],
	[
		'smartFastPay',
		'payment',
		'pse',
		[...inVersion2, 'customer.phone', 'extra.bank_code', ...address],
	],
	['smartFastPay', 'payment', 'transfiya', [...inVersion2, 'customer.email', 'customer.phone']],
	['smartFastPay', 'payment', 'other', inVersion2],
	// 1.5
	[
		'smartFastPay',
		'payment',
		'checkout',
		[...inVersion2.filter((path) => path !== 'payment_method'), 'customer.email', 'redirect_url'],
	],
	// 2.1 and 2.4: "always send" the currency.
	[
		'smartFastPay',
		'payment',
		'card',
		[
			'customer_id',
			'name',
			'email',
			'document',
			'amount',
			'currency',
			'callback',
			'max_installments',
		],
	],
	['smartFastPay', 'payout', 'pix', [...inVersion2, 'transfer.value']],
	['smartFastPay', 'payout', 'bankTransfer', [...inVersion2, ...toBank]],
	['smartFastPay', 'payout', 'mobileMoney', [...inVersion2, 'customer.phone', 'transfer.value']],
	['smartFastPay', 'payout', 'other', inVersion2],
	// 3: the newer seven but the reference, and what the older page requires.
	[
		'paySecurez',
		'payment',
		'checkout',
		[
			'transactionAction',
			'amount',
			'currency',
			'statementDescriptor',
			'successUrl',
			'callbackUrl',
			'billing.firstName',
			'billing.lastName',
			'billing.email',
			'billing.customerReference',
		],
	],
	// singapay-2.md 6.1; a temporary account lives until a time, and for some uses.
	[
		'singapay',
		'payment',
		'virtualAccount',
		['account_id', 'bank_code', 'kind', 'amount_type'],
		{
			'amountType=closed': ['amount'],
			'amountType=open': ['min_amount', 'max_amount'],
			'virtualAccountKind=temporary': ['expired_at', 'max_usage'],
		},
	],
	// 6.2 and 6.3
	['singapay', 'payment', 'qris', ['account_id', 'amount']],
	[
		'singapay',
		'payment',
		'ewallet',
		['account_id', 'amount', 'ewallet_vendor'],
		{ 'ewalletVendor=EWALLET_OVO': ['customer_phone'] },
	],
	// 6.8
	['singapay', 'payment', 'directDebit', ['account_id', 'binding_id', 'amount']],
	// 6.5
	[
		'singapay',
		'payout',
		'bankTransfer',
		['account_id', 'bank_code', 'bank_account_number', 'amount'],
	],
	// 6.8
	[
		'singapay',
		'payout',
		'ewallet',
		['account_id', 'ewallet_code', 'customer_number', 'amount.value', 'amount.currency'],
	],
	['singapay', 'payout', 'qris', ['account_id', 'amount', 'qr_data', 'customer_name']],
	// 6.6
	['singapay', 'payout', 'accountTransfer', ['account_id', 'amount', 'beneficiary_account_number']],
	// 6.7
	[
		'singapay',
		'payout',
		'cardlessWithdrawal',
		['account_id', 'customer_name', 'customer_id', 'amount', 'vendor_code'],
	],
	// 6.4
	[
		'singapay',
		'paymentLink',
		'link',
		['account_id', 'payment_link_type'],
		{ 'linkType=total': ['total_amount'], 'linkType=items': ['items'] },
	],
];

const formOf = (id: keyof typeof subjects, resource: string, method: string) => {
	const form = subjects[id].provider.forms.creates.find(
		(each) => each.resource === resource && each.id === method,
	);
	if (form === undefined) throw new Error(`${id} has no ${resource} ${method}`);
	return form;
};

const pathsOf = (fields: readonly FormField[]): string[] => fields.map(({ path }) => path);

it('is about every method', () => {
	const methods = Object.entries(subjects).flatMap(([id, { provider }]) =>
		provider.forms.creates.map((form) => `${id} ${form.resource} ${form.id}`),
	);
	expect(sheets.map((sheet) => sheet.slice(0, 3).join(' ')).toSorted()).toEqual(methods.toSorted());
});

const complete = sheets.map(
	([id, resource, method, required, conditional = {}]) =>
		[id, resource, method, required, conditional] as const,
);

describe.each(complete)('%s %s %s', (id, resource, method, required, conditional) => {
	const { fields, fixed = {} } = formOf(id, resource, method);

	it('requires what the sheet requires, or says it itself', () => {
		const always = fields.filter((field) => field.required && field.when === undefined);
		expect([...pathsOf(always), ...Object.keys(fixed)].toSorted()).toEqual(
			[...required].toSorted(),
		);
	});

	it('requires the rest where the sheet does', () => {
		const found: Record<string, string[]> = {};
		for (const { when, path } of fields)
			for (const value of when?.is ?? []) (found[`${when?.field}=${value}`] ??= []).push(path);
		expect(found).toEqual(conditional);
	});
});

/** Limits as the sheets write them: path, then the members of the field. */
describe('the limits', () => {
	it.each<[keyof typeof subjects, string, string, string, object]>([
		['smartFastPay', 'payment', 'pix', 'transaction.amount', { max: '99999999.99' }],
		['smartFastPay', 'payment', 'card', 'customer_id', { minLength: 1, maxLength: 255 }],
		['smartFastPay', 'payment', 'card', 'name', { minLength: 3, maxLength: 150 }],
		['smartFastPay', 'payment', 'card', 'email', { maxLength: 255 }],
		['smartFastPay', 'payment', 'card', 'amount', { min: '2', max: '99999999.99' }],
		['smartFastPay', 'payment', 'card', 'callback', { maxLength: 250 }],
		['smartFastPay', 'payment', 'card', 'max_installments', { min: 1, max: 12 }],
		['smartFastPay', 'payment', 'card', 'branch', { minLength: 1, maxLength: 255 }],
		['smartFastPay', 'payout', 'mobileMoney', 'transfer.value', { writtenAs: 'digits' }],
		['singapay', 'payment', 'virtualAccount', 'max_usage', { min: 1, max: 255 }],
		['singapay', 'payment', 'virtualAccount', 'expired_at', { writtenAs: 'milliseconds' }],
		['singapay', 'payment', 'qris', 'amount', { min: '1000', max: '10000000' }],
		['singapay', 'payment', 'qris', 'expired_at', { writtenAs: 'iso' }],
		['singapay', 'payment', 'ewallet', 'customer_phone', { maxLength: 20 }],
		['singapay', 'payment', 'ewallet', 'customer_name', { maxLength: 255 }],
		['singapay', 'payment', 'ewallet', 'customer_email', { maxLength: 255 }],
		['singapay', 'payment', 'ewallet', 'merchant_redirect_url', { maxLength: 2048 }],
		['singapay', 'payment', 'directDebit', 'amount', { min: '10000' }],
		['singapay', 'payment', 'directDebit', 'description', { maxLength: 512 }],
		['singapay', 'payout', 'bankTransfer', 'amount', { min: '10000' }],
		['singapay', 'payout', 'bankTransfer', 'notes', { maxLength: 100 }],
		[
			'singapay',
			'payout',
			'ewallet',
			'amount.value',
			{ min: '1000', max: '20000000', writtenAs: 'text' },
		],
		['singapay', 'payout', 'ewallet', 'customer_number', { minLength: 10, maxLength: 15 }],
		['singapay', 'payout', 'ewallet', 'notes', { maxLength: 50 }],
		['singapay', 'payout', 'accountTransfer', 'amount', { min: '1' }],
		[
			'singapay',
			'payout',
			'cardlessWithdrawal',
			'amount',
			{ min: '50000', max: '1000000', multipleOf: '50000' },
		],
		['singapay', 'payout', 'qris', 'amount', { min: '1000', max: '10000000' }],
		['singapay', 'payout', 'qris', 'qr_data', { maxLength: 500 }],
		['singapay', 'payout', 'qris', 'customer_name', { maxLength: 100 }],
		['singapay', 'payout', 'qris', 'customer_email', { maxLength: 100 }],
		['singapay', 'payout', 'qris', 'customer_phone', { maxLength: 50 }],
		['singapay', 'payout', 'qris', 'customer_location', { maxLength: 100 }],
		['singapay', 'paymentLink', 'link', 'max_usage', { min: 0 }],
		['singapay', 'paymentLink', 'link', 'success_redirect_url', { maxLength: 2048 }],
		['singapay', 'paymentLink', 'link', 'expired_redirect_url', { maxLength: 2048 }],
	])('of %s %s %s: %s %j', (id, resource, method, path, limits) => {
		const { fields } = formOf(id, resource, method);
		expect(fields.find((field) => field.path === path)).toMatchObject(limits);
	});

	it.each<[string, string, boolean]>([
		['bank_code', '014', true],
		['bank_code', 'CENAIDJA', true],
		['bank_code', 'CENAIDJAXXX', true],
		['bank_code', '14', false],
		['bank_code', '0140', false],
		['bank_code', 'BCA', false],
		['bank_account_number', '123456', true],
		['bank_account_number', '1'.repeat(30), true],
		['bank_account_number', '12345', false],
		['bank_account_number', '1'.repeat(31), false],
		['bank_account_number', '1000-123456', false],
		['beneficiary_account_number', '100000000001', true],
		['beneficiary_account_number', '10000000001', false],
		['beneficiary_account_number', '1000000000011', false],
		['beneficiary_account_number', '01J5XW8LD0R6M9CJEXAMPLE01', false],
	])('of %s: %s passes: %s', (path, value, passes) => {
		const method = path.startsWith('beneficiary') ? 'accountTransfer' : 'bankTransfer';
		const field = formOf('singapay', 'payout', method).fields.find((each) => each.path === path);
		if (field?.type !== 'text') throw new Error(`${path} is no text`);
		expect(field.pattern?.matches.test(value)).toBe(passes);
	});
});
