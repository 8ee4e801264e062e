import { watchOpenRequests } from './support/open-requests.mts';
import { samples } from '../support/providerSamples.mts';
import { jsonOf, world } from './support/world.mts';

const numbered = { path: '=/diagnostics/echo?n={{ $json.n }}', simplify: true };
const queries = (items: unknown[]): unknown[] =>
	items.map((json) => (json as { query: string }).query);

describe.each(samples)('many reads at $provider', ({ provider }) => {
	it('keep the order of their items, whichever answers first', async () => {
		const w = await world(provider);
		for (const delayMs of [40, 1, 30, 1, 20, 1]) w.sim.control.addFault({ delayMs });
		const run = await w.run({ ...numbered, options: { concurrency: 6 } }, { items: 6 });

		expect(queries(jsonOf(run))).toEqual(['n=0', 'n=1', 'n=2', 'n=3', 'n=4', 'n=5']);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5].map((item) => ({ item })),
		);
	});
});

describe('the concurrency', () => {
	it.each([
		[undefined, 5],
		[1, 1],
		[8, 8],
		[50, 12],
	])('%p lets at most %i requests out at once', async (concurrency, most) => {
		const w = await world('singapay');
		const open = watchOpenRequests(w);
		// Enough for one more to come, if it is let.
		const delayMs = 30;
		w.sim.control.addFault(
			most === 1 ? { delayMs, times: Infinity } : { together: most, delayMs, times: most },
		);
		const options = concurrency === undefined ? {} : { concurrency };
		await w.run({ ...numbered, options }, { items: 12 });

		expect(open.most()).toBe(most);
	});
});

describe('batches', () => {
	it('pause between groups of items', async () => {
		const w = await world('singapay');
		const batching = { batch: { batchSize: 2, batchInterval: 40 } };
		const run = await w.run({ ...numbered, options: { batching } }, { items: 5 });
		const at = w.sim.control
			.requests()
			.slice(1)
			.map((request) => request.at);

		expect(queries(jsonOf(run))).toEqual(['n=0', 'n=1', 'n=2', 'n=3', 'n=4']);
		expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(38);
		expect((at[4] ?? 0) - (at[3] ?? 0)).toBeGreaterThanOrEqual(38);
	});

	it.each([0, -1, 50])('of %i items do not pause where there is one group', async (batchSize) => {
		const w = await world('singapay');
		const batching = { batch: { batchSize, batchInterval: 60_000 } };
		const run = await w.run({ ...numbered, options: { batching } }, { items: 3 });

		expect(jsonOf(run)).toHaveLength(3);
	});
});

describe('no items', () => {
	it('send nothing', async () => {
		const w = await world('singapay');
		const run = await w.run(numbered, { items: 0 });

		expect(run.status).toBe('success');
		expect(w.sim.control.requests()).toEqual([]);
	});
});
