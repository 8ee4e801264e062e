import type { FieldErrors } from '../core/simulation.mts';
import { anyText, errorsWhere, object, text } from '../core/validation.mts';
import { merchantOf } from './payees.mts';

/** What the calls that move money out are made with (second sheet, sections 6.5 to 6.8). */

export const minimumTransfer = 10_000;
const maximumTransfer = 250_000_000;

type Amount = number | string | { value: string };

export interface MoneyOutBody {
	account_id?: string;
	reference_number?: string;
	merchant_ref_no?: string;
	merchant_reference?: string;
	amount: Amount;
	bank_code?: string;
	bank_swift_code?: string;
	bank_account_number?: string;
	ewallet_code?: string;
	customer_number?: string;
	qr_data?: string;
	beneficiary_account_number?: string;
	binding_id?: string;
	description?: string;
	notes?: string;
}

const decimalText = { type: 'string', pattern: '^\\d+(\\.\\d{1,2})?$' };
const rupiah = (minimum: number, maximum?: number) => ({
	type: 'integer',
	minimum,
	...(maximum === undefined ? {} : { maximum }),
});
const accountId = text(1, 50);
const longReference = text(1, 64);

export const bankCode = { type: 'string', pattern: '^(\\d{3}|[A-Z0-9]{8}([A-Z0-9]{3})?)$' };
export const accountNumber = { type: 'string', pattern: '^\\d{6,30}$' };

export const wallet = {
	account_id: accountId,
	ewallet_code: { enum: ['DANA', 'OVO', 'GOPAY', 'SHOPEEPAY', 'SINGAPAY'] },
	customer_number: { type: 'string', pattern: '^\\d{10,15}$' },
	amount: object(['value', 'currency'], { value: decimalText, currency: { const: 'IDR' } }),
};
export const walletRequired = ['account_id', 'ewallet_code', 'customer_number', 'amount'];

/** The amount is a number, an object or a text, depending on the endpoint; at QRIS codes two pages disagree. */
export const bodies = {
	// Its own page says 32 characters, the description 64.
	transfer: object(
		['account_id', 'reference_number', 'amount', 'bank_code', 'bank_account_number'],
		{
			account_id: accountId,
			reference_number: text(1, 32),
			amount: rupiah(minimumTransfer, maximumTransfer),
			bank_code: bankCode,
			bank_account_number: accountNumber,
			notes: text(0, 100),
		},
	),
	transferV1: object(['reference_number', 'amount', 'bank_swift_code', 'bank_account_number'], {
		reference_number: text(1, 32),
		amount: rupiah(minimumTransfer, maximumTransfer),
		bank_swift_code: text(8, 11),
		bank_account_number: { type: 'string', pattern: '^\\d{6,20}$' },
		notes: text(0, 50),
	}),
	topUp: object([...walletRequired, 'reference_number'], {
		...wallet,
		reference_number: longReference,
		notes: text(0, 50),
	}),
	qrisPayment: object(['account_id', 'reference_number', 'amount', 'qr_data', 'customer_name'], {
		account_id: accountId,
		reference_number: longReference,
		amount: { ...decimalText, type: ['integer', 'string'], minimum: 1000, maximum: 10_000_000 },
		qr_data: text(1, 500),
		customer_name: text(1, 100),
		customer_email: text(0, 100),
		customer_phone: text(0, 50),
		customer_location: text(0, 100),
	}),
	accountTransfer: object(['amount', 'beneficiary_account_number'], {
		// Decimals are allowed.
		amount: { type: 'number', minimum: 1 },
		beneficiary_account_number: { type: 'string', pattern: '^\\d{12}$' },
		merchant_ref_no: text(1, 191),
	}),
	cardless: object(
		['account_id', 'reference_number', 'customer_name', 'customer_id', 'amount', 'vendor_code'],
		{
			account_id: accountId,
			reference_number: longReference,
			customer_name: anyText,
			customer_id: anyText,
			amount: { ...rupiah(50_000, 1_000_000), multipleOf: 50_000 },
			vendor_code: { const: 'CLWD_BRI' },
		},
	),
	directDebit: object(['account_id', 'binding_id', 'merchant_reference', 'amount'], {
		account_id: accountId,
		binding_id: anyText,
		merchant_reference: text(1, 100),
		amount: rupiah(10_000),
		currency: { const: 'IDR' },
		description: text(0, 512),
	}),
};

const mostToWallet = 20_000_000;

export function leastToWallet(code: string | undefined): number {
	return code === 'OVO' ? 10_000 : 1000;
}

export const walletLimits = (code: string | undefined) => ({
	min_amount: leastToWallet(code),
	max_amount: mostToWallet,
});

export function walletErrors(body: MoneyOutBody): FieldErrors {
	const amount = amountOf(body.amount);
	const { min_amount, max_amount } = walletLimits(body.ewallet_code);
	return errorsWhere([
		[
			amount < min_amount || amount > max_amount,
			'amount.value',
			`must be ${min_amount} to ${max_amount}`,
		],
	]);
}

/** Where the code says how much it asks for, no other amount will do. */
export function qrisErrors(body: MoneyOutBody): FieldErrors {
	const amount = amountOf(body.amount);
	const asked = merchantOf(body.qr_data ?? '')?.amount ?? amount;
	return errorsWhere([
		[amount < 1000 || amount > 10_000_000, 'amount', 'must be 1000 to 10000000'],
		[amount !== asked, 'amount', 'must equal the amount of the QR code'],
	]);
}

export function amountOf(amount: Amount): number {
	return Number(typeof amount === 'object' ? amount.value : amount);
}
