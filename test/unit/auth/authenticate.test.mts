import { PassThrough } from 'node:stream';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { createHooks, isUnsent } from '../../../lib/auth/hooks';
import { createTokenLifecycle } from '../../../lib/auth/lifecycle';
import { toStoredFields } from '../../../lib/auth/stored';
import { createClock, startOfTests } from '../simulators/support.mts';
import { granted, script } from '../../support/scripted.mts';
import { eachProvider, subjects, type Subject } from '../../support/subjects.mts';
import { createTimers } from '../../support/timers.mts';

const clock = createClock();
const hour = 3_600_000;
const token = { accessToken: 'token-1', expiresAt: startOfTests + hour };
beforeEach(() => clock.reset());

const credentialsOf = ({ provider, settings, fields }: Subject, held = token) => ({
	...fields,
	...toStoredFields(provider, settings, held),
});
const hooksOf = ({ provider }: Subject) =>
	createHooks(provider, createTokenLifecycle(clock.now, createTimers(clock)));
const { smartFastPay, singapay } = subjects;

/** What n8n would send, or the error. */
async function authenticated(
	options: object,
	subject: Subject = smartFastPay,
	credentials: Record<string, string> = credentialsOf(subject),
): Promise<{ options?: IHttpRequestOptions; error?: Error & { response?: unknown } }> {
	try {
		const given = { url: 'https://api.example.com/x', ...options };
		return { options: await hooksOf(subject).authenticate(credentials, given) };
	} catch (error) {
		return { error: error as Error };
	}
}

describe.each(eachProvider)('the headers of %s', (_id, subject) => {
	const own =
		subject.provider.id === 'singapay'
			? { Authorization: 'Bearer token-1', 'X-PARTNER-ID': 'partner-1' }
			: { Authorization: 'Bearer token-1' };

	it.each<[string, object, object]>([
		['are added', {}, {}],
		['are added to others', { 'X-One': '1', 'X-Two': 2 }, { 'X-One': '1', 'X-Two': '2' }],
		['leave out what is not set', { 'X-One': undefined, 'X-Two': null }, {}],
		[
			'replace what a builder put there, in any spelling',
			Object.fromEntries(
				subject.provider.auth.ownedHeaders.flatMap((name) => [
					[name, 'a'],
					[name.toUpperCase(), 'b'],
				]),
			),
			{},
		],
	])('%s', async (_name, headers, others) => {
		const { options } = await authenticated({ headers }, subject);
		expect(options?.headers).toStrictEqual({ Accept: 'application/json', ...others, ...own });
	});

	it('are the same after the second time, with the newer token', async () => {
		const hooks = hooksOf(subject);
		const first = await hooks.authenticate(credentialsOf(subject), {
			url: 'https://api.example.com/x',
			headers: { 'X-One': '1' },
		});
		const newer = { ...token, accessToken: 'token-2' };
		const second = await hooks.authenticate(credentialsOf(subject, newer), first);
		expect(second).toStrictEqual({
			...first,
			headers: { ...first.headers, Authorization: 'Bearer token-2' },
		});
	});
});

describe('the rest of a request', () => {
	it.each<[string, unknown]>([
		['no body', undefined],
		['null', null],
		['text', 'a=1'],
		['bytes', Buffer.from('{}')],
		['an object', { amount: 1 }],
		['a list', [1]],
		['a form', new URLSearchParams({ a: '1' })],
		['a stream', new PassThrough()],
		['an object that points back to itself', pointingBack()],
	])('is left as it is: %s', async (_name, body) => {
		const { options } = await authenticated({ method: 'POST', qs: { a: 1 }, body });
		expect(options).toMatchObject({ method: 'POST', qs: { a: 1 } });
		expect(options?.body).toBe(body);
	});

	it('may not be redirected, by either of n8n’s senders: the token would go along', async () => {
		const asked = { followRedirect: true, followAllRedirects: true, maxRedirects: 21 };
		expect((await authenticated(asked)).options).toMatchObject({
			disableFollowRedirect: true,
			maxRedirects: 0,
			followRedirect: false,
			followAllRedirects: false,
		});
	});

	function pointingBack(): PassThrough {
		const stream = new PassThrough();
		return Object.assign(stream, { self: stream });
	}
});

describe('the address of a request', () => {
	it.each<[string, object]>([
		['a URL', { url: 'https://api.example.com/x?y=z' }],
		['the origin alone', { url: 'https://api.example.com' }],
		['another spelling of the host', { url: 'https://API.example.com:443/x' }],
		['a path after a base', { url: '/x', baseURL: 'https://api.example.com' }],
		['a path without a slash', { url: 'x', baseURL: 'https://api.example.com/' }],
		['nothing after a base', { url: '', baseURL: 'https://api.example.com' }],
		['a URL beside another base', { url: 'https://api.example.com/x', baseURL: 'https://x.com' }],
		['a URL beside an empty base', { url: 'https://api.example.com/x', baseURL: '' }],
		['what the deprecated sender calls `uri`', { url: '', uri: 'https://api.example.com/x' }],
		['a path after a base, as `uri`', { url: '', uri: '/x', baseURL: 'https://api.example.com' }],
		[
			'two slashes after a base, which n8n joins',
			{ url: '//x.com', baseURL: 'https://api.example.com' },
		],
		['an at sign after a base', { url: '@x.com', baseURL: 'https://api.example.com' }],
	])('is the provider’s: %s', async (_name, options) => {
		expect(await authenticated(options)).toHaveProperty('options');
	});

	it.each<[string, object]>([
		['another host', { url: 'https://evil.example.com/x' }],
		['a host that begins alike', { url: 'https://api.example.com.evil.com/x' }],
		['the host as user name', { url: 'https://api.example.com@evil.com/x' }],
		['the host as user name and password', { url: 'https://api.example.com:443@evil.com/x' }],
		['the host in the path', { url: 'https://evil.com/https://api.example.com' }],
		['plain http', { url: 'http://api.example.com/x' }],
		['another port', { url: 'https://api.example.com:8443/x' }],
		['a backslash', { url: 'https://evil.com\\@api.example.com/x' }],
		[
			'a URL beside the right base',
			{ url: 'https://evil.com', baseURL: 'https://api.example.com' },
		],
		['a URL without slashes', { url: 'https:evil.com', baseURL: 'https://api.example.com' }],
		['another base', { url: '/x', baseURL: 'https://evil.com' }],
		[
			'a base that ends in the host of another',
			{ url: '.evil.com/x', baseURL: 'https://api.example.com.' },
		],
		['a URL before `uri`', { url: 'https://evil.com', uri: 'https://api.example.com' }],
		['another `uri`', { url: '', uri: 'https://evil.com' }],
		['a path alone', { url: '/x' }],
		['no address', { url: '' }],
		['a `uri` that is an object', { url: '', uri: { href: 'https://api.example.com' } }],
		['no URL at all', { url: 'https://' }],
		['a file', { url: 'file:///etc/passwd' }],
	])('is refused, and nothing sent: %s', async (_name, options) => {
		const credentials = credentialsOf(smartFastPay);
		const { error } = await authenticated(options, smartFastPay, credentials);
		expect(error?.message).toMatch(/^The SmartFastPay credential is only for https:\/\/api\.exam/);
		expect(error).not.toHaveProperty('response');
		expect(isUnsent(credentials)).toBe(true);
		const asked = script();
		expect(await hooksOf(smartFastPay).preAuthentication(asked.send, credentials)).toEqual({});
		expect(asked.requests).toEqual([]);
	});
});

describe('an endpoint that returns a secret', () => {
	const secrets = eachProvider.flatMap(([id, subject]) =>
		subject.provider.auth.secretPaths.flatMap((path) =>
			[path, `/v2${path}/`, path.toUpperCase(), `/${path};x`, path.replace('t', '%2574')].map(
				(spelling) => [id, spelling, subject] as const,
			),
		),
	);

	it.each(secrets)('of %s is refused to another node, and nothing sent: %s', async (...row) => {
		const [, path, subject] = row;
		const credentials = credentialsOf(subject);
		const { error } = await authenticated(
			{ url: `https://api.example.com${path}?a=b`, method: 'POST' },
			subject,
			credentials,
		);
		expect(error?.message).toContain('does not call an endpoint that returns a secret. ');
		expect(isUnsent(credentials)).toBe(true);
		const asked = script();
		expect(await hooksOf(subject).preAuthentication(asked.send, credentials)).toEqual({});
		expect(asked.requests).toEqual([]);
	});

	it('is refused behind a base URL, too', async () => {
		const options = { url: 'secret', baseURL: 'https://api.example.com/webhook' };
		expect((await authenticated(options)).error?.message).toContain('returns a secret');
	});

	it('is open to the package itself, which keeps the secret', async () => {
		const own = { ...credentialsOf(smartFastPay), signRequest: 'auto' };
		const url = 'https://api.example.com/webhook/secret';
		expect(await authenticated({ url }, smartFastPay, own)).toHaveProperty('options');
	});
});

describe('a request whose token will not do', () => {
	const postponed = /^The Singapay token is missing, expired or was issued for other settings\. /;

	it.each<[string, () => object]>([
		['missing', () => ({ accessToken: '' })],
		['without the settings it was issued for', () => ({ mintedFor: '' })],
		['issued for another partner id', () => ({ partnerId: 'other' })],
		['issued for another secret', () => ({ clientSecret: 'other' })],
		['without 5 s to live', () => (clock.advance(hour - 5000), {})],
		['expired', () => (clock.advance(hour), {})],
	])('is not sent; n8n is told 401, so that it renews: %s', async (_name, change) => {
		const credentials = { ...credentialsOf(singapay), ...change() };
		const { error } = await authenticated({ method: 'POST' }, singapay, credentials);
		expect(error?.message).toMatch(postponed);
		expect(error?.response).toEqual({ status: 401 });
		expect(isUnsent(credentials)).toBe(true);

		const asked = script({
			status: 200,
			body: { success: true, data: { access_token: 'token-2', expires_in: 60 } },
		});
		const renewed = await hooksOf(singapay).preAuthentication(asked.send, credentials);
		expect(renewed['accessToken']).toBe('token-2');
		expect(asked.requests).toHaveLength(1);
	});

	it('is sent 5001 ms before the expiry', async () => {
		clock.advance(hour - 5001);
		const credentials = credentialsOf(singapay);
		expect(await authenticated({}, singapay, credentials)).toHaveProperty('options');
		expect(isUnsent(credentials)).toBe(false);
	});

	it('is false for a credential that was never used', () => {
		expect(isUnsent({})).toBe(false);
	});

	it('is not sent with a token that was refused', async () => {
		const lifecycle = createTokenLifecycle(clock.now, createTimers(clock));
		const { provider, settings } = singapay;
		lifecycle.refuse(provider, settings, token);
		const hooks = createHooks(provider, lifecycle);
		const options = { url: 'https://api.example.com/x' };
		await expect(hooks.authenticate(credentialsOf(singapay), options)).rejects.toThrow(postponed);
	});

	it('is not sent with a credential that is not complete', async () => {
		const credentials = { ...credentialsOf(singapay), partnerId: ' ' };
		const { error } = await authenticated({}, singapay, credentials);
		expect(error?.message).toMatch(
			/^'API Key \(Partner ID\)' of the Singapay credential is empty\. /,
		);
	});
});

describe('what is thrown', () => {
	const secrets = ['swordfish-1', 'token-1', 'hunter2', 'Y2xpZW50LTE6c3dvcmRmaXNoLTE='];

	it.each(eachProvider)('by %s holds neither token nor secret', async (_id, subject) => {
		const errors: unknown[] = [];
		const collect = async (work: Promise<unknown>) => {
			await work.then(
				() => errors.push('nothing was thrown'),
				(error: unknown) => errors.push(error),
			);
		};
		const hooks = () => hooksOf(subject);
		const held = () => credentialsOf(subject);
		const url = 'https://user:hunter2@evil.com/?token=hunter2';
		await collect(hooks().authenticate(held(), { url }));
		await collect(
			hooks().authenticate({ ...held(), mintedFor: '' }, { url: 'https://api.example.com' }),
		);
		await collect(hooks().authenticate({ ...held(), environment: 'hunter2' }, { url }));
		await collect(hooks().authenticate({ ...held(), baseUrl: 'https://a:hunter2@x.com' }, { url }));
		for (const answer of [
			{ status: 401, body: { message: 'hunter2', error: { message: 'hunter2' } } },
			{ status: 403, body: { error: { message: 'hunter2 (hunter2)' } } },
			{ status: 503, body: 'hunter2' },
			{ status: 200, body: '<html>hunter2' },
			granted('hunter2\n'),
			Object.assign(new Error('hunter2'), { config: { headers: { Authorization: 'hunter2' } } }),
		]) {
			const fields = { ...subject.fields, accessToken: '' };
			await collect(hooks().preAuthentication(script(answer).send, fields));
		}
		expect(errors.filter((error) => !(error instanceof Error))).toEqual([]);
		const everything = errors.map((error) => {
			const { message, stack, cause } = error as Error;
			return JSON.stringify([error, message, stack, cause, Object.entries(error as Error)]);
		});
		for (const secret of secrets)
			expect(everything.filter((thrown) => thrown.includes(secret))).toEqual([]);
	});
});
