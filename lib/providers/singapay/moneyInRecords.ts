import { minus } from '../decimal';
import { numberIn, property } from '../json';
import { amountOf, firstOf, textOf, urlOf } from '../paymentRecord';
import type { PaymentFacts, StatusMeaning } from '../contract';
import { amountAt, readAs, type RecordShape, timeAt } from './records';
import { isTrue } from './statuses';

/** The records of Singapay's payments: money in. */

const isSettled = (record: unknown): boolean => isTrue(property(record, 'has_settle'));

/** The flag decides: `settle_at` may be missing. */
const settlementIn = (record: unknown): Pick<PaymentFacts, 'settledAt' | 'isSettled'> =>
	isSettled(record)
		? { settledAt: timeAt(record, ['settle_at']), isSettled: true }
		: { settledAt: null };

/** `amount` is what is charged; the fee is known as soon as it is paid, and the merchant gets the rest. */
const virtualAccountMoney = (record: unknown): Partial<PaymentFacts> => {
	const charged = amountAt(record, ['amount']);
	const fee = amountOf(property(property(record, 'fees'), 'amount'));
	return {
		...charged,
		fee,
		net: minus(charged.amount, fee),
		method: textOf(firstOf(property(record, 'bank'), ['bank_code', 'short_name'])),
		...settlementIn(record),
	};
};

/** The account itself has no payment yet: what is to be paid into it, where that is fixed. */
const instrumentMoney = (record: unknown): Partial<PaymentFacts> => ({
	...(textOf(property(record, 'amount_type')) === 'open'
		? { currency: 'IDR' }
		: amountAt(record, ['amount'])),
	method: textOf(firstOf(property(record, 'bank'), ['bank_code', 'short_name'])),
});

/**
 * The amount with the tip is what is charged. What the merchant gets is known once it is settled; mdr_cost, vendor_fee and
 * our_margin are parts of the same fee, one of them counted twice.
 */
const qrisMoney = (record: unknown): Partial<PaymentFacts> => {
	const charged = amountAt(record, ['total_amount', 'amount']);
	const net = isSettled(record) ? amountOf(property(record, 'settled_to_merchant_amount')) : null;
	return {
		...charged,
		fee: minus(charged.amount, net),
		net,
		method: textOf(property(record, 'issuer_name')),
		...settlementIn(record),
	};
};

/** The total is what is charged; `amount` may be what is left after the fee (sample of the notification). */
const ewalletMoney = (record: unknown): Partial<PaymentFacts> => ({
	...amountAt(record, ['total_amount', 'amount']),
	fee: amountOf(property(record, 'merchant_fee')),
	net: amountOf(property(record, 'net_amount')),
	method: textOf(firstOf(record, ['ewallet_vendor', 'payment_channel'])),
	paymentUrl: urlOf(firstOf(record, ['checkout_url', 'checkout_url_app'])),
	...settlementIn(record),
});

/** The record of an attempt names no fee; only the notification that a payer has chosen a method does. */
const paymentLinkMoney = (record: unknown): Partial<PaymentFacts> => ({
	...amountAt(record, ['amount']),
	fee: amountOf(property(record, 'merchant_fee')),
	net: amountOf(property(record, 'net_amount')),
	method: textOf(property(record, 'payment_method_name')),
	paymentUrl: urlOf(property(record, 'payment_url')),
	...settlementIn(record),
});

/** The page of the link itself, and what is asked for there. */
const linkMoney = (record: unknown): Partial<PaymentFacts> => ({
	...amountAt(record, ['total_amount']),
	paymentUrl: urlOf(property(record, 'payment_url')),
});

const directDebitMoney = (record: unknown): Partial<PaymentFacts> => ({
	...amountAt(record, ['amount']),
	paymentUrl: urlOf(property(record, 'web_redirect_url')),
});

const cardMoney = (record: unknown): Partial<PaymentFacts> => ({
	...amountAt(record, ['total_amount', 'amount']),
	paymentUrl: urlOf(property(property(record, 'action'), 'payment_url')),
});

/** In the record `merchant_reff_no`, in the notification `reff_no`: at this product alone that is the merchant's. */
export const virtualAccountRecord: RecordShape = {
	ids: ['transaction_id', 'id'],
	references: ['merchant_reff_no', 'reff_no'],
	money: virtualAccountMoney,
};

/** The account that a create returns. Its own ID is omitted: a payment cannot be looked up by it, only by the reference. */
const instrumentRecord: RecordShape = {
	ids: [],
	references: ['merchant_reff_no'],
	money: instrumentMoney,
};

/** A payment into a virtual account, or the account itself: only that has a `number`. */
export const readVirtualAccount =
	(statuses: Readonly<Record<string, StatusMeaning>>): ((record: unknown) => PaymentFacts) =>
	(record) => {
		const isPayment = textOf(firstOf(record, ['transaction_id'])) !== '';
		const isInstrument = !isPayment && textOf(property(record, 'number')) !== '';
		const facts = readAs(isInstrument ? instrumentRecord : virtualAccountRecord, statuses)(record);
		if (!isInstrument) return facts;
		// It was paid into as often as allowed. The account does not say which payments these were.
		return isUsedUp(record)
			? { ...facts, providerStatus: `${facts.providerStatus}, used up` }
			: { ...facts, ...lapseOf(record) };
	};

const usesOf = (record: unknown): number => numberIn(property(record, 'current_usage'));

function isUsedUp(record: unknown): boolean {
	const [uses, max] = [usesOf(record), numberIn(property(record, 'max_usage'))];
	return uses >= max && uses > 0;
}

/**
 * Its status stays `active` after that (as measured), so the time has to be compared with the clock. Of one that was paid
 * into before, nobody may say that it has expired.
 */
function lapseOf(record: unknown): Pick<PaymentFacts, 'lapsesAt'> {
	const lapsesAt = timeAt(record, ['expired_at']);
	return lapsesAt === null || usesOf(record) > 0 ? {} : { lapsesAt };
}

export const qrisRecord: RecordShape = {
	ids: ['id'],
	references: ['merchant_reff_no'],
	money: qrisMoney,
};

export const ewalletRecord: RecordShape = {
	ids: ['id'],
	references: ['merchant_reff_no'],
	money: ewalletMoney,
};

/** An attempt at a link. `reff_no` is the attempt's own, and its ID where it has no number. */
export const paymentLinkRecord: RecordShape = {
	ids: ['id', 'reff_no'],
	references: ['payment_link_reff_no'],
	money: paymentLinkMoney,
};

/** `reff_no` is the merchant's here: it is part of the link's address. */
export const linkRecord: RecordShape = {
	ids: ['id'],
	references: ['reff_no'],
	money: linkMoney,
};

export const directDebitRecord: RecordShape = {
	ids: ['transaction_id'],
	references: ['merchant_reference'],
	money: directDebitMoney,
};

export const cardRecord: RecordShape = {
	ids: ['transaction_id', 'id'],
	references: ['reference_no', 'merchant_reff_no'],
	money: cardMoney,
};
