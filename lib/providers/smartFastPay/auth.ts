import { authorizeByBearer, isRefusedBy401 } from '../bearer';
import type { ProviderAuth } from '../contract';
import { readToken, tokenPath, tokenRequest } from './token';
import { webhookSecretField, webhookSecretPaths } from './webhooks';

export const auth: ProviderAuth = {
	notice:
		'SmartFastPay shows a client secret only once, when it is created, and has separate pairs for sandbox and live.',
	environments: [
		{ value: 'sandbox', label: 'Sandbox', url: 'https://sandbox.smartfastpay.com' },
		{ value: 'live', label: 'Live', url: 'https://api.smartfastpay.com' },
	],
	environmentDescription: 'Sandbox and live have separate pairs of client ID and secret',
	fields: [
		{
			name: 'clientId',
			label: 'Client ID',
			description:
				'From the SmartFastPay dashboard (app.smartfastpay.com), in the API credentials of this environment',
			required: true,
			bindsToken: true,
		},
		{
			name: 'clientSecret',
			label: 'Client Secret',
			description:
				'The dashboard shows the secret only once, when it is created. Create a new pair if it is lost.',
			required: true,
			isSecret: true,
			bindsToken: true,
		},
		{
			name: webhookSecretField,
			label: 'Webhook Secret',
			description:
				'Signs the notifications for the Payment Webhook Trigger. If empty, it is fetched from SmartFastPay.',
			isSecret: true,
		},
	],
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
