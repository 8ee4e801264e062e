import { samples } from '../support/providerSamples.mts';
import { jsonOf, type World, world } from './support/world.mts';
import { transports } from './support/transports.mts';

const passing = [408, 429, 500, 502, 503, 504];

/** The first request of a token goes through n8n, which stores it: one is sent before the test. */
async function worldWithToken(provider: Parameters<typeof world>[0]): Promise<World> {
	const w = await world(provider);
	await w.run({ path: w.sample.read });
	return w;
}

const cases = transports.flatMap((one) => samples.map((sample) => ({ ...one, ...sample })));

describe.each(cases)(
	'a read at $provider over $transport',
	({ over, provider, read, displayName }) => {
		it('is repeated after each passing failure', async () => {
			const w = await worldWithToken(provider);
			const paths = passing.map((status) => ({ path: `/diagnostics/echo?status=${status}` }));
			const items = [...paths, { path: read }];
			w.sim.control.addFault({ match: { path: read }, reset: 'beforeProcessing' });
			for (const status of passing)
				w.sim.control.addFault({ match: { path: '/diagnostics/echo' }, status });
			const run = await w.run(
				{ path: '={{ $json.path }}', simplify: false, options: { ...over, concurrency: 10 } },
				{ items },
			);

			expect(run.status).toBe('success');
			expect(jsonOf(run)).toHaveLength(items.length);
			expect(w.calls()).toHaveLength(1 + 2 * items.length);
			expect(w.tokenCalls()).toBe(1);
		});

		it.each([400, 404, 409, 422, 501])('is not repeated after %i', async (status) => {
			const w = await worldWithToken(provider);
			w.sim.control.addFault({ status });
			const run = await w.run({ path: read, options: over });

			expect(w.calls()).toHaveLength(1 + 1);
			expect(run.error).toMatchObject({
				httpCode: String(status),
				message: expect.stringMatching(new RegExp(`^${displayName} answered .*${status}`)),
			});
		});

		it('is not repeated when there are to be no retries', async () => {
			const w = await worldWithToken(provider);
			w.sim.control.addFault({ status: 503 });
			const run = await w.run({ path: read, options: { ...over, maxRetries: 0 } });

			expect(w.calls()).toHaveLength(1 + 1);
			expect(run.error?.httpCode).toBe('503');
		});

		it('ends with the last answer when the retries are used up', async () => {
			const w = await worldWithToken(provider);
			w.sim.control.addFault({ status: 503, times: Infinity });
			const run = await w.run({ path: read, options: { ...over, maxRetries: 1 } });

			expect(w.calls()).toHaveLength(1 + 2);
			expect(run.error).toMatchObject({
				httpCode: '503',
				context: { details: { outcome: 'refused' } },
			});
		});

		it('does not wait for longer than a minute, and says how long it would be', async () => {
			const w = await worldWithToken(provider);
			w.sim.control.addFault({ status: 429, headers: { 'retry-after': '61' } });
			const run = await w.run({ path: read, options: over });

			expect(w.calls()).toHaveLength(1 + 1);
			expect(run.error?.message).toBe(`${displayName} asks to wait 61 seconds (HTTP 429)`);
		});
	},
);

describe.each(transports)('a read over $transport', ({ over }) => {
	it('waits for as long as it is asked to before it is repeated', async () => {
		const w = await worldWithToken('singapay');
		w.sim.control.addFault({ status: 429, headers: { 'retry-after': '1' } });
		await w.run({ path: w.sample.read, options: over });
		const [, , first, second] = w.sim.control.requests();

		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(995);
	});

	it('that gives no answer in time says so, and how to wait longer', async () => {
		const w = await worldWithToken('singapay');
		w.sim.control.addFault({ delayMs: 500 });
		const run = await w.run({
			path: w.sample.read,
			options: { ...over, timeout: 50, maxRetries: 0 },
		});

		expect(run.error?.message).toBe('Singapay did not respond within 0.05 seconds');
		expect(run.error?.description).toContain("'Timeout (Milliseconds)'");
	});

	it('whose answer stops halfway says so', async () => {
		const w = await worldWithToken('singapay');
		w.sim.control.addFault({ reset: 'midBody' });
		const run = await w.run({ path: w.sample.read, options: { ...over, maxRetries: 0 } });

		expect(run.error?.message).toContain('closed before the response was complete');
	});

	it('fails by what the provider reports inside HTTP 200', async () => {
		const w = await worldWithToken('singapay');
		w.sim.control.addFault({ failureIn200: true, code: 'SP009' });
		const run = await w.run({ path: w.sample.read, options: over });

		expect(run.error).toMatchObject({ message: 'Singapay answered SP009 (HTTP 200)' });
		expect(w.calls()).toHaveLength(1 + 1);
	});

	it('by HEAD is repeated too', async () => {
		const w = await worldWithToken('smartFastPay');
		w.sim.control.addFault({ match: { method: 'HEAD' }, status: 503 });
		const run = await w.run({ method: 'HEAD', path: w.sample.read, options: over });

		expect(run.status).toBe('success');
		expect(w.calls()).toHaveLength(1 + 2);
	});
});
