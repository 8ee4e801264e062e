import { authorizeByBearer, isRefusedBy401 } from '../bearer';
import type { Provider } from '../provider';
import { readFailure, readFound, unwrap } from './calls';
import { endpoints } from './endpoints';
import { webhooks, webhookSecretPaths } from './webhooks';
import { isNotFound, kinds, paging } from './payments';
import { readToken, tokenPath, tokenRequest } from './token';

/** SmartFastPay: PIX, bank transfers, cards and payouts in Latin America. Facts: docs.smartfastpay.com. */
export const smartFastPay: Provider = {
	id: 'smartFastPay',
	displayName: 'SmartFastPay',
	credentialType: 'smartFastPayApi',
	environments: {
		sandbox: 'https://sandbox.smartfastpay.com',
		live: 'https://api.smartfastpay.com',
	},
	extraFields: [
		{
			name: 'webhookSecret',
			label: 'Webhook Secret',
			required: false,
			bindsToken: false,
			default: '',
		},
	],
	secretLabels: "'Client ID' and 'Client Secret'",
	ownedHeaders: ['authorization'],
	probe: { path: '/balance' },
	endpoints,
	lookUp: 'GET /transactions',
	secretPaths: [tokenPath, ...webhookSecretPaths],
	tokenRequest,
	readToken,
	// A bearer token and nothing else: no partner id, no signature (API requests page).
	authorize: authorizeByBearer,
	reusePolicy: () => 'untilExpiry',
	// Expired and unknown tokens are HTTP 401 (authentication page); nothing is documented for refusals inside HTTP 200.
	isTokenRefused: isRefusedBy401,
	readFailure,
	// Several references are asked for with commas between them.
	notInReferences: /[\s,]/,
	readFound,
	unwrap,
	statuses: { kinds, isNotFound },
	paging,
	webhooks,
};
