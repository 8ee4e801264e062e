import type { FormField } from '../../contract';

/** The body of a transaction (create pages of docs.zepopay.com). No lengths are published. */

export const orderFields: readonly FormField[] = [
	{
		name: 'amount',
		label: 'Amount',
		path: 'amount',
		required: true,
		type: 'amount',
		example: '100.00',
		help: 'In major units, e.g. 100.50 for a hundred dollars and fifty cents',
	},
	{
		name: 'currency',
		label: 'Currency',
		path: 'currency',
		required: true,
		type: 'currency',
		example: 'USD',
		help: 'Three-letter ISO 4217 code',
	},
	{
		name: 'transactionAction',
		label: 'Transaction Action',
		path: 'transactionAction',
		required: true,
		type: 'choice',
		choices: [
			{ value: 'PAYMENT', label: 'Payment', description: 'The payer is charged' },
			{
				value: 'AUTHORIZATION',
				label: 'Authorization',
				description: 'The amount is held; no endpoint to capture it is documented',
			},
		],
		default: 'PAYMENT',
		example: 'PAYMENT',
		help: 'Whether the amount is charged or only held',
	},
	{
		name: 'statementDescriptor',
		label: 'Statement Descriptor',
		path: 'statementDescriptor',
		required: true,
		type: 'text',
		example: 'My Store',
		help: "The text on the payer's card statement",
	},
	{
		name: 'notificationUrl',
		label: 'Notification URL',
		path: 'callbackUrl',
		required: true,
		type: 'url',
		example: 'https://n8n.example.com/webhook/payments',
		help: 'Where the provider reports each change of status, e.g. the address of a Payment Webhook Trigger',
	},
	{
		name: 'successUrl',
		label: 'Success URL',
		path: 'successUrl',
		required: true,
		type: 'url',
		example: 'https://shop.example.com/thanks',
		help: 'Where the payer returns after paying',
	},
];

export const returnPages: readonly FormField[] = [
	{
		name: 'pendingUrl',
		label: 'Pending URL',
		path: 'pendingUrl',
		type: 'url',
		example: 'https://shop.example.com/pending',
		help: 'Where the payer returns while the payment is pending; the Success URL if empty',
	},
	{
		name: 'failureUrl',
		label: 'Failure URL',
		path: 'failureUrl',
		type: 'url',
		example: 'https://shop.example.com/sorry',
		help: 'Where the payer returns after a failure; the Success URL if empty',
	},
	{
		name: 'description',
		label: 'Description',
		path: 'description',
		type: 'text',
		example: 'Order 1',
		help: 'What the payment is for',
	},
	{
		name: 'ipAddress',
		label: 'IP Address',
		path: 'ipAddress',
		type: 'text',
		example: '203.0.113.5',
		help: 'The IP address of the payer',
	},
];

/** A text that is the billing's. */
const billed = (
	name: string,
	label: string,
	member: string,
	example: string,
	help: string,
): FormField => ({ name, label, path: `billing.${member}`, type: 'text', example, help });

const needed = (field: FormField): FormField => ({ ...field, required: true });

/** If the page shows a single value, it is an example. */
export const billing: Readonly<Record<'needed' | 'optional', readonly FormField[]>> = {
	needed: [
		needed(
			billed(
				'customerId',
				'Customer ID',
				'customerReference',
				'CUST-1',
				'Your own ID for the customer, the same for every payment',
			),
		),
		needed(billed('firstName', 'First Name', 'firstName', 'Jane', 'The first name of the payer')),
		needed(billed('lastName', 'Last Name', 'lastName', 'Doe', 'The last name of the payer')),
		{
			name: 'customerEmail',
			label: 'Customer Email',
			path: 'billing.email',
			required: true,
			type: 'email',
			example: 'jane@example.com',
			help: 'The email address of the customer',
		},
	],
	optional: [
		{
			name: 'customerPhone',
			label: 'Customer Phone',
			path: 'billing.phone',
			type: 'phone',
			writtenAs: 'e164',
			example: '+10000000000',
			help: 'With a plus sign and the country code',
		},
		billed('category', 'Category', 'category', 'INDIVIDUAL', 'The type of customer'),
		billed('documentType', 'Document Type', 'idType', 'PASSPORT', 'The type of identity document'),
		billed(
			'documentNumber',
			'Document Number',
			'documentNumber',
			'X1234567',
			"The number of the customer's identity document",
		),
		billed('pixKeyType', 'PIX Key Type', 'pixKeyType', 'CPF', 'The type of the PIX key'),
		billed('pixKey', 'PIX Key', 'pixKey', '12345678909', 'The key of the payer'),
		billed('street', 'Street', 'streetAddress', '100 Main Street', 'With the house number'),
		billed('city', 'City', 'city', 'Springfield', 'The city of the address'),
		billed('state', 'State', 'state', 'IL', 'The state of the address'),
		billed('postalCode', 'Postal Code', 'postcode', '62701', 'The postal code of the address'),
		{
			name: 'addressCountry',
			label: 'Address Country',
			path: 'billing.country',
			type: 'country',
			writtenAs: 'alpha2',
			example: 'US',
			help: 'Two-letter ISO 3166-1 code',
		},
	],
};

const paid = (
	name: string,
	label: string,
	member: string,
	example: string,
	help: string,
): FormField => ({ name, label, path: `payment.${member}`, type: 'text', example, help });

/** Of methods that charge a bank account. */
export const payerAccount: readonly FormField[] = [
	paid(
		'providerMethod',
		'Provider Method',
		'paymentMethod',
		'CARD',
		"PaySecurez's name for the method; CARD is the only documented one",
	),
	paid('payerBankCode', 'Payer Bank Code', 'bank', 'HDFC', "The payer's bank"),
	paid('accountHolder', 'Account Holder', 'holder', 'Jane Doe', 'The holder of the account'),
	paid('accountNumber', 'Account Number', 'accountNumber', '000123456789', 'The account to charge'),
	paid('ifscCode', 'IFSC Code', 'ifscCode', 'HDFC0000001', 'The branch of the bank, in India'),
	paid('iban', 'IBAN', 'iban', 'DE02120300000000202051', 'The account to charge, as an IBAN'),
	paid('bic', 'BIC', 'bic', 'BYLADEM1001', 'The bank of the IBAN'),
];

/** Echoed in the status and in notifications. */
export const userDefined: readonly FormField[] = [1, 2, 3].map((number) => ({
	name: `userDefinedField${number}`,
	label: `User Defined Field ${number}`,
	path: `userDefinedField${number}`,
	type: 'text',
	example: 'campaign-7',
	help: 'Returned with the status and in notifications',
}));
