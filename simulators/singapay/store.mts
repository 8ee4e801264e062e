import type { Runtime, Simulation } from '../core/simulation.mts';
import { linkView } from './linkRows.mts';
import { idOf, isDone, moneyInView, products } from './moneyIn.mts';
import type { MoneyIn, Product } from './moneyIn.mts';
import { charge, gross, outcomeNamed, showView, transactionId } from './moneyOut.mts';
import type { MoneyOut } from './moneyOut.mts';
import type { Watcher } from './notices.mts';
import { seedData } from './seed.mts';
import type { Data } from './seed.mts';

export type NewMoneyOut = Omit<MoneyOut, 'transactionId' | 'balanceAfter' | 'postedAt'>;
export type NewMoneyIn = Pick<
	MoneyIn,
	'product' | 'accountId' | 'reference' | 'amount' | 'details'
>;

export interface Store extends Pick<Simulation, 'reset' | 'records' | 'setStatus'> {
	data(): Data;
	hasAccount(id: string): boolean;
	balance(accountId: string): { available: number; held: number };
	/** Stores nothing and says why when the reference exists or the balance is too small. */
	post(
		money: NewMoneyOut,
	): { posted: MoneyOut } | { refused: 'SP003' } | { refused: 'SP004'; first: MoneyOut };
	/** What one product took in for an account, oldest first. */
	received(product: Product, accountId: string): MoneyIn[];
	/** Stores it as not yet paid, whatever its reference. */
	receive(money: NewMoneyIn): MoneyIn;
	/** Whether that product has that reference. */
	isKnown(money: Pick<NewMoneyIn, 'product' | 'reference'>): boolean;
	/** Numbers and stores it, whatever its reference. */
	addMoneyIn(money: Omit<MoneyIn, 'number'>): MoneyIn;
}

export function createStore({ now, lag }: Pick<Runtime, 'now' | 'lag'>, watcher: Watcher): Store {
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
	const ofProduct = (product: Product) => data.moneyIn.filter((row) => row.product === product);
	const addMoneyIn = (money: Omit<MoneyIn, 'number'>) => {
		const added = { ...money, number: ofProduct(money.product).length + 1 };
		data.moneyIn.push(added);
		return added;
	};
	return {
		data: () => data,
		hasAccount: (id) => data.accounts.some((account) => account.id === id),
		balance,
		post(money) {
			const first = data.moneyOut.find(({ reference }) => reference === money.reference);
			if (first) return { refused: 'SP004', first };
			const balanceAfter = balance(money.accountId).available - gross(money);
			if (balanceAfter < 0) return { refused: 'SP003' };
			const posted: MoneyOut = {
				...money,
				transactionId: transactionId(data.moneyOut.length + 1),
				balanceAfter,
				postedAt: now(),
			};
			data.moneyOut.push(posted);
			watcher.posted(posted);
			return { posted };
		},
		received: (product, accountId) =>
			ofProduct(product)
				.filter((row) => row.accountId === accountId)
				.toSorted((a, b) => a.postedAt - b.postedAt),
		receive(money) {
			const { pending: status } = products[money.product];
			return addMoneyIn({ ...money, status, postedAt: now(), processedAt: null });
		},
		isKnown: ({ product, reference }) =>
			ofProduct(product).some((row) => row.reference === reference),
		addMoneyIn,
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
			vaTransactions: ofProduct('virtualAccount').map((row) => moneyInView(row, now())),
			paymentLinks: data.links.map(({ row }) => linkView(row, now())),
			paymentLinkHistories: ofProduct('paymentLink').map((row) => moneyInView(row, now())),
			qris: ofProduct('qris').map((row) => moneyInView(row, now())),
			ewallet: ofProduct('ewallet').map((row) => moneyInView(row, now())),
			cards: ofProduct('card').map((row) => moneyInView(row, now())),
		}),
		setStatus(id, status) {
			const money = data.moneyOut.find((row) => row.transactionId === id || row.reference === id);
			if (money) {
				lag.change(money, () => {
					money.outcome = outcomeNamed(status, now());
					watcher.sentMoved(money);
				});
				return true;
			}
			const received = data.moneyIn.find((row) => idOf(row) === id);
			if (received) {
				lag.change(received, () => {
					received.status = status;
					received.processedAt = isDone(received) ? now() : null;
					watcher.receivedMoved(received);
				});
				return true;
			}
			const account = data.virtualAccounts.find(({ row }) => row['id'] === id);
			if (account) account.row['status'] = status;
			return account !== undefined;
		},
	};
}
