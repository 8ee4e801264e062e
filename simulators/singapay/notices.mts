import type { Runtime } from '../core/simulation.mts';
import type { StoredRecord } from '../types.mts';
import { createNotice } from './delivery.mts';
import { idOf, moneyInView, products } from './moneyIn.mts';
import type { MoneyIn, Product } from './moneyIn.mts';
import { statuses, transferView } from './moneyOut.mts';
import type { Channel, MoneyOut } from './moneyOut.mts';
import { jakartaText } from './signature.mts';

/** Told by the store, tells the merchant. */
export interface Watcher {
	/** Money out that will settle by itself. */
	posted(money: MoneyOut): void;
	sentMoved(money: MoneyOut): void;
	receivedMoved(money: MoneyIn): void;
}

/** For account transfers and cardless withdrawals no event is documented, and that of direct debit is not told in full. */
const moneyOutEvents: Partial<Record<Channel, string>> = {
	disbursement: 'disbursement',
	ewallet: 'ewallet-topup',
	qris: 'qris-issuer',
};

/** For cards no event is documented. */
const moneyInEvents: Partial<Record<Product, { event: string; parts(row: MoneyIn): Parts }>> = {
	virtualAccount: { event: 'va-transaction', parts: virtualAccountParts },
	qris: { event: 'qris-acquirer-transaction', parts: qrisParts },
	ewallet: { event: 'ewallet-native-transaction', parts: ewalletParts },
	paymentLink: { event: 'payment-link-transaction', parts: paymentLinkParts },
};

interface Parts {
	ids: StoredRecord;
	type: string;
	amounts: StoredRecord;
	customer: StoredRecord;
	payment: StoredRecord;
}

/** Money in is told of when it is paid, and only then; money out when it has succeeded or failed. */
export function createWatcher(runtime: Runtime): Watcher {
	const { now } = runtime;
	const noticeOf = createNotice(runtime);
	const notify = (payload: StoredRecord) => {
		runtime.notify(noticeOf(payload));
	};
	const sentMoved = (money: MoneyOut) => {
		const payload = moneyOutPayload(money, now());
		if (payload) notify(payload);
	};
	return {
		posted(money) {
			const { outcome } = money;
			if (!outcome) return;
			runtime.later(outcome.at, () => {
				// Someone may have chosen another outcome meanwhile, and was told of it then.
				if (money.outcome === outcome) sentMoved(money);
			});
		},
		sentMoved,
		receivedMoved(money) {
			const payload = moneyInPayload(money, now());
			if (payload) notify(payload);
		},
	};
}

/** The v2 envelope. A failure differs in its code, and in the balance, which is "0". */
function moneyOutPayload(money: MoneyOut, now: number): StoredRecord | null {
	const event = moneyOutEvents[money.channel];
	const code = money.outcome?.status.code;
	if (event === undefined) return null;
	const transfer = transferView(money, now);
	if (code === statuses.success.code) {
		return {
			response_code: 'SP000',
			response_message: 'Successfully',
			event,
			data: transfer,
		};
	}
	if (code !== statuses.failed.code) return null;
	return {
		response_code: 'SP001',
		response_message: 'Transaction Failure',
		event,
		data: { ...transfer, balance_after: { currency: 'IDR', value: '0' } },
	};
}

/** The v1 envelope. Its times are text of Jakarta, where the rows of the API have milliseconds. */
function moneyInPayload(row: MoneyIn, now: number): StoredRecord | null {
	const told = moneyInEvents[row.product];
	if (!told || row.status !== products[row.product].paid) return null;
	const { ids, type, amounts, customer, payment } = told.parts(row);
	return {
		status: 200,
		success: true,
		event: told.event,
		timestamp: jakartaText(now),
		data: {
			transaction: {
				...ids,
				type,
				// Whatever the product's own word is.
				status: 'paid',
				...amounts,
				post_timestamp: jakartaText(row.postedAt),
				processed_timestamp: jakartaText(row.processedAt ?? now),
			},
			customer,
			payment: { method: type === 'pl' ? 'payment_link' : type, ...payment },
		},
	};
}

/** A number, as the pages show it; in deliveries of virtual accounts, text was measured ("125000.00"). */
function rupiah(value: number) {
	return { value, currency: 'IDR' };
}

function virtualAccountParts(row: MoneyIn): Parts {
	return {
		ids: { reff_no: row.reference, transaction_id: idOf(row) },
		type: 'va',
		amounts: { amount: rupiah(row.amount), amount_type: 'closed', tip: null },
		customer: { name: 'Budi Example' },
		payment: {
			additional_info: {
				va_number: moneyInView(row)['va_number'],
				va_name: 'Budi Example',
				bank: { short_name: 'BRI', number: '002', swift_code: 'BRINIDJA', bank_code: 'BRI' },
				fees: { name: 'VA BRI', amount: 1500, currency: 'IDR' },
			},
		},
	};
}

/** The id is a number here and has another name; `reff_no` is Singapay's own. */
function qrisParts(row: MoneyIn): Parts {
	return {
		ids: {
			id: Number(idOf(row)),
			reff_no: `6601K${idOf(row).padStart(21, '0')}`,
			merchant_reff_no: row.reference,
		},
		type: 'qris',
		amounts: {
			amount: rupiah(row.amount),
			tip: rupiah(0),
			total_amount: rupiah(row.amount),
		},
		customer: { id: '01J5XW8LD0CUSTOMEREXMPLE01', name: 'Budi Example' },
		payment: {
			additional_info: {
				qr_string: moneyInView(row)['qr_data'],
				payment_event_id: Number(idOf(row)),
			},
		},
	};
}

function ewalletParts(row: MoneyIn): Parts {
	return {
		ids: { id: Number(idOf(row)), reff_no: row.reference, merchant_reff_no: row.reference },
		type: 'ewallet',
		amounts: {
			ewallet_vendor: 'GOPAY',
			amount: rupiah(row.amount),
			total_amount: rupiah(row.amount),
		},
		customer: { name: 'Budi Example', email: 'budi@example.com', phone: '081200000000' },
		payment: {
			vendor: 'GOPAY',
			additional_info: {
				payment_event_id: Number(idOf(row)),
				vendor_reference_no: `PAY-${idOf(row)}`,
			},
		},
	};
}

/** `reff_no` is the attempt's; the merchant's reference is that of the link, whose status stays open. */
function paymentLinkParts(row: MoneyIn): Parts {
	const total = row.amount.toFixed(2);
	return {
		ids: { reff_no: moneyInView(row)['reff_no'] },
		type: 'pl',
		amounts: { amount: { value: total, currency: 'IDR' }, tip: null },
		customer: { id: null, name: 'Budi Example', email: 'budi@example.com', phone: '081200000000' },
		payment: {
			additional_info: {
				payment_link: {
					id: 189,
					reff_no: row.reference,
					title: 'Order',
					payment_url: `https://paymentlink.singapay.id/b2b/${row.reference}`,
					status: 'open',
					max_usage: 1,
					current_usage: 1,
					expired_at: null,
					total_amount: total,
					account_id: 35,
				},
			},
		},
	};
}
