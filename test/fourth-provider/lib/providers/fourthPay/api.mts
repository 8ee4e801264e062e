import type { ProviderApi } from '../contract';
import { isEmpty, isSuccess, readFailure, unwrap } from './answers.mts';
import { paging } from './payments.mts';

const target = '/shops/{shop}/payouts?ref={reference}';

export const api: ProviderApi = {
	endpoints: [
		{
			method: 'POST',
			path: '/payouts',
			name: 'Create a payout',
			kind: 'movesMoney',
			reference: { path: 'order.ref', maxLength: 40 },
			namedBy: ['no'],
			lookUp: `GET ${target}`,
			find: { method: 'GET', target },
		},
		{ method: 'GET', path: '/balance', name: 'Get the balance', kind: 'reads' },
		{ method: 'GET', path: '/notification-key', name: 'Get the notification key', kind: 'reads' },
		{ method: 'GET', path: '/shops/{shop}/payouts', name: 'List payouts', kind: 'reads' },
		{ method: 'GET', path: '/shops/{shop}/payouts/{id}', name: 'Get a payout', kind: 'reads' },
	],
	productOf: () => 'Shops',
	lookUp: 'the list of payouts in the shop',
	readFailure,
	unwrap,
	isEmpty,
	isSuccess,
	paging,
};
