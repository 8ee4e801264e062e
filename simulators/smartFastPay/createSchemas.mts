import { decimal, object, text, url } from '../core/validation.mts';

/** Bodies of the create calls. Fields whose pages disagree, or that only one country's page names, are optional. */

const currency = { type: 'string', pattern: '^[A-Z]{3}$' };
const country = { type: 'string', pattern: '^[A-Z]{3}$' };
const transaction = object(['id', 'currency', 'amount'], {
	id: text(),
	currency,
	amount: decimal(0.01),
});
const customerFields = {
	id: text(),
	name: text(),
	email: text(3),
	phone: text(),
	document: object(['type', 'number'], { type: text(), number: text() }),
};
const v2Fields = {
	customer: object(['id'], customerFields),
	country,
	payment_method: text(),
	notification_url: url,
	transaction,
	branch: text(),
};

export const payinV2 = object(['customer', 'country', 'payment_method', 'transaction'], v2Fields);

/** A bank account, or a pix key or mobile-money number in `transfer`. */
export const payoutV2 = {
	...object(['customer', 'country', 'payment_method', 'transaction'], {
		...v2Fields,
		bank_transfer: object(['bank_code', 'bank_account_number', 'bank_account_type'], {
			bank_code: text(),
			bank_account_number: text(),
			bank_account_type: { enum: ['SAVINGS', 'CHECKING'] },
		}),
		transfer: object(['value'], { value: text() }),
	}),
	oneOf: [{ required: ['bank_transfer'] }, { required: ['transfer'] }],
};

export const checkoutV2 = object(['customer', 'country', 'transaction'], {
	...v2Fields,
	customer: object(['id', 'name', 'email'], customerFields),
	redirect_url: url,
});

const v1Fields = {
	customer_id: text(),
	branch: text(),
	name: text(3, 150),
	// The page asks for 30 characters at least and shows 15, so the length is not enforced.
	email: text(3),
	document: text(),
	document_type: { enum: ['CPF', 'CNPJ'] },
	amount: decimal(2),
	currency: { enum: ['USD', 'BRL'] },
	callback: text(30, 250),
	transaction: object(['id'], { id: text() }),
};
const v1Required = [
	'customer_id',
	'name',
	'email',
	'document',
	'amount',
	'callback',
	'transaction',
];

export const paymentV1 = object([...v1Required, 'payment_method'], {
	...v1Fields,
	payment_method: { enum: ['bank_transfer', 'pix'] },
});

export const payoutV1 = {
	...object(v1Required, {
		...v1Fields,
		pix: object(['key'], { key: text() }),
		bank: object(['name', 'code', 'agency', 'account'], {}),
	}),
	oneOf: [{ required: ['pix'] }, { required: ['bank'] }],
};

export const checkoutV1 = object([...v1Required, 'payment'], {
	...v1Fields,
	payment: object(['method'], {
		method: {
			type: 'array',
			minItems: 1,
			items: { enum: ['pix', 'picpay', 'boleto', 'bank_transfer'] },
		},
	}),
});

export interface BodyV2 {
	customer: { id: string; document?: { type: string; number: string } };
	payment_method: string;
	notification_url?: string;
	transaction: { id: string; currency: string; amount: number };
}

export interface BodyV1 {
	customer_id: string;
	document: string;
	document_type?: string;
	amount: number;
	currency?: string;
	payment_method?: string;
	pix?: unknown;
	callback: string;
	transaction: { id: string };
}
