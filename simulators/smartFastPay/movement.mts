/** A payment or a payout together with the transaction over it; the two share one id. */
export interface Movement {
	type: 'payment' | 'payout';
	id: string;
	customerId: string;
	/** The merchant's own unique reference, `transaction.id` of a create. */
	transactionId: string;
	amount: string;
	currency: string;
	/** null while a checkout is open and its payer has chosen nothing. */
	method: string | null;
	status: string;
	transactionStatus: string;
	createdAt: number;
	updatedAt: number;
	/** As text; it stands in no read, only in the create answer and in notifications. */
	exchange: string;
	/** null = none was given. */
	notificationUrl: string | null;
}

/** An open checkout is a transaction, but not yet a payment. */
export function isPayment(movement: Movement): boolean {
	return movement.type === 'payment' && movement.transactionStatus !== 'open';
}

/** "paid or canceled for any failure"; everything else still moves. */
export function transactionStatusOf(status: string): string {
	if (['paid', 'success'].includes(status)) return 'paid';
	if (['denied', 'expired', 'failed', 'returned', 'refunded'].includes(status)) return 'canceled';
	return 'pending';
}
