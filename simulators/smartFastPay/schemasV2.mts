import { anyText, currencyCode, decimal, object, text } from '../core/validation.mts';

/**
 * Bodies of the v2 creates, field by field from the sheet (sections 1.2, 1.4 and 1.5). What only some countries and methods
 * need is optional here and asked for by methods.mts.
 */

/** No page of version 2 tells how long an address or a text may be. */
const url = { type: 'string', format: 'uri' };
const code3 = { type: 'string', pattern: '^[A-Z]{3}$' };
const phone = { type: 'string', pattern: '^\\+[1-9]\\d{6,14}$' };
const birthdate = {
	type: 'string',
	pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])-\\d{4}$',
};
const address = object([], {
	address_1: anyText,
	address_2: { type: ['string', 'null'] },
	number: anyText,
	neighborhood: anyText,
	city: anyText,
	state: { type: 'string', pattern: '^[A-Za-z]{2,3}$' },
	postal_code: anyText,
	country_code: code3,
});

/** The id of the customer and of the transaction are documented with v1 only: 1 to 255 characters. */
const customerFields = {
	id: text(),
	name: anyText,
	email: { type: 'string', minLength: 3 },
	phone,
	birthdate,
	document: object(['type', 'number'], { type: anyText, number: anyText }),
	address,
};
const fields = {
	customer: object(['id', 'name', 'document'], customerFields),
	country: code3,
	payment_method: anyText,
	notification_url: url,
	redirect_url: url,
	branch: anyText,
	transaction: object(['id', 'currency', 'amount'], {
		id: text(),
		currency: currencyCode,
		amount: decimal(0.01),
	}),
};
const common = ['customer', 'country', 'notification_url', 'transaction'];

export const payinV2 = object([...common, 'payment_method'], {
	...fields,
	extra: object([], { bank_code: anyText }),
});

/** Where the money goes is asked for by the method: a bank account, or a pix key or the number of a wallet. */
export const payoutV2 = object([...common, 'payment_method'], {
	...fields,
	bank_transfer: object([], {
		bank_code: anyText,
		bank_account_number: anyText,
		bank_account_type: { enum: ['SAVINGS', 'CHECKING'] },
	}),
	transfer: object([], { value: anyText }),
});

export const checkoutV2 = object([...common, 'redirect_url'], {
	...fields,
	customer: object(['id', 'name', 'email', 'document'], customerFields),
});

export interface BodyV2 {
	customer: { id: string; document: { type: string; number: string } };
	country: string;
	payment_method: string;
	notification_url: string;
	transaction: { id: string; currency: string; amount: number };
	transfer?: { value?: string };
}
