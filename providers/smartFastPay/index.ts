import type { Provider } from '../provider';
import { authorize, isTokenRefused, readFailure, readFound, unwrap } from './calls';
import { endpoints } from './endpoints';
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
	extraFields: [],
	secretLabels: "'Client ID' and 'Client Secret'",
	ownedHeaders: ['authorization'],
	probe: { path: '/balance' },
	endpoints,
	lookUp: 'GET /transactions',
	tokenPaths: [tokenPath],
	tokenRequest,
	readToken,
	authorize,
	reusePolicy: () => 'untilExpiry',
	isTokenRefused,
	readFailure,
	// Several references are asked for with commas between them.
	notInReferences: /[\s,]/,
	readFound,
	unwrap,
};
