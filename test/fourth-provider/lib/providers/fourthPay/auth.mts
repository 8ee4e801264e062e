import { withHeaders } from '../headers';
import { property } from '../json';
import { readBearerToken } from '../oauth';
import type { ApiRequest, ApiResponse, ProviderAuth, Settings, TokenAnswer } from '../contract';
import { failureCode } from './answers.mts';

const tokenPath = '/sessions';

const tokenRequest = ({ baseUrl, clientId, clientSecret, extras }: Settings): ApiRequest => ({
	method: 'POST',
	url: baseUrl + tokenPath,
	headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
	body: JSON.stringify({ key: clientId, secret: clientSecret, shop: extras.shopNumber }),
});

function readToken(response: ApiResponse, requestedAt: number): TokenAnswer {
	if (response.status >= 400 || failureCode(response) !== '')
		return {
			kind: 'refused',
			explanation: {
				message: 'Fourth Pay did not accept the API Key and API Secret',
				description: "Check 'API Key', 'API Secret' and 'Shop Number' of the credential.",
			},
		};
	const session = property(response.body, 'session');
	const fields = { access_token: session, expires_in: property(response.body, 'seconds') };
	return readBearerToken(fields, requestedAt);
}

/** Neither `Authorization` nor a bearer token. */
const authorize = (request: ApiRequest, { extras }: Settings, accessToken: string): ApiRequest =>
	withHeaders(request, { 'X-Session': accessToken, 'X-Shop': extras.shopNumber ?? '' });

export const auth: ProviderAuth = {
	notice: 'Fourth Pay gives API keys to shops only.',
	environments: [
		{ value: 'test', label: 'Test', url: 'https://test.fourthpay.example' },
		{ value: 'production', label: 'Production', url: 'https://fourthpay.example' },
	],
	environmentDescription: 'Test and production have separate keys',
	fields: [
		{
			name: 'clientId',
			label: 'API Key',
			description: 'From the settings of the shop',
			required: true,
			bindsToken: true,
		},
		{
			name: 'clientSecret',
			label: 'API Secret',
			description: 'From the settings of the shop, next to the key',
			required: true,
			isSecret: true,
			bindsToken: true,
		},
		{
			name: 'shopNumber',
			label: 'Shop Number',
			description: 'Sent with every request',
			required: true,
			bindsToken: true,
		},
		{
			name: 'notificationKey',
			label: 'Notification Key',
			description: 'Signs the notifications. Left empty, it is fetched.',
			isSecret: true,
		},
	],
	ownedHeaders: ['x-session', 'x-shop'],
	probe: { path: '/balance' },
	secretPaths: [tokenPath, '/notification-key'],
	tokenRequest,
	readToken,
	authorize,
	reusePolicy: () => 'untilExpiry',
	isTokenRefused: (response) => response.status === 401 || failureCode(response) === 'NO_SESSION',
};
