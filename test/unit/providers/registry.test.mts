import { defaultProviderId, findProvider, providers } from '../../../lib/providers';
import { fillInFind, findEndpoint, parametersOf } from '../../../lib/providers/endpoints';
import { type FindRequest, paymentStatuses } from '../../../lib/providers/contract';
import { eachProvider, json, subjects } from '../../support/subjects.mts';

const now = Date.UTC(2026, 0, 15, 3, 0, 0);

describe('the registry', () => {
	it('holds the three providers', () => {
		expect(providers.map(({ id }) => id)).toEqual(['smartFastPay', 'paySecurez', 'singapay']);
	});

	it('has a default, which workflows that were saved with it mean', () => {
		expect(defaultProviderId).toBe('smartFastPay');
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
		const { environments = [] } = findProvider(id)?.auth ?? {};
		expect(environments.find(({ value }) => value === environment)?.url).toBe(url);
	});

	it.each(eachProvider)('of %s are origins, and https', (_id, { provider }) => {
		const urls = provider.auth.environments.map(({ url }) => url);
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
	const authorized = provider.auth.authorize(request, settings, 'token-1', now);

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
		const fresh = provider.auth.authorize(request, settings, 'token-2', now);
		expect(provider.auth.authorize(authorized, settings, 'token-2', now)).toEqual(fresh);
	});

	it('owns every header that it sets', () => {
		const added = Object.keys(authorized.headers).filter((name) => !(name in request.headers));
		const owned = [...provider.auth.ownedHeaders, 'accept'];
		expect(added.filter((name) => !owned.includes(name.toLowerCase()))).toEqual([]);
	});

	it('never writes the secret into a request that is not for a token', () => {
		expect(JSON.stringify(authorized)).not.toContain(settings.clientSecret);
	});

	it('asks for its token at one of its secret paths, by POST', () => {
		const { method, url } = provider.auth.tokenRequest(settings, now);
		expect(method).toBe('POST');
		expect(provider.auth.secretPaths).toContain(url.slice(settings.baseUrl.length));
	});

	it('probes a documented endpoint that reads, or one that cannot exist', () => {
		expect(provider.auth.probe.path).toMatch(/^\//);
		const template = provider.api.endpoints.find(
			({ method, path }) =>
				method === 'GET' &&
				new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(provider.auth.probe.path),
		);
		expect(template?.kind).toBe('reads');
	});

	it('reads the token from its own answer', () => {
		const fields = { access_token: 'abc', token_type: 'Bearer', expires_in: 60 };
		const wrapped = { requestId: 'r', status: 200, success: true, data: fields };
		const answer = json(200, provider.id === 'paySecurez' ? fields : wrapped);
		expect(provider.auth.readToken(answer, now)).toEqual({
			kind: 'token',
			accessToken: 'abc',
			expiresAt: now + 60_000,
		});
	});

	it('calls an answer without a token unreadable', () => {
		expect(provider.auth.readToken(json(200, {}), now)).toEqual({ kind: 'unreadable' });
	});

	it('explains a refusal without quoting the answer', () => {
		const body = { message: 'hunter2', error: { message: 'hunter2' }, access_token: 'hunter2' };
		const answer = provider.auth.readToken(json(401, body), now);
		expect(answer).toMatchObject({
			kind: 'refused',
			explanation: { description: expect.stringContaining("'Client Secret'") },
		});
		expect(JSON.stringify(answer)).not.toContain('hunter2');
	});
});

describe.each(eachProvider)('the credential of %s', (_id, { provider }) => {
	const { environments, fields } = provider.auth;

	it('has environments and fields that differ in name and label', () => {
		for (const entries of [
			environments.map(({ value, label }) => [value, label]),
			fields.map(({ name, label }) => [name, label]),
		])
			for (const column of [0, 1])
				expect(new Set(entries.map((entry) => entry[column])).size).toBe(entries.length);
	});

	it('leaves the names to others that every credential has', () => {
		const taken = [
			'notice',
			'environment',
			'baseUrl',
			'accessToken',
			'n8n_expires_at',
			'issuedAt',
			'mintedFor',
			'signRequest',
		];
		expect(fields.filter(({ name }) => taken.includes(name))).toEqual([]);
		expect(environments.filter(({ value }) => value === 'custom')).toEqual([]);
	});

	it("hides what is secret by its name, as n8n's linter asks of fields that it can read", () => {
		const sounds = /secret|password|token|private|key$/i;
		expect(fields.filter(({ name, isSecret }) => sounds.test(name) && isSecret !== true)).toEqual(
			[],
		);
		expect(fields.filter(({ isSecret, choices }) => isSecret && choices)).toEqual([]);
	});

	it('requires client ID and secret, and binds the token to them', () => {
		expect(fields.slice(0, 2)).toMatchObject([
			{ name: 'clientId', required: true, bindsToken: true },
			{ name: 'clientSecret', required: true, bindsToken: true, isSecret: true },
		]);
	});

	it('has a default among the choices of a field, and none where a value is required', () => {
		for (const { choices, required, default: preset = '' } of fields) {
			if (choices !== undefined) expect(choices.map(({ value }) => value)).toContain(preset);
			if (required) expect(preset).toBe('');
		}
	});

	it('is labelled in Title Case, and described in sentences', () => {
		const labels = [...environments, ...fields].map(({ label }) => label);
		expect(labels.filter((label) => !/^[A-Z0-9]/.test(label))).toEqual([]);
		const texts = [...fields, ...fields.flatMap(({ choices = [] }) => choices)].flatMap(
			({ description = '' }) => description,
		);
		// n8n's rule: a full stop only where there are several sentences.
		expect(texts.filter((text) => text.endsWith('.') !== /\. [A-Z]/.test(text))).toEqual([]);
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
		expect(provider.auth.reusePolicy({ ...settings, extras })).toBe(policy);
	});
});

/** Every kind of payment of every provider. */
const eachKind = eachProvider.flatMap(([id, { provider }]) =>
	provider.payments.kinds.map((kind) => [id, kind.id, provider, kind] as const),
);

describe.each(eachKind)('the payments of %s: %s', (_id, _kind, provider, kind) => {
	const { byId, byReference, list } = kind;
	const account = kind.account?.parameter;
	const lists: FindRequest[] = list === undefined ? [] : [{ method: 'GET', target: list.path }];
	const asked = [byId, byReference, ...lists].filter((find) => find !== undefined);

	it('are asked for at documented endpoints that only read', () => {
		const values = (name: string): string => `${name}-1`;
		const effects = asked.map((find) => {
			const { target = '' } = fillInFind(find, values) ?? {};
			const path = new URL(target, 'https://api.example.com').pathname;
			return [target, findEndpoint(provider, { method: find.method, path })?.kind];
		});
		expect(effects.filter(([, effect]) => effect !== 'reads')).toEqual([]);
	});

	it('are not asked for under a path that is only an alias', () => {
		const aliases = provider.api.endpoints.filter(({ isAlias }) => isAlias);
		const targets = asked.map(({ target }) => target.split('?')[0]);
		expect(aliases.filter(({ path }) => targets.includes(path))).toEqual([]);
	});

	it('can be looked up by ID (with at most an account), in a list, or by reference', () => {
		const names = parametersOf(byId?.target ?? '');
		expect(names.filter((name) => name === 'id')).toHaveLength(byId === undefined ? 0 : 1);
		expect(names.filter((name) => !['id', account].includes(name))).toEqual([]);
		expect(byId?.body).toBeUndefined();
		if (byId === undefined) expect(list ?? byReference).toBeDefined();
	});

	it('are listed without more than an account', () => {
		const names = lists.flatMap(({ target }) => parametersOf(target));
		expect(names.filter((name) => name !== account)).toEqual([]);
	});

	it('name their account in every question, or have none', () => {
		const named = asked.map(
			({ target }) => parametersOf(target).filter((name) => name === account).length,
		);
		expect(new Set(named)).toEqual(new Set([account === undefined ? 0 : 1]));
	});

	it('are asked for by reference with the reference in one place', () => {
		const names = parametersOf(`${byReference?.target ?? ''} ${byReference?.body ?? ''}`);
		expect(names.filter((name) => name === 'reference')).toHaveLength(
			byReference === undefined ? 0 : 1,
		);
		expect(names.filter((name) => !['reference', account].includes(name))).toEqual([]);
	});

	it('have their words in lower case, without blanks', () => {
		const words = Object.keys(kind.statusMap);
		expect(words).not.toEqual([]);
		expect(words).toEqual(words.map((word) => word.trim().toLowerCase()));
	});

	it('have words that mean one of the common ones', () => {
		const meant = Object.values(kind.statusMap).flatMap(({ status, mayBecome = status }) => [
			status,
			mayBecome,
		]);
		expect(meant.filter((status) => !paymentStatuses.includes(status))).toEqual([]);
	});

	it('are final once the money moved or certainly did not, and never while pending', () => {
		const wrong = Object.entries(kind.statusMap).filter(
			([, { status, final }]) => status !== 'unknown' && final !== (status !== 'pending'),
		);
		expect(wrong).toEqual([]);
	});

	it('have a legal later change only where none is expected', () => {
		const wrong = Object.entries(kind.statusMap).filter(
			([, { status, final, mayBecome }]) =>
				mayBecome !== undefined && (!final || mayBecome === status),
		);
		expect(wrong).toEqual([]);
	});

	it('have a first word and a good one', () => {
		const meant = Object.values(kind.statusMap).map(({ status }) => status);
		expect(meant).toEqual(expect.arrayContaining(['pending', 'succeeded']));
	});
});

describe.each(eachProvider)('the kinds of payment of %s', (_id, { provider }) => {
	const { kinds } = provider.payments;

	it('have one and the same account, those that have any', () => {
		const accounts = kinds.flatMap(({ account }) => (account === undefined ? [] : [account]));
		expect(new Set(accounts).size).toBeLessThanOrEqual(1);
		for (const { parameter, label, placeholder } of accounts) {
			expect(['id', 'reference']).not.toContain(parameter);
			expect(label).toMatch(/^[A-Z]/);
			expect(placeholder).toMatch(/^e\.g\. /);
		}
	});

	it('differ in ID, label and name', () => {
		expect(kinds).not.toEqual([]);
		for (const key of ['id', 'label', 'name'] as const)
			expect(new Set(kinds.map((kind) => kind[key])).size).toBe(kinds.length);
	});

	it('are named in camelCase, and labelled in Title Case', () => {
		expect(kinds.filter(({ id }) => !/^[a-z][A-Za-z]*$/.test(id))).toEqual([]);
		expect(kinds.filter(({ label }) => !/^[A-Z]/.test(label) || / [a-z]/.test(label))).toEqual([]);
	});

	it('are listed only where the provider has pages', () => {
		const isListed = kinds.some(({ list }) => list !== undefined);
		expect(provider.api.paging !== undefined).toBe(isListed);
	});

	it('include every kind that a lost answer is looked up as', () => {
		const named = provider.api.endpoints.flatMap(({ find }) => find?.kind ?? []);
		const known = [...kinds, provider.payments.link].map((kind) => kind?.id);
		expect(named.filter((name) => !known.includes(name))).toEqual([]);
	});

	it('never take an answer that went well for a missing payment', () => {
		for (const body of [{}, [], '', { data: [] }, { requestId: 'r', data: null }])
			expect(provider.payments.isNotFound(json(200, body))).toBe(false);
	});

	it.each([401, 403, 408, 429, 500, 502, 503, 504])(
		'never take HTTP %d for a missing payment',
		(status) => {
			expect(provider.payments.isNotFound(json(status, { message: 'Not Found' }))).toBe(false);
		},
	);
});

describe.each(eachProvider)('the aliases among the endpoints of %s', (_id, { provider }) => {
	it('are the same as another entry but for the path', () => {
		const { endpoints } = provider.api;
		const aliases = endpoints.filter(({ isAlias }) => isAlias);
		for (const { isAlias: _alias, path, ...alias } of aliases) {
			const twin = endpoints.find((other) => `/v1${other.path}` === path);
			expect(twin).toEqual({ ...alias, path: path.slice('/v1'.length) });
		}
	});

	it('leave every name to one entry, or to one per method', () => {
		const offered = provider.api.endpoints.filter(({ isAlias }) => isAlias !== true);
		const named = offered.map(({ method, name }) => `${method} ${name}`);
		expect(named).toEqual([...new Set(named)]);
	});
});
