/** Money and method details of the create answers. */

const brlPerUsd = 5.19;
const feeRate = 0.01;

/** Nothing is converted. */
export const exchangeV2 = '1.00';

/** The pages of Brazil show texts of different precision in one object, that of India numbers. */
export function valuesV2({ country, transaction }: ValuedV2) {
	const { amount, currency } = transaction;
	const fee = amount * feeRate;
	const currencies = { source_currency: currency, exchanged_currency: currency };
	if (country === 'IND') {
		const rounded = Math.round(fee * 100) / 100;
		return {
			source_total: amount,
			exchanged_total: amount,
			exchange: 1,
			fee: rounded,
			...currencies,
		};
	}
	return {
		source_total: amount.toFixed(8),
		exchanged_total: amount.toFixed(2),
		exchange: exchangeV2,
		fee: fee.toFixed(8),
		...currencies,
	};
}

interface ValuedV2 {
	country: string;
	transaction: { amount: number; currency: string };
}

/** Here the fee is a number and the others texts; the total of dollars is in BRL. */
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

export const boletoCode = '00190000090281904900500000000000100000000000000';

export function boletoUrl(id: string): string {
	return `https://sandbox-checkout.smartfastpay.com/boleto/${id}`;
}

/** Where a payer goes to pay. */
export function payUrl(id: string): string {
	return `https://sandbox-checkout.smartfastpay.com/v1/${id}/pay`;
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
