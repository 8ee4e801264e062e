import { decimal, object, text } from '../core/validation.mts';

/** Bodies of the v1 creates (sheet, section 2): flat, with the lengths as listed. */

const address30To250 = { ...text(30, 250), format: 'uri' };
const fields = {
	customer_id: text(),
	branch: text(),
	name: text(3, 150),
	// The page asks for 30 characters at least and shows 15, so the length is not enforced.
	email: text(3),
	document: { type: 'string', pattern: '^(\\d{11}|\\d{14})$' },
	document_type: { enum: ['CPF', 'CNPJ'] },
	amount: decimal(2),
	currency: { enum: ['USD', 'BRL', 'COP'] },
	country: { enum: ['BRA', 'COL'] },
	callback: address30To250,
	transaction: object(['id'], {
		id: text(),
		redirect: object([], { url: address30To250, type: { enum: ['URL', 'HTML'] } }),
	}),
};
const named = ['customer_id', 'name', 'email', 'amount', 'callback', 'transaction'];
const common = [...named, 'document'];

export const paymentV1 = object([...common, 'payment_method'], {
	...fields,
	payment_method: { enum: ['bank_transfer', 'pix'] },
});

export const picpayV1 = object(common, fields);

export const creditCardV1 = object([...common, 'max_installments'], {
	...fields,
	max_installments: { type: 'integer', minimum: 1, maximum: 12 },
});

const states =
	'AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO'.split(' ');

export const boletoV1 = object([...common, 'address'], {
	...fields,
	address: object(['address_1', 'number', 'neighborhood', 'city', 'state', 'postal_code'], {
		address_1: text(3, 56),
		number: text(1, 10),
		address_2: text(1, 40),
		neighborhood: text(3, 30),
		city: text(3, 30),
		state: { enum: states },
		postal_code: text(),
	}),
});

/** Colombia has neither block: there the phone is the destination. */
export const payoutV1 = object(common, {
	...fields,
	payout_method: { enum: ['pix', 'bank_transfer'] },
	pix: object(['key'], { key: text() }),
	bank: object(['name', 'code', 'agency', 'account'], {
		name: text(),
		code: text(),
		agency: text(),
		account: text(),
		account_operation: text(),
	}),
	phone: { type: 'string', pattern: '^\\d{12}$' },
});

/** A Brazilian payer may be asked for the document on the page. */
export const checkoutV1 = object(named, {
	...fields,
	payment: object([], {
		method: {
			type: 'array',
			items: { enum: ['pix', 'picpay', 'boleto', 'bank_transfer', 'pse'] },
		},
	}),
});

export interface BodyV1 {
	customer_id: string;
	document?: string;
	document_type?: string;
	amount: number;
	currency?: string;
	country?: string;
	payment_method?: string;
	payout_method?: string;
	pix?: unknown;
	bank?: unknown;
	callback: string;
	transaction: { id: string; redirect?: { url?: string; type?: string } };
}
