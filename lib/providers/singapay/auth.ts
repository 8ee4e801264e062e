import type { ProviderAuth } from '../contract';
import { authorize, isTokenRefused } from './authorize';
import { readToken, tokenPaths, tokenRequest } from './token';

export const auth: ProviderAuth = {
	environments: {
		sandbox: 'https://sandbox-payment-b2b.singapay.id',
		live: 'https://payment-b2b.singapay.id',
	},
	extraFields: [
		{
			name: 'partnerId',
			label: 'API Key (Partner ID)',
			required: true,
			bindsToken: true,
			isSecret: true,
			default: '',
		},
		{
			name: 'authVersion',
			label: 'Authentication Version',
			required: false,
			bindsToken: true,
			isSecret: false,
			default: 'v1.0',
		},
	],
	secretLabels: "'Client ID', 'Client Secret' and 'API Key (Partner ID)'",
	ownedHeaders: ['authorization', 'x-partner-id', 'x-client-id', 'x-signature', 'x-timestamp'],
	probe: { path: '/api/v1.0/balance-inquiry' },
	secretPaths: tokenPaths,
	tokenRequest,
	readToken,
	authorize,
	reusePolicy: () => 'untilExpiry',
	isTokenRefused,
};
