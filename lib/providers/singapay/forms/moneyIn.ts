import type { CreateForm, FormField } from '../../contract';
import { directDebitAction, ewalletAction, qrisAction, virtualAccountAction } from '../nextActions';
import {
	accountInBody,
	accountInPath,
	amount,
	amountFrom10000,
	customerEmail,
	customerName,
	customerPhone,
	expiresAt,
	maxUrlLength,
	rupiah,
} from './fields';
import { banks } from './banks';

/**
 * Ways to ask a payer for money (create pages). Charging a card is none of them: its body holds the card itself, which puts
 * the caller in PCI scope, and the node would store it in its executions. Payment links take cards on a page of the provider.
 */

const whenClosed = { required: true, when: { field: 'amountType', is: ['closed'] } } as const;
const whenOpen = { required: true, when: { field: 'amountType', is: ['open'] } } as const;
const whenTemporary = {
	required: true,
	when: { field: 'virtualAccountKind', is: ['temporary'] },
} as const;

const virtualAccountFields: readonly FormField[] = [
	accountInPath,
	{
		name: 'bank',
		label: 'Bank',
		path: 'bank_code',
		required: true,
		type: 'choice',
		choices: banks,
		example: 'BRI',
		help: 'The bank of the virtual account',
	},
	{
		name: 'virtualAccountKind',
		label: 'Virtual Account Kind',
		path: 'kind',
		required: true,
		type: 'choice',
		choices: [
			{
				value: 'temporary',
				label: 'Temporary',
				description: 'Ends at a set time or after a number of uses',
			},
			{ value: 'permanent', label: 'Permanent', description: 'Remains until it is deleted' },
		],
		default: 'temporary',
		example: 'temporary',
		help: 'Whether the account ends automatically',
	},
	{
		name: 'amountType',
		label: 'Amount Type',
		path: 'amount_type',
		required: true,
		type: 'choice',
		choices: [
			{ value: 'closed', label: 'Closed', description: 'The payer pays exactly the amount' },
			{ value: 'open', label: 'Open', description: 'The payer chooses, within limits' },
		],
		default: 'closed',
		example: 'closed',
		help: 'Who decides how much is paid',
	},
	{ ...amount, ...whenClosed },
	// One page calls the bounds optional, others require both: sending both is always right.
	{
		name: 'minAmount',
		label: 'Min Amount',
		path: 'min_amount',
		...whenOpen,
		type: 'amount',
		example: '10000',
		help: 'The minimum that the payer may pay, in whole rupiah',
	},
	{
		name: 'maxAmount',
		label: 'Max Amount',
		path: 'max_amount',
		...whenOpen,
		type: 'amount',
		example: '500000',
		help: 'The maximum that the payer may pay, in whole rupiah',
	},
	{ ...expiresAt, ...whenTemporary, type: 'time', writtenAs: 'milliseconds' },
	// If omitted, it would be 255: that many payments of one invoice.
	{
		name: 'maxUsage',
		label: 'Max Usage',
		path: 'max_usage',
		...whenTemporary,
		type: 'integer',
		min: 1,
		max: 255,
		example: '1',
		help: 'How many times it can be paid into',
	},
	{
		name: 'displayName',
		label: 'Display Name',
		path: 'name',
		type: 'text',
		example: 'Order 1',
		help: 'The account name that the payer sees',
	},
];

const ewalletFields: readonly FormField[] = [
	accountInBody,
	amount,
	{
		name: 'ewalletVendor',
		label: 'E-Wallet',
		path: 'ewallet_vendor',
		required: true,
		type: 'choice',
		choices: [
			{ value: 'EWALLET_DANA', label: 'DANA' },
			{ value: 'EWALLET_GOPAY', label: 'GoPay' },
			{
				value: 'EWALLET_OVO',
				label: 'OVO',
				description: 'No payment page: the payer confirms on the phone',
			},
			{ value: 'EWALLET_SHOPEEPAY', label: 'ShopeePay' },
		],
		example: 'EWALLET_GOPAY',
		help: 'The wallet that the payer pays with',
	},
	{
		...customerPhone,
		required: true,
		when: { field: 'ewalletVendor', is: ['EWALLET_OVO'] },
		maxLength: 20,
	},
	{ ...customerName, maxLength: 255 },
	{ ...customerEmail, maxLength: 255 },
	expiresAt,
	{
		name: 'redirectUrl',
		label: 'Redirect URL',
		path: 'merchant_redirect_url',
		type: 'url',
		maxLength: maxUrlLength,
		example: 'https://shop.example.com/thanks',
		help: 'Where the payer returns afterwards',
	},
];

export const moneyIn: readonly CreateForm[] = [
	{
		method: 'POST',
		path: '/api/v1.0/virtual-accounts/{account_id}',
		id: 'virtualAccount',
		label: 'Virtual Account',
		description: 'The payer transfers to an account number made for this payment',
		resource: 'payment',
		kind: 'virtualAccount',
		nextAction: virtualAccountAction,
		currency: rupiah,
		fields: virtualAccountFields,
	},
	{
		method: 'POST',
		path: '/api/v1.0/qris-dynamic/{account_id}/generate-qr',
		id: 'qris',
		label: 'QRIS',
		description: 'The payer scans a QR code with any bank or wallet',
		resource: 'payment',
		kind: 'qris',
		nextAction: qrisAction,
		currency: rupiah,
		fields: [
			accountInPath,
			{ ...amount, min: '1000', max: '10000000' },
			// If omitted, the code never expires.
			expiresAt,
		],
	},
	{
		method: 'POST',
		path: '/api/v2.0/ewallet-native/create-order',
		id: 'ewallet',
		label: 'E-Wallet',
		description: 'The payer pays with DANA, GoPay, OVO or ShopeePay',
		resource: 'payment',
		kind: 'ewallet',
		nextAction: ewalletAction,
		currency: rupiah,
		fields: ewalletFields,
	},
	{
		method: 'POST',
		path: '/api/v2.0/direct-debit/charge',
		id: 'directDebit',
		label: 'Direct Debit',
		description: 'Charges a bank account that the payer has already linked',
		resource: 'payment',
		kind: 'directDebit',
		nextAction: directDebitAction,
		currency: rupiah,
		fields: [
			accountInBody,
			amountFrom10000,
			{
				name: 'bindingId',
				label: 'Binding ID',
				path: 'binding_id',
				required: true,
				type: 'text',
				example: '7d2b1f6e-5c1a-4e0f-9a51-000000000001',
				help: 'The binding of the bank account, from the response that created it',
			},
			{
				name: 'description',
				label: 'Description',
				path: 'description',
				type: 'text',
				maxLength: 512,
				example: 'Order 1',
				help: 'What the payment is for',
			},
		],
	},
];
