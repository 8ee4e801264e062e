import { anyText, object, text } from '../core/validation.mts';
import { banks } from './banks.mts';
import { milliseconds13 } from './dates.mts';

/** Bodies of payment links (second sheet, sections 3 and 6.4), and the methods that one may be limited to. */

const method = (code: string, name: string, group: string) => ({ code, name, group, desc: name });

/** As one sandbox has them. The code of the card differs from merchant to merchant. */
export const paymentMethods = [
	method('ALFAMART', 'Alfamart', 'retail'),
	method('INDOMARET', 'Indomaret', 'retail'),
	method('QRIS', 'QRIS', 'qris'),
	...['DANA', 'GOPAY', 'OVO', 'SHOPEEPAY'].map((one) => method(`EWALLET_${one}`, one, 'ewallet')),
	method('NICEPAY_CARD', 'Card', 'card'),
	...banks.map((bank) => method(`VA_${bank.short_name}`, `VA ${bank.short_name}`, 'va')),
];

const address = { ...text(1, 2048), format: 'uri' };
const item = object(['name', 'quantity', 'unit_price'], {
	name: anyText,
	quantity: { type: 'integer', minimum: 1 },
	// Less than nothing is a discount.
	unit_price: { type: 'integer' },
});
const items = { type: 'array', minItems: 1, items: item };
/** Case-sensitive; none = all. */
const whitelist = {
	type: ['array', 'null'],
	items: { enum: paymentMethods.map(({ code }) => code) },
};
const reference = { type: 'string', pattern: '^[^\\s/]{1,40}$' };

const changeable = {
	description: { type: 'string' },
	/** 0 = unlimited. */
	max_usage: { type: 'integer', minimum: 0 },
	expired_at: anyText,
	whitelisted_payment_method: whitelist,
	success_redirect_url: address,
	expired_redirect_url: address,
	required_customer_number: { type: 'boolean' },
	required_customer_email: { type: 'boolean' },
	optional_metadata: { type: 'object' },
};

export const createSchema = object(['reff_no', 'payment_link_type'], {
	...changeable,
	reff_no: reference,
	payment_link_type: { enum: ['total', 'items'] },
	total_amount: { type: 'integer', minimum: 1 },
	items,
	customer_name: anyText,
	customer_email: anyText,
	customer_phone: anyText,
});

export const updateSchema = object([], { ...changeable, status: { enum: ['open', 'closed'] } });

const changeableV1 = {
	title: text(1, 255),
	required_customer_detail: { type: 'boolean' },
	max_usage: { type: 'integer', minimum: 1, maximum: 1_000_000 },
	expired_at: milliseconds13,
	whitelisted_payment_method: whitelist,
	redirect_url: address,
	optional_metadata: { type: 'object' },
};

export const createSchemaV1 = object(
	['reff_no', 'title', 'required_customer_detail', 'max_usage', 'total_amount', 'items'],
	{
		...changeableV1,
		reff_no: reference,
		total_amount: { type: 'integer', minimum: 10_000 },
		items,
	},
);

export const updateSchemaV1 = object(['status', 'max_usage', 'required_customer_detail'], {
	...changeableV1,
	status: { enum: ['open', 'closed'] },
});

interface Item {
	name: string;
	quantity: number;
	unit_price: number;
}

export interface UpdateBody {
	status?: string;
	title?: string;
	description?: string;
	max_usage?: number;
	expired_at?: string | number;
	whitelisted_payment_method?: string[] | null;
	success_redirect_url?: string;
	expired_redirect_url?: string;
	redirect_url?: string;
	required_customer_detail?: boolean;
	required_customer_number?: boolean;
	required_customer_email?: boolean;
	optional_metadata?: object;
	/** Fixed once the link exists. */
	reff_no?: unknown;
	total_amount?: unknown;
	items?: unknown;
}

export interface CreateBody extends UpdateBody {
	reff_no: string;
	payment_link_type?: string;
	total_amount?: number;
	items?: Item[];
	customer_name?: string;
	customer_email?: string;
	customer_phone?: string;
}
