import { watchOpenRequests } from './support/open-requests.mts';
import { samples } from '../support/providerSamples.mts';
import { jsonBody, jsonOf, world } from './support/world.mts';

describe.each(samples)('several writes to $provider', ({ provider, write }) => {
	const body = `=${JSON.stringify(write.body('PLACE')).replace('PLACE', 'ref-{{ $json.n }}')}`;
	const create = { method: 'POST', path: write.path, ...jsonBody(body) };

	it('go one after the other, in the order of the items, whatever the concurrency', async () => {
		const w = await world(provider);
		const open = watchOpenRequests(w);
		w.sim.control.addFault({ delayMs: 20 });
		w.sim.control.addFault({ delayMs: 1, times: 4 });
		const run = await w.run({ ...create, options: { concurrency: 50 } }, { items: 5 });

		expect(run.status).toBe('success');
		expect(open.most()).toBe(1);
		expect(w.paid()).toEqual(['ref-0', 'ref-1', 'ref-2', 'ref-3', 'ref-4']);
	});

	it('stop at the first that fails: later ones are not sent', async () => {
		const w = await world(provider, { reusePolicy: 'untilExpiry' });
		w.sim.control.addFault({ delayMs: 1 });
		w.sim.control.addFault({ status: 500 });
		const run = await w.run(create, { items: 5 });

		expect(run.error?.context).toMatchObject({ itemIndex: 1 });
		expect(w.paid()).toEqual(['ref-0']);
		expect(w.calls()).toHaveLength(2);
	});

	it('are not begun at all when the last item is wrong', async () => {
		const w = await world(provider);
		const run = await w.run(
			{ ...create, path: '={{ $json.path }}' },
			{ items: [write.path, write.path, '/a/../b'].map((path, n) => ({ n, path })) },
		);

		expect(run.error?.message).toContain("'Path'");
		expect(run.error?.context).toMatchObject({ itemIndex: 2 });
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('do not stop for one that fails when the workflow is to go on', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ delayMs: 1 });
		w.sim.control.addFault({ status: 500 });
		const run = await w.run(create, { items: 4, onError: 'continueErrorOutput' });

		expect(w.paid()).toEqual(['ref-0', 'ref-2', 'ref-3']);
		expect(run.outputs('Pay')[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
			{ item: 3 },
		]);
		expect(jsonOf(run, 1)).toMatchObject([{ n: 1, error: { outcome: 'unknown' } }]);
	});

	it('wait for the reads before them and hold up the reads after them', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method: 'GET' }, delayMs: 25, times: 4 });
		w.sim.control.addFault({ match: { method: 'POST' }, delayMs: 25 });
		const echo = { method: '={{ $json.method }}', path: '/diagnostics/echo' };
		const items = ['GET', 'GET', 'POST', 'GET', 'GET'].map((method) => ({ method }));
		const run = await w.run(echo, { items });
		const seen = w.sim.control.requests().filter(({ path }) => path === '/diagnostics/echo');

		expect(run.status).toBe('success');
		expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'GET', 'GET']);
		const at = seen.map((request) => request.at);
		expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(24);
		expect((at[3] ?? 0) - (at[2] ?? 0)).toBeGreaterThanOrEqual(24);
	});
});
