import { property } from '../json';
import { amountOf, firstOf, meanings, timeOf, wordOf } from '../paymentRecord';
import type {
	ApiResponse,
	ListFilter,
	Meaning,
	Paging,
	PaymentFacts,
	PaymentKind,
} from '../provider';

/** How payments, payouts and the transactions over them are looked up (read pages and status flow of docs.smartfastpay.com). */

const { pending, succeeded, failed, canceled, expired, refunded } = meanings;

const paymentWords: Readonly<Record<string, Meaning>> = {
	pending,
	paid: succeeded,
	denied: failed,
	expired,
};

/** The money of a payout that the bank returned is back, like that of a refunded one. */
const payoutWords: Readonly<Record<string, Meaning>> = {
	pending,
	onhold: pending,
	// The status flow shows success -> refunded as a legal move.
	success: { ...succeeded, mayBecome: 'refunded' },
	failed,
	returned: refunded,
	refunded,
};

const transactionWords: Readonly<Record<string, Meaning>> = {
	open: pending,
	pending,
	paid: { ...succeeded, mayBecome: 'refunded' },
	canceled,
	// The words of its payout, where that says more.
	returned: refunded,
	refunded,
};

const read = (record: unknown): PaymentFacts => ({
	id: wordOf(property(record, 'id')),
	reference: wordOf(property(record, 'transaction_id')),
	word: wordOf(property(record, 'status')),
	reason: '',
	amount: amountOf(property(record, 'amount')),
	currency: wordOf(property(record, 'currency')),
	createdAt: timeOf(property(record, 'created_at')),
	updatedAt: timeOf(property(record, 'updated_at')),
});

/** A transaction is canceled for any failure, its payment or payout says which; money that came back counts more than either. */
function readTransaction(record: unknown): PaymentFacts {
	const facts = read(record);
	const payout = wordOf(property(record, 'payout_status'));
	if (payoutWords[payout.toLowerCase()]?.status === 'refunded') return { ...facts, word: payout };
	if (facts.word.toLowerCase() !== 'canceled') return facts;
	return { ...facts, reason: wordOf(firstOf(record, ['payment_status', 'payout_status'])) };
}

const kind = (
	id: string,
	label: string,
	words: PaymentKind['words'],
	reading: PaymentKind['read'],
): PaymentKind => ({
	id,
	label,
	name: id,
	byId: { method: 'GET', target: `/${id}/{id}` },
	list: { path: `/${id}s`, query },
	words,
	read: reading,
});

export const payment = kind('payment', 'Payment', paymentWords, read);
export const payout = kind('payout', 'Payout', payoutWords, read);
export const transaction = kind('transaction', 'Transaction', transactionWords, readTransaction);

export const kinds: readonly PaymentKind[] = [payment, payout, transaction];

/** The general page calls the sort parameter `sort`, the samples of these very lists `order`: both are sent. */
function query({ from, to, reference, order }: ListFilter): Readonly<Record<string, string>> {
	const sort = order === 'oldestFirst' ? 'created_at,asc' : 'created_at,desc';
	return {
		...(from === undefined ? {} : { start_time: rfc3339(Math.floor(from / 1000)) }),
		// A second more: times have microseconds, so what is read as created at `to` may be a little later.
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

const mostRows = 40;
const usualRows = 10;

/** One to 40 rows per page, ten unless asked; an answer says nothing about further pages, so a short one is the last. */
export const paging: Paging = {
	pageParameter: 'page',
	limit: { parameter: 'limit', most: mostRows },
	hasNext(_body, rows, asked = usualRows) {
		const full = Math.min(asked, mostRows);
		if (rows === full) return 'yes';
		// More rows than asked for: a list that knows no pages. As many as it gives unasked: one that does not know the limit.
		return rows > full || rows === usualRows ? 'perhaps' : 'no';
	},
};

export const isNotFound = ({ status }: ApiResponse): boolean => status === 404;
