import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Choice, CredentialField, Provider } from '../providers/contract';
import { createHooks } from './hooks';
import { atTheEnds } from './pasted';
import { credentialTestHeader } from './requestOptions';
import { sameForAllItemsField } from './sameForAllItems';
import { customEnvironment } from './settings';

/**
 * The fields of the provider's credential: those that a person fills in, the hidden ones in which n8n keeps the token, and the
 * one that tells a node how often to read.
 */
export function credentialProperties({ auth }: Provider): INodeProperties[] {
	const settings: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [...auth.environments.map(optionOf), customOption],
			default: auth.environments[0].value,
			description: auth.environmentDescription,
		},
		baseUrlField,
		...auth.fields.map(propertyOf),
	];
	return [
		...(auth.notice === undefined ? [] : [noticeOf(auth.notice)]),
		...settings,
		...tokenFields,
		sameForAllItemsField(settings),
	];
}

const noticeOf = (displayName: string): INodeProperties => ({
	displayName,
	name: 'notice',
	type: 'notice',
	default: '',
});

function propertyOf(field: CredentialField): INodeProperties {
	const { name, label, description, hint, required, isSecret, default: preset = '' } = field;
	const common = {
		displayName: label,
		name,
		default: preset,
		description,
		...(required === true ? { required } : {}),
		...(hint === undefined ? {} : { hint }),
	};
	if (field.choices !== undefined)
		return { ...common, type: 'options', options: field.choices.map(optionOf) };
	return {
		...common,
		type: 'string',
		...(isSecret === true ? { typeOptions: { password: true } } : {}),
	};
}

const optionOf = ({ value, label, description }: Choice): INodePropertyOptions => ({
	name: label,
	value,
	...(description === undefined ? {} : { description }),
});

const customOption: INodePropertyOptions = {
	name: 'Custom',
	value: customEnvironment,
	description: 'Another address, e.g. a simulator',
};

/** The same for all providers: what `auth/settings.ts` reads for a custom environment. */
const baseUrlField: INodeProperties = {
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://api.example.com',
	description: 'Scheme and host only. Plain http is accepted for this machine (localhost) only.',
	displayOptions: { show: { environment: [customEnvironment] } },
};

/** Where n8n keeps the token, encrypted with the rest of the credential. `password` keeps it out of n8n's own API. */
const tokenFields: INodeProperties[] = [
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'hidden',
		typeOptions: { expirable: true, password: true },
		default: '',
	},
	{ displayName: 'Expires At', name: 'n8n_expires_at', type: 'hidden', default: '' },
	{ displayName: 'Issued At', name: 'issuedAt', type: 'hidden', default: '' },
	{ displayName: 'Minted For', name: 'mintedFor', type: 'hidden', default: '' },
];

export interface CredentialBehavior {
	readonly preAuthentication: NonNullable<ICredentialType['preAuthentication']>;
	readonly authenticate: IAuthenticate;
	readonly test: ICredentialTestRequest;
}

/** What a credential class needs beside its fields. n8n calls the hooks. */
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
 * The test proves the token: n8n fetches one, the hooks ask whether it is accepted (see `CredentialHooks`), then this
 * request uses it. Any response except a rejected token passes, because a probe path that has moved or returns 404 says
 * nothing against the secret. n8n up to 2.8 treats `ignoreHttpStatusErrors` as a boolean and lets a 401 pass here;
 * there, the hooks have already checked the token.
 */
const testOf = (provider: Provider): ICredentialTestRequest => ({
	request: {
		baseURL: baseUrlExpression(provider),
		url: provider.auth.probe.path,
		method: 'GET',
		headers: { [credentialTestHeader]: 'true' },
		// n8n reads the rules only for a status that it does not ignore.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		disableFollowRedirect: true,
	},
	rules: [
		{
			type: 'responseCode',
			properties: {
				value: 401,
				message: `${provider.displayName} issued a token and then rejected it. Check that the credential's environment is the one that the account is enabled for.`,
			},
		},
	],
});

const baseUrlExpression = (provider: Provider): string => {
	const known = JSON.stringify(
		Object.fromEntries(provider.auth.environments.map(({ value, url }) => [value, url])),
	);
	return `={{ $credentials.environment === '${customEnvironment}' ? ($credentials.baseUrl ?? '').replace(${atTheEnds.toString()}, '') : (${known})[$credentials.environment] }}`;
};
