import type { CreateForm, FormField } from '../../contract';
import { nextAction } from '../nextAction';
import {
	addressInBrazil,
	addressLine2,
	birthdate,
	brazilianDocumentType,
	customerEmail,
	customerId,
	customerName,
	customerPhone,
	documentNumber,
	documentType,
	neededAddress,
	neededEmail,
	neededPhone,
	optionalAddress,
} from './customer';
import {
	amount,
	anyCountry,
	anyCurrency,
	countryFields,
	notificationUrl,
	providerMethod,
	redirectUrl,
	storeBranch,
} from './fields';

/**
 * Charges by one method (method pages). Required is what a page says is required, and the address where a page shows it whole:
 * elsewhere a phone number or an email address is shown, and optional.
 */

const create = {
	method: 'POST',
	path: '/v2/payin',
	resource: 'payment',
	kind: 'payment',
	nextAction,
} as const;

const optional: readonly FormField[] = [redirectUrl, storeBranch, birthdate];

const inBrazil = [
	amount,
	customerId,
	customerName,
	brazilianDocumentType,
	documentNumber,
	notificationUrl,
];

const elsewhere = [amount, customerId, customerName, documentType, documentNumber, notificationUrl];

const brazil = (method: string) => ({
	currency: { always: 'BRL' },
	fixed: { country: 'BRA', 'transaction.currency': 'BRL', payment_method: method },
});

const colombia = (method: string) => ({
	currency: { always: 'COP' },
	fixed: { country: 'COL', 'transaction.currency': 'COP', payment_method: method },
});

const several = (method: string) => ({
	currency: { field: 'currency' },
	fixed: { payment_method: method },
});

/** The bank from whose account the payer pays. */
const payerBankCode = {
	name: 'payerBankCode',
	label: 'Payer Bank Code',
	path: 'extra.bank_code',
	type: 'text',
	example: '1007',
	help: "The code of the payer's bank",
} as const;

export const moneyIn: readonly CreateForm[] = [
	{
		...create,
		id: 'pix',
		label: 'PIX',
		description: 'Brazil: the payer scans a QR code',
		...brazil('pix'),
		fields: [...inBrazil, customerPhone, customerEmail, ...optional],
	},
	{
		...create,
		id: 'boleto',
		label: 'Boleto',
		description: 'Brazil: the payer pays a printed or digital slip',
		...brazil('boleto'),
		fields: [
			...inBrazil,
			...neededAddress,
			addressLine2,
			customerPhone,
			customerEmail,
			...optional,
		],
	},
	{
		...create,
		id: 'picpay',
		label: 'PicPay',
		description: 'Brazil: the payer pays with the PicPay wallet',
		...brazil('picpay'),
		fields: [...inBrazil, customerPhone, customerEmail, ...optional],
	},
	{
		...create,
		id: 'bankTransfer',
		label: 'Bank Transfer',
		description: "The payer pays into an account, or on the bank's page",
		...several('bank_transfer'),
		fields: [
			...countryFields(['BRA', 'PER', 'ECU', 'CHL', 'MEX', 'ARG', 'IND']),
			...elsewhere,
			...addressInBrazil,
			addressLine2,
			customerPhone,
			customerEmail,
			...optional,
		],
	},
	{
		...create,
		id: 'wallet',
		label: 'Wallet',
		description: 'Peru, Ecuador, Chile and Bolivia: the payer pays with a wallet',
		...several('wallet'),
		fields: [
			...countryFields(['PER', 'ECU', 'CHL', 'BOL']),
			...elsewhere,
			neededEmail,
			customerPhone,
			...optional,
		],
	},
	{
		...create,
		id: 'pse',
		label: 'PSE',
		description: 'Colombia: the payer pays from a bank account online',
		...colombia('pse'),
		fields: [
			...elsewhere,
			{ ...payerBankCode, required: true },
			neededPhone,
			...neededAddress,
			addressLine2,
			customerEmail,
			...optional,
		],
	},
	{
		...create,
		id: 'transfiya',
		label: 'Transfiya',
		description: 'Colombia: the payer pays by phone',
		...colombia('transfiya'),
		fields: [...elsewhere, neededEmail, neededPhone, ...optional],
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
			payerBankCode,
			customerPhone,
			customerEmail,
			...optionalAddress,
			...optional,
		],
	},
];
