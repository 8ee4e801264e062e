import type { Execution } from '../../dev/n8n/executions.mts';
import { n8nCli, type StoredCredential } from '../../dev/n8n/cli.mts';
import { samples } from '../support/providerSamples.mts';
import { filesHolding } from './support/leaks.mts';
import { restartTimeoutMs, useN8n } from './support/n8n.mts';
import { fieldsFor, simulator, world, type World } from './support/world.mts';

/** Where the token lives between two requests: encrypted, in the credential, and in no other place that outlives n8n. */
const n8n = useN8n();

/** Runs the provider's cheap read. */
const look = async ({ run, payNode, sample }: World): Promise<Execution> =>
	await run(payNode({ method: 'GET', path: sample.read }));

describe('after a restart of n8n', () => {
	const worlds = new Map<string, { world: World; before: Execution; after: Execution }>();

	// One restart for all three: it is what takes the time.
	beforeAll(async () => {
		const started = [];
		for (const { provider } of samples) {
			const before = await world(n8n, provider);
			started.push({ provider, world: before, before: await look(before) });
		}
		await n8n.restart();
		for (const { provider, ...entry } of started)
			worlds.set(provider, { ...entry, after: await look(entry.world) });
	}, restartTimeoutMs);

	test.each(samples)('the stored token of $displayName is used without a token call', (sample) => {
		const entry = worlds.get(sample.provider);
		expect(entry?.before.status).toBe('success');
		expect(entry?.after.status).toBe('success');
		expect(entry?.world.tokenCalls()).toBe(1);
		expect(entry?.world.sim.control.tokens().map(({ uses }) => uses)).toEqual([2]);
	});
});

describe('at rest', () => {
	const worlds = new Map<string, World>();
	let stored: StoredCredential[] = [];

	// One export for all three: it loads all of n8n.
	beforeAll(async () => {
		for (const { provider } of samples) {
			const started = await world(n8n, provider);
			worlds.set(provider, started);
			await look(started);
		}
		stored = await n8nCli({ userFolder: n8n.userFolder }).exportCredentials();
	});

	describe.each(samples)('the token of $displayName', ({ provider }) => {
		test('is stored with its expiry and what it was issued for', () => {
			const w = worldOf(provider);
			const data = stored.find(({ id }) => id === w.credential.id)?.data;
			const [token] = w.sim.control.tokens();
			expect(data).toMatchObject({ ...w.fields, accessToken: token?.accessToken });
			expect(data?.mintedFor).toMatch(/^[0-9a-f]{16}$/);
			// It counts from before the request, so a token is never believed to live longer than it does.
			const late = Number(token?.expiresAt) - Number(data?.n8n_expires_at);
			expect(late).toBeGreaterThanOrEqual(0);
			expect(late).toBeLessThan(60_000);
		});

		test('is encrypted there', async () => {
			const w = worldOf(provider);
			expect(await filesHolding(n8n.userFolder, w.secrets())).toEqual([]);
			// The search finds what is there.
			expect(await filesHolding(n8n.userFolder, [w.credential.id])).not.toEqual([]);
		});

		test('is not shown to whoever opens the credential', async () => {
			const w = worldOf(provider);
			const shown = await n8n.rest.credentials.get(w.credential.id);
			expect(shown.data.clientId).toBe(w.fields.clientId);
			const text = JSON.stringify(shown);
			expect(w.secrets().filter((secret) => text.includes(secret))).toEqual([]);
		});
	});

	const worldOf = (provider: string): World => {
		const found = worlds.get(provider);
		if (found === undefined) throw new Error(`No run of ${provider}`);
		return found;
	};
});

describe.each(samples)('$displayName', ({ provider, displayName, read }) => {
	test('a new base URL gets a new token, and never sees the old one', async () => {
		const w = await world(n8n, provider);
		await look(w);
		const other = await simulator(provider);
		await n8n.rest.credentials.update(w.credential.id, await w.form({ baseUrl: other.url }));
		expect((await look(w)).status).toBe('success');
		expect(other.control.tokens().map(({ uses }) => uses)).toEqual([1]);
		expect(w.tokenCalls()).toBe(1);
		const [old = ''] = w.secrets();
		expect(JSON.stringify(other.control.requests())).not.toMatch(old);
	});

	test('a new base URL gets a new token in the HTTP Request node too', async () => {
		const w = await world(n8n, provider);
		await look(w);
		const other = await simulator(provider);
		await n8n.rest.credentials.update(w.credential.id, await w.form(fieldsFor(other)));
		const request = w.httpNode({ method: 'GET' });
		const execution = await w.run({
			...request,
			parameters: { ...request.parameters, url: `${other.url}${read}` },
		});
		expect(execution.status).toBe('success');
		expect(other.control.requests().map(({ status }) => status)).toEqual([200, 200]);
		const [old = ''] = w.secrets();
		expect(JSON.stringify(other.control.requests())).not.toMatch(old);
	});

	test('a secret that was replaced by a wrong one is noticed at once', async () => {
		const w = await world(n8n, provider);
		await look(w);
		await n8n.rest.credentials.update(
			w.credential.id,
			await w.form({ clientSecret: 'not-the-one' }),
		);
		const execution = await look(w);
		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toMatch(
			`${displayName} did not accept the Client ID and Client Secret`,
		);
		expect(w.tokenCalls()).toBe(2);
		expect(w.sim.control.tokens().map(({ uses }) => uses)).toEqual([1]);
	});
});
