import type { CreateForm, FormField } from '../../contract';
import {
	birthdate,
	brazilianDocumentType,
	customerEmail,
	customerId,
	customerName,
	customerPhone,
	documentNumber,
	documentType,
	neededPhone,
} from './customer';
import {
	amount,
	anyCountry,
	anyCurrency,
	anyOfThem,
	notificationUrl,
	providerMethod,
	storeBranch,
} from './fields';

/** Payouts (payout pages). A branch of the bank, or an IFSC code, is likely in some countries and documented in none. */

const create = {
	method: 'POST',
	path: '/v2/payout',
	resource: 'payout',
	kind: 'payout',
} as const;

const optional: readonly FormField[] = [customerEmail, birthdate, storeBranch];

const elsewhere = [amount, customerId, customerName, documentType, documentNumber, notificationUrl];

const bank = {
	code: {
		name: 'bankCode',
		label: 'Bank Code',
		path: 'bank_transfer.bank_code',
		type: 'text',
		example: '002',
		help: "The payee's bank code, as used in the payee's country",
	},
	number: {
		name: 'bankAccountNumber',
		label: 'Bank Account Number',
		path: 'bank_transfer.bank_account_number',
		type: 'text',
		example: '00200000000000000001',
		help: "The payee's account number, in Peru the CCI",
	},
	type: {
		name: 'bankAccountType',
		label: 'Bank Account Type',
		path: 'bank_transfer.bank_account_type',
		type: 'choice',
		choices: [
			{ value: 'SAVINGS', label: 'Savings' },
			{ value: 'CHECKING', label: 'Checking' },
		],
		example: 'SAVINGS',
		help: "The type of the payee's account",
	},
} as const;

export const moneyOut: readonly CreateForm[] = [
	{
		...create,
		id: 'pix',
		label: 'PIX',
		description: 'Brazil: to a PIX key',
		currency: { always: 'BRL' },
		fixed: { country: 'BRA', 'transaction.currency': 'BRL', payment_method: 'pix' },
		fields: [
			amount,
			{
				name: 'pixKey',
				label: 'PIX Key',
				path: 'transfer.value',
				required: true,
				type: 'text',
				example: '12345678909',
				help: "The payee's key: a CPF or CNPJ, an email address, a phone number or a random key",
			},
			customerId,
			customerName,
			brazilianDocumentType,
			documentNumber,
			notificationUrl,
			customerPhone,
			...optional,
		],
	},
	{
		...create,
		id: 'bankTransfer',
		label: 'Bank Transfer',
		description: 'To a bank account',
		currency: { field: 'currency' },
		fixed: { payment_method: 'bank_transfer' },
		fields: [
			...anyOfThem,
			...elsewhere,
			{ ...bank.code, required: true },
			{ ...bank.number, required: true },
			{ ...bank.type, required: true },
			customerPhone,
			...optional,
		],
	},
	{
		...create,
		id: 'mobileMoney',
		label: 'Mobile Money',
		description: 'Ecuador: to a mobile wallet',
		currency: { always: 'USD' },
		fixed: { country: 'ECU', 'transaction.currency': 'USD', payment_method: 'mobile_money' },
		fields: [
			...elsewhere,
			// It has to be registered with the wallet.
			neededPhone,
			{
				name: 'walletNumber',
				label: 'Wallet Number',
				path: 'transfer.value',
				required: true,
				type: 'phone',
				writtenAs: 'digits',
				example: '593000000000',
				help: 'The phone number of the wallet, without a plus',
			},
			...optional,
		],
	},
	{
		...create,
		id: 'other',
		label: 'Other Method',
		description: "Any method that SmartFastPay offers in a country, by SmartFastPay's name for it",
		currency: { field: 'currency' },
		fields: [
			providerMethod,
			anyCountry,
			anyCurrency,
			...elsewhere,
			{
				name: 'destination',
				label: 'Destination',
				path: 'transfer.value',
				type: 'text',
				example: '573000000000',
				help: 'The key or number to send the money to, if the method has one',
			},
			bank.code,
			bank.number,
			bank.type,
			customerPhone,
			...optional,
		],
	},
];
