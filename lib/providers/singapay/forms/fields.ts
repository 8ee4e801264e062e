import type { FormField } from '../../contract';

/** The fields that several products have in common (bodies of the OpenAPI description). */

/** Every amount is in rupiah, which has no decimals. */
export const rupiah = { always: 'IDR' } as const;

const account = {
	name: 'accountId',
	label: 'Account ID',
	path: 'account_id',
	required: true,
	type: 'account',
	example: '01J5XW8LD0R6M9CJEXAMPLE01',
	help: 'The account at the provider that the payment belongs to',
} as const;

export const accountInPath: FormField = { ...account, in: 'path' };
export const accountInBody: FormField = account;

/** Its limits differ from one product to the next. */
export const amount = {
	name: 'amount',
	label: 'Amount',
	path: 'amount',
	required: true,
	type: 'amount',
	example: '50000',
	help: 'In whole rupiah',
} as const satisfies FormField;

export const amountFrom10000: FormField = { ...amount, min: '10000' };

/** The longest address that the provider's pages accept, in characters. */
export const maxUrlLength = 2048;

export const customerName = {
	name: 'customerName',
	label: 'Customer Name',
	path: 'customer_name',
	type: 'text',
	example: 'Budi Santoso',
	help: 'The name of the customer',
} as const satisfies FormField;

export const customerEmail = {
	name: 'customerEmail',
	label: 'Customer Email',
	path: 'customer_email',
	type: 'email',
	example: 'budi@example.com',
	help: 'The email address of the customer',
} as const satisfies FormField;

export const customerPhone = {
	name: 'customerPhone',
	label: 'Customer Phone',
	path: 'customer_phone',
	type: 'phone',
	writtenAs: 'any',
	example: '081234567890',
	help: 'The phone number of the customer',
} as const satisfies FormField;

/** A moment as text with its offset. */
export const expiresAt = {
	name: 'expiresAt',
	label: 'Expires At',
	path: 'expired_at',
	type: 'time',
	writtenAs: 'iso',
	example: '2030-12-31T23:59:59+07:00',
	help: 'Until when it can be paid',
} as const satisfies FormField;

export const notes = {
	name: 'notes',
	label: 'Notes',
	path: 'notes',
	type: 'text',
	example: 'Refund of order 1',
	help: 'A note that is stored with the payout',
} as const satisfies FormField;
