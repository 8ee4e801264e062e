import { authorizeByBearer, isRefusedBy401 } from '../bearer';
import type { ProviderAuth, Settings } from '../contract';
import { readToken, tokenPath, tokenRequest } from './token';

/** The page recommends a token for every transaction; the credential's field decides. */
const reusePolicy = (settings: Settings): 'untilExpiry' | 'perTransaction' =>
	settings.extras.reusePolicy === 'untilExpiry' ? 'untilExpiry' : 'perTransaction';

export const auth: ProviderAuth = {
	environments: { live: 'https://api.paysecurez.com' },
	extraFields: [
		{
			name: 'reusePolicy',
			label: 'Token Reuse',
			required: false,
			bindsToken: false,
			isSecret: false,
			default: 'perTransaction',
		},
	],
	secretLabels: "'Client ID' and 'Client Secret'",
	ownedHeaders: ['authorization'],
	// No harmless GET is documented: an id that cannot exist answers 404 to a good token, which proves it.
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
