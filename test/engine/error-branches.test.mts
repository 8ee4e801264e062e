import { sampleOf, samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, jsonOf, world } from './support/world.mts';

describe.each(samples)('an item that fails at $provider', ({ provider, displayName }) => {
	const path = '=/{{ $json.where }}';
	const items = [
		{ where: 'diagnostics/echo' },
		{ where: 'nothing' },
		{ where: 'diagnostics/echo' },
	];

	it('goes alone to the error branch', async () => {
		const w = await world(provider);
		const run = await w.run({ path }, { items, onError: 'continueErrorOutput' });

		expect(run.status).toBe('success');
		expect(run.outputs('Pay')[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(jsonOf(run, 1)).toEqual([
			{
				where: 'nothing',
				error: expect.objectContaining({
					message: expect.stringMatching(new RegExp(`^${displayName} answered .*404`)),
					httpCode: 404,
					outcome: 'refused',
					path: '/nothing',
				}),
			},
		]);
		expectNoSecret(run, w);
	});

	it('stays in its place on the regular output', async () => {
		const w = await world(provider);
		const run = await w.run({ path }, { items, onError: 'continueRegularOutput' });

		expect(jsonOf(run).map((json) => 'error' in (json as object))).toEqual([false, true, false]);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	it('stops the node and is named', async () => {
		const w = await world(provider);
		const run = await w.run({ path, options: { concurrency: 1 } }, { items });

		expect(run.error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '404',
			context: { itemIndex: 1, details: { provider, httpCode: 404 } },
		});
		expect(w.calls()).toHaveLength(2);
	});
});

describe('an item whose input is wrong', () => {
	const items = [{ path: '/balance' }, { path: '/a/../b' }, { path: '/balance' }];

	it('goes alone to the error branch, the others are sent', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(
			{ path: '={{ $json.path }}', simplify: false },
			{ items, onError: 'continueErrorOutput' },
		);

		expect(jsonOf(run)).toHaveLength(2);
		expect(jsonOf(run, 1)).toMatchObject([
			{
				path: '/a/../b',
				error: { message: expect.stringContaining("'Path'"), outcome: 'refused' },
			},
		]);
	});

	it.each([
		['whose expression finds nothing', '={{ $json.path.nothing.here }}'],
		['whose expression gives null', '={{ null }}'],
		['whose expression is broken', '={{ $json.path. }}'],
	])('%s sends nothing at all', async (_what, expression) => {
		const w = await world('smartFastPay');
		const run = await w.run({ method: 'POST', path: expression, ...jsonBody({}) }, { items });

		expect(run.status).toBe('error');
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('whose expression finds nothing goes alone to the error branch too', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(
			{ path: '={{ $json.path.includes("..") ? $json.nothing.here : $json.path }}' },
			{ items, onError: 'continueErrorOutput' },
		);

		expect(jsonOf(run, 1)).toHaveLength(1);
		expect(w.calls()).toEqual(['GET /balance', 'GET /balance']);
	});

	it('whose expression names a node that is not there goes alone to the error branch, the payments beside it are sent', async () => {
		const w = await world('paySecurez');
		const path = `={{ $json.n === 1 ? $('Nowhere').item.json.x : '/api/v1/transactions' }}`;
		const body = '={{ JSON.stringify({ ...$json.body, reference: "R-" + $json.n }) }}';
		const payments = [0, 1, 2].map((n) => ({ n, body: sampleOf('paySecurez').pay.body('R') }));
		const run = await w.run(
			{ method: 'POST', path, ...jsonBody({}), jsonBody: body },
			{ items: payments, onError: 'continueErrorOutput' },
		);

		expect(run.outputs('Pay')[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(jsonOf(run, 1)).toEqual([
			expect.objectContaining({
				n: 1,
				error: {
					message: expect.stringMatching(/node doesn't exist/),
					description: expect.any(String),
					cause: 'interrupted',
					outcome: 'refused',
				},
			}),
		]);
		expect(w.calls()).toEqual(['POST /api/v1/transactions', 'POST /api/v1/transactions']);
	});
});
