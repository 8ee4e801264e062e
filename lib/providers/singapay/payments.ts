import { isHttpNotFound } from '../failures';
import { property } from '../json';
import type { ApiResponse, PaymentKind, ProviderPayments } from '../contract';
import { isAccepted, readFailure, readFound } from './answers';
import {
	card,
	directDebit,
	ewallet,
	link,
	paymentLink,
	qris,
	virtualAccount,
} from './moneyInKinds';
import {
	accountTransfer,
	cardlessWithdrawal,
	disbursement,
	ewalletTopUp,
	qrisPayment,
} from './moneyOutKinds';
import { notFound, statusWord } from './statuses';

/** The products of Singapay, and when its answer means that it does not know a payment. */

const kinds: readonly PaymentKind[] = [
	disbursement,
	ewalletTopUp,
	qrisPayment,
	accountTransfer,
	cardlessWithdrawal,
	virtualAccount,
	qris,
	ewallet,
	paymentLink,
	card,
	directDebit,
];

/** The status code 07, SP009 and SP014, or a version 1 answer with 404. An unknown account (SP020) is something else. */
function isNotFound(response: ApiResponse): boolean {
	// A server that failed knows nothing, whatever it says.
	if (response.status >= 500) return false;
	const code = readFailure(response)?.code ?? '';
	// Beside a failure such as SP005, whose outcome is unknown, it says nothing.
	const isFailure = code !== '' && !isAccepted(code);
	if (!isFailure && statusWord(property(response.body, 'data')) === notFound) return true;
	return (
		code === 'SP009' || code === 'SP014' || (isHttpNotFound(response) && !code.startsWith('SP'))
	);
}

export const payments: ProviderPayments = {
	kinds,
	link,
	isNotFound,
	// A list that matches parts of a reference may treat a backslash as an escape character.
	notInReferences: /[\s/\\]/,
	readFound,
};
