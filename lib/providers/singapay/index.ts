import type { Provider } from '../provider';
import { authorize, isTokenRefused, unwrap } from './calls';
import { canonicalJson } from './canonicalJson';
import { endpoints } from './endpoints';
import { readFailure, readFound } from './failures';
import { webhooks } from './webhooks';
import { isNotFound, kinds, paging } from './payments';
import { readToken, tokenPaths, tokenRequest } from './token';

/** Singapay (Singa Payment Gateway): virtual accounts, QRIS, e-wallets and disbursements in Indonesia. Facts: docs.singapay.id. */
export const singapay: Provider = {
	id: 'singapay',
	displayName: 'Singapay',
	credentialType: 'singapayApi',
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
			default: '',
		},
		{
			name: 'authVersion',
			label: 'Authentication Version',
			required: false,
			bindsToken: true,
			default: 'v1.0',
		},
	],
	secretLabels: "'Client ID', 'Client Secret' and 'API Key (Partner ID)'",
	ownedHeaders: ['authorization', 'x-partner-id', 'x-client-id', 'x-signature', 'x-timestamp'],
	probe: { path: '/api/v1.0/balance-inquiry' },
	endpoints,
	lookUp: "the Singapay dashboard, or the endpoint for this product's status",
	secretPaths: tokenPaths,
	canonicalBody: canonicalJson,
	tokenRequest,
	readToken,
	authorize,
	reusePolicy: () => 'untilExpiry',
	isTokenRefused,
	readFailure,
	notInReferences: /[\s/]/,
	readFound,
	unwrap,
	statuses: { kinds, isNotFound },
	paging,
	webhooks,
};
