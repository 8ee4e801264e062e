import type { ProviderApi } from '../contract';
import { isEmpty, isSuccess, readFailure, unwrap } from './answers';

const lookUp =
	"the PaySecurez dashboard or the notification sent to 'callbackUrl': PaySecurez has no lookup by reference";

export const api: ProviderApi = {
	endpoints: [
		{
			method: 'POST',
			path: '/api/v1/transactions',
			name: 'Create a transaction',
			kind: 'movesMoney',
			reference: { path: 'reference', maxLength: 255, inAnswer: 'reference' },
			// In either case, like all of its records.
			namedBy: ['transactionId', 'TransactionId'],
			lookUp,
		},
		{
			method: 'GET',
			path: '/api/v1/transactions/{transactionId}/status',
			name: 'Get the status of a transaction',
			kind: 'reads',
		},
	],
	productOf: () => 'Transactions',
	lookUp,
	readFailure,
	unwrap,
	isEmpty,
	isSuccess,
};
