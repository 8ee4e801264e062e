import type { StoredRecord } from '../types.mts';
import { idr } from './moneyOut.mts';

/** Money coming in to an account, by the product that takes it in. */

export type Product = 'virtualAccount' | 'qris' | 'ewallet' | 'card';

export interface MoneyIn {
	product: Product;
	accountId: string;
	/** Counts within the product, from 1; the id is made of it. */
	number: number;
	/** Unique per product when a create call brings it; the payments into one virtual account share theirs. */
	reference: string;
	amount: number;
	status: string;
	postedAt: number;
	/** null = until done. */
	processedAt: number | null;
}

interface Traits {
	pending: string;
	/** The word at which the merchant is told. */
	paid: string;
	/** The words after which nothing more is expected. */
	done: string[];
	id(number: number): string;
	view(row: MoneyIn): StoredRecord;
}

/** How many virtual accounts the seed has; its payments are spread over them. */
export const virtualAccountCount = 5;

/** No page shows a row of the e-wallet or of the card; theirs are made of what the neighbouring products have in common. */
export const products: Record<Product, Traits> = {
	virtualAccount: {
		pending: 'unpaid',
		paid: 'paid',
		done: ['paid', 'settled', 'expired', 'failed'],
		id: (number) => `VA-${String(number).padStart(4, '0')}`,
		view: (row) => ({
			transaction_id: idOf(row),
			reff_no: row.reference,
			va_number: vaNumber(((row.number - 1) % virtualAccountCount) + 1),
			status: row.status,
			amount: idr(row.amount),
			...times(row),
		}),
	},
	qris: {
		pending: 'open',
		paid: 'paid',
		done: ['paid', 'settled', 'expired'],
		id: (number) => String(1000 + number),
		view: (row) => ({
			id: Number(idOf(row)),
			reff_no: row.reference,
			status: row.status,
			status_computed: row.status,
			is_expired: row.status === 'expired',
			qr_data: '00020101021226570011ID.EXAMPLE.WWW0118936000000000000001',
			type: 'mpm-dynamic',
			amount: idr(row.amount),
			total_amount: idr(row.amount),
		}),
	},
	ewallet: {
		pending: 'open',
		paid: 'success',
		done: ['success', 'expired', 'canceled', 'failed'],
		id: (number) => String(2000 + number),
		view: (row) => ({
			id: Number(idOf(row)),
			reff_no: row.reference,
			status: row.status,
			amount: idr(row.amount),
			...times(row),
		}),
	},
	card: {
		pending: 'pending',
		paid: 'success',
		// Two l's here, one at the e-wallet.
		done: ['success', 'failed', 'cancelled', 'refunded'],
		id: (number) => `CARD-${String(number).padStart(4, '0')}`,
		view: (row) => ({
			id: idOf(row),
			merchant_reff_no: row.reference,
			status: row.status,
			amount: idr(row.amount),
			...times(row),
		}),
	},
};

export function idOf({ product, number }: MoneyIn): string {
	return products[product].id(number);
}

export function moneyInView(row: MoneyIn): StoredRecord {
	return products[row.product].view(row);
}

/** Whether its status is one that nothing follows; a word nobody knows may still move. */
export function isDone({ product, status }: Pick<MoneyIn, 'product' | 'status'>): boolean {
	return products[product].done.includes(status);
}

export function vaNumber(number: number): string {
	return `26215900000000${String(number).padStart(2, '0')}`;
}

/** Strings of milliseconds, '' until processed. */
function times({ postedAt, processedAt }: MoneyIn): StoredRecord {
	return { post_timestamp: String(postedAt), processed_timestamp: String(processedAt ?? '') };
}
