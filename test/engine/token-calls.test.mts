import { setTimeout as sleep } from 'node:timers/promises';

import { clock } from './support/clock.mts';
import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, jsonOf, world } from './support/world.mts';

const hour = 3_600_000;

describe.each(samples)('token calls at $provider', ({ provider, read, write }) => {
	it('asks for one token for 200 items', async () => {
		const w = await world(provider);
		const run = await w.run({ path: read, simplify: false }, { items: 200 });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toHaveLength(200);
		expect(w.tokenCalls()).toBe(1);
		expect(w.calls()).toHaveLength(200);
		expectNoSecret(run, w);
	});

	it('renews once when ten items are refused at the same moment, and every item succeeds', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		w.sim.control.revokeTokens();
		w.sim.control.addFault({ together: 10, times: 10 });
		const run = await w.run(
			{ path: read, simplify: false, options: { concurrency: 10 } },
			{ items: 10 },
		);

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toHaveLength(10);
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls()).toHaveLength(1 + 10 + 10);
		expectNoSecret(run, w);
	});

	it('goes on when the token dies at the provider in the middle of a run', async () => {
		const w = await world(provider);
		clock.whenProviderLooks(() => {
			if (w.calls().length === 20 && w.tokenCalls() === 1) clock.advanceProvider(hour);
		});
		const run = await w.run({ path: read, simplify: false }, { items: 40 });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toHaveLength(40);
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls().length).toBeLessThanOrEqual(40 + 5);
	});

	it('renews before expiry, so that no request is refused', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		clock.advance(w.sim.control.settings.tokenLifetimeSeconds * 1000 - 59_000);
		const run = await w.run({ path: read });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
		expect(w.sim.control.requests().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
	});

	it('keeps a token until the last minute before expiry', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		clock.advance(w.sim.control.settings.tokenLifetimeSeconds * 1000 - 61_000);
		await w.run({ path: read });

		expect(w.tokenCalls()).toBe(1);
	});

	it('goes on with the old token where the renewal is slow', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		clock.advance(w.sim.control.settings.tokenLifetimeSeconds * 1000 - 59_000);
		const slowMs = 6_000;
		w.sim.control.addFault({ match: { token: true }, delayMs: slowMs });
		const began = performance.now();
		const run = await w.run({ path: read, simplify: false }, { items: 40 });
		const tookMs = performance.now() - began;

		expect(run.status).toBe('success');
		expect(w.calls()).toHaveLength(1 + 40);
		expect(w.tokenCalls()).toBe(2);
		// One wait of a second, and not one for each item.
		expect(tookMs).toBeLessThan(slowMs);
		await sleep(slowMs - tookMs + 500);
		await w.run({ path: read });
		expect(w.tokenCalls()).toBe(2);
	});

	it('asks for one token when three executions start at once', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { token: true }, delayMs: 30 });
		const runs = await Promise.all([0, 1, 2].map(async () => await w.run({ path: read })));

		expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(w.tokenCalls()).toBe(1);
	});

	it('never renews for a 403', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ status: 403 });
		const run = await w.run({ path: read });

		expect(run.error).toMatchObject({ httpCode: '403', message: expect.stringContaining('403') });
		expect(w.tokenCalls()).toBe(1);
		expect(w.calls()).toHaveLength(1);
	});

	it('does not ask for 200 tokens when new tokens are refused as well', async () => {
		const w = await world(provider);
		w.sim.control.configure({ rejectAllTokens: true });
		const run = await w.run(
			{ path: read },
			{ items: 200, onError: 'continueRegularOutput' as const },
		);
		const messages = new Set(
			jsonOf(run).map((json) => (json as { error: { message: string } }).error.message),
		);

		expect(jsonOf(run)).toHaveLength(200);
		expect([...messages]).toEqual([expect.stringContaining('issued a token and then rejected it')]);
		expect(w.tokenCalls()).toBeLessThanOrEqual(6);
		expect(w.calls().length).toBeLessThanOrEqual(15);
		expectNoSecret(run, w);
	});

	it('says what to check when a new token is refused as well', async () => {
		const w = await world(provider);
		w.sim.control.configure({ rejectAllTokens: true });
		const run = await w.run({ path: read });

		expect(run.error?.description).toContain("'Client ID'");
		expect(run.error?.description).toContain('environment');
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls()).toHaveLength(2);
	});

	it('sends a write once more, and only once, after its token was refused', async () => {
		const w = await world(provider, { reusePolicy: 'untilExpiry' });
		await w.run({ path: read });
		w.sim.control.revokeTokens();
		const run = await w.run({
			method: 'POST',
			path: write.path,
			...jsonBody(write.body('order-77')),
		});

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls().filter((call) => call.startsWith('POST'))).toHaveLength(2);
		expect(w.paid()).toEqual(['order-77']);
	});

	it('sends a write no third time when the renewed token is refused too', async () => {
		const w = await world(provider);
		w.sim.control.configure({ rejectAllTokens: true });
		const run = await w.run({
			method: 'POST',
			path: write.path,
			...jsonBody(write.body('order-77')),
		});

		expect(run.status).toBe('error');
		expect(w.calls()).toHaveLength(2);
		expect(w.paid()).toEqual([]);
	});
});
