import { isHttpNotFound } from '../failures';
import { property } from '../json';
import { textOf } from '../paymentRecord';
import type {
	AccountParameter,
	ApiResponse,
	FindRequest,
	PaymentKind,
	ProviderPayments,
} from '../contract';
import { readFailure, readFound } from './answers';
import { cardlessFind, disbursementFind, qrisPaymentFind, topUpFind } from './moneyOutEndpoints';
import {
	accountTransferFilters,
	ewalletFilters,
	listOf,
	paymentLinkFilters,
	qrisFilters,
	virtualAccountFilters,
} from './lists';
import {
	accountTransferRecord,
	cardlessRecord,
	cardRecord,
	directDebitRecord,
	ewalletRecord,
	linkRecord,
	payoutRecord,
	paymentLinkRecord,
	qrisRecord,
	readAs,
	readVirtualAccount,
} from './records';
import {
	accountTransferStatuses,
	cardlessStatuses,
	cardStatuses,
	directDebitStatuses,
	disbursementStatuses,
	ewalletStatuses,
	linkStatuses,
	notFound,
	paymentLinkStatuses,
	qrisStatuses,
	statusWord,
	virtualAccountStatuses,
} from './statuses';

/** How Singapay's products are looked up (pages of docs.singapay.id; spellings as a measured client met them). */

const wholeNumber = { pattern: /^\d+$/, description: 'a whole number, e.g. 1001' };

const account: AccountParameter = {
	parameter: 'account_id',
	label: 'Account ID',
	placeholder: 'e.g. 01J5XW8LD0R6M9CJEXAMPLE01',
	description: 'The account at the provider that the payment belongs to',
	list: {
		path: '/api/v1.0/accounts',
		read: (row) => ({ id: textOf(property(row, 'id')), name: textOf(property(row, 'name')) }),
	},
};

export const disbursement: PaymentKind = {
	id: 'disbursement',
	label: 'Disbursement',
	name: 'disbursement',
	direction: 'out',
	account,
	byId: { method: 'GET', target: '/api/v1.0/disbursement/{account_id}/{id}' },
	byReference: disbursementFind,
	list: listOf('/api/v1.0/disbursement/{account_id}', {}, disbursementStatuses),
	statusMap: disbursementStatuses,
	read: readAs(payoutRecord, disbursementStatuses),
};

/** Its inquiry takes the reference; there is neither a page nor a list of it. */
const askedByReference = (
	id: string,
	label: string,
	name: string,
	byReference: FindRequest,
): PaymentKind => ({
	id,
	label,
	name,
	direction: 'out',
	account,
	byReference,
	statusMap: disbursementStatuses,
	read: readAs(payoutRecord, disbursementStatuses),
});

export const ewalletTopUp = askedByReference(
	'ewalletTopUp',
	'E-Wallet Top-Up',
	'e-wallet top-up',
	topUpFind,
);
export const qrisPayment = askedByReference(
	'qrisPayment',
	'QRIS Payment',
	'QRIS payment',
	qrisPaymentFind,
);

export const virtualAccount: PaymentKind = {
	id: 'virtualAccount',
	label: 'Virtual Account Payment',
	name: 'virtual account payment',
	direction: 'in',
	account,
	byId: { method: 'GET', target: '/api/v1.0/va-transactions/{account_id}/{id}' },
	list: listOf(
		'/api/v1.0/va-transactions/{account_id}',
		virtualAccountFilters,
		virtualAccountStatuses,
	),
	statusMap: virtualAccountStatuses,
	read: readVirtualAccount(virtualAccountStatuses),
};

export const qris: PaymentKind = {
	id: 'qris',
	label: 'QRIS Code',
	name: 'QRIS code',
	direction: 'in',
	account,
	byId: { method: 'GET', target: '/api/v1.0/qris-dynamic/{account_id}/show/{id}' },
	idForm: wholeNumber,
	list: listOf('/api/v1.0/qris-dynamic/{account_id}', qrisFilters, qrisStatuses),
	statusMap: qrisStatuses,
	read: readAs(qrisRecord, qrisStatuses),
};

export const ewallet: PaymentKind = {
	id: 'ewallet',
	label: 'E-Wallet Payment',
	name: 'e-wallet payment',
	direction: 'in',
	account,
	// A failed checkout is never reported by itself: only the inquiry asks the wallet.
	byId: { method: 'GET', target: '/api/v1.0/ewallet-native/{account_id}/inquiry-status/{id}' },
	idForm: wholeNumber,
	list: listOf(
		'/api/v1.0/ewallet-native-transactions/{account_id}',
		ewalletFilters,
		ewalletStatuses,
	),
	statusMap: ewalletStatuses,
	read: readAs(ewalletRecord, ewalletStatuses),
};

export const card: PaymentKind = {
	id: 'card',
	label: 'Card Payment',
	name: 'card payment',
	direction: 'in',
	account,
	byId: { method: 'GET', target: '/api/v2.0/card/{account_id}/inquiry-status/{id}' },
	statusMap: cardStatuses,
	read: readAs(cardRecord, cardStatuses),
};

/** Charges a binding. Its page knows no account and no list. */
export const directDebit: PaymentKind = {
	id: 'directDebit',
	label: 'Direct Debit',
	name: 'direct debit',
	direction: 'in',
	byId: { method: 'GET', target: '/api/v2.0/direct-debit/transaction/{id}' },
	statusMap: directDebitStatuses,
	read: readAs(directDebitRecord, directDebitStatuses),
};

/** The page itself, of which there may be several attempts, or none. Its list takes no filters. */
export const link: PaymentKind = {
	id: 'link',
	label: 'Payment Link',
	name: 'payment link',
	direction: 'in',
	account,
	byId: { method: 'GET', target: '/api/v2.0/payment-link/{id}' },
	idForm: wholeNumber,
	list: listOf('/api/v1.0/payment-link-manage/{account_id}', {}, linkStatuses),
	statusMap: linkStatuses,
	read: readAs(linkRecord, linkStatuses),
};

/** One attempt at a link, by the number of its record or by the attempt's own ID, which the notification names. */
export const paymentLink: PaymentKind = {
	id: 'paymentLink',
	label: 'Payment Link Payment',
	name: 'payment link payment',
	direction: 'in',
	account,
	byId: { method: 'GET', target: '/api/v1.0/payment-link-histories/{account_id}/{id}' },
	listedIds: /^\d{16,}$|\D/,
	list: listOf(
		'/api/v1.0/payment-link-histories/{account_id}',
		paymentLinkFilters,
		paymentLinkStatuses,
	),
	isAttempt: true,
	statusMap: paymentLinkStatuses,
	read: readAs(paymentLinkRecord, paymentLinkStatuses),
};

export const accountTransfer: PaymentKind = {
	id: 'accountTransfer',
	label: 'Account Transfer',
	name: 'account transfer',
	direction: 'out',
	account,
	byId: { method: 'GET', target: '/api/v1.0/account-transfer/{account_id}/{id}' },
	list: listOf(
		'/api/v1.0/account-transfer/{account_id}',
		accountTransferFilters,
		accountTransferStatuses,
	),
	statusMap: accountTransferStatuses,
	read: readAs(accountTransferRecord, accountTransferStatuses),
};

/** Its page is asked for the reference; an ID is only in the list. */
export const cardlessWithdrawal: PaymentKind = {
	id: 'cardlessWithdrawal',
	label: 'Cardless Withdrawal',
	name: 'cardless withdrawal',
	direction: 'out',
	account,
	byReference: cardlessFind,
	list: listOf('/api/v1.0/cardless-withdrawals/transaction/{account_id}', {}, cardlessStatuses),
	statusMap: cardlessStatuses,
	read: readAs(cardlessRecord, cardlessStatuses),
};

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
	// A server that broke down knows nothing, whatever it says.
	if (response.status >= 500) return false;
	if (statusWord(property(response.body, 'data')) === notFound) return true;
	const code = readFailure(response)?.code ?? '';
	return (
		code === 'SP009' || code === 'SP014' || (isHttpNotFound(response) && !code.startsWith('SP'))
	);
}

export const payments: ProviderPayments = {
	kinds,
	link,
	isNotFound,
	// A list that is asked for a part of a reference may take a backslash for an escape.
	notInReferences: /[\s/\\]/,
	readFound,
};
