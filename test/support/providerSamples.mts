import type { CallInfo } from '../../lib/client/result';
import type { ApiRequest, Provider } from '../../lib/providers/contract';
import type { ProviderId } from '../../simulators/index.mts';
import { infoOf, requestTo } from './fakeContext.mts';
import { smartFastPayBody } from './smartFastPayBody.mts';

/** The same few calls at each provider, as a builder would enter them. */
export interface Sample {
	readonly provider: ProviderId;
	readonly displayName: string;
	readonly credentialType: string;
	/** Route patterns, as the simulator counts them. */
	readonly token: string;
	readonly tokenPath: string;
	/** A cheap read, also the one that asks whether a token is accepted. */
	readonly read: string;
	/** A write that is stored; the reference is the merchant's own. */
	readonly write: { readonly path: string; body(reference: string): object };
	/** Where what `write` has sent is found in the simulator's records, and where the reference is in it. */
	readonly stored: { readonly collection: string; readonly field: string };
	/** A write that moves money, with the reference where this provider wants it, and how to look it up. */
	readonly pay: { readonly path: string; body(reference: string): object; readonly lookUp: string };
}

const sampleAmount = 10;

const smartFastPaySample = (reference: string): object => smartFastPayBody(reference, sampleAmount);

const paySecurezBody = (reference: string): object => ({
	transactionAction: 'PAYMENT',
	amount: 10,
	currency: 'USD',
	reference,
	statementDescriptor: 'SHOP',
	successUrl: 'https://shop.example.com/thanks',
	callbackUrl: 'https://shop.example.com/notify',
});

const singapayBody = (reference: string): object => ({
	bank_code: 'BNI',
	kind: 'permanent',
	amount_type: 'open',
	name: reference,
});

export const samples: readonly Sample[] = [
	{
		provider: 'smartFastPay',
		displayName: 'SmartFastPay',
		credentialType: 'smartFastPayApi',
		token: 'POST /oauth2/token',
		tokenPath: '/oauth2/token',
		read: '/balance',
		write: { path: '/v2/payin', body: smartFastPaySample },
		stored: { collection: 'payments', field: 'transaction_id' },
		pay: {
			path: '/v2/payout',
			body: smartFastPaySample,
			lookUp: 'GET /transactions?transaction_id=order-77',
		},
	},
	{
		provider: 'paySecurez',
		displayName: 'PaySecurez',
		credentialType: 'paySecurezApi',
		token: 'POST /api/token',
		tokenPath: '/api/token',
		read: '/api/v1/transactions/txn_demo0001/status',
		write: { path: '/api/v1/transactions', body: paySecurezBody },
		stored: { collection: 'transactions', field: 'Reference' },
		pay: {
			path: '/api/v1/transactions',
			body: paySecurezBody,
			lookUp: 'PaySecurez dashboard',
		},
	},
	{
		provider: 'singapay',
		displayName: 'Singapay',
		credentialType: 'singapayApi',
		token: 'POST /api/v1.0/access-token/b2b',
		tokenPath: '/api/v1.0/access-token/b2b',
		read: '/api/v1.0/balance-inquiry',
		write: { path: '/api/v1.0/virtual-accounts/01J5XW8LD0R6M9CJEXAMPLE01', body: singapayBody },
		stored: { collection: 'virtualAccounts', field: 'name' },
		pay: {
			path: '/api/v2.0/disbursement/transfer',
			body: (reference) => ({ account_id: 'acc-1', reference_number: reference, amount: 10_000 }),
			lookUp:
				'POST /api/v2.0/disbursement/acc-1/inquiry-status with {"reference_number":"order-77"}',
		},
	},
];

export function sampleOf(provider: ProviderId): Sample {
	const found = samples.find((sample) => sample.provider === provider);
	if (found === undefined) throw new Error(`There is no sample of ${provider}`);
	return found;
}

/** A cheap read of the provider's, and a write of it that moves money, as `call` takes them. */
export const readRequest = ({ id }: Provider): ApiRequest =>
	requestTo('GET', sampleOf(id as ProviderId).read);

export function writeRequest({ id }: Provider, reference = 'order-77'): ApiRequest {
	const { pay } = sampleOf(id as ProviderId);
	return requestTo('POST', pay.path, pay.body(reference));
}

export const readInfo = (provider: Provider): CallInfo => infoOf(provider, readRequest(provider));
export const writeInfo = (provider: Provider): CallInfo => infoOf(provider, writeRequest(provider));
