import type { StoredRecord } from '../types.mts';
import { views } from './moneyInViews.mts';

/** Money coming in to an account, by the product that takes it in. */

export type Product = 'virtualAccount' | 'qris' | 'ewallet' | 'paymentLink' | 'card';

export interface MoneyIn {
	product: Product;
	accountId: string;
	/** Counts within the product, from 1; the id is made of it. */
	number: number;
	/** Unique per product when a create call brings it; the payments into one virtual account or link share theirs. */
	reference: string;
	amount: number;
	status: string;
	postedAt: number;
	/** null = until done. */
	processedAt: number | null;
	/** What the create call said of it, as the record shows it. */
	details?: StoredRecord;
}

interface Traits {
	pending: string;
	/** The word at which the merchant is told. */
	paid: string;
	/** The words after which nothing more is expected. */
	done: string[];
	id(number: number): string;
}

/** How many virtual accounts the seed has; its payments are spread over them. */
export const virtualAccountCount = 5;

export const products: Record<Product, Traits> = {
	virtualAccount: {
		pending: 'unpaid',
		paid: 'paid',
		done: ['paid', 'settled', 'expired', 'failed'],
		id: (number) => `VA-${String(number).padStart(4, '0')}`,
	},
	qris: {
		pending: 'open',
		paid: 'success',
		done: ['paid', 'success', 'settled', 'expired'],
		id: (number) => String(1000 + number),
	},
	ewallet: {
		pending: 'open',
		paid: 'success',
		done: ['success', 'expired', 'canceled', 'failed'],
		id: (number) => String(2000 + number),
	},
	paymentLink: {
		pending: 'pending',
		paid: 'paid',
		done: ['paid', 'failed', 'expired'],
		id: (number) => String(3000 + number),
	},
	card: {
		pending: 'pending',
		paid: 'success',
		// Two l's here, one at the e-wallet.
		done: ['success', 'failed', 'cancelled', 'refunded'],
		id: (number) => `CARD-${String(number).padStart(4, '0')}`,
	},
};

export function idOf({ product, number }: MoneyIn): string {
	return products[product].id(number);
}

/** The record as it is shown at that time; without one, before anything is settled. */
export function moneyInView(row: MoneyIn, now = row.postedAt): StoredRecord {
	return { ...views[row.product](row, idOf(row), settledAt(row, now)), ...row.details };
}

/** The next day, as the pages say of QRIS codes. */
const settleAfterMs = 24 * 60 * 60 * 1000;

function settledAt(row: MoneyIn, now: number): number | null {
	const isPaid = row.status === products[row.product].paid || row.status === 'settled';
	if (!isPaid || row.processedAt === null) return null;
	const at = row.processedAt + settleAfterMs;
	return at <= now ? at : null;
}

/** Whether its status is one that nothing follows; a word nobody knows may still move. */
export function isDone({ product, status }: Pick<MoneyIn, 'product' | 'status'>): boolean {
	return products[product].done.includes(status);
}
