import { transactionStatusOf } from './movement.mts';
import type { Movement } from './movement.mts';
import { exchangeV1 } from './values.mts';

/** Fixed, so that the dates in a README stay true. */
const firstAt = Date.UTC(2026, 0, 5, 12, 0, 0, 123);
const stepMs = 97 * 60 * 1000;

const paymentStatuses = ['paid', 'pending', 'denied', 'expired'];
const payoutStatuses = ['success', 'pending', 'onhold', 'failed', 'returned', 'refunded'];
const methods = ['pix', 'bank_transfer', 'boleto', 'picpay'];

export const seedPaymentCount = 60;
export const seedPayoutCount = 12;

/** pay-0001 (paid) to pay-0060, out-0001 (success) to out-0012. */
export function seedMovements(): Movement[] {
	return [
		...Array.from({ length: seedPaymentCount }, (_, index) =>
			movement('payment', index, pick(paymentStatuses, index)),
		),
		...Array.from({ length: seedPayoutCount }, (_, index) =>
			movement('payout', index, pick(payoutStatuses, index)),
		),
	];
}

export const balances = [
	{ currency: 'BRL', balance: 15234.5 },
	{ currency: 'USD', balance: 820.17 },
];

/** The secret of the webhook signatures, not the client secret. */
export const webhookSecret = '0f4b1d5e-1111-4222-8333-444455556666';

export const documentTypes = [
	documentType(1, 'CPF', 'Cadastro de Pessoas Físicas', 'BRA', '^[0-9]{11}$'),
	documentType(2, 'CNPJ', 'Cadastro Nacional da Pessoa Jurídica', 'BRA', '^[0-9]{14}$'),
	documentType(3, 'DNI', 'Documento Nacional de Identidad', 'PER', '^[0-9]{8}$'),
	documentType(4, 'CC', 'Cédula de Ciudadanía', 'COL', '^[0-9]{6,10}$'),
];

function movement(type: Movement['type'], index: number, status: string): Movement {
	const number = String(index + 1).padStart(4, '0');
	const payment = type === 'payment';
	const createdAt = firstAt + index * stepMs;
	const currency = index % 5 === 4 ? 'USD' : 'BRL';
	return {
		type,
		id: `${payment ? 'pay' : 'out'}-${number}`,
		customerId: `cust-${(index % 7) + 1}`,
		transactionId: `${payment ? 'order' : 'payout'}-${index + 1}`,
		amount: (25 + index * 12.5).toFixed(2),
		currency,
		method: payment ? pick(methods, index) : 'pix',
		status,
		transactionStatus: transactionStatusOf(status),
		createdAt,
		updatedAt: createdAt + (transactionStatusOf(status) === 'pending' ? 0 : 4 * 60 * 1000),
		exchange: exchangeV1(currency),
		notificationUrl: null,
	};
}

function documentType(
	id: number,
	abbreviation: string,
	name: string,
	country: string,
	regex: string,
) {
	return { id, abbreviation, name, country, regex_validation: regex };
}

function pick(values: readonly string[], index: number): string {
	return values[index % values.length] ?? '';
}
