import type { Fault } from '../../simulators/index.mts';
import { samples } from '../support/providerSamples.mts';
import { useN8n } from './support/n8n.mts';
import { world, writeOf } from './support/world.mts';

/**
 * n8n's own HTTP Request node with our credential. It asks the credential for a new token after ANY failure and, if it gets
 * one, sends the request again; a payment that was answered with 500 would exist twice.
 */
const n8n = useN8n();

/** Shorter than the simulator takes, longer than a busy machine needs to connect. */
const timeoutMs = 1_500;

const failures: ReadonlyArray<readonly [string, Fault]> = [
	['500', { status: 500 }],
	['403', { status: 403 }],
	['429', { status: 429 }],
	['a reset after it was processed', { reset: 'afterProcessing' }],
	['a reset before it was processed', { reset: 'beforeProcessing' }],
	['no answer in time', { delayMs: 2 * timeoutMs }],
];

describe.each(samples)('$displayName', (sample) => {
	const { provider, read, write } = sample;

	test('a GET and a POST go through with one token call', async () => {
		const { httpNode, run, tokenCalls, paid } = await world(n8n, provider);
		const reading = httpNode({ method: 'GET', url: read }, { name: 'Look' });
		const execution = await run(
			reading,
			httpNode(writeOf(sample, 'shop-1'), { executeOnce: true }),
		);
		expect(execution.status).toBe('success');
		expect(tokenCalls()).toBe(1);
		expect(paid()).toEqual(['shop-1']);
	});

	test.each(failures)('a POST that meets with %s is sent once', async (_what, fault) => {
		const { httpNode, run, tokenCalls, sim, writes } = await world(n8n, provider);
		sim.control.addFault({ ...fault, match: { path: write.path }, times: Infinity });
		const reading = httpNode({ method: 'GET', url: read }, { name: 'Look' });
		const options = { timeout: timeoutMs };
		const paying = httpNode({ ...writeOf(sample, 'shop-1'), options }, { executeOnce: true });
		const execution = await run(reading, paying);
		expect(execution.status).toBe('error');
		expect(writes()).toBe(1);
		expect(tokenCalls()).toBe(1);
	});

	test('a POST that fails is sent once by a credential without a token, too', async () => {
		const { httpNode, run, tokenCalls, sim, writes } = await world(n8n, provider);
		sim.control.addFault({ status: 500, match: { path: write.path }, times: Infinity });
		const execution = await run(httpNode(writeOf(sample, 'shop-1')));
		expect(execution.status).toBe('error');
		expect(writes()).toBe(1);
		expect(tokenCalls()).toBe(1);
	});

	test('a token that was revoked is renewed, and the POST exists once', async () => {
		const { httpNode, run, tokenCalls, paid, sim } = await world(n8n, provider);
		await run(httpNode({ method: 'GET', url: read }));
		sim.control.revokeTokens();
		const execution = await run(httpNode(writeOf(sample, 'shop-1')));
		expect(execution.status).toBe('success');
		expect(tokenCalls()).toBe(2);
		expect(paid()).toEqual(['shop-1']);
	});

	test('a wrong secret is named, with one token call', async () => {
		const { httpNode, run, tokenCalls } = await world(n8n, provider, {
			clientSecret: 'not-the-one',
		});
		const execution = await run(httpNode(writeOf(sample, 'shop-1')));
		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution.data.resultData.error)).toMatch(
			'did not accept the Client ID and Client Secret',
		);
		expect(tokenCalls()).toBe(1);
	});

	test('the token goes to no other host', async () => {
		const { httpNode, run } = await world(n8n, provider);
		const elsewhere = await world(n8n, provider);
		const request = httpNode({ method: 'GET' });
		const url = `${elsewhere.sim.url}${read}`;
		const execution = await run({ ...request, parameters: { ...request.parameters, url } });
		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution.data.resultData.error)).toMatch('credential is only for');
		expect(elsewhere.sim.control.requests()).toEqual([]);
	});

	test('n8n stores no token of it', async () => {
		const { httpNode, run, secrets, sim } = await world(n8n, provider);
		const executions = [
			await run(httpNode({ method: 'GET', url: read })),
			await run(httpNode({ method: 'GET', url: '/no/such/path' })),
		];
		sim.control.configure({ rejectAllTokens: true });
		executions.push(await run(httpNode({ method: 'GET', url: read })));
		const stored = JSON.stringify([executions.map(({ data }) => data), n8n.output()]);
		expect(stored).toMatch('no/such/path');
		expect(secrets().filter((secret) => stored.includes(secret))).toEqual([]);
	});
});
