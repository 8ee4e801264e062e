import { clock } from './support/clock.mts';
import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonOf, simulator, type World, world } from './support/world.mts';

/** n8n's own node sends a request again after ANY failure for which the credential hands it a token. */
const post = ({ sim, sample }: World, reference: string): object => ({
	method: 'POST',
	url: `${sim.url}${sample.write.path}`,
	sendBody: true,
	jsonBody: JSON.stringify(sample.write.body(reference)),
});
const posts = (w: World): string[] => w.calls().filter((call) => call.startsWith('POST'));

describe.each(samples)(
	"n8n's HTTP Request node with the $provider credential",
	({ provider, read }) => {
		it('gets a token and calls', async () => {
			const w = await world(provider);
			const run = await w.runHttpRequest({ url: `${w.sim.url}${read}` });

			expect(run.status).toBe('success');
			expect(w.tokenCalls()).toBe(1);
			expectNoSecret(run, w);
		});

		it.each([
			['answered with 500', { status: 500 }, 20_000],
			['answered with 503', { status: 503 }, 20_000],
			['answered with 403', { status: 403 }, 20_000],
			['answered with 429', { status: 429 }, 20_000],
			['cut off before it was processed', { reset: 'beforeProcessing' as const }, 20_000],
			['cut off after it was processed', { reset: 'afterProcessing' as const }, 20_000],
			['cut off in the middle of the answer', { reset: 'midBody' as const }, 20_000],
			['not answered in time', { delayMs: 400 }, 80],
		])('sends a POST once that is %s', async (_what, fault, timeout) => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			w.sim.control.addFault({ ...fault, match: { method: 'POST' } });
			const run = await w.runHttpRequest({ ...post(w, 'order-77'), options: { timeout } });

			expect(run.status).toBe('error');
			expect(posts(w)).toHaveLength(1);
			expect(w.tokenCalls()).toBe(1);
			expectNoSecret(run, w);
		});

		it('sends a POST once also when it is the first request of all', async () => {
			const w = await world(provider);
			w.sim.control.addFault({ match: { method: 'POST' }, reset: 'afterProcessing' });
			const run = await w.runHttpRequest(post(w, 'order-77'));

			expect(run.status).toBe('error');
			expect(posts(w)).toHaveLength(1);
			expect(w.paid()).toEqual(['order-77']);
		});

		it('renews a token that was refused, and the POST then succeeds once', async () => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			w.sim.control.revokeTokens();
			const run = await w.runHttpRequest(post(w, 'order-77'));

			expect(run.status).toBe('success');
			expect(w.paid()).toEqual(['order-77']);
			expect(posts(w)).toHaveLength(2);
			expect(w.tokenCalls()).toBe(2);
		});

		it('renews an expired token before it sends anything', async () => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			clock.advance(24 * 3_600_000);
			const run = await w.runHttpRequest(post(w, 'order-77'), { engine: await w.engine.restart() });

			expect(run.status).toBe('success');
			expect(posts(w)).toHaveLength(1);
			expect(w.tokenCalls()).toBe(2);
			expect(w.sim.control.requests().every(({ status }) => (status ?? 0) < 300)).toBe(true);
		});

		it('sends nothing to another host', async () => {
			const w = await world(provider);
			const other = await simulator(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			const run = await w.runHttpRequest({ url: `${other.url}${read}` });

			expect(run.error?.message).toContain(`is only for ${w.sim.url}`);
			expect(other.control.requests()).toEqual([]);
			expect(w.calls()).toHaveLength(1);
			expectNoSecret(run, w);
		});

		it('sends nothing to another host that hides behind the own one', async () => {
			const w = await world(provider);
			const other = await simulator(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			const target = `${other.url.replace('http://', '')}/diagnostics/echo`;
			const tricks = ['@', '\\@', '%00@', '#@', '?@', '/..//', '\t@', '.'];
			const run = await w.runHttpRequest(
				{ url: '={{ $json.url }}' },
				{
					items: tricks.map((trick) => ({ url: `${w.sim.url}${trick}${target}` })),
					onError: 'continueRegularOutput',
				},
			);

			expect(jsonOf(run)).toHaveLength(tricks.length);
			expect(other.control.requests()).toEqual([]);
			expectNoSecret(run, w);
		});

		it('sends nothing to an endpoint that returns a secret, however it is spelled', async () => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			const { tokenPath } = w.sample;
			const spellings = [
				tokenPath,
				tokenPath.toUpperCase(),
				`${tokenPath}/`,
				`${tokenPath};a=b`,
				`/v9${tokenPath}?a=b`,
				`/${tokenPath}`,
				`/x/..${tokenPath}`,
				`/x/%2e%2e${tokenPath}`,
				tokenPath.replace('k', '%6b'),
				tokenPath.replace('k', '%256b'),
			];
			const run = await w.runHttpRequest(
				{ method: 'POST', url: '={{ $json.url }}' },
				{
					items: spellings.map((path) => ({ url: `${w.sim.url}${path}` })),
					onError: 'continueRegularOutput',
				},
			);

			expect(jsonOf(run).map((json) => JSON.stringify(json))).toEqual(
				spellings.map(() => expect.stringContaining('endpoint that returns a secret')),
			);
			expect(w.tokenCalls()).toBe(1);
			expect(w.calls()).toHaveLength(1);
			expectNoSecret(run, w);
		});

		it('pays each of ten items at most once when their token was revoked', async () => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			w.sim.control.revokeTokens();
			const url = `${w.sim.url}${w.sample.write.path}`;
			const body = JSON.stringify(w.sample.write.body('PLACE')).replace(
				'PLACE',
				'ref-{{ $json.n }}',
			);
			const run = await w.runHttpRequest(
				{ method: 'POST', url, sendBody: true, jsonBody: `=${body}` },
				{ items: 10, onError: 'continueRegularOutput' },
			);
			const succeeded = jsonOf(run).filter((json) => !('error' in (json as object)));

			expect(new Set(w.paid()).size).toBe(w.paid().length);
			expect(w.paid()).toHaveLength(10);
			expect(succeeded).toHaveLength(10);
			expect(w.tokenCalls()).toBe(2);
		});

		it('pays each of ten items once when all answers are lost', async () => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			const reset = 'afterProcessing' as const;
			w.sim.control.addFault({ match: { method: 'POST' }, reset, times: Infinity });
			const url = `${w.sim.url}${w.sample.write.path}`;
			const body = JSON.stringify(w.sample.write.body('PLACE')).replace(
				'PLACE',
				'ref-{{ $json.n }}',
			);
			await w.runHttpRequest(
				{ method: 'POST', url, sendBody: true, jsonBody: `=${body}` },
				{ items: 10, onError: 'continueRegularOutput' },
			);

			expect(posts(w)).toHaveLength(10);
			expect(w.tokenCalls()).toBe(1);
		});

		it('sends a POST once whose token dies while it is under way', async () => {
			const w = await world(provider);
			await w.runHttpRequest({ url: `${w.sim.url}${read}` });
			w.sim.control.addFault({ match: { method: 'POST' }, reset: 'afterProcessing' });
			clock.whenProviderLooks(() => {
				if (posts(w).length > 0) clock.whenProviderLooks(() => undefined);
				if (posts(w).length > 0) clock.advance(24 * 3_600_000);
			});
			await w.runHttpRequest(post(w, 'order-77'));

			expect(posts(w)).toHaveLength(1);
		});

		it('asks for one token with a wrong secret, and sends nothing', async () => {
			const w = await world(provider, { clientSecret: 'wrong-secret' });
			const run = await w.runHttpRequest(post(w, 'order-77'), {
				items: 5,
				onError: 'continueRegularOutput',
			});

			expect(w.tokenCalls()).toBe(1);
			expect(w.calls()).toEqual([]);
			expect(run.serialized()).not.toContain('wrong-secret');
		});
	},
);
