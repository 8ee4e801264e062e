import { property } from '../json';
import { amountOf, nothingTold, statusMeanings, textOf, timeOf } from '../paymentRecord';
import type { Paging, PaymentKind, ProviderPayments } from '../contract';
import { readFound } from './answers.mts';

const { pending, succeeded, failed } = statusMeanings;

export const payout: PaymentKind = {
	id: 'shopPayout',
	label: 'Shop Payout',
	name: 'shop payout',
	direction: 'out',
	account: {
		parameter: 'shop',
		label: 'Payout Shop',
		placeholder: 'e.g. 4711',
		description: 'The number of the shop that paid',
		list: {
			path: '/shops',
			read: (row) => ({ id: textOf(property(row, 'no')), name: textOf(property(row, 'title')) }),
		},
	},
	byId: { method: 'GET', target: '/shops/{shop}/payouts/{id}' },
	byReference: { method: 'GET', target: '/shops/{shop}/payouts?ref={reference}' },
	list: {
		path: '/shops/{shop}/payouts',
		query: ({ reference }) => ({ ...(reference === undefined ? {} : { ref: reference }) }),
	},
	statusMap: { queued: pending, done: succeeded, broken: failed },
	read: (record) => ({
		...nothingTold,
		id: textOf(property(record, 'no')),
		reference: textOf(property(record, 'ref')),
		providerStatus: textOf(property(record, 'state')),
		reason: textOf(property(record, 'why')),
		amount: amountOf(property(record, 'sum')),
		currency: textOf(property(record, 'unit')),
		createdAt: timeOf(property(record, 'at')),
		updatedAt: null,
	}),
};

const maxRows = 2;

export const paging: Paging = {
	pageParameter: 'p',
	limit: { parameter: 'n', max: maxRows },
	hasNext: (_body, rows, asked = maxRows) => (rows < asked ? 'no' : 'yes'),
};

export const payments: ProviderPayments = {
	kinds: [payout],
	isNotFound: ({ status }) => status === 404,
	notInReferences: /\s/,
	readFound,
};
