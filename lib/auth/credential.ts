import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import type { Provider } from '../providers/contract';
import { createHooks } from './hooks';
import { atTheEnds } from './pasted';
import { customEnvironment } from './settings';

/** Alike for all providers: what `auth/settings.ts` reads for a custom environment. */
export const baseUrlField: INodeProperties = {
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://api.example.com',
	description: 'Scheme and host only. Plain http is accepted for this machine (localhost) alone.',
	displayOptions: { show: { environment: [customEnvironment] } },
};

/** Where n8n keeps the token, encrypted with the rest of the credential. `password` keeps it out of n8n's own API. */
export const tokenFields: INodeProperties[] = [
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'hidden',
		typeOptions: { expirable: true, password: true },
		default: '',
	},
	{ displayName: 'Expires At', name: 'n8n_expires_at', type: 'hidden', default: '' },
	{ displayName: 'Minted For', name: 'mintedFor', type: 'hidden', default: '' },
];

export interface CredentialBehavior {
	readonly preAuthentication: NonNullable<ICredentialType['preAuthentication']>;
	readonly authenticate: IAuthenticate;
	readonly test: ICredentialTestRequest;
}

/** What a credential class needs beside its fields. */
export function credentialBehavior(provider: Provider): CredentialBehavior {
	const hooks = createHooks(provider);
	return {
		async preAuthentication(this: IHttpRequestHelper, credentials) {
			return await hooks.preAuthentication(
				(options) => this.helpers.httpRequest(options),
				credentials,
			);
		},
		authenticate: hooks.authenticate,
		test: testOf(provider),
	};
}

/**
 * The test proves the token: n8n fetches one, then this request uses it. Any answer but a refusal passes, because a probe
 * path that moved or answers 404 says nothing against the secret.
 */
const testOf = (provider: Provider): ICredentialTestRequest => ({
	request: {
		baseURL: baseUrlExpression(provider),
		url: provider.auth.probe.path,
		method: 'GET',
		// n8n reads the rules only for a status that it does not ignore.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		disableFollowRedirect: true,
	},
	rules: [
		{
			type: 'responseCode',
			properties: {
				value: 401,
				message: `${provider.displayName} issued a token and then did not accept it. Check that the credential's environment is the one that the account is enabled for.`,
			},
		},
	],
});

const baseUrlExpression = (provider: Provider): string => {
	const known = JSON.stringify(provider.auth.environments);
	return `={{ $credentials.environment === '${customEnvironment}' ? ($credentials.baseUrl ?? '').replace(${atTheEnds.toString()}, '') : (${known})[$credentials.environment] }}`;
};
