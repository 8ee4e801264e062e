import { randomBytes } from 'node:crypto';
import type { Simulation } from '../core/simulation.mts';
import { seedTransactions } from './seed.mts';
import { declineReasonOf, statusView } from './transaction.mts';
import type { Transaction } from './transaction.mts';

export type NewTransaction = Omit<Transaction, 'id' | 'status' | 'declineReason' | 'createdAt'>;

export interface Store extends Pick<Simulation, 'reset' | 'records' | 'setStatus'> {
	find(id: string): Transaction | undefined;
	/** null = that reference exists, nothing was stored. */
	add(transaction: NewTransaction): Transaction | null;
}

export function createStore(now: () => number): Store {
	let transactions = seedTransactions();
	const find = (id: string) => transactions.find((transaction) => transaction.id === id);
	return {
		find,
		add(transaction) {
			if (transactions.some(({ reference }) => reference === transaction.reference)) return null;
			const added: Transaction = {
				...transaction,
				id: `txn_${randomBytes(4).toString('hex')}`,
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
			transaction.status = status;
			transaction.declineReason = declineReasonOf(status);
			return true;
		},
	};
}
