import { isHttpNotFound } from '../failures';
import { isObject, property } from '../json';
import { amountOf, currencyIn, firstOf, statusMeanings, timeOf, textOf } from '../paymentRecord';
import type {
	AccountParameter,
	ApiResponse,
	StatusMeaning,
	Paging,
	PaymentFacts,
	PaymentKind,
	ProviderPayments,
} from '../contract';
import { readFailure, readFound } from './answers';

/** How Singapay's products are looked up (pages of docs.singapay.id; spellings as a measured client met them). */

const { pending, succeeded, failed, canceled, expired, refunded } = statusMeanings;

/** The status code of a transaction that Singapay does not know. */
const notFound = '07';

/** `refunded` is among the words of the same products. */
const mayBeRefunded: StatusMeaning = { ...succeeded, mayBecome: 'refunded' };

/** Version 2 answers carry a code (status table), version 1 a word. */
const disbursementStatuses: Readonly<Record<string, StatusMeaning>> = {
	'00': mayBeRefunded,
	'01': pending,
	'02': pending,
	'03': pending,
	'04': refunded,
	'05': canceled,
	'06': failed,
	// "Not Found" is final at the provider and says nothing of what became of the money.
	[notFound]: { status: 'unknown', final: true },
	success: mayBeRefunded,
	pending,
	failed,
};

/** The pages contradict each other: unpaid, paid, settled here; pending or expired and failed there. */
const virtualAccountStatuses: Readonly<Record<string, StatusMeaning>> = {
	unpaid: pending,
	pending,
	paid: succeeded,
	settled: succeeded,
	expired,
	failed,
};

const qrisStatuses: Readonly<Record<string, StatusMeaning>> = {
	open: pending,
	paid: succeeded,
	settled: succeeded,
	expired,
};

const ewalletStatuses: Readonly<Record<string, StatusMeaning>> = {
	open: pending,
	success: succeeded,
	expired,
	canceled,
	cancelled: canceled,
	failed,
};

const cardStatuses: Readonly<Record<string, StatusMeaning>> = {
	pending,
	processing: pending,
	success: mayBeRefunded,
	failed,
	canceled,
	cancelled: canceled,
	refunded,
};

/** Times without a zone are Jakarta's. */
const jakarta = '+07:00';

/**
 * Reads a record of any product. The response code beside it is never looked at: SP000 only says that the question was
 * understood.
 */
const readAs =
	(ids: readonly string[]) =>
	(record: unknown): PaymentFacts => {
		const amount = firstOf(record, ['net_amount', 'amount', 'total_amount', 'gross_amount']);
		return {
			id: textOf(firstOf(record, ids)),
			reference: textOf(firstOf(record, ['reference_number', 'merchant_reff_no', 'reff_no'])),
			providerStatus: statusWord(record),
			reason: textOf(property(record, 'failed_reason')),
			amount: amountOf(amount),
			currency: currencyIn(amount) || textOf(property(record, 'currency')),
			createdAt: timeOf(firstOf(record, ['post_timestamp', 'created_at']), jakarta),
			updatedAt: timeOf(firstOf(record, ['processed_timestamp', 'updated_at']), jakarta),
		};
	};

/** What moves money has a transaction; what is waiting to be paid has an ID of its own. */
const readTransaction = readAs(['transaction_id', 'id']);
const readObject = readAs(['id', 'transaction_id']);

/** `status` of a code that has lapsed stays open; `status_computed` beside it tells (as measured). */
function statusWord(record: unknown): string {
	const status = property(record, 'transaction_status');
	const code = textOf(isObject(status) ? property(status, 'code') : status);
	if (code !== '') return /^\d$/.test(code) ? `0${code}` : code;
	const word = textOf(property(record, 'status'));
	const isOpen = word === '' || word.toLowerCase() === 'open';
	return isOpen ? textOf(firstOf(record, ['status_computed', 'status'])) : word;
}

const wholeNumber = { pattern: /^\d+$/, description: 'a whole number, e.g. 1001' };

const account: AccountParameter = {
	parameter: 'account_id',
	label: 'Account ID',
	placeholder: 'e.g. 01J5XW8LD0R6M9CJEXAMPLE01',
	description:
		'The account at the provider that the payment belongs to. Send Request with "List accounts" shows them all.',
};

const query = (): Readonly<Record<string, string>> => ({});

export const disbursement: PaymentKind = {
	id: 'disbursement',
	label: 'Disbursement',
	name: 'disbursement',
	account,
	byId: { method: 'GET', target: '/api/v1.0/disbursement/{account_id}/{id}' },
	byReference: {
		method: 'POST',
		target: '/api/v2.0/disbursement/{account_id}/inquiry-status',
		body: '{"reference_number":"{reference}"}',
	},
	list: { path: '/api/v1.0/disbursement/{account_id}', query },
	statusMap: disbursementStatuses,
	read: readTransaction,
};

export const virtualAccount: PaymentKind = {
	id: 'virtualAccount',
	label: 'Virtual Account Payment',
	name: 'virtual account payment',
	account,
	byId: { method: 'GET', target: '/api/v1.0/va-transactions/{account_id}/{id}' },
	list: { path: '/api/v1.0/va-transactions/{account_id}', query },
	statusMap: virtualAccountStatuses,
	read: readTransaction,
};

export const qris: PaymentKind = {
	id: 'qris',
	label: 'QRIS Code',
	name: 'QRIS code',
	account,
	byId: { method: 'GET', target: '/api/v1.0/qris-dynamic/{account_id}/show/{id}' },
	idForm: wholeNumber,
	list: { path: '/api/v1.0/qris-dynamic/{account_id}', query },
	statusMap: qrisStatuses,
	read: readObject,
};

export const ewallet: PaymentKind = {
	id: 'ewallet',
	label: 'E-Wallet Payment',
	name: 'e-wallet payment',
	account,
	// A failed checkout is never reported by itself: only the inquiry asks the wallet.
	byId: { method: 'GET', target: '/api/v1.0/ewallet-native/{account_id}/inquiry-status/{id}' },
	idForm: wholeNumber,
	list: { path: '/api/v1.0/ewallet-native-transactions/{account_id}', query },
	statusMap: ewalletStatuses,
	read: readObject,
};

export const card: PaymentKind = {
	id: 'card',
	label: 'Card Payment',
	name: 'card payment',
	account,
	byId: { method: 'GET', target: '/api/v2.0/card/{account_id}/inquiry-status/{id}' },
	statusMap: cardStatuses,
	read: readTransaction,
};

const kinds: readonly PaymentKind[] = [disbursement, virtualAccount, qris, ewallet, card];

const rowsPerPage = 25;

/** 25 rows per page. `pagination` stands beside the rows; one page of the documentation prints it empty. */
export const paging: Paging = {
	pageParameter: 'page',
	hasNext(body, rows) {
		const pagination = property(body, 'pagination') ?? property(body, 'meta');
		const [current, total] = ['currentPage', 'totalPages'].map((name) =>
			Number(property(pagination, name)),
		);
		if (current !== undefined && total !== undefined && total > 0 && current > 0)
			return current < total ? 'yes' : 'no';
		if (rows === rowsPerPage) return 'yes';
		return rows > 0 ? 'perhaps' : 'no';
	},
	total(body) {
		const pagination =
			property(body, 'pagination') ?? property(property(body, 'meta'), 'pagination');
		const total = property(pagination, 'total');
		return Number.isSafeInteger(total) ? Number(total) : undefined;
	},
};

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
	isNotFound,
	notInReferences: /[\s/]/,
	readFound,
};
