import { isHttpNotFound } from '../failures';
import { isObject } from '../json';
import {
	amountOf,
	firstOf,
	nothingTold,
	statusMeanings,
	timeOf,
	textOf,
	urlOf,
} from '../paymentRecord';
import type { PaymentFacts, PaymentKind, ProviderPayments } from '../contract';

/** How a transaction is looked up (status, overview and notification pages of docs.zepopay.com). There are no lists. */

const { pending, succeeded, failed } = statusMeanings;

/** Creating answers in camelCase, the status page and notifications in PascalCase. */
function read(record: unknown): PaymentFacts {
	const known = lowerFirst(record);
	return {
		...nothingTold,
		id: textOf(firstOf(known, ['transactionId'])),
		reference: textOf(firstOf(known, ['reference'])),
		providerStatus: textOf(firstOf(known, ['status'])),
		reason: textOf(firstOf(known, ['declineReason'])),
		amount: amountOf(firstOf(known, ['amount'])),
		currency: textOf(firstOf(known, ['currency'])),
		createdAt: timeOf(firstOf(known, ['createdAt'])),
		updatedAt: null,
		// Only in the response that creates one: the payer's page.
		paymentUrl: urlOf(firstOf(known, ['checkoutUrl'])),
	};
}

/** Only the first letter differs between the two spellings. */
const lowerFirst = (record: unknown): unknown =>
	isObject(record)
		? Object.fromEntries(
				Object.entries(record).map(([name, value]) => [
					name.charAt(0).toLowerCase() + name.slice(1),
					value,
				]),
			)
		: record;

export const transaction: PaymentKind = {
	id: 'transaction',
	label: 'Transaction',
	name: 'transaction',
	direction: 'in',
	byId: { method: 'GET', target: '/api/v1/transactions/{id}/status' },
	statusMap: { pending, captured: succeeded, declined: failed, failed },
	read,
};

const kinds: readonly PaymentKind[] = [transaction];

export const payments: ProviderPayments = {
	kinds,
	isNotFound: isHttpNotFound,
	notInReferences: /\s/,
	readFound: () => ({ kind: 'unclear' }),
};
