import { clock } from './support/clock.mts';
import { letTimePass, until } from './support/passing-time.mts';
import { samples } from '../support/providerSamples.mts';
import { jsonBody, type World, world } from './support/world.mts';
import { transports } from './support/transports.mts';

/** Fires when the simulator has received that many requests beside token calls. */
function afterRequests(w: World, count: number): AbortSignal {
	const controller = new AbortController();
	// The simulator notes a request right after it looked at its clock.
	clock.whenProviderLooks(() =>
		setImmediate(() => (w.calls().length >= count ? controller.abort() : undefined)),
	);
	return controller.signal;
}

describe.each(samples)('canceling at $provider', ({ provider, read, pay }) => {
	/** A payment of its own for every item. */
	const payEach = `=${JSON.stringify(pay.body('PLACE')).replace('PLACE', 'order-{{ $json.n }}')}`;

	it.each(transports)(
		'ends a request over $transport that waits for its answer, and sends no further ones',
		async ({ over }) => {
			const w = await world(provider);
			w.sim.control.addFault({ delayMs: 20_000, times: Infinity });
			const before = Date.now();
			const run = await w.run(
				{ path: read, options: { ...over, concurrency: 2 } },
				{ items: 20, run: { cancelAfter: afterRequests(w, 2) } },
			);

			expect(run.status).toBe('canceled');
			expect(w.calls().length).toBeLessThanOrEqual(2);
			expect(Date.now() - before).toBeLessThan(10_000);
		},
	);

	it.each(transports)('ends the wait before a repeat over $transport', async ({ over }) => {
		// Nobody wakes by himself.
		const time = letTimePass({ isStanding: true });
		const w = await world(provider);
		const headers = { 'retry-after': '1' };
		w.sim.control.addFault({ status: 429, headers, times: Infinity });
		const isWaiting = until(() => time.sleepers() === 1);
		const run = await w.run({ path: read, options: over }, { run: { cancelAfter: isWaiting } });

		expect(run.status).toBe('canceled');
		expect(w.calls()).toHaveLength(1);
	});

	it('sends no further writes after the one under way', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method: 'POST' }, delayMs: 300, times: Infinity });
		const run = await w.run(
			{ method: 'POST', path: pay.path, ...jsonBody(payEach) },
			{ items: 5, run: { cancelAfter: afterRequests(w, 1) } },
		);

		expect(run.status).toBe('canceled');
		expect(w.calls()).toHaveLength(1);
	});

	it('sends no further writes even when the workflow is to go on after failures', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method: 'POST' }, delayMs: 300, times: Infinity });
		await w.run(
			{ method: 'POST', path: pay.path, ...jsonBody(payEach) },
			{
				items: 5,
				onError: 'continueRegularOutput',
				run: { cancelAfter: afterRequests(w, 1) },
			},
		);

		expect(w.calls()).toHaveLength(1);
	});
});
