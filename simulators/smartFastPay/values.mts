/** Money and method details of the create answers. */

const brlPerUsd = 5.19;
const feeRate = 0.01;

/** Nothing is converted. */
export const exchangeV2 = '1.00';

/** Strings of different precision in one object, as the provider answers. */
export function valuesV2(transaction: { amount: number; currency: string }) {
	const { amount, currency } = transaction;
	return {
		source_total: amount.toFixed(8),
		source_currency: currency,
		exchanged_total: amount.toFixed(2),
		exchanged_currency: currency,
		exchange: exchangeV2,
		fee: (amount * feeRate).toFixed(8),
	};
}

/** Here the fee is a number and the others strings; the total is in BRL. */
export function valuesV1({ amount, currency }: { amount: number; currency?: string }) {
	const exchange = exchangeV1(currency ?? 'USD');
	const total = (amount * Number(exchange)).toFixed(2);
	return { total, subtotal: total, exchange, fee: 0 };
}

/** To BRL. */
export function exchangeV1(currency: string): string {
	return (currency === 'USD' ? brlPerUsd : 1).toFixed(2);
}

export function pixText(id: string): string {
	return `00020126580014br.gov.bcb.pix0136${id}5204000053039865802BR5912SmartFastPay6304ABCD`;
}

export const bankDetails = {
	name: 'Banco Exemplo',
	code: '999',
	agency: '0001',
	account: '12345-6',
	account_operation: '013',
	document: '00.000.000/0001-00',
	beneficiary: 'SmartFastPay',
};
