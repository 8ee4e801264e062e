import type { CreateForm, FormField, PaymentLinkForms } from '../../contract';
import { linkAction } from '../nextActions';
import {
	accountInPath,
	amount,
	customerEmail,
	customerName,
	customerPhone,
	expiresAt,
	maxUrlLength,
	rupiah,
} from './fields';

/** Pages on which a payer chooses how to pay (payment link pages, version 2). */

const usesPerLink: FormField = {
	name: 'maxUsage',
	label: 'Max Usage',
	path: 'max_usage',
	type: 'integer',
	min: 0,
	example: '1',
	help: 'How many times it can be paid; 0 for any number, 1 if empty',
};

const allowedMethods = {
	name: 'allowedMethods',
	label: 'Allowed Methods',
	path: 'whitelisted_payment_method',
	// No choices: the code for cards differs from one merchant to the next.
	type: 'textList',
	example: 'QRIS, VA_BRI',
	help: 'Codes of the methods that the payer may choose, in capitals; all if empty',
} as const;

/** If omitted, it stays as it is; the empty list lifts the limit. This word is no method's code. */
const changedMethods: FormField = {
	...allowedMethods,
	anyWord: 'ALL',
	help: 'Codes of the methods that the payer may choose, in capitals; ALL lifts the limit',
};

/** What can be set at first, and changed later. */
const changeable: readonly FormField[] = [
	{
		name: 'description',
		label: 'Description',
		path: 'description',
		type: 'text',
		example: 'Order 1',
		help: 'What the payment is for',
	},
	usesPerLink,
	expiresAt,
	allowedMethods,
	{
		name: 'successUrl',
		label: 'Success URL',
		path: 'success_redirect_url',
		type: 'url',
		maxLength: maxUrlLength,
		example: 'https://shop.example.com/thanks',
		help: 'Where the payer returns after paying',
	},
	{
		name: 'expiredUrl',
		label: 'Expired URL',
		path: 'expired_redirect_url',
		type: 'url',
		maxLength: maxUrlLength,
		example: 'https://shop.example.com/expired',
		help: 'Where the payer goes when the link has expired',
	},
	{
		name: 'requirePhone',
		label: 'Require Phone',
		path: 'required_customer_number',
		type: 'boolean',
		example: 'true',
		help: 'Whether the payer has to give a phone number; only for links that can be paid more than once',
	},
	{
		name: 'requireEmail',
		label: 'Require Email',
		path: 'required_customer_email',
		type: 'boolean',
		example: 'true',
		help: 'Whether the payer has to give an email address; only for links that can be paid more than once',
	},
	{
		name: 'metadata',
		label: 'Metadata',
		path: 'optional_metadata',
		type: 'json',
		shape: 'object',
		example: '{"order": 1}',
		help: 'Returned in the records of the link',
	},
];

export const createLink: CreateForm = {
	method: 'POST',
	path: '/api/v2.0/payment-link/{account_id}',
	id: 'link',
	label: 'Payment Link',
	description: 'The payer chooses how to pay on a Singapay page',
	resource: 'paymentLink',
	kind: 'link',
	nextAction: linkAction,
	currency: rupiah,
	fields: [
		accountInPath,
		{
			name: 'linkType',
			label: 'Link Type',
			path: 'payment_link_type',
			required: true,
			type: 'choice',
			choices: [
				{ value: 'total', label: 'Total', description: 'One amount' },
				{ value: 'items', label: 'Items', description: 'A list of items' },
			],
			default: 'total',
			example: 'total',
			help: 'How the amount is given',
		},
		{
			...amount,
			path: 'total_amount',
			when: { field: 'linkType', is: ['total'] },
			example: '27000',
		},
		{
			name: 'items',
			label: 'Items',
			path: 'items',
			required: true,
			when: { field: 'linkType', is: ['items'] },
			type: 'json',
			shape: 'array',
			example: '[{"name": "Photo", "quantity": 1, "unit_price": 27000}]',
			help: 'Each with name, quantity and unit_price; a negative price is a discount',
		},
		...changeable,
		// Only for links that can be paid once; name and email address go together.
		customerName,
		customerEmail,
		customerPhone,
	],
};

export const links: PaymentLinkForms = {
	update: {
		method: 'PUT',
		path: '/api/v2.0/payment-link/update/{id}',
		currency: rupiah,
		// Only what is sent is changed. Reference, amount and items are fixed.
		fields: [
			{
				name: 'linkStatus',
				label: 'Status',
				path: 'status',
				type: 'choice',
				choices: [
					{ value: 'open', label: 'Open', description: 'It can be paid' },
					{ value: 'closed', label: 'Closed', description: 'It can no longer be paid' },
				],
				example: 'closed',
				help: 'Whether it can be paid',
			},
			...changeable.map((field) => (field === allowedMethods ? changedMethods : field)),
		],
	},
	// Refused once a payer has tried to pay.
	remove: {
		method: 'DELETE',
		path: '/api/v1.0/payment-link-manage/{account_id}/{id}',
		fields: [accountInPath],
	},
};
