import type { CreateForm, FormField } from '../../contract';
import { nextAction } from '../nextAction';
import {
	birthdate,
	customerId,
	customerName,
	customerPhone,
	documentNumber,
	documentType,
	neededEmail,
	optionalAddress,
} from './customer';
import { amount, anyOfThem, notificationUrl, redirectUrl, storeBranch } from './fields';

/** Payments for which the payer is sent to a page of the provider's, where the card or the method is chosen. */

/** Its answer is the address of the page alone: the transaction is found by its reference, as `open` until a method is chosen. */
const checkout: CreateForm = {
	method: 'POST',
	path: '/v2/transaction/checkout',
	id: 'checkout',
	label: 'Hosted Checkout',
	description: 'The payer chooses a method on a SmartFastPay page',
	resource: 'payment',
	kind: 'transaction',
	nextAction,
	currency: { field: 'currency' },
	fields: [
		...anyOfThem,
		amount,
		customerId,
		customerName,
		neededEmail,
		documentType,
		documentNumber,
		notificationUrl,
		{ ...redirectUrl, required: true },
		storeBranch,
		customerPhone,
		...optionalAddress,
		birthdate,
	],
};

/** Version 1 has the customer's fields beside the amount. Its longest texts have 255 characters. */
const maxText = 255;

const maxUrl = 250;

const cardFields: readonly FormField[] = [
	{
		name: 'currency',
		label: 'Currency',
		path: 'currency',
		required: true,
		type: 'choice',
		// One copy of the page defaults to dollars, the other to reais: so it is always sent.
		choices: [
			{ value: 'BRL', label: 'Brazilian Real' },
			{ value: 'USD', label: 'US Dollar', description: 'Converted to reais for the payer' },
		],
		example: 'BRL',
		help: 'The currency of the amount',
	},
	{ ...amount, path: 'amount', min: '2', example: '300.10' },
	{
		name: 'maxInstallments',
		label: 'Max Installments',
		path: 'max_installments',
		required: true,
		type: 'integer',
		min: 1,
		max: 12,
		example: '1',
		help: 'The number of installments that the payer may choose',
	},
	{ ...customerId, path: 'customer_id', type: 'text', minLength: 1, maxLength: maxText },
	{ ...customerName, path: 'name', type: 'text', minLength: 3, maxLength: 150 },
	// The page's shortest length, 30 characters, is longer than its own samples.
	{ ...neededEmail, path: 'email', type: 'email', maxLength: maxText },
	{
		name: 'documentNumber',
		label: 'Document Number',
		path: 'document',
		required: true,
		type: 'document',
		example: '12345678909',
		help: 'A CPF of 11 digits or a CNPJ of 14',
	},
	{ ...notificationUrl, path: 'callback', type: 'url', maxLength: maxUrl },
	{ ...redirectUrl, path: 'transaction.redirect.url', type: 'url', maxLength: maxUrl },
	{ ...storeBranch, type: 'text', minLength: 1, maxLength: maxText },
];

/** The only call for cards that is documented, also in the pages of version 2. The payer enters the card on the page. */
const card: CreateForm = {
	method: 'POST',
	path: '/credit_card',
	id: 'card',
	label: 'Credit Card',
	description: 'Brazil: the payer enters the card on a SmartFastPay page',
	resource: 'payment',
	kind: 'payment',
	nextAction,
	currency: { field: 'currency' },
	fields: cardFields,
};

export const pages: readonly CreateForm[] = [card, checkout];
