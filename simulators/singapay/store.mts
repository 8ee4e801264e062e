import type { Simulation } from '../core/simulation.mts';
import { charge, gross, showView, statuses, statusNamed, transactionId } from './moneyOut.mts';
import type { MoneyOut } from './moneyOut.mts';
import { seedData } from './seed.mts';
import type { Data } from './seed.mts';

export type NewMoneyOut = Omit<MoneyOut, 'transactionId' | 'balanceAfter' | 'postedAt'>;

export interface Store extends Pick<Simulation, 'reset' | 'records' | 'setStatus'> {
	data(): Data;
	hasAccount(id: string): boolean;
	balance(accountId: string): { available: number; held: number };
	/** Stores nothing and says why when the reference exists or the balance is too small. */
	post(money: NewMoneyOut): { posted: MoneyOut } | { refused: 'SP003' | 'SP004' };
}

export function createStore(now: () => number): Store {
	let data = seedData(now());
	const balance = (accountId: string) => {
		const opening = data.accounts.find(({ id }) => id === accountId)?.opening ?? 0;
		const charges = data.moneyOut
			.filter((row) => row.accountId === accountId)
			.map((row) => charge(row, now()));
		return {
			available: charges.reduce((left, { taken }) => left - taken, opening),
			held: charges.reduce((sum, { held }) => sum + held, 0),
		};
	};
	return {
		data: () => data,
		hasAccount: (id) => data.accounts.some((account) => account.id === id),
		balance,
		post(money) {
			if (data.moneyOut.some(({ reference }) => reference === money.reference)) {
				return { refused: 'SP004' };
			}
			const balanceAfter = balance(money.accountId).available - gross(money);
			if (balanceAfter < 0) return { refused: 'SP003' };
			const posted: MoneyOut = {
				...money,
				transactionId: transactionId(data.moneyOut.length + 1),
				balanceAfter,
				postedAt: now(),
			};
			data.moneyOut.push(posted);
			return { posted };
		},
		reset() {
			data = seedData(now());
		},
		records: () => ({
			accounts: data.accounts.map((account) => ({ ...account })),
			moneyOut: data.moneyOut.map((row) => ({
				channel: row.channel,
				account_id: row.accountId,
				...showView(row, now()),
			})),
			virtualAccounts: data.virtualAccounts.map(({ row }) => row),
			vaTransactions: data.vaTransactions.map(({ row }) => row),
			qris: data.qris.map(({ row }) => row),
		}),
		setStatus(id, status) {
			const money = data.moneyOut.find((row) => row.transactionId === id || row.reference === id);
			if (money) {
				const named = statusNamed(status);
				const reason = named.code === statuses.failed.code ? 'Invalid Account' : null;
				money.outcome = { at: now(), status: named, reason };
				return true;
			}
			const other = [...data.vaTransactions, ...data.qris, ...data.virtualAccounts].find(
				({ row }) => String(row['transaction_id'] ?? row['id']) === id,
			);
			if (other) other.row['status'] = status;
			return other !== undefined;
		},
	};
}
