import type { ProviderAuth } from '../contract';
import { authorize, isTokenRefused } from './authorize';
import { readToken, tokenPaths, tokenRequest } from './token';
import { furtherSecretsField } from './webhooks';

export const auth: ProviderAuth = {
	notice:
		'Singapay accepts requests from registered IP addresses only, also in its sandbox: register the address of this n8n in the Singapay dashboard first.',
	environments: [
		{ value: 'sandbox', label: 'Sandbox', url: 'https://sandbox-payment-b2b.singapay.id' },
		{ value: 'live', label: 'Live', url: 'https://payment-b2b.singapay.id' },
	],
	environmentDescription:
		'Register the IP address of this n8n in the Singapay dashboard first, for both sandbox and live',
	fields: [
		{
			name: 'clientId',
			label: 'Client ID',
			description: 'From the Singapay merchant dashboard',
			required: true,
			bindsToken: true,
		},
		{
			name: 'clientSecret',
			label: 'Client Secret',
			description:
				'From the Singapay merchant dashboard. It also signs the requests that move money.',
			required: true,
			isSecret: true,
			bindsToken: true,
		},
		{
			name: 'partnerId',
			label: 'API Key (Partner ID)',
			description:
				'The API key from the Singapay merchant dashboard, sent as X-PARTNER-ID with every request',
			required: true,
			isSecret: true,
			bindsToken: true,
		},
		{
			name: 'authVersion',
			label: 'Authentication Version',
			description: 'How a token is requested. Singapay tells you which one your account uses.',
			bindsToken: true,
			default: 'v1.0',
			choices: [
				{
					value: 'v1.0',
					label: '1.0 (Basic)',
					description: 'Client ID and secret by HTTP Basic',
				},
				{
					value: 'v1.1',
					label: '1.1 (Signature)',
					description: 'A signature over the date in Jakarta. The secret itself is not sent.',
				},
			],
		},
		{
			name: furtherSecretsField,
			label: 'Further Webhook Secrets',
			description:
				'Client secrets of other Singapay credentials and HMAC validation keys that may sign notifications, separated by commas: payouts and expiries are signed by the default credential',
			isSecret: true,
			isList: true,
		},
	],
	ownedHeaders: ['authorization', 'x-partner-id', 'x-client-id', 'x-signature', 'x-timestamp'],
	probe: { path: '/api/v1.0/balance-inquiry' },
	secretPaths: tokenPaths,
	tokenRequest,
	readToken,
	authorize,
	reusePolicy: () => 'untilExpiry',
	isTokenRefused,
};
