import { isObject, property } from '../json';
import { firstOf, mapStatus, statusMeanings, textOf } from '../paymentRecord';
import type { StatusMeaning } from '../contract';

/** The status words of Singapay's products, and which one counts if a record contains several. */

const { pending, succeeded, failed, canceled, expired, refunded } = statusMeanings;

type Statuses = Readonly<Record<string, StatusMeaning>>;

/** The status code of a transaction that Singapay does not know. */
export const notFound = '07';

/** `refunded` is among the words of the same products. */
const mayBeRefunded: StatusMeaning = { ...succeeded, mayBecome: 'refunded' };

/** The status table of money out. */
const codes: Statuses = {
	'00': mayBeRefunded,
	'01': pending,
	'02': pending,
	'03': pending,
	'04': refunded,
	'05': canceled,
	'06': failed,
	// "Not Found" is final at the provider and says nothing of what became of the money.
	[notFound]: { status: 'unknown', final: true },
};

/** Version 2 answers carry a code, version 1 a word. */
export const disbursementStatuses: Statuses = {
	...codes,
	success: mayBeRefunded,
	pending,
	failed,
};

/** The pages contradict each other: unpaid, paid, settled here; pending or expired and failed there. */
export const virtualAccountStatuses: Statuses = {
	unpaid: pending,
	pending,
	paid: succeeded,
	settled: succeeded,
	expired,
	failed,
	// Of the account itself, as the answer that creates it is read. One that is active may have been paid into or have lapsed.
	active: pending,
	inactive: canceled,
};

/** The pages say paid and settled; records of live traffic say success. */
export const qrisStatuses: Statuses = {
	open: pending,
	paid: succeeded,
	success: succeeded,
	settled: succeeded,
	expired,
};

export const ewalletStatuses: Statuses = {
	open: pending,
	success: succeeded,
	expired,
	canceled,
	cancelled: canceled,
	failed,
};

/**
 * Of the link itself, which says nothing about payments: it stays open after it was paid. Closed means that the merchant
 * has closed it; an update can undo that, and also its expiry.
 */
export const linkStatuses: Statuses = {
	open: pending,
	closed: { ...canceled, mayBecome: 'pending' },
	expired: { ...expired, mayBecome: 'pending' },
};

/** Of one attempt at a payment link. */
export const paymentLinkStatuses: Statuses = {
	pending,
	paid: succeeded,
	settled: succeeded,
	failed,
	expired,
};

export const cardStatuses: Statuses = {
	pending,
	processing: pending,
	success: mayBeRefunded,
	failed,
	canceled,
	cancelled: canceled,
	refunded,
};

/** `PENDING_OTP`: the payer has to confirm it first. */
export const directDebitStatuses: Statuses = {
	pending,
	pending_otp: pending,
	success: succeeded,
	failed,
	expired,
};

/** Its page shows success; that its list is filtered by status says that there are the other words of version 1, too. */
export const accountTransferStatuses: Statuses = { pending, success: succeeded, failed };

/** The answer that creates one carries a code, its record a word. */
export const cardlessStatuses: Statuses = {
	...codes,
	open: pending,
	success: mayBeRefunded,
	expired,
	failed,
	refunded,
	canceled,
};

/**
 * The word that counts: for money out the code; for money in the word that Singapay computes from status and clock, because
 * the status of what has expired stays open (as measured). That it has expired says nothing about earlier payments.
 */
export function statusWord(record: unknown, statuses: Statuses = {}): string {
	const status = property(record, 'transaction_status');
	const code = textOf(isObject(status) ? property(status, 'code') : status);
	if (code !== '') return twoDigits(code);
	const computed = textOf(property(record, 'status_computed'));
	if (computed !== '') return computed;
	const word = codeOrWord(textOf(firstOf(record, ['status'])), statuses);
	return isOpen(word, statuses) && isTrue(property(record, 'is_expired')) ? 'expired' : word;
}

/** A code that was met as a number has lost its zero. */
const twoDigits = (code: string): string => (/^\d$/.test(code) ? `0${code}` : code);

/**
 * The answer that creates a cardless withdrawal has the code where others have a word. A bare 0 may be a flag, and must not
 * become 00, which says that the money has arrived.
 */
const codeOrWord = (status: string, statuses: Statuses): string => {
	const code = status === '0' ? status : twoDigits(status);
	return Object.hasOwn(statuses, code) ? code : status;
};

/** Whether a status word leaves the outcome open. */
export const isOpen = (word: string, statuses: Statuses): boolean =>
	word === '' || mapStatus(statuses, word).status === 'pending';

/** A flag may be a boolean or, as the database behind it writes them, 1 and 0. */
export const isTrue = (flag: unknown): boolean => [true, 1, '1', 'true'].includes(flag as never);
