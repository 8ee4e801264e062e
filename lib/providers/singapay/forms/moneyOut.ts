import type { CreateForm, FormField } from '../../contract';
import { cashAction } from '../nextActions';
import { askBankAccount, askFee, askWallet } from '../payoutChecks';
import {
	accountInBody,
	accountInPath,
	amount,
	amountFrom10000,
	customerEmail,
	customerName,
	customerPhone,
	notes,
	rupiah,
} from './fields';

/** Payouts (bodies of the OpenAPI description). What is asked for is what the payee receives; the fee comes on top. */

const payout = { method: 'POST', resource: 'payout', currency: rupiah } as const;

const bankFields: readonly FormField[] = [
	accountInBody,
	// Some merchants have other limits; the general ones are documented. At most 250,000,000, or what the merchant's tier
	// allows: the provider knows.
	amountFrom10000,
	{
		name: 'bankCode',
		label: 'Bank Code',
		path: 'bank_code',
		required: true,
		type: 'text',
		pattern: {
			matches: /^(\d{3}|[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)$/,
			description: 'three digits, or a SWIFT code in capitals',
		},
		example: '014',
		help: 'The bank code of the payee, three digits or SWIFT',
	},
	{
		name: 'bankAccountNumber',
		label: 'Bank Account Number',
		path: 'bank_account_number',
		required: true,
		type: 'text',
		pattern: { matches: /^\d{6,30}$/, description: '6 to 30 digits' },
		example: '1000123456',
		help: "The payee's account number",
	},
	{ ...notes, maxLength: 100 },
];

const walletFields: readonly FormField[] = [
	accountInBody,
	// OVO takes 10,000 and more.
	{ ...amount, path: 'amount.value', min: '1000', max: '20000000', writtenAs: 'text' },
	{
		name: 'ewalletCode',
		label: 'E-Wallet',
		path: 'ewallet_code',
		required: true,
		type: 'choice',
		choices: [
			{ value: 'DANA', label: 'DANA' },
			{ value: 'GOPAY', label: 'GoPay' },
			{ value: 'OVO', label: 'OVO' },
			{ value: 'SHOPEEPAY', label: 'ShopeePay' },
			{ value: 'SINGAPAY', label: 'Singapay' },
		],
		example: 'GOPAY',
		help: "The payee's wallet",
	},
	{
		name: 'walletNumber',
		label: 'Wallet Number',
		path: 'customer_number',
		required: true,
		type: 'phone',
		writtenAs: 'digits',
		minLength: 10,
		maxLength: 15,
		example: '081234567890',
		help: 'The phone number of the wallet, 10 to 15 digits',
	},
	{ ...notes, maxLength: 50 },
];

const cashFields: readonly FormField[] = [
	accountInBody,
	{ ...amount, min: '50000', max: '1000000', multipleOf: '50000' },
	{ ...customerName, required: true },
	{
		name: 'customerId',
		label: 'Customer ID',
		path: 'customer_id',
		required: true,
		type: 'text',
		example: 'CUST-1',
		help: 'Your own ID for the customer, the same for every payment',
	},
];

const qrisFields: readonly FormField[] = [
	accountInBody,
	{ ...amount, min: '1000', max: '10000000', help: 'The amount of the QR code, in whole rupiah' },
	{
		name: 'qrText',
		label: 'QR Text',
		path: 'qr_data',
		required: true,
		type: 'text',
		maxLength: 500,
		example: '00020101021226610014COM.EXAMPLE.WWW',
		help: "The content of the payee's QR code",
	},
	{ ...customerName, required: true, maxLength: 100 },
	{ ...customerEmail, maxLength: 100 },
	{ ...customerPhone, maxLength: 50 },
	{
		name: 'customerLocation',
		label: 'Customer Location',
		path: 'customer_location',
		type: 'text',
		maxLength: 100,
		example: 'Jakarta',
		help: 'Where the customer is',
	},
];

export const moneyOut: readonly CreateForm[] = [
	{
		...payout,
		path: '/api/v2.0/disbursement/transfer',
		id: 'bankTransfer',
		label: 'Bank Transfer',
		description: 'To a bank account in Indonesia',
		kind: 'disbursement',
		fields: bankFields,
		checks: [askBankAccount, askFee],
	},
	{
		...payout,
		path: '/api/v2.0/ewallet/trigger-topup',
		id: 'ewallet',
		label: 'E-Wallet',
		description: 'Tops up a wallet',
		kind: 'ewalletTopUp',
		fixed: { 'amount.currency': 'IDR' },
		fields: walletFields,
		checks: [askWallet],
	},
	{
		...payout,
		path: '/api/v1.0/account-transfer/{account_id}/transfer',
		id: 'accountTransfer',
		label: 'Account Transfer',
		description: 'To another account at Singapay',
		kind: 'accountTransfer',
		fields: [
			accountInPath,
			// Its page takes decimals; a signed body holds whole numbers only.
			{ ...amount, min: '1' },
			{
				name: 'beneficiaryAccountNumber',
				label: 'Beneficiary Account Number',
				path: 'beneficiary_account_number',
				required: true,
				type: 'text',
				pattern: { matches: /^\d{12}$/, description: '12 digits, which is not the account ID' },
				example: '100000000001',
				help: 'The 12 digits of the account that receives the money',
			},
		],
	},
	{
		...payout,
		path: '/api/v1.0/cardless-withdrawals/create',
		id: 'cardlessWithdrawal',
		label: 'Cardless Withdrawal',
		description: 'Cash from a BRI ATM, with a code',
		kind: 'cardlessWithdrawal',
		fixed: { vendor_code: 'CLWD_BRI' },
		nextAction: cashAction,
		fields: cashFields,
	},
	{
		...payout,
		path: '/api/v2.0/qris/issuer/mpm/payment-credit',
		id: 'qris',
		label: 'QRIS',
		description: "Pays another merchant's QR code",
		kind: 'qrisPayment',
		fields: qrisFields,
	},
];
