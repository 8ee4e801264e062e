import { paymentStatuses } from '../providers/contract';
import type { FoundPayment } from '../payments/payment';

/** A payment whose status is another than when it was seen last. */
export interface Change extends FoundPayment {
	/** The common word; null for a payment that is seen for the first time. */
	readonly previousStatus: string | null;
}

/** The common word in a key. */
export const wordIn = (key: string): string | null =>
	paymentStatuses.find((status) => key === status || key.startsWith(`${status}:`)) ?? null;
