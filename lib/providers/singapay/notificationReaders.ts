import { isObject, type JsonObject, property } from '../json';
import { amountOf, currencyIn, firstOf, nothingTold, textOf, timeOf } from '../paymentRecord';
import type { PaymentFacts } from '../contract';
import { minus } from '../decimal';
import { jakarta } from './jakarta';
import { payoutMoney } from './moneyOutRecords';
import { isOpen, paymentLinkStatuses, statusWord } from './statuses';

/**
 * How Singapay's notifications describe a payment. Every kind has its own fields (notification pages; payloads captured in
 * the sandbox), and none uses those of the API for the same payment.
 */

const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce(property, value);

const rupiah = 'IDR';
const currencyOf = (amount: unknown): string => currencyIn(amount) || rupiah;

/** Every field that a notification may contain; what it does not contain is empty. */
const facts = (told: Partial<PaymentFacts>): PaymentFacts => ({
	...nothingTold,
	id: '',
	reference: '',
	providerStatus: '',
	reason: '',
	amount: null,
	currency: '',
	createdAt: null,
	updatedAt: null,
	...told,
});

/** What the transactions of all money in have in common. */
function moneyIn(transaction: unknown, amount: unknown): Partial<PaymentFacts> {
	return {
		providerStatus: textOf(property(transaction, 'status')),
		amount: amountOf(amount),
		currency: currencyOf(amount),
		createdAt: timeOf(property(transaction, 'post_timestamp'), jakarta),
		updatedAt: timeOf(property(transaction, 'processed_timestamp'), jakarta),
	};
}

/** Only here is `reff_no` the merchant's. This is the only payment that is reported with its fee. */
export function readVirtualAccount(data: unknown): PaymentFacts {
	const transaction = property(data, 'transaction');
	const read = moneyIn(transaction, property(transaction, 'amount'));
	const fee = amountOf(at(data, 'payment', 'additional_info', 'fees', 'amount'));
	return facts({
		...read,
		id: textOf(firstOf(transaction, ['transaction_id', 'id'])),
		reference: textOf(firstOf(transaction, ['merchant_reff_no', 'reff_no'])),
		fee,
		net: minus(read.amount ?? null, fee),
		method: textOf(
			at(data, 'payment', 'additional_info', 'bank', 'bank_code') ??
				at(data, 'payment', 'additional_info', 'bank', 'short_name'),
		),
	});
}

/** The total is the amount with the tip. The fee stands in the record alone. */
export function readQris(data: unknown): PaymentFacts {
	const transaction = property(data, 'transaction');
	return facts({
		...moneyIn(transaction, firstOf(transaction, ['total_amount', 'amount'])),
		id: textOf(firstOf(transaction, ['id', 'transaction_id', 'reff_no'])),
		reference: textOf(property(transaction, 'merchant_reff_no')),
	});
}

/** `amount` may be what is left after the fee, and may not: the pages contradict each other, so no fee is derived. */
export function readEwallet(data: unknown): PaymentFacts {
	const transaction = property(data, 'transaction');
	return facts({
		...moneyIn(transaction, firstOf(transaction, ['total_amount', 'amount'])),
		id: textOf(firstOf(transaction, ['id', 'transaction_id'])),
		reference: textOf(property(transaction, 'merchant_reff_no')),
		method: textOf(property(transaction, 'ewallet_vendor') ?? at(data, 'payment', 'vendor')),
	});
}

/** `transaction.reff_no` is the attempt's; the merchant's reference is that of the link. The link's own status says nothing. */
export function readPaymentLink(data: unknown): PaymentFacts {
	const transaction = property(data, 'transaction');
	const link = at(data, 'payment', 'additional_info', 'payment_link');
	return facts({
		...moneyIn(transaction, property(transaction, 'amount')),
		id: textOf(firstOf(transaction, ['reff_no', 'transaction_id', 'id'])),
		reference: textOf(property(link, 'reff_no')),
		paymentUrl: textOf(property(link, 'payment_url')),
	});
}

/** An attempt that begins or runs out. The only place where the fee of a payment link is reported. */
export function readLinkInquiry(data: unknown): PaymentFacts {
	const nested = property(data, 'payment_link_history');
	// The captured notes do not say where the amounts are.
	const history = isObject(nested) ? { ...(data as JsonObject), ...nested } : data;
	const amount = property(history, 'amount');
	return facts({
		id: textOf(firstOf(history, ['reff_no', 'id'])),
		reference: textOf(firstOf(history, ['payment_link_reff_no', 'merchant_reff_no'])),
		providerStatus: statusWord(history, paymentLinkStatuses),
		amount: amountOf(amount),
		fee: amountOf(property(history, 'merchant_fee')),
		net: amountOf(property(history, 'net_amount')),
		currency: currencyOf(amount),
		method: textOf(property(history, 'payment_method_name')),
	});
}

/** The event itself says that the attempt has expired, whatever its record still says; not that nothing was paid before. */
export function readLinkExpired(data: unknown): PaymentFacts {
	const told = readLinkInquiry(data);
	return isOpen(told.providerStatus, paymentLinkStatuses)
		? { ...told, providerStatus: 'expired' }
		: told;
}

/** Judged by `transaction_status.code` alone: SP001 around it reports a failure. */
export function readMoneyOut(data: unknown): PaymentFacts {
	const status = property(data, 'transaction_status');
	const code = textOf(isObject(status) ? property(status, 'code') : status);
	const money = payoutMoney(data);
	return facts({
		...money,
		id: textOf(firstOf(data, ['transaction_id', 'id'])),
		reference: textOf(property(data, 'reference_number')),
		providerStatus: /^\d$/.test(code) ? `0${code}` : code,
		reason: textOf(property(data, 'failed_reason')),
		currency: money.currency || rupiah,
		createdAt: timeOf(property(data, 'post_timestamp'), jakarta),
		updatedAt: timeOf(property(data, 'processed_timestamp'), jakarta),
	});
}

/** No page shows a row of a batch: it is read with all the field names that the records of its product have. */
export const readExpired =
	(ids: readonly string[], references: readonly string[]) =>
	(row: unknown): PaymentFacts => {
		const amount = firstOf(row, ['total_amount', 'amount']);
		return facts({
			id: textOf(firstOf(row, ids)),
			reference: textOf(firstOf(row, references)),
			providerStatus: 'expired',
			amount: amountOf(amount),
			currency: currencyOf(amount),
			method: textOf(firstOf(row, ['payment_method_name'])),
			createdAt: timeOf(firstOf(row, ['created_at', 'post_timestamp']), jakarta),
			updatedAt: timeOf(firstOf(row, ['expired_at', 'updated_at']), jakarta),
		});
	};

/** What a settlement event is about. */
export type SettlementWord = 'completed' | 'refunded' | 'refund_cancelled';

/** How a cycle of a subscription ended. */
export type CycleWord = 'payment_success' | 'payment_failed';

/** A batch that was paid out, or one transaction of it that was refunded. The amount of the batch is net. */
export const readSettlement =
	(word: SettlementWord) =>
	(data: unknown): PaymentFacts => {
		const settlement = property(data, 'settlement');
		const refund = property(data, 'refund');
		const of = {
			id: textOf(firstOf(settlement, ['id', 'reference_no'])),
			providerStatus: word,
			currency: textOf(property(settlement, 'currency')) || rupiah,
		};
		if (word === 'completed')
			return facts({
				...of,
				fee: amountOf(property(settlement, 'total_admin_fee')),
				net: amountOf(property(settlement, 'amount')),
				method: textOf(property(settlement, 'settlement_method')),
				updatedAt: timeOf(property(settlement, 'approved_at'), jakarta),
			});
		const time = word === 'refunded' ? 'refunded_at' : 'refund_cancelled_at';
		return facts({
			...of,
			reference: textOf(property(refund, 'transaction_reff')),
			amount: amountOf(property(refund, 'net_amount')),
			method: textOf(property(refund, 'transaction_type')),
			updatedAt: timeOf(property(refund, time), jakarta),
		});
	};

/** The payload is not shown in full: `data.plan.id` and `data.bill.bill_number` are named. */
export const readSubscription =
	(word: CycleWord | undefined) =>
	(data: unknown): PaymentFacts => {
		const plan = property(data, 'plan');
		const bill = property(data, 'bill');
		const amount = firstOf(bill, ['amount', 'total_amount']);
		const planId = textOf(property(plan, 'id'));
		return facts({
			id: textOf(property(bill, 'bill_number')) || planId,
			// The merchant's own reference of a plan comes back empty, as measured.
			reference: textOf(firstOf(plan, ['merchant_reff_no', 'subscription_id'])) || planId,
			providerStatus: word ?? textOf(property(plan, 'status')),
			reason: textOf(at(plan, 'metadata', 'cancellation_reason')),
			amount: amountOf(amount),
			currency: amount === undefined ? '' : currencyOf(amount),
		});
	};

/** An expired product, a binding, and anything else that Singapay reports: no payment, and no common status words. */
export function readOther(data: unknown): PaymentFacts {
	const transaction = property(data, 'transaction');
	const record = isObject(transaction) ? transaction : data;
	return facts({
		id: textOf(firstOf(record, ['transaction_id', 'id', 'binding_id'])),
		reference: textOf(
			firstOf(record, ['reference_number', 'merchant_reff_no', 'customer_ref', 'reff_no']),
		),
		providerStatus: textOf(firstOf(record, ['status'])),
	});
}
