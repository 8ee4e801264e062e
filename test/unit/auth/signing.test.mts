import type { IHttpRequestOptions } from 'n8n-workflow';

import { createHooks, isUnsent } from '../../../lib/auth/hooks';
import { createTokenLifecycle } from '../../../lib/auth/lifecycle';
import { toStoredFields } from '../../../lib/auth/stored';
import { requestSignature } from '../../../lib/providers/singapay/signature';
import { createClock, startOfTests } from '../simulators/support.mts';
import { subjects } from '../../support/subjects.mts';

const { provider, settings, fields } = subjects.singapay;
const clock = createClock();
beforeEach(() => clock.reset());
const target = '/api/v2.0/disbursement/transfer';
const url = `https://api.example.com${target}`;
const transfer = { reference_number: 'R-1', amount: 10000 };
const canonical = '{"amount":10000,"reference_number":"R-1"}';

const credentialsWith = (accessToken: string, more: object = {}) => ({
	...fields,
	...toStoredFields(provider, settings, { accessToken, expiresAt: startOfTests + 3_600_000 }),
	...more,
});
const hooks = () => createHooks(provider, createTokenLifecycle(clock.now));
const signatureOf = (accessToken: string): string =>
	requestSignature({
		method: 'POST',
		target,
		accessToken,
		canonicalBody: canonical,
		timestamp: Math.floor(clock.now() / 1000),
		clientSecret: settings.clientSecret,
	});
const sent = (options: IHttpRequestOptions): unknown => ({
	body: String(options.body),
	signature: options.headers?.['X-Signature'],
	timestamp: options.headers?.['X-Timestamp'],
	type: options.headers?.['Content-Type'],
});

describe('a request that has to be signed', () => {
	it.each<[string, object]>([
		['an object', { url, body: transfer }],
		['text', { url, body: JSON.stringify(transfer, undefined, 2) }],
		['bytes', { url, body: Buffer.from(JSON.stringify(transfer)) }],
		['an object, from the deprecated sender', { uri: url, json: true, body: transfer }],
	])('is sent in the bytes that were signed, given %s', async (_what, given) => {
		const options = { method: 'POST', ...given } as IHttpRequestOptions;
		expect(sent(await hooks().authenticate(credentialsWith('token-1'), options))).toEqual({
			body: canonical,
			signature: signatureOf('token-1'),
			timestamp: String(Math.floor(startOfTests / 1000)),
			type: 'application/json',
		});
	});

	it('is signed anew when n8n authenticates the same options again with a new token', async () => {
		const both = hooks();
		const options = { method: 'POST', url, body: transfer } as IHttpRequestOptions;
		const first = await both.authenticate(credentialsWith('token-1'), options);
		clock.advance(60_000);
		const second = await both.authenticate(credentialsWith('token-2'), first);
		expect(sent(second)).toMatchObject({ body: canonical, signature: signatureOf('token-2') });
	});

	it.each([
		['a fraction in it', { url, body: { amount: 1.5 } }, 'the number 1.5'],
		['no body', { url }, 'has no body'],
		[
			'separate query parameters',
			{ url, body: transfer, qs: { a: 1 } },
			'separate query parameters',
		],
	])('is not sent with %s, and no token is renewed for it', async (_what, given, says) => {
		const credentials = credentialsWith('token-1');
		const both = hooks();
		await expect(
			both.authenticate(credentials, { method: 'POST', ...given } as IHttpRequestOptions),
		).rejects.toThrow(says);
		expect(isUnsent(credentials)).toBe(true);
		const neverAsked = () => Promise.reject(new Error('nothing may be sent'));
		expect(await both.preAuthentication(neverAsked, credentials)).toEqual({});
	});

	it.each([
		['never', url, undefined],
		['always', 'https://api.example.com/api/v9/new', expect.any(String)],
		['something else', url, expect.any(String)],
	])(
		'follows the option that comes with the credential: %s',
		async (signRequest, to, signature) => {
			const options = { method: 'POST', url: to, body: transfer } as IHttpRequestOptions;
			const credentials = credentialsWith('token-1', { signRequest });
			const { headers } = await hooks().authenticate(credentials, options);
			expect(headers?.['X-Signature']).toEqual(signature);
		},
	);
});
