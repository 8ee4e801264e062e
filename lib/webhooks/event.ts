import type { FoundPayment } from '../payments/payment';

/** One event that is verified or confirmed. */
export interface ConfirmedEvent extends FoundPayment {
	/** The provider's name of it. */
	readonly event: string;
	/**
	 * By which events of the payment are known: its ID as the notification gives it, for a record may name another one of the same
	 * payment; else the merchant's reference. Null where it names neither.
	 */
	readonly name: string | null;
	/** About no payment, such as a settlement: only the record describes it. */
	readonly isNoPayment: boolean;
}
