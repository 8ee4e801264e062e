import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, type NodeOptions, type World, world } from './support/world.mts';

const kept = { keepConnectionsOpen: true };
const many = 40;

const connections = ({ sim }: World): number => sim.control.traffic().connections;

describe.each(samples)('Keep Connections Open at $provider', ({ provider, read }) => {
	it('reads over few connections; without it each read opens its own', async () => {
		const w = await world(provider);
		const run = async (options: object, more: NodeOptions = {}): Promise<number> => {
			const before = connections(w);
			const ran = await w.run({ path: read, options }, { items: many, ...more });
			expect(ran.status).toBe('success');
			expectNoSecret(ran, w);
			return connections(w) - before;
		};

		expect(await run({})).toBe(many + 1);
		expect(await run(kept)).toBeLessThan(15);
		expect(w.calls()).toHaveLength(2 * many);
		expect(w.tokenCalls()).toBe(1);
	});

	it('sends what the other transport sends, but for the headers of fetch', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		await w.run({ path: read, options: kept });
		const [one, other] = w.sim.control
			.requests()
			.slice(-2)
			.map(({ method, path, headers }) => {
				const {
					connection,
					'accept-language': language,
					'sec-fetch-mode': mode,
					...same
				} = headers;
				return { method, path, headers: { ...same, 'accept-encoding': '' } };
			});

		expect(other).toEqual(one);
	});

	it('is not for writes: each has a connection of its own', async () => {
		const w = await world(provider);
		await w.run({ path: read, options: kept }, { items: 3 });
		const before = connections(w);
		const tokens = w.tokenCalls();
		const run = await w.run(
			{
				method: 'POST',
				path: '/diagnostics/echo',
				...jsonBody('={{ { n: $json.n } }}'),
				options: kept,
			},
			{ items: 4 },
		);

		expect(run.status).toBe('success');
		expect(connections(w) - before).toBe(4 + w.tokenCalls() - tokens);
	});

	it('renews a refused token, once for all', async () => {
		const w = await world(provider);
		await w.run({ path: read, options: kept }, { items: 3 });
		w.sim.control.revokeTokens();
		const run = await w.run({ path: read, options: kept }, { items: many });

		expect(run.status).toBe('success');
		expect(w.tokenCalls()).toBe(2);
		// n8n has stored the new one: a process that knows nothing of it needs no further one.
		const [latest] = w.sim.control.tokens().slice(-1);
		expect(w.engine.credentials.get(w.credential.id).data.accessToken).toBe(latest?.accessToken);
	});

	it('does not follow a redirect', async () => {
		const w = await world(provider);
		await w.run({ path: read });
		const run = await w.run({
			path: `/diagnostics/redirect?to=${read}`,
			options: { ...kept, maxRetries: 0 },
		});

		expect(run.error?.message).toContain('redirects this request');
		expect(w.calls()).toHaveLength(2);
	});
});

describe('a run of many reads', () => {
	const hints = async (w: World, items: number, parameters: object): Promise<string> =>
		JSON.stringify((await w.run(parameters, { items })).serialized());

	it.each<[string, number, object, boolean]>([
		['101 reads', 101, {}, true],
		['100 reads', 100, {}, false],
		['101 reads over connections that stay open', 101, { options: kept }, false],
		['101 writes', 101, { method: 'POST', path: '/diagnostics/echo', ...jsonBody('{}') }, false],
	])('says what would save time: %s', async (_what, items, parameters, isSaid) => {
		const w = await world('smartFastPay');
		const said = await hints(w, items, { path: w.sample.read, ...parameters });

		expect(said.split('opened a new connection for each of its').length - 1).toBe(isSaid ? 1 : 0);
	});
});
