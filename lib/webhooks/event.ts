import type { FoundPayment } from '../payments/payment';

/** One event that is proven or confirmed. */
export interface ConfirmedEvent extends FoundPayment {
	/** The provider's name of it. */
	readonly event: string;
	/** About no payment, such as a settlement: the record is all that tells. */
	readonly isNoPayment: boolean;
}
