import { existsSync } from 'node:fs';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { PaySecurezApi } from '../../../credentials/PaySecurezApi.credentials';
import { SingapayApi } from '../../../credentials/SingapayApi.credentials';
import { SmartFastPayApi } from '../../../credentials/SmartFastPayApi.credentials';
import { findProvider } from '../../../lib/providers';
import { granted, script } from '../../support/scripted.mts';

/** Label, type, whether it is required, default, choices; a secret is marked. In the order of the editor. */
type Field = readonly [
	label: string,
	type: string,
	required: boolean,
	preset: string,
	choices?: readonly string[],
];

const environment = (...known: string[]): Field => [
	'Environment',
	'options',
	false,
	known[0] ?? '',
	[...known, 'custom'],
];
const baseUrl: Field = ['Base URL', 'string', true, ''];
const clientId: Field = ['Client ID', 'string', true, ''];
const clientSecret: Field = ['Client Secret', 'secret', true, ''];

const credentials: [string, ICredentialType, Record<string, Field>][] = [
	[
		'smartFastPay',
		new SmartFastPayApi(),
		{
			environment: environment('sandbox', 'live'),
			baseUrl,
			clientId,
			clientSecret,
			webhookSecret: ['Webhook Secret', 'secret', false, ''],
		},
	],
	[
		'paySecurez',
		new PaySecurezApi(),
		{
			environment: environment('live'),
			baseUrl,
			clientId,
			clientSecret,
			reusePolicy: [
				'Token Reuse',
				'options',
				false,
				'perTransaction',
				['perTransaction', 'untilExpiry'],
			],
		},
	],
	[
		'singapay',
		new SingapayApi(),
		{
			environment: environment('sandbox', 'live'),
			baseUrl,
			clientId,
			clientSecret,
			partnerId: ['API Key (Partner ID)', 'secret', true, ''],
			authVersion: ['Authentication Version', 'options', false, 'v1.0', ['v1.0', 'v1.1']],
			webhookSecrets: ['Further Webhook Secrets', 'secret', false, ''],
		},
	],
];

const property = (type: ICredentialType, name: string): INodeProperties => {
	const found = type.properties.find((candidate) => candidate.name === name);
	if (found === undefined) throw new Error(`${type.name} has no field ${name}`);
	return found;
};
const fieldOf = (declared: INodeProperties): Field => {
	const { displayName, type, typeOptions, required = false, options } = declared;
	const shown = typeOptions?.password === true ? 'secret' : type;
	const preset = String(declared.default);
	if (options === undefined) return [displayName, shown, required, preset];
	const values = options.map((option) => ('value' in option ? String(option.value) : ''));
	return [displayName, shown, required, preset, values];
};
const requestOf = (type: ICredentialType) => {
	const { test } = type;
	if (test === undefined || !('request' in test)) throw new Error('There is no test');
	return test;
};
/** n8n evaluates the expression; what it means is plain JavaScript. */
const evaluate = (expression: unknown, fields: object): unknown => {
	const source = /^=\{\{(.*)\}\}$/s.exec(String(expression))?.[1];
	return new Function('$credentials', `return (${source});`)(fields) as unknown;
};

describe.each(credentials)('the credential of %s', (id, type, fields) => {
	const provider = findProvider(id);

	it('is the one that its provider names', () => {
		expect(type.name).toBe(provider?.credentialType);
		expect(type.displayName).toBe(`${provider?.displayName} API`);
	});

	it('has documentation and icons', () => {
		expect(new URL(type.documentationUrl ?? '').protocol).toBe('https:');
		const icons = Object.entries(type.icon ?? {}) as [string, string][];
		expect(icons.map(([theme]) => theme)).toEqual(['light', 'dark']);
		const files = icons.map(([, icon]) => icon.replace(/^file:/, 'credentials/'));
		expect(files.filter((file) => !existsSync(file))).toEqual([]);
	});

	it('asks for these fields, in this order', () => {
		const asked = type.properties.filter(({ type: kind }) => !['notice', 'hidden'].includes(kind));
		expect(asked.map((field) => [field.name, fieldOf(field)])).toEqual(Object.entries(fields));
	});

	it('asks for an address only in the environment that is one’s own', () => {
		expect(property(type, 'baseUrl').displayOptions).toEqual({ show: { environment: ['custom'] } });
	});

	it('explains every field', () => {
		const silent = type.properties.filter(
			({ type: kind, description = '' }) =>
				!['notice', 'hidden'].includes(kind) && description === '',
		);
		expect(silent).toEqual([]);
	});

	it('declares what n8n keeps for it: hidden, empty at first, the token redacted; and what n8n says of its expressions', () => {
		const hidden = type.properties.filter((candidate) => candidate.type === 'hidden');
		expect(hidden.map(({ name, default: preset }) => [name, preset])).toEqual([
			['accessToken', ''],
			['n8n_expires_at', ''],
			['issuedAt', ''],
			['mintedFor', ''],
			['sameForAllItems', 'true'],
		]);
		expect(hidden[0]?.typeOptions).toEqual({ expirable: true, password: true });
	});

	it('is tested with the probe, where nothing but a refusal fails', () => {
		const { request, rules } = requestOf(type);
		expect(request).toMatchObject({
			method: 'GET',
			url: provider?.auth.probe.path,
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			disableFollowRedirect: true,
		});
		expect(rules).toEqual([
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: expect.stringContaining(`${provider?.displayName} issued a token`),
				},
			},
		]);
	});

	it.each(provider?.auth.environments.map(({ value, url }) => [value, url]) ?? [])(
		'is tested at %s: %s',
		(environment, url) => {
			const { baseURL } = requestOf(type).request;
			expect(evaluate(baseURL, { environment, baseUrl: 'https://other.example.com' })).toBe(url);
		},
	);

	it.each([
		['https://other.example.com', 'https://other.example.com'],
		[' http://127.0.0.1:41001 \n', 'http://127.0.0.1:41001'],
		[undefined, ''],
	])('is tested at an address of one’s own: %j', (baseUrl, expected) => {
		const { baseURL } = requestOf(type).request;
		expect(evaluate(baseURL, { environment: 'custom', baseUrl })).toBe(expected);
	});

	it('hands its token calls to the sender that n8n gives it', async () => {
		const data = { access_token: `token-of-${id}`, expires_in: 60 };
		const asked = script(
			id === 'paySecurez'
				? granted(data.access_token)
				: { status: 200, body: { success: true, requestId: 'r', data } },
		);
		const entered = {
			environment: 'live',
			clientId: 'client-of-this-test',
			clientSecret: 'swordfish',
			partnerId: 'partner',
			accessToken: '',
		};
		const helpers = { httpRequest: asked.send };
		const stored = await type.preAuthentication?.call({ helpers } as never, entered);
		expect(stored).toMatchObject({ accessToken: data.access_token });
		expect(asked.requests).toHaveLength(1);
		const { authenticate } = type;
		if (typeof authenticate !== 'function') throw new Error('The hook is no function');
		const url = provider?.auth.environments.find(({ value }) => value === 'live')?.url ?? '';
		const sent = await authenticate({ ...entered, ...stored } as never, { url });
		expect(sent.headers).toMatchObject({ Authorization: `Bearer ${data.access_token}` });
	});
});
