import { isHttpNotFound } from '../failures';
import { property } from '../json';
import {
	amountOf,
	firstOf,
	nothingTold,
	statusMeanings,
	timeOf,
	textOf,
	urlOf,
} from '../paymentRecord';
import type {
	ListFilter,
	StatusMeaning,
	Paging,
	PaymentFacts,
	PaymentKind,
	ProviderPayments,
} from '../contract';
import { readFound } from './answers';

/** How payments, payouts and the transactions over them are looked up (read pages and status flow of docs.smartfastpay.com). */

const { pending, succeeded, failed, canceled, expired, refunded } = statusMeanings;

const paymentStatuses: Readonly<Record<string, StatusMeaning>> = {
	pending,
	paid: succeeded,
	denied: failed,
	expired,
};

/** The money of a payout that the bank returned has come back, as after a refund. */
const payoutStatuses: Readonly<Record<string, StatusMeaning>> = {
	pending,
	onhold: pending,
	// The status flow shows success -> refunded as a legal move.
	success: { ...succeeded, mayBecome: 'refunded' },
	failed,
	returned: refunded,
	refunded,
};

const transactionStatuses: Readonly<Record<string, StatusMeaning>> = {
	open: pending,
	pending,
	paid: { ...succeeded, mayBecome: 'refunded' },
	canceled,
	// The words of its payout, where that says more.
	returned: refunded,
	refunded,
};

const read = (record: unknown): PaymentFacts => ({
	...nothingTold,
	id: textOf(property(record, 'id')),
	reference: textOf(property(record, 'transaction_id')),
	providerStatus: textOf(property(record, 'status')),
	reason: '',
	...moneyIn(record),
	createdAt: timeOf(property(record, 'created_at')),
	updatedAt: timeOf(property(record, 'updated_at')),
});

/**
 * A row of a list has amount, currency and method. The answer that creates one has `values` instead: what is charged is the
 * exchanged total; version 1 names its currency nowhere, and boletos call the fee a tax. No record contains what is left
 * for the merchant.
 */
function moneyIn(
	record: unknown,
): Partial<PaymentFacts> & Pick<PaymentFacts, 'amount' | 'currency'> {
	const values = property(record, 'values');
	const payment = property(record, 'payment');
	const pages = ['payment', 'boleto', 'credit_card'].map((name) => property(record, name));
	return {
		amount: amountOf(firstOf(record, ['amount']) ?? firstOf(values, ['exchanged_total', 'total'])),
		fee: amountOf(firstOf(values, ['fee', 'tax'])),
		currency: textOf(firstOf(record, ['currency']) ?? property(values, 'exchanged_currency')),
		method: textOf(firstOf(record, ['method']) ?? property(payment, 'method')),
		paymentUrl:
			[...pages, record].map((part) => urlOf(property(part, 'url'))).find((url) => url !== '') ??
			'',
	};
}

/** A transaction is canceled for any failure; its payment or payout says which one. Returned money takes precedence over both. */
function readTransaction(record: unknown): PaymentFacts {
	const facts = read(record);
	const payout = textOf(property(record, 'payout_status'));
	if (payoutStatuses[payout.toLowerCase()]?.status === 'refunded')
		return { ...facts, providerStatus: payout };
	if (facts.providerStatus.toLowerCase() !== 'canceled') return facts;
	return { ...facts, reason: textOf(firstOf(record, ['payment_status', 'payout_status'])) };
}

const kind = (
	id: string,
	label: string,
	direction: PaymentKind['direction'],
	statusMap: PaymentKind['statusMap'],
	reading: PaymentKind['read'],
): PaymentKind => ({
	id,
	label,
	name: id,
	direction,
	byId: { method: 'GET', target: `/${id}/{id}` },
	list: { path: `/${id}s`, query },
	statusMap,
	read: reading,
});

export const payment = kind('payment', 'Payment', 'in', paymentStatuses, read);
export const payout = kind('payout', 'Payout', 'out', payoutStatuses, read);
export const transaction = kind(
	'transaction',
	'Transaction',
	'both',
	transactionStatuses,
	readTransaction,
);

const kinds: readonly PaymentKind[] = [payment, payout, transaction];

/** The general page calls the sort parameter `sort`, the samples of these very lists `order`: both are sent. */
function query({ from, to, reference, order }: ListFilter): Readonly<Record<string, string>> {
	const sort = order === 'oldestFirst' ? 'created_at,asc' : 'created_at,desc';
	return {
		...(from === undefined ? {} : { start_time: rfc3339(Math.floor(from / 1000)) }),
		// One second more: times have microseconds, so a payment created at `to` may be a fraction of a second later.
		...(to === undefined ? {} : { end_time: rfc3339(Math.floor(to / 1000) + 1) }),
		...(reference === undefined ? {} : { transaction_id: reference }),
		sort,
		order: sort,
	};
}

/** Whole seconds, as in the page's sample. RFC 3339 has years of four digits; no payment is older than Unix time. */
const rfc3339 = (seconds: number): string =>
	new Date(Math.min(Math.max(seconds, 0), lastSecond) * 1000).toISOString().replace('.000Z', 'Z');

const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

const maxRows = 40;
const defaultRows = 10;

/** One to 40 rows per page, ten unless asked; an answer says nothing about further pages, so a short one is the last. */
export const paging: Paging = {
	pageParameter: 'page',
	limit: { parameter: 'limit', max: maxRows },
	hasNext(_body, rows, asked = defaultRows) {
		const full = Math.min(asked, maxRows);
		if (rows === full) return 'yes';
		// More rows than requested: the list has no pages. As many as without a limit: the list does not know the limit.
		return rows > full || rows === defaultRows ? 'perhaps' : 'no';
	},
};

export const payments: ProviderPayments = {
	kinds,
	isNotFound: isHttpNotFound,
	// Several references are asked for with commas between them.
	notInReferences: /[\s,]/,
	readFound,
};
