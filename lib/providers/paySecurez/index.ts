import { authorizeByBearer, isRefusedBy401 } from '../bearer';
import type { Provider } from '../provider';
import { readFailure, reusePolicy, unwrap } from './calls';
import { webhooks } from './webhooks';
import { isNotFound, kinds } from './payments';
import { readToken, tokenPath, tokenRequest } from './token';

const lookUp =
	"the PaySecurez dashboard or the notification sent to 'callbackUrl': PaySecurez has no lookup by reference";

/** PaySecurez (also documented as ZepoPay): card payments with a hosted checkout. Facts: docs.zepopay.com. */
export const paySecurez: Provider = {
	id: 'paySecurez',
	displayName: 'PaySecurez',
	credentialType: 'paySecurezApi',
	environments: { live: 'https://api.paysecurez.com' },
	extraFields: [
		{
			name: 'reusePolicy',
			label: 'Token Reuse',
			required: false,
			bindsToken: false,
			default: 'perTransaction',
		},
	],
	secretLabels: "'Client ID' and 'Client Secret'",
	ownedHeaders: ['authorization'],
	// No harmless GET is documented: an id that cannot exist answers 404 to a good token, which proves it.
	probe: { path: '/api/v1/transactions/txn_00000000/status' },
	endpoints: [
		{
			method: 'POST',
			path: '/api/v1/transactions',
			name: 'Create a transaction',
			kind: 'movesMoney',
			reference: { path: 'reference', maxLength: 255 },
			lookUp,
		},
		{
			method: 'GET',
			path: '/api/v1/transactions/{transactionId}/status',
			name: 'Get the status of a transaction',
			kind: 'reads',
		},
	],
	lookUp,
	secretPaths: [tokenPath],
	tokenRequest,
	readToken,
	// A bearer token and nothing else (create transaction page).
	authorize: authorizeByBearer,
	reusePolicy,
	// Expired tokens are HTTP 401, never a failure inside HTTP 200 (authentication page).
	isTokenRefused: isRefusedBy401,
	readFailure,
	notInReferences: /\s/,
	readFound: () => ({ kind: 'unclear' }),
	unwrap,
	statuses: { kinds, isNotFound },
	webhooks,
};
