import { amountOf, currencyIn, firstOf, nothingTold, textOf, timeOf } from '../paymentRecord';
import { property } from '../json';
import type { PaymentFacts, StatusMeaning } from '../contract';
import { jakarta } from './jakarta';
import { statusWord } from './statuses';

/**
 * Reads what the records of Singapay's products have in common (pages and OpenAPI description; spellings as two clients met
 * them). The response code beside a record is never looked at: SP000 only says that the question was understood.
 */

/** Where a product writes what is common to all, and how it writes of money. */
export interface RecordShape {
	/** Where the ID stands; the first that says something. */
	readonly ids: readonly string[];
	/** Where the merchant's reference stands. `reff_no` alone is Singapay's own, except where the page says otherwise. */
	readonly references: readonly string[];
	readonly money: (record: unknown) => Partial<PaymentFacts>;
}

/** @param statuses which words of its status mean that it is not decided yet */
export const readAs =
	(
		{ ids, references, money }: RecordShape,
		statuses: Readonly<Record<string, StatusMeaning>>,
	): ((record: unknown) => PaymentFacts) =>
	(record) => ({
		...nothingTold,
		id: textOf(firstOf(record, ids)),
		reference: textOf(firstOf(record, references)),
		providerStatus: statusWord(record, statuses),
		reason: textOf(firstOf(record, ['failed_reason', 'failure_reason'])),
		amount: null,
		currency: '',
		createdAt: timeAt(record, ['post_timestamp', 'created_at']),
		updatedAt: timeAt(record, ['updated_at', 'processed_timestamp', 'processed_at']),
		...money(record),
	});

/** Times without a zone are Jakarta's. */
export const timeAt = (record: unknown, names: readonly string[]): number | null =>
	timeOf(firstOf(record, names), jakarta);

/** Amounts are objects, text or numbers, whatever the product; the currency is always rupiah. */
export const amountAt = (
	record: unknown,
	names: readonly string[],
): Pick<PaymentFacts, 'amount' | 'currency'> => {
	const written = firstOf(record, names);
	const amount = amountOf(written);
	const currency = currencyIn(written) || textOf(property(record, 'currency'));
	return { amount, currency: currency || (amount === null ? '' : 'IDR') };
};
