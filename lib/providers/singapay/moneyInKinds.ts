import type { PaymentKind } from '../contract';
import { account } from './account';
import {
	ewalletFilters,
	listOf,
	paymentLinkFilters,
	qrisFilters,
	virtualAccountFilters,
} from './lists';
import {
	cardRecord,
	directDebitRecord,
	ewalletRecord,
	linkRecord,
	paymentLinkRecord,
	qrisRecord,
	readVirtualAccount,
} from './moneyInRecords';
import { readAs } from './records';
import {
	cardStatuses,
	directDebitStatuses,
	ewalletStatuses,
	linkStatuses,
	paymentLinkStatuses,
	qrisStatuses,
	virtualAccountStatuses,
} from './statuses';

/** How Singapay's payments are looked up (pages of docs.singapay.id; spellings as a measured client met them). */

const wholeNumber = { pattern: /^\d+$/, description: 'a whole number, e.g. 1001' };

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
	// The record never reports a failed checkout: only the inquiry asks the wallet.
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
