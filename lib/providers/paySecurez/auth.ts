import { authorizeByBearer, isRefusedBy401 } from '../bearer';
import type { ProviderAuth, Settings } from '../contract';
import { readToken, tokenPath, tokenRequest } from './token';

/** The page recommends a new token for every transaction; the credential's field decides. */
const reusePolicy = (settings: Settings): 'untilExpiry' | 'perTransaction' =>
	settings.extras.reusePolicy === 'untilExpiry' ? 'untilExpiry' : 'perTransaction';

export const auth: ProviderAuth = {
	environments: [{ value: 'live', label: 'Live', url: 'https://api.paysecurez.com' }],
	environmentDescription:
		'PaySecurez documents no sandbox. Choose Custom for an address that PaySecurez gave you.',
	fields: [
		{
			name: 'clientId',
			label: 'Client ID',
			description: 'From PaySecurez, with the API credentials of the merchant account',
			required: true,
			bindsToken: true,
		},
		{
			name: 'clientSecret',
			label: 'Client Secret',
			description: 'From PaySecurez, together with the client ID',
			required: true,
			isSecret: true,
			bindsToken: true,
		},
		{
			name: 'reusePolicy',
			label: 'Token Reuse',
			description: 'How long one token is used by the Payment API Request node',
			hint: 'PaySecurez recommends a new token for every transaction',
			default: 'perTransaction',
			choices: [
				{
					value: 'perTransaction',
					label: 'New Token for Every Write',
					description: 'Recommended by PaySecurez. Reads still share one token.',
				},
				{
					value: 'untilExpiry',
					label: 'Until It Expires',
					description: 'Fewer calls: one token serves all requests for its 30 minutes',
				},
			],
		},
	],
	ownedHeaders: ['authorization'],
	// No harmless GET is documented: with a valid token, an ID that cannot exist is answered with 404, which proves the
	// token.
	probe: { path: '/api/v1/transactions/txn_00000000/status' },
	secretPaths: [tokenPath],
	tokenRequest,
	readToken,
	// A bearer token and nothing else (create transaction page).
	authorize: authorizeByBearer,
	reusePolicy,
	// Expired tokens are HTTP 401, never a failure inside HTTP 200 (authentication page).
	isTokenRefused: isRefusedBy401,
};
