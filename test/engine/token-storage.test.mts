import { clock } from './support/clock.mts';
import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonOf, simulator, world } from './support/world.mts';

describe.each(samples)('the stored token of $provider', ({ provider, read }) => {
	it('is stored once, by the hook, with its expiry', async () => {
		const w = await world(provider);
		await w.run({ path: read }, { items: 10 });
		await w.run({ path: read }, { items: 10 });
		const { data } = w.engine.credentials.get(w.credential.id);
		const [token] = w.sim.control.tokens();

		expect(w.engine.credentials.counters()).toMatchObject({ hookCalls: 1, writes: 1 });
		expect(data).toMatchObject({
			accessToken: token?.accessToken,
			n8n_expires_at: expect.stringMatching(/^\d{13}$/),
			issuedAt: expect.stringMatching(/^\d{13}$/),
			mintedFor: expect.stringMatching(/^[0-9a-f]{16}$/),
		});
	});

	it('is stored anew after each renewal', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		w.sim.control.revokeTokens();
		await w.run({ path: read }, { items: 5 });

		expect(w.engine.credentials.get(w.credential.id).data.accessToken).toBe(
			w.sim.control.tokens()[1]?.accessToken,
		);
		expect(w.engine.credentials.counters()).toMatchObject({ hookCalls: 2, writes: 2 });
	});

	it('serves after a restart without a token call', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		const run = await w.run({ path: read }, { engine: await w.engine.restart() });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(1);
		expect(w.engine.credentials.counters()).toMatchObject({ hookCalls: 1 });
	});

	it('is renewed after a restart when it has expired meanwhile, without a refused request', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		clock.advance(24 * 3_600_000);
		const run = await w.run({ path: read }, { engine: await w.engine.restart() });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls()).toHaveLength(2);
	});

	it('is no token any more when the secret was edited', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		w.engine.credentials.update(w.credential.id, { clientSecret: 'another-secret' });
		const run = await w.run({ path: read }, { engine: await w.engine.restart() });

		expect(run.error?.message).toContain('did not accept the Client ID and Client Secret');
		expect(w.calls()).toHaveLength(1);
	});

	it('is not sent to another address that the credential was changed to', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		const elsewhere = await simulator(provider);
		w.engine.credentials.update(w.credential.id, { baseUrl: elsewhere.url });
		const run = await w.run({ path: read });
		const [old] = w.sim.control.tokens();

		expect(run.status).toBe('success');
		expect(JSON.stringify(elsewhere.control.requests())).not.toContain(old?.accessToken);
		expect(w.calls()).toHaveLength(1);
	});

	it('that somebody wrote into the credential by hand is not used', async () => {
		const w = await world(provider, { accessToken: 'made-up', n8n_expires_at: '4102444800000' });
		const run = await w.run({ path: read });

		expect(run.status).toBe('success');
		expect(w.calls()).toHaveLength(1);
		expect(w.tokenCalls()).toBe(1);
	});

	it('is used when its lifetime is not known', async () => {
		const w = await world(provider);
		w.sim.control.configure({ expiresIn: 'omit' });
		await w.run({ path: read }, { items: 3 });
		const run = await w.run({ path: read }, { engine: await w.engine.restart() });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(1);
		expect(w.engine.credentials.get(w.credential.id).data.n8n_expires_at).toBe('');
	});

	it('works when it lives for two seconds only', async () => {
		const w = await world(provider);
		w.sim.control.configure({ tokenLifetimeSeconds: 2 });
		const run = await w.run({ path: read, simplify: false }, { items: 3 });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toHaveLength(3);
		expectNoSecret(run, w);
	});
});

describe('the lifetime', () => {
	it.each([0, -1, '', 'soon', null, 1e15, '3600', 3600.5])(
		'of a token may be announced as %p',
		async (expiresIn) => {
			const w = await world('singapay');
			w.sim.control.configure({ expiresIn });
			const run = await w.run({ path: w.sample.read, simplify: false }, { items: 5 });

			expect(run.status).toBe('success');
			expect(jsonOf(run)).toHaveLength(5);
			expect(w.tokenCalls()).toBe(1);
		},
	);
});

describe.each(samples)('the credential of $provider', ({ provider, read }) => {
	/** How often it is read for ten items, and for twenty; the tokens were stored before. */
	const readsOf = async (changes: NonNullable<Parameters<typeof world>[1]>) => {
		const w = await world(provider, changes);
		const counted = async (items: number) => {
			const before = w.engine.credentials.counters().reads;
			const run = await w.run(
				{ path: read, simplify: false },
				{ items: Array.from({ length: items }, () => ({ url: w.sim.url })) },
			);
			expect(run.status).toBe('success');
			expect(jsonOf(run)).toHaveLength(items);
			return w.engine.credentials.counters().reads - before;
		};
		await counted(1);
		return [await counted(10), await counted(20)] as const;
	};

	it('is read as often for ten items as for twenty', async () => {
		const [ten, twenty] = await readsOf({});
		expect(twenty).toBe(ten);
		expect(ten).toBeLessThanOrEqual(2);
	});

	it('is read for each item where a field is an expression', async () => {
		const [ten, twenty] = await readsOf({ baseUrl: '={{ $json.url }}' });
		expect(twenty - ten).toBe(10);
	});

	it('is read for each item where n8n restricts its domains, by what could be an expression', async () => {
		const [ten, twenty] = await readsOf({
			allowedHttpRequestDomains: 'domains',
			allowedDomains: '={{ "127.0.0.1" }}',
		});
		expect(twenty - ten).toBe(10);
	});
});

describe('credentials whose fields are expressions', () => {
	it.each(samples)(
		'keep the tokens of two items apart at $provider',
		async ({ provider, read }) => {
			const w = await world(provider);
			const other = await simulator(provider);
			w.engine.credentials.update(w.credential.id, { baseUrl: '={{ $json.url }}' });
			const run = await w.run(
				{ path: read, simplify: false },
				{ items: [{ url: w.sim.url }, { url: other.url }, { url: w.sim.url }] },
			);
			const [mine] = w.sim.control.tokens();
			const [theirs] = other.control.tokens();

			expect(run.status).toBe('success');
			expect(w.tokenCalls()).toBe(1);
			expect(other.control.tokens()).toHaveLength(1);
			expect(JSON.stringify(other.control.requests())).not.toContain(mine?.accessToken);
			expect(JSON.stringify(w.sim.control.requests())).not.toContain(theirs?.accessToken);
			expect(w.engine.credentials.get(w.credential.id).data.baseUrl).toBe('={{ $json.url }}');
			// n8n up to 2.33 would have stored the address of the first item with the token.
			expect(w.engine.credentials.counters()).toMatchObject({ hookCalls: 0, writes: 0 });
		},
	);

	it.each(samples)('use each item its own client id at $provider', async ({ provider, read }) => {
		const w = await world(provider, { clientId: '={{ $json.client }}' });
		const run = await w.run(
			{ path: read, simplify: false },
			{
				items: [{ client: w.sim.credentials.clientId }, { client: 'somebody-else' }],
				onError: 'continueErrorOutput',
			},
		);

		expect(jsonOf(run)).toHaveLength(1);
		expect(jsonOf(run, 1)).toMatchObject([
			{ client: 'somebody-else', error: { message: expect.stringContaining('did not accept') } },
		]);
		expect(w.tokenCalls()).toBe(2);
	});
});
