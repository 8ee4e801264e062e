import { minus, plus } from '../decimal';
import { property } from '../json';
import { amountOf, firstOf, textOf } from '../paymentRecord';
import type { PaymentFacts } from '../contract';
import { amountAt, type RecordShape } from './records';

/** The records of Singapay's payouts: money out. */

/**
 * The payee receives the net amount, the merchant is debited the gross amount: net plus fee (transfer page). Records and
 * notifications of money out use the same fields, and a missing one follows from the other two.
 */
export function payoutMoney(record: unknown): Partial<PaymentFacts> {
	const received = amountAt(record, ['net_amount', 'amount']);
	const debited = amountAt(record, ['gross_amount']);
	const fee = amountOf(property(record, 'fee'));
	return {
		amount: received.amount ?? minus(debited.amount, fee),
		currency: received.currency || debited.currency,
		fee: fee ?? minus(debited.amount, received.amount),
		gross: debited.amount ?? plus(received.amount, fee),
		method: textOf(property(property(record, 'ewallet'), 'code')),
	};
}

/** From one account to another of the same provider: no fee is documented. */
const accountTransferMoney = (record: unknown): Partial<PaymentFacts> =>
	amountAt(record, ['amount']);

/** `fee` does not include that of the bank, so it is not the difference of the two amounts. */
const cardlessMoney = (record: unknown): Partial<PaymentFacts> => ({
	...amountAt(record, ['net_amount', 'amount']),
	fee: amountOf(property(record, 'fee')),
	gross: amountOf(firstOf(record, ['total_paid', 'gross_amount'])),
});

export const payoutRecord: RecordShape = {
	ids: ['transaction_id', 'id'],
	references: ['reference_number'],
	money: payoutMoney,
};

export const accountTransferRecord: RecordShape = {
	ids: ['transaction_id', 'id'],
	references: ['merchant_ref_no'],
	money: accountTransferMoney,
};

export const cardlessRecord: RecordShape = {
	ids: ['transaction_id', 'id'],
	references: ['reference_number'],
	money: cardlessMoney,
};
