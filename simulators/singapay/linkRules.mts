import type { FieldErrors } from '../core/simulation.mts';
import { errorsWhere, missingFields } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { momentOfAnyDate } from './dates.mts';
import type { CreateBody, UpdateBody } from './linkSchemas.mts';

/** What the fields of a payment link ask of each other (second sheet, section 3). */

export function createErrors(body: CreateBody, now: number): FieldErrors {
	const byItems = body.payment_link_type === 'items';
	return {
		...missingFields(body, [byItems ? 'items' : 'total_amount']),
		...errorsWhere([[byItems && totalOf(body) < 1, 'items', 'must come to more than nothing']]),
		...customerErrors(body),
		...requiredErrors(body, body.max_usage ?? 1),
		...expiryErrors(body, now),
	};
}

/** In version 1 the total stands beside its items. */
export function createErrorsV1(body: CreateBody, now: number): FieldErrors {
	const differs = body.total_amount !== totalOf({ ...body, payment_link_type: 'items' });
	return {
		...errorsWhere([[differs, 'total_amount', 'must be the sum of the items']]),
		...expiryErrors(body, now),
	};
}

export function updateErrors(row: StoredRecord, body: UpdateBody, now: number): FieldErrors {
	const fixed = (['reff_no', 'total_amount', 'items'] as const).map(
		(name) => [body[name] !== undefined, name, 'cannot be changed'] as const,
	);
	const used = Number(row['current_usage']);
	const usage = body.max_usage ?? Number(row['max_usage']);
	return {
		...errorsWhere([
			...fixed,
			[usage !== 0 && usage < used, 'max_usage', 'must not be less than current_usage'],
		]),
		...requiredErrors(body, usage),
		...expiryErrors(body, now),
	};
}

export function totalOf({ payment_link_type, total_amount = 0, items = [] }: CreateBody): number {
	if (payment_link_type !== 'items') return total_amount;
	return items.reduce((sum, { quantity, unit_price }) => sum + quantity * unit_price, 0);
}

/** Name and e-mail together, and a phone only beside them; all of them only where one payer is expected. */
function customerErrors(body: CreateBody): FieldErrors {
	const { customer_name: name, customer_email: email, customer_phone: phone } = body;
	const isForMany = (body.max_usage ?? 1) !== 1;
	const text = 'is only for a link with max_usage 1';
	const hasSome = name !== undefined || email !== undefined || phone !== undefined;
	return {
		...errorsWhere([
			[hasSome && name === undefined, 'customer_name', 'is required'],
			[hasSome && email === undefined, 'customer_email', 'is required'],
			[isForMany && name !== undefined, 'customer_name', text],
			[isForMany && email !== undefined, 'customer_email', text],
			[isForMany && phone !== undefined, 'customer_phone', text],
		]),
	};
}

function requiredErrors(body: UpdateBody, usage: number): FieldErrors {
	const text = 'is only for a link with another max_usage than 1';
	const names = ['required_customer_number', 'required_customer_email'] as const;
	return errorsWhere(names.map((name) => [usage === 1 && body[name] !== undefined, name, text]));
}

function expiryErrors({ expired_at }: UpdateBody, now: number): FieldErrors {
	if (expired_at === undefined) return {};
	const at = expiryOf(expired_at);
	return errorsWhere([
		[!(at > now), 'expired_at', Number.isNaN(at) ? 'is no date' : 'must be in the future'],
	]);
}

/** Version 1 writes milliseconds, version 2 a date. */
export function expiryOf(written: string | number): number {
	return /^\d{13}$/.test(String(written)) ? Number(written) : momentOfAnyDate(String(written));
}
