import { randomBytes } from 'node:crypto';
import { createAddPayment } from '../core/payments.mts';
import type { Runtime, Simulation } from '../core/simulation.mts';
import { seedTransactions, shop } from './seed.mts';
import { declineReasonOf, statusView } from './transaction.mts';
import type { Transaction } from './transaction.mts';

export type NewTransaction = Omit<Transaction, 'id' | 'status' | 'declineReason' | 'createdAt'>;

export interface Store extends Pick<Simulation, 'reset' | 'records' | 'setStatus' | 'addPayment'> {
	find(id: string): Transaction | undefined;
	/** null = that reference exists, nothing was stored. */
	add(transaction: NewTransaction): Transaction | null;
}

/** What a transaction has that came about without a call. */
const usual = {
	currency: 'USD',
	successUrl: `${shop}/thanks`,
	pendingUrl: `${shop}/waiting`,
	failureUrl: `${shop}/sorry`,
	callbackUrl: null,
	userDefinedFields: [null, null, null],
} satisfies Partial<Transaction>;

export function createStore(
	{ now, lag }: Pick<Runtime, 'now' | 'lag'>,
	moved: (transaction: Transaction) => void,
): Store {
	let transactions = seedTransactions();
	const find = (id: string) => transactions.find((transaction) => transaction.id === id);
	return {
		find,
		add(transaction) {
			if (transactions.some(({ reference }) => reference === transaction.reference)) return null;
			const added: Transaction = {
				...transaction,
				id: newId(),
				status: 'Pending',
				declineReason: null,
				createdAt: now(),
			};
			transactions.push(added);
			return added;
		},
		reset() {
			transactions = seedTransactions();
		},
		records: () => ({ transactions: transactions.map(statusView) }),
		setStatus(id, status) {
			const transaction = find(id);
			if (!transaction) return false;
			lag.change(transaction, () => {
				transaction.status = status;
				transaction.declineReason = declineReasonOf(status);
				moved(transaction);
			});
			return true;
		},
		addPayment: createAddPayment(now, {
			transaction: {
				pending: 'Pending',
				add(payment) {
					const id = newId();
					const declineReason = declineReasonOf(payment.status);
					transactions.push({ ...usual, ...payment, id, declineReason });
					return id;
				},
			},
		}),
	};
}

function newId(): string {
	return `txn_${randomBytes(4).toString('hex')}`;
}
