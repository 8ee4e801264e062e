import { declineReasonOf } from './transaction.mts';
import type { Transaction } from './transaction.mts';

/** Fixed, so that the dates in a README stay true. */
const firstAt = Date.UTC(2026, 0, 15, 3, 0, 0, 123);
const stepMs = 11 * 60 * 1000;
export const shop = 'https://shop.example.com';

/** `Authorized` is not documented, only plausible: it stands for the words a client has not heard of. */
const statuses = ['Captured', 'Pending', 'Declined', 'Failed', 'Authorized'];

/** txn_demo0001 (Captured) to txn_demo0005, references ORDER-1 to ORDER-5. */
export function seedTransactions(): Transaction[] {
	return statuses.map((status, index) => ({
		id: `txn_demo000${index + 1}`,
		reference: `ORDER-${index + 1}`,
		amount: 25 + index * 10.5,
		currency: index % 2 === 0 ? 'USD' : 'EUR',
		status,
		declineReason: declineReasonOf(status),
		createdAt: firstAt + index * stepMs,
		successUrl: `${shop}/thanks`,
		pendingUrl: `${shop}/waiting`,
		failureUrl: `${shop}/sorry`,
		callbackUrl: null,
		userDefinedFields: ['a', 'b', null],
	}));
}
