import { createEngine } from '../../dev/engine/index.mts';
import { clock } from './support/clock.mts';
import { letTimePass } from './support/passing-time.mts';
import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, jsonOf, type World, world } from './support/world.mts';

const write = ({ sample }: World, n = '={{ $json.n }}'): object => ({
	method: 'POST',
	path: sample.write.path,
	...jsonBody(
		`=${JSON.stringify(sample.write.body('PLACE')).replace('PLACE', `order-${n.slice(1)}`)}`,
	),
});

describe('PaySecurez: a token per transaction', () => {
	it('requests a token for each write by default', async () => {
		const w = await world('paySecurez');
		const run = await w.run(write(w), { items: 3 });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(3);
		expect(w.sim.control.tokens().map(({ uses }) => uses)).toEqual([1, 1, 1]);
	});

	it('sends all of twelve payments, once each, when the fifth token is asked to wait for', async () => {
		const time = letTimePass();
		const w = await world('paySecurez');
		let isBusy = false;
		clock.whenProviderLooks(() => {
			if (isBusy || w.tokenCalls() < 4) return;
			isBusy = true;
			const headers = { 'retry-after': '2' };
			w.sim.control.addFault({ match: { token: true }, status: 429, headers });
		});
		const run = await w.run(write(w), { items: 12 });

		expect(run.status).toBe('success');
		expect(w.paid()).toEqual(Array.from({ length: 12 }, (_, n) => `order-${n}`));
		expect(w.calls()).toHaveLength(12);
		expect(w.tokenCalls()).toBe(13);
		expect(time.elapsed()).toBeGreaterThanOrEqual(2_000);
	});

	it('shares one token among reads', async () => {
		const w = await world('paySecurez');
		await w.run({ path: w.sample.read }, { items: 5 });

		expect(w.tokenCalls()).toBe(1);
	});

	it('shares one token among writes when it may be used until it expires', async () => {
		const w = await world('paySecurez', { reusePolicy: 'untilExpiry' });
		const run = await w.run(write(w), { items: 3 });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(1);
	});

	it('keeps every write paid once when each new token kills the one before', async () => {
		const w = await world('paySecurez');
		w.sim.control.configure({ newTokenKillsOld: true });
		const [first, second] = await Promise.all([
			w.run(write(w), { items: 3 }),
			w.run({ path: w.sample.read }, { items: 10 }),
		]);

		expect([first?.status, second?.status]).toEqual(['success', 'success']);
		expect(w.paid()).toEqual(['order-0', 'order-1', 'order-2']);
	});
});

describe('Singapay: a refused token inside HTTP 200', () => {
	it('renews it and sends a read again', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ tokenRefused: true, code: 'SP013' });
		const run = await w.run({ path: w.sample.read });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls()).toHaveLength(2);
	});

	it('renews it and sends a write again once', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ tokenRefused: true, code: 'SP013', times: 1 });
		const run = await w.run(write(w), { items: 1 });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
		expect(w.calls()).toHaveLength(2);
	});

	it('takes no other code for a refused token', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ failureIn200: true, code: 'SP015' });
		const run = await w.run({ path: w.sample.read });

		expect(run.error?.message).toContain('SP015');
		expect(w.tokenCalls()).toBe(1);
	});

	it('asks for a token by signature where the account uses version 1.1', async () => {
		const w = await world('singapay', { authVersion: 'v1.1' });
		const run = await w.run({ path: w.sample.read });

		expect(run.status).toBe('success');
		expect(w.sim.control.counts()['POST /api/v1.1/access-token/b2b']).toBe(1);
		expectNoSecret(run, w);
	});
});

describe.each(samples)('two workers on one $provider credential', ({ provider, read }) => {
	it('recover when each new token kills the one before', async () => {
		const w = await world(provider, { reusePolicy: 'untilExpiry' });
		w.sim.control.configure({ newTokenKillsOld: true });
		const other = await createEngine({
			packageDir: process.cwd(),
			credentials: w.engine.credentials,
		});
		const runs = await Promise.all([
			w.run({ path: read, simplify: false }, { items: 5 }),
			w.run({ path: read, simplify: false }, { items: 5, engine: other }),
		]);
		const later = await w.run({ path: read, simplify: false }, { items: 5 });

		expect([...runs, later].map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect([...runs, later].map((run) => jsonOf(run).length)).toEqual([5, 5, 5]);
		expect(w.tokenCalls()).toBeLessThanOrEqual(4);
	});

	it('use the token that the other has stored instead of asking for one more', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		const other = await createEngine({
			packageDir: process.cwd(),
			credentials: w.engine.credentials,
		});
		await w.run({ path: read }, { engine: other });
		w.sim.control.revokeTokens();
		await w.run({ path: read }, { engine: other });
		const run = await w.run({ path: read });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
	});
});
