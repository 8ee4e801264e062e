import type { StoredRecord } from '../types.mts';
import { expiryOf, totalOf } from './linkRules.mts';
import type { CreateBody, UpdateBody } from './linkSchemas.mts';
import { microseconds } from './moneyInViews.mts';
import type { Account } from './seed.mts';

/** The rows of payment links, as they are stored and as they are shown. */

const dayMs = 24 * 60 * 60 * 1000;

export function newLink(
	body: CreateBody,
	{
		number,
		source,
		account,
		now,
	}: { number: number; source: string; account: Account; now: number },
): StoredRecord {
	const { id, name, status, email, phone } = account;
	const { items = [] } = body;
	return {
		id: 100 + number,
		reff_no: body.reff_no,
		title: body.title ?? body.description ?? '',
		description: null,
		source,
		payment_url: `https://sandbox-paymentlink.singapay.id/b2b/${body.reff_no}`,
		status: 'open',
		required_customer_detail: false,
		max_usage: 1,
		current_usage: 0,
		total_amount: totalOf(body).toFixed(2),
		items: items.map((item) => ({ ...item, subtotal: item.quantity * item.unit_price })),
		customer_pays_fee: false,
		whitelisted_payment_method: [],
		expired_at: microseconds(now + dayMs),
		success_redirect_url: null,
		expired_redirect_url: null,
		optional_metadata: null,
		payment_date: null,
		created_at: microseconds(now),
		updated_at: microseconds(now),
		account: { id, name, status, email, phone },
		...changesOf(body, now),
	};
}

/** What was said of the members that may be changed. */
export function changesOf(body: UpdateBody, now: number): StoredRecord {
	const { expired_at, whitelisted_payment_method: whitelist } = body;
	const changes = {
		status: body.status,
		title: body.title,
		description: body.description,
		max_usage: body.max_usage,
		success_redirect_url: body.success_redirect_url,
		expired_redirect_url: body.expired_redirect_url,
		redirect_url: body.redirect_url,
		required_customer_detail: body.required_customer_detail,
		required_customer_number: body.required_customer_number,
		required_customer_email: body.required_customer_email,
		optional_metadata: body.optional_metadata,
		expired_at: expired_at === undefined ? undefined : microseconds(expiryOf(expired_at)),
		whitelisted_payment_method: whitelist === null ? [] : whitelist,
		updated_at: microseconds(now),
	};
	return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** The status stays open, whatever is paid and although it has lapsed; beside it stands what is computed. */
export function linkView(row: StoredRecord, now: number): StoredRecord {
	const isExpired = row['expired_at'] !== null && Date.parse(String(row['expired_at'])) <= now;
	return {
		...row,
		status_computed: row['status'] === 'open' && isExpired ? 'expired' : row['status'],
		is_expired: isExpired,
		is_multiple_payment: row['max_usage'] !== 1,
		is_unlimited_usage: row['max_usage'] === 0,
	};
}
