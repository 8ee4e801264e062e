import { type PaymentKind, paymentStatuses } from '../providers/contract';
import type { FoundPayment, Payment } from '../payments/payment';

/** A payment whose status has changed since it was last seen. */
export interface Change extends FoundPayment {
	/** The common word; null for a payment that is seen for the first time. */
	readonly previousStatus: string | null;
}

/** The common word in a key. */
export const wordIn = (key: string): string | null =>
	paymentStatuses.find((status) => key === status || key.startsWith(`${status}:`)) ?? null;

/**
 * Whether a status is older than the known one. By no provider's pages does a payment that was final become pending, unless
 * they say so; but lists and pages lag, and may show again what they showed before.
 *
 * @param known as `statusKey` writes it
 */
export function isOlder(
	known: string,
	{ status }: Payment,
	{ statusMap }: Pick<PaymentKind, 'statusMap'>,
): boolean {
	const word = wordIn(known);
	if (status !== 'pending' || word === null || !finalWords.has(word)) return false;
	return !Object.values(statusMap).some(
		(meaning) => meaning.status === word && meaning.mayBecome === 'pending',
	);
}

const finalWords: ReadonlySet<string> = new Set(
	paymentStatuses.filter((status) => status !== 'pending' && status !== 'unknown'),
);
