import { paymentStatuses } from '../providers/contract';
import type { FoundPayment } from '../payments/payment';

/** A payment whose status has changed since it was last seen. */
export interface Change extends FoundPayment {
	/** The common word; null for a payment that is seen for the first time. */
	readonly previousStatus: string | null;
}

/** The common word in a key. */
export const wordIn = (key: string): string | null =>
	paymentStatuses.find((status) => key === status || key.startsWith(`${status}:`)) ?? null;
