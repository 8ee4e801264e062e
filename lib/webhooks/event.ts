import type { FoundPayment } from '../payments/payment';

/** One event that is verified or confirmed. */
export interface ConfirmedEvent extends FoundPayment {
	/** The provider's name for it. */
	readonly event: string;
	/**
	 * What identifies the events of one payment: its ID as the notification contains it, because a record may contain
	 * another ID of the same payment; else the merchant's reference. Null if it has neither.
	 */
	readonly name: string | null;
	/** Where the payment is: the environments of a provider count their IDs apart, some from 1 on. */
	readonly baseUrl: string;
	/** Not about a payment, e.g. a settlement: only the record describes it. */
	readonly isNoPayment: boolean;
}
