import { samples } from '../support/providerSamples.mts';
import { jsonBody, type World, world } from './support/world.mts';

const executions = 10;

/** Enough for one more to come, if it is let. */
const delayMs = 30;

const runMany = async (w: World, parameters: object, items: number) =>
	await Promise.all(
		Array.from({ length: executions }, async () => await w.run(parameters, { items })),
	);

describe.each([
	['with a new connection for each read', {}],
	['over connections that stay open', { keepConnectionsOpen: true }],
])('ten executions at once, %s', (_how, options) => {
	describe.each(samples)('at $provider', ({ provider, read }) => {
		it('send no more at once than one', async () => {
			const w = await world(provider);
			w.sim.control.addFault({ together: 5, delayMs, times: Infinity });
			const runs = await runMany(w, { path: read, options }, 8);

			expect(runs.map(({ status }) => status)).toEqual(Array(executions).fill('success'));
			expect(w.calls()).toHaveLength(executions * 8);
			expect(w.sim.control.traffic().maxAtOnce).toBe(5);
		});
	});

	it('send as many as the builder allows', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ together: 12, delayMs, times: Infinity });
		await runMany(w, { path: w.sample.read, options: { ...options, concurrency: 12 } }, 12);

		expect(w.sim.control.traffic().maxAtOnce).toBe(12);
	});
});

describe('ten executions at once', () => {
	it('that write send no more at once than one that reads', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ together: 5, delayMs, times: Infinity });
		const write = { path: '/diagnostics/echo', method: 'POST', ...jsonBody('{}') };
		const runs = await runMany(w, write, 2);

		expect(runs.map(({ status }) => status)).toEqual(Array(executions).fill('success'));
		expect(w.calls()).toHaveLength(executions * 2);
		expect(w.sim.control.traffic().maxAtOnce).toBe(5);
	});

	it('wait together when the provider asks one of them to', async () => {
		const w = await world('singapay');
		await w.run({ path: w.sample.read });
		w.sim.control.addFault({ status: 429, headers: { 'retry-after': '1' } });
		const first = w.run({ path: w.sample.read });
		while (w.calls().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
		await first;
		await runMany(w, { path: w.sample.read }, 1);
		const [refused, ...later] = w.sim.control.requests().slice(2);

		expect(later.every(({ at }) => at - (refused?.at ?? 0) >= 995)).toBe(true);
	});

	it('lets one that is canceled go at once, with its writes unsent', async () => {
		const w = await world('singapay');
		// The reads hold all places until one more comes than there are places.
		w.sim.control.addFault({ together: 5 + 1, times: Infinity });
		const reads = w.run({ path: w.sample.read }, { items: 5 });
		const unanswered = () => w.sim.control.requests().filter(({ status }) => status === null);
		while (unanswered().length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
		const write = { path: '/diagnostics/echo', method: 'POST', ...jsonBody('{}') };
		const canceled = await w.run(write, { run: { cancelAfter: AbortSignal.timeout(30) } });

		expect(canceled.status).toBe('canceled');
		expect(unanswered()).toHaveLength(5);
		await fetch(`${w.sim.url}${w.sample.read}`);
		expect((await reads).status).toBe('success');
		expect(w.calls().filter((call) => call.startsWith('POST'))).toEqual([]);
	});
});
