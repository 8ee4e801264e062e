import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { clock } from './support/clock.mts';
import { letTimePass } from './support/passing-time.mts';
import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, jsonOf, world } from './support/world.mts';

const token = { token: true };

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe.each(samples)(
	'the token endpoint of $provider',
	({ provider, read, write, displayName }) => {
		it('is asked once when the secret is wrong, however many items there are', async () => {
			const w = await world(provider, { clientSecret: 'wrong-secret' });
			const run = await w.run({ path: read }, { items: 50, onError: 'continueRegularOutput' });

			expect(
				new Set(jsonOf(run).map((json) => (json as { error: { message: string } }).error.message)),
			).toEqual(new Set([`${displayName} did not accept the Client ID and Client Secret`]));
			expect(w.tokenCalls()).toBe(1);
			expect(w.calls()).toEqual([]);
			expect(run.serialized()).not.toContain('wrong-secret');
		});

		it('makes a sentence of its refusal that names the fields', async () => {
			const w = await world(provider, { clientSecret: 'wrong-secret' });
			const run = await w.run({ path: read });

			expect(run.error?.description).toMatch(/'Client ID'.*'Client Secret'.*\(Item 0\)/s);
			expect(w.tokenCalls()).toBe(1);
		});

		it('is asked again as soon as the secret is corrected', async () => {
			const w = await world(provider, { clientSecret: 'wrong-secret' });
			await w.run({ path: read });
			w.engine.credentials.update(w.credential.id, {
				clientSecret: w.sim.credentials.clientSecret,
			});
			const run = await w.run({ path: read });

			expect(run.status).toBe('success');
		});

		it.each([429, 500, 503])('is left alone for 5 s after three times %i', async (status) => {
			const time = letTimePass();
			const w = await world(provider);
			w.sim.control.addFault({ match: token, status, times: 3 });
			const first = await w.run({ path: read }, { items: 20, onError: 'continueRegularOutput' });

			expect(jsonOf(first)).toHaveLength(20);
			expect(JSON.stringify(jsonOf(first)[0])).toContain(`(HTTP ${status})`);
			expect(w.tokenCalls()).toBe(3);
			const failedAt = time.elapsed();
			const later = await w.run({ path: read });
			expect(later.status).toBe('success');
			expect(w.tokenCalls()).toBe(4);
			expect(time.elapsed() - failedAt).toBeGreaterThan(4_000);
		});

		it.each([
			['connections that are reset', { reset: 'beforeProcessing' as const }],
			['answers that are cut off', { reset: 'midBody' as const }],
			['503', { status: 503 }],
			['429 that asks for 20 s', { status: 429, headers: { 'retry-after': '20' } }],
			['a challenge page', { status: 403, body: '<!doctype html>Just a moment' }],
		])('is asked again after %s, and nobody notices', async (_what, fault) => {
			letTimePass();
			const w = await world(provider);
			w.sim.control.addFault({ ...fault, match: token, times: 2 });
			const reads = await w.run({ path: read, simplify: false }, { items: 10 });
			w.sim.control.revokeTokens();
			w.sim.control.addFault({ ...fault, match: token });
			const pay = await w.run({
				method: 'POST',
				path: write.path,
				...jsonBody(write.body('order-77')),
			});

			expect([reads.status, pay.status]).toEqual(['success', 'success']);
			expect(w.tokenCalls()).toBe(5);
			expect(w.paid()).toEqual(['order-77']);
		});

		it.each([1, 1_000])(
			"lets n8n's Retry On Fail recover from a pause, %i ms between its tries",
			async (waitBetweenTries) => {
				letTimePass();
				const w = await world(provider);
				w.sim.control.addFault({ match: token, status: 503, times: 3 });
				const run = await w.run(
					{ path: read },
					{ retryOnFail: true, maxTries: 2, waitBetweenTries },
				);

				expect(run.status).toBe('success');
				expect(w.tokenCalls()).toBe(4);
			},
		);

		it('holds up a whole run once at most while it is down', async () => {
			const passed = letTimePass();
			const w = await world(provider);
			w.sim.control.addFault({ match: token, status: 503, times: Infinity });
			await w.run({ path: read });
			const before = passed.elapsed();
			await w.run({ path: read }, { items: 50, onError: 'continueRegularOutput' });

			expect(w.tokenCalls()).toBe(3 + 3);
			expect(passed.elapsed() - before).toBeLessThan(10_000);
		});

		it('is left alone for as long as it asks', async () => {
			const w = await world(provider);
			w.sim.control.addFault({ match: token, status: 429, headers: { 'retry-after': '120' } });
			const first = await w.run({ path: read });
			clock.advance(119_000);
			await w.run({ path: read });
			expect(w.tokenCalls()).toBe(1);
			clock.advance(2_000);
			const later = await w.run({ path: read });

			expect(first.error?.description).toContain('120 seconds');
			expect(later.status).toBe('success');
		});

		it('is recognised when a web page stands in front of it', async () => {
			const w = await world(provider);
			letTimePass();
			w.sim.control.addFault({ match: token, html: true, times: Infinity });
			const run = await w.run({ path: read });

			expect(run.error?.message).toContain('answered the token request with a web page (HTTP 200)');
			expect(run.error?.description).toContain("'Base URL'");
			expect(run.error?.description).toContain('were not checked');
		});

		it('is not blamed on the secret when it cannot be reached', async () => {
			letTimePass();
			const w = await world(provider, { baseUrl: `http://127.0.0.1:${await closedPort()}` });
			const run = await w.run({ path: read });

			expect(run.error?.message).toContain('could not be reached (connection refused)');
			expect(run.error?.description).toContain("'Base URL'");
		});

		it('may be down while the token it gave is still good', async () => {
			letTimePass({ isStanding: true });
			const w = await world(provider, { reusePolicy: 'untilExpiry' });
			await w.run({ path: read });
			clock.advance(w.sim.control.settings.tokenLifetimeSeconds * 1000 - 30_000);
			w.sim.control.addFault({ match: token, status: 503, times: Infinity });
			const reads = await w.run({ path: read, simplify: false }, { items: 10 });
			const pay = await w.run({
				method: 'POST',
				path: write.path,
				...jsonBody(write.body('order-77')),
			});

			expect([reads.status, pay.status]).toEqual(['success', 'success']);
			expect(w.tokenCalls()).toBe(2);
			expect(w.sim.control.tokens()[0]?.uses).toBe(12);
		});

		it('leaves no token or secret in what a run with its failures says', async () => {
			const w = await world(provider);
			const echo = JSON.stringify(w.sim.credentials);
			w.sim.control.addFault({ match: token, status: 400, body: echo });
			const run = await w.run({ path: read });

			expect(run.status).toBe('error');
			expectNoSecret(run, w);
		});
	},
);

describe('the token endpoint of Singapay', () => {
	it('says that the IP address is not registered, and does not blame the secret', async () => {
		const w = await world('singapay');
		w.sim.control.configure({ allowedIps: [] });
		const run = await w.run({ path: w.sample.read });

		expect(run.error?.message).toBe(
			'Singapay does not know the IP address of this n8n (127.0.0.1)',
		);
		expect(run.error?.description).toContain('Register');
		expect(w.tokenCalls()).toBe(1);
	});

	it.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'does not quote a secret where it expects an address: %s',
		async (onError) => {
			const clientSecret = '5ec2e7aa11bb22cc33dd44ee55ff6677';
			const w = await world('singapay', { clientId: 'c1abdef0', clientSecret });
			const message = `Client (c1abdef0:${clientSecret}) is not registered`;
			const body = { status: 403, success: false, error: { code: 403, message } };
			w.sim.control.addFault({ match: { token: true }, status: 403, body });
			const run = await w.run({ path: w.sample.read }, { onError });

			expect(run.serialized()).toContain('Singapay does not know the IP address of this n8n');
			expect(run.serialized()).not.toContain(clientSecret);
		},
	);

	it('names the API key when that is what it refuses', async () => {
		const w = await world('singapay', { partnerId: 'wrong' });
		const run = await w.run({ path: w.sample.read });

		expect(run.error?.message).toBe('Singapay did not accept the API key');
		expect(run.error?.description).toContain("'API Key (Partner ID)'");
	});
});
