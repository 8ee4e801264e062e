import type { Payment } from '../../lib/payments/payment';

/** What an item says of money beside its amount. */
export type MoneyFields = Pick<
	Payment,
	'fee' | 'net' | 'gross' | 'method' | 'paymentUrl' | 'settledAt'
>;

/** The same where the provider says nothing of it. */
export const noMoneyFields: MoneyFields = {
	fee: null,
	net: null,
	gross: null,
	method: null,
	paymentUrl: null,
	settledAt: null,
};
