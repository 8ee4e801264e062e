import { randomBytes } from 'node:crypto';
import type { FieldErrors } from '../core/simulation.mts';
import { anyText, errorsWhere, missingFields, object, text } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { bankOf, banks } from './banks.mts';
import { milliseconds13 } from './dates.mts';
import { vaNumber } from './moneyInViews.mts';
import { idr } from './moneyOut.mts';

/** What a virtual account is created and updated with (second sheet, section 6.1), and its row. */

const rupiah = { type: 'integer', minimum: 1 };
const changeable = {
	amount: rupiah,
	min_amount: rupiah,
	max_amount: rupiah,
	expired_at: milliseconds13,
	max_usage: { type: 'integer', minimum: 1, maximum: 255 },
	name: anyText,
};

export const createSchema = object(['bank_code', 'kind'], {
	...changeable,
	bank_code: { enum: banks.map(({ short_name }) => short_name) },
	kind: { enum: ['temporary', 'permanent'] },
	amount_type: { enum: ['closed', 'open'] },
	merchant_reff_no: text(0, 255),
	currency: { const: 'IDR' },
});

export const updateSchema = object(['status'], {
	...changeable,
	status: { enum: ['active', 'inactive', 'expired'] },
});

interface Terms {
	amount?: number;
	min_amount?: number;
	max_amount?: number;
	expired_at?: number | string;
	max_usage?: number;
	name?: string;
}

export interface CreateBody extends Terms {
	bank_code: string;
	kind: string;
	amount_type?: string;
	merchant_reff_no?: string;
}

export interface UpdateBody extends Terms {
	status: string;
}

/** One page makes the limits of an open amount optional, others require them: they are not asked for. */
export function createErrors(body: CreateBody, now: number): FieldErrors {
	const isOpen = body.amount_type === 'open';
	const isTemporary = body.kind === 'temporary';
	return {
		...missingFields(body, [...(isOpen ? [] : ['amount']), ...(isTemporary ? ['expired_at'] : [])]),
		...(isTemporary ? {} : permanentErrors(body)),
		...termsErrors(body, now),
	};
}

/** "Plus all amount fields (and expired_at, max_usage if temporary)". */
export function updateErrors(row: StoredRecord, body: UpdateBody, now: number): FieldErrors {
	const isTemporary = row['kind'] === 'temporary';
	return {
		...missingFields(body, [
			...(row['amount_type'] === 'open' ? ['min_amount', 'max_amount'] : ['amount']),
			...(isTemporary ? ['expired_at', 'max_usage'] : []),
		]),
		...(isTemporary ? {} : permanentErrors(body)),
		...termsErrors(body, now),
	};
}

function permanentErrors({ expired_at, max_usage }: Terms): FieldErrors {
	const text = 'is only for a temporary virtual account';
	return errorsWhere([
		[expired_at !== undefined, 'expired_at', text],
		[max_usage !== undefined, 'max_usage', text],
	]);
}

function termsErrors({ min_amount, max_amount, expired_at }: Terms, now: number): FieldErrors {
	return errorsWhere([
		[
			(min_amount ?? 0) > (max_amount ?? Infinity),
			'max_amount',
			'must not be less than min_amount',
		],
		[expired_at !== undefined && Number(expired_at) <= now, 'expired_at', 'must be in the future'],
	]);
}

export function virtualAccountRow(body: CreateBody, number: number): StoredRecord {
	return {
		id: newUlid(),
		number: vaNumber(number),
		code: `VA_${body.bank_code}`,
		bank: bankOf(body.bank_code),
		amount_type: body.amount_type ?? 'closed',
		status: 'active',
		kind: body.kind,
		current_usage: 0,
		max_usage: null,
		name: null,
		merchant_reff_no: body.merchant_reff_no ?? null,
		amount: idr(0),
		min_amount: null,
		max_amount: null,
		expired_at: null,
		...(body.kind === 'temporary' ? { max_usage: 255 } : {}),
		...termsOf(body),
	};
}

/** What was said of them, as the row writes it. */
export function termsOf({
	amount,
	min_amount,
	max_amount,
	expired_at,
	...rest
}: Terms): StoredRecord {
	const { max_usage, name } = rest;
	return Object.fromEntries(
		Object.entries({
			amount: written(amount),
			min_amount: written(min_amount),
			max_amount: written(max_amount),
			expired_at: expired_at === undefined ? undefined : Number(expired_at),
			max_usage,
			name,
		}).filter(([, value]) => value !== undefined),
	);
}

const written = (amount: number | undefined) => (amount === undefined ? undefined : idr(amount));

/** The look of a ULID: 26 characters without I, L, O and U. */
function newUlid(): string {
	const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
	return `01${[...randomBytes(24)].map((byte) => letters[byte % letters.length]).join('')}`;
}
