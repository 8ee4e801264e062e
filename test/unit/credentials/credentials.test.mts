import { existsSync } from 'node:fs';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { PaySecurezApi } from '../../../credentials/PaySecurezApi.credentials';
import { SingapayApi } from '../../../credentials/SingapayApi.credentials';
import { SmartFastPayApi } from '../../../credentials/SmartFastPayApi.credentials';
import { findProvider } from '../../../lib/providers';
import { granted, script } from '../../support/scripted.mts';

const credentials: [string, ICredentialType][] = [
	['smartFastPay', new SmartFastPayApi()],
	['paySecurez', new PaySecurezApi()],
	['singapay', new SingapayApi()],
];

const property = (type: ICredentialType, name: string): INodeProperties => {
	const found = type.properties.find((candidate) => candidate.name === name);
	if (found === undefined) throw new Error(`${type.name} has no field ${name}`);
	return found;
};
const choices = (type: ICredentialType, name: string) =>
	(property(type, name).options ?? []).map((option) => ('value' in option ? option.value : option));
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

describe.each(credentials)('the credential of %s', (id, type) => {
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

	it('offers the environments of its provider and one’s own', () => {
		expect(choices(type, 'environment')).toEqual([
			...Object.keys(provider?.auth.environments ?? {}),
			'custom',
		]);
		expect(property(type, 'environment').default).toBe(
			Object.keys(provider?.auth.environments ?? {})[0],
		);
		expect(property(type, 'baseUrl').displayOptions).toEqual({ show: { environment: ['custom'] } });
	});

	it('asks for id and secret, and hides the secret', () => {
		expect(property(type, 'clientId')).toMatchObject({
			type: 'string',
			required: true,
			default: '',
		});
		expect(property(type, 'clientSecret')).toMatchObject({
			type: 'string',
			required: true,
			default: '',
			typeOptions: { password: true },
		});
	});

	it('has every field of its own that its provider reads, with the same default', () => {
		for (const field of provider?.auth.extraFields ?? []) {
			const { displayName, default: preset, required = false } = property(type, field.name);
			expect([displayName, preset, required]).toEqual([field.label, field.default, field.required]);
		}
	});

	it('declares what n8n keeps for it: hidden, empty at first, the token redacted', () => {
		const hidden = type.properties.filter((candidate) => candidate.type === 'hidden');
		expect(hidden.map(({ name, default: preset }) => [name, preset])).toEqual([
			['accessToken', ''],
			['n8n_expires_at', ''],
			['mintedFor', ''],
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

	it.each(Object.entries(provider?.auth.environments ?? {}))(
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
		const fields = {
			environment: Object.keys(provider?.auth.environments ?? {})[0] ?? '',
			clientId: 'client-of-this-test',
			clientSecret: 'swordfish',
			partnerId: 'partner',
			accessToken: '',
		};
		const helpers = { httpRequest: asked.send };
		const stored = await type.preAuthentication?.call({ helpers } as never, fields);
		expect(stored).toMatchObject({ accessToken: data.access_token });
		expect(asked.requests).toHaveLength(1);
		const { authenticate } = type;
		if (typeof authenticate !== 'function') throw new Error('The hook is no function');
		const url = Object.values(provider?.auth.environments ?? {})[0] ?? '';
		const sent = await authenticate({ ...fields, ...stored } as never, { url });
		expect(sent.headers).toMatchObject({ Authorization: `Bearer ${data.access_token}` });
	});
});
