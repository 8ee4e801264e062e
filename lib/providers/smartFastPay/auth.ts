import { authorizeByBearer, isRefusedBy401 } from '../bearer';
import type { ProviderAuth } from '../contract';
import { readToken, tokenPath, tokenRequest } from './token';
import { webhookSecretPaths } from './webhooks';

export const auth: ProviderAuth = {
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
			isSecret: true,
			default: '',
		},
	],
	secretLabels: "'Client ID' and 'Client Secret'",
	ownedHeaders: ['authorization'],
	probe: { path: '/balance' },
	secretPaths: [tokenPath, ...webhookSecretPaths],
	tokenRequest,
	readToken,
	// A bearer token and nothing else: no partner id, no signature (API requests page).
	authorize: authorizeByBearer,
	reusePolicy: () => 'untilExpiry',
	// Expired and unknown tokens are HTTP 401 (authentication page); nothing is documented for refusals inside HTTP 200.
	isTokenRefused: isRefusedBy401,
};
