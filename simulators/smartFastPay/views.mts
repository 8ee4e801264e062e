import type { StoredRecord } from '../types.mts';
import type { Movement } from './movement.mts';

export function paymentView(movement: Movement): StoredRecord {
	return {
		id: movement.id,
		customer_id: movement.customerId,
		transaction_id: movement.transactionId,
		amount: movement.amount,
		currency: movement.currency,
		status: movement.status,
		method: movement.method,
		created_at: microseconds(movement.createdAt),
		updated_at: microseconds(movement.updatedAt),
	};
}

export const payoutView = paymentView;

/** Names the payment's or the payout's own status beside its own; the method is missing on payout rows. */
export function transactionView(movement: Movement): StoredRecord {
	const { method, ...common } = paymentView(movement);
	return {
		...common,
		status: movement.transactionStatus,
		type: movement.type,
		...(movement.type === 'payment'
			? { payment_status: movement.status, ...(movement.method === null ? {} : { method }) }
			: { payout_status: movement.status }),
	};
}

function microseconds(epochMs: number): string {
	return new Date(epochMs).toISOString().replace('Z', '000Z');
}
