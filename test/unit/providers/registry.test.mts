import { findProvider, providers } from '../../../providers';
import { eachProvider, json, subjects } from '../support/subjects.mts';

const now = Date.UTC(2026, 0, 15, 3, 0, 0);

describe('the registry', () => {
	it('holds the three providers', () => {
		expect(providers.map(({ id }) => id)).toEqual(['paySecurez', 'singapay', 'smartFastPay']);
	});

	it('finds each by its id and nothing else', () => {
		for (const provider of providers) expect(findProvider(provider.id)).toBe(provider);
		expect(findProvider('constructor')).toBeUndefined();
	});
});

describe('the addresses', () => {
	it.each([
		['smartFastPay', 'sandbox', 'https://sandbox.smartfastpay.com'],
		['smartFastPay', 'live', 'https://api.smartfastpay.com'],
		['paySecurez', 'live', 'https://api.paysecurez.com'],
		['singapay', 'sandbox', 'https://sandbox-payment-b2b.singapay.id'],
		['singapay', 'live', 'https://payment-b2b.singapay.id'],
	])('%s %s is %s', (id, environment, url) => {
		expect(findProvider(id)?.environments[environment]).toBe(url);
	});

	it.each(eachProvider)('of %s are origins, and https', (_id, { provider }) => {
		const urls = Object.values(provider.environments);
		expect(urls.map((url) => new URL(url).origin)).toEqual(urls);
		expect(urls.filter((url) => !url.startsWith('https://'))).toEqual([]);
	});
});

describe.each(eachProvider)('%s', (_id, { provider, settings }) => {
	const request = {
		method: 'POST',
		url: `${settings.baseUrl}/pay`,
		headers: { 'Content-Type': 'application/json' },
		body: '{}',
	};
	const authorized = provider.authorize(request, settings, 'token-1', now);

	it('authorizes with a bearer token and keeps the rest of the request', () => {
		expect(authorized).toEqual({
			...request,
			headers: expect.objectContaining({
				Authorization: 'Bearer token-1',
				'Content-Type': 'application/json',
			}),
		});
	});

	it('authorizes a second time with another token as if it were the first', () => {
		const fresh = provider.authorize(request, settings, 'token-2', now);
		expect(provider.authorize(authorized, settings, 'token-2', now)).toEqual(fresh);
	});

	it('owns every header that it sets', () => {
		const added = Object.keys(authorized.headers).filter((name) => !(name in request.headers));
		const owned = [...provider.ownedHeaders, 'accept'];
		expect(added.filter((name) => !owned.includes(name.toLowerCase()))).toEqual([]);
	});

	it('never writes the secret into a request that is not for a token', () => {
		expect(JSON.stringify(authorized)).not.toContain(settings.clientSecret);
	});

	it('asks for its token at one of its token paths, by POST', () => {
		const { method, url } = provider.tokenRequest(settings, now);
		expect(method).toBe('POST');
		expect(provider.tokenPaths).toContain(url.slice(settings.baseUrl.length));
	});

	it('probes a documented endpoint that reads, or one that cannot exist', () => {
		expect(provider.probe.path).toMatch(/^\//);
		const template = provider.endpoints.find(
			({ method, path }) =>
				method === 'GET' &&
				new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(provider.probe.path),
		);
		expect(template?.effect).toBe('reads');
	});

	it('reads the token from its own answer', () => {
		const fields = { access_token: 'abc', token_type: 'Bearer', expires_in: 60 };
		const wrapped = { requestId: 'r', status: 200, success: true, data: fields };
		const answer = json(200, provider.id === 'paySecurez' ? fields : wrapped);
		expect(provider.readToken(answer, now)).toEqual({
			kind: 'token',
			accessToken: 'abc',
			expiresAt: now + 60_000,
		});
	});

	it('calls an answer without a token unreadable', () => {
		expect(provider.readToken(json(200, {}), now)).toEqual({ kind: 'unreadable' });
	});

	it('explains a refusal without quoting the answer', () => {
		const body = { message: 'hunter2', error: { message: 'hunter2' }, access_token: 'hunter2' };
		const answer = provider.readToken(json(401, body), now);
		expect(answer).toMatchObject({
			kind: 'refused',
			explanation: { description: expect.stringContaining("'Client Secret'") },
		});
		expect(JSON.stringify(answer)).not.toContain('hunter2');
	});
});

describe('the token reuse', () => {
	it.each<[keyof typeof subjects, Record<string, string>, string]>([
		['smartFastPay', {}, 'untilExpiry'],
		['singapay', {}, 'untilExpiry'],
		['paySecurez', {}, 'perTransaction'],
		['paySecurez', { reusePolicy: 'perTransaction' }, 'perTransaction'],
		['paySecurez', { reusePolicy: 'untilExpiry' }, 'untilExpiry'],
		['paySecurez', { reusePolicy: 'something else' }, 'perTransaction'],
	])('of %s with %j is %s', (id, extras, policy) => {
		const { provider, settings } = subjects[id];
		expect(provider.reusePolicy({ ...settings, extras })).toBe(policy);
	});
});
