import { paymentStatuses } from '../../providers/provider';
import type { FoundPayment, Payment } from '../payments/payment';

/** A payment whose status is another than when it was seen last. */
export interface Change extends FoundPayment {
	/** The common word; null for a payment that is seen for the first time. */
	readonly previousStatus: string | null;
}

/** Two looks at a payment tell of a change when this differs. Of an undocumented word, the word itself counts. */
export const statusKey = ({ status, providerStatus }: Payment): string =>
	status === 'unknown' ? `unknown:${(providerStatus ?? '').toLowerCase()}` : status;

/** The common word in a key. */
export const wordIn = (key: string): string | null =>
	paymentStatuses.find((status) => key === status || key.startsWith(`${status}:`)) ?? null;
