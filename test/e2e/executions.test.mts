import { itemsOf } from '../../dev/n8n/executions.mts';
import { samples } from '../support/providerSamples.mts';
import { filesHolding } from './support/leaks.mts';
import { useN8n } from './support/n8n.mts';
import { chain, items, webhook } from './support/workflow.mts';
import { jsonBody, world, writeOf } from './support/world.mts';

/** The Payment API Request node in workflows that a real n8n runs and stores. */
const n8n = useN8n({ N8N_LOG_LEVEL: 'debug' });

describe.each(samples)('$displayName', (sample) => {
	const { provider, read, write } = sample;

	test('a read and a create run in one workflow, and one payment exists', async () => {
		const { run, payNode, paid, writes } = await world(n8n, provider);
		const reading = payNode({ method: 'GET', path: read }, { name: 'Look' });
		const execution = await run(reading, payNode(writeOf(sample, 'shop-1'), { executeOnce: true }));
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Look')).not.toEqual([]);
		expect(itemsOf(execution, 'Pay')).toHaveLength(1);
		expect(paid()).toEqual(['shop-1']);
		expect(writes()).toBe(1);
	});

	test('each of several items is paid once, in their order', async () => {
		const { run, payNode, paid } = await world(n8n, provider);
		const orders = ['shop-1', 'shop-2', 'shop-3'];
		// Indented, because two closing braces side by side would end the expression.
		const body = `={{ ${JSON.stringify(write.body('REFERENCE'), null, 1)} }}`;
		const execution = await run(
			...items(orders.map((order) => ({ order }))),
			payNode({
				method: 'POST',
				path: write.path,
				...jsonBody(body.replace('"REFERENCE"', '$json.order')),
			}),
		);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Pay').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(paid()).toEqual(orders);
	});

	test('failed items leave by the error branch, with what to do', async () => {
		const { run, payNode } = await world(n8n, provider);
		const execution = await run(
			...items([{ path: read }, { path: '/no/such/path' }, { path: '' }]),
			payNode({ method: 'GET', path: '={{ $json.path }}' }, { onError: 'continueErrorOutput' }),
		);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Pay')).not.toEqual([]);
		expect(itemsOf(execution, 'Pay', 1).map(({ json }) => json)).toEqual([
			expect.objectContaining({
				path: '/no/such/path',
				error: expect.objectContaining({
					message: expect.stringContaining('404'),
					httpCode: 404,
					outcome: 'refused',
				}),
			}),
			expect.objectContaining({
				error: expect.objectContaining({ message: "'Path' is empty", outcome: 'refused' }),
			}),
		]);
	});

	test('a payment with an unknown outcome is reported as such and is not sent again', async () => {
		const { run, payNode, sim, writes } = await world(n8n, provider);
		sim.control.addFault({ match: { path: write.path }, reset: 'afterProcessing' });
		const execution = await run(payNode(writeOf(sample, 'shop-1')));
		expect(execution.status).toBe('error');
		const { error } = execution.data.resultData;
		expect(error?.message).toMatch('Outcome unknown');
		expect(error?.description).toMatch('Do not send it again yet');
		expect(writes()).toBe(1);
	});

	test('three executions at the same time cost one token call', async () => {
		const { payNode, sim, tokenCalls } = await world(n8n, provider);
		const path = `read-${provider}`;
		const reading = payNode({ method: 'GET', path: read });
		const workflow = await n8n.rest.workflows.create(chain(path, webhook(path), reading));
		await n8n.rest.workflows.publish(workflow);
		// So slow that the others arrive while the first waits for its token.
		sim.control.addFault({ match: { token: true }, delayMs: 1_000, times: Infinity });
		const call = async (): Promise<number> =>
			(await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' })).status;
		expect(await Promise.all([call(), call(), call()])).toEqual([200, 200, 200]);

		const workflowId = workflow.id;
		expect(await n8n.rest.executions.list({ workflowId, status: ['success'] })).toHaveLength(3);
		expect(tokenCalls()).toBe(1);
		expect(sim.control.tokens().map(({ uses }) => uses)).toEqual([3]);
	});

	test('a token that was revoked is renewed once for three executions', async () => {
		const { payNode, run, sim, tokenCalls } = await world(n8n, provider);
		const reading = payNode({ method: 'GET', path: read });
		await run(reading);
		sim.control.revokeTokens();
		const executions = await Promise.all([run(reading), run(reading), run(reading)]);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(tokenCalls()).toBe(2);
	});

	test('neither token nor secret is in an execution, in a log or in clear on the disk', async () => {
		const { credential, form, tokenCalls, payNode, run, secrets, sim } = await world(n8n, provider);
		const failing = payNode({ method: 'GET', path: '/no/such/path' });
		const executions = [
			await run(payNode({ method: 'GET', path: read, options: { fullResponse: true } })),
			await run(payNode(writeOf(sample, 'shop-1'))),
			await run(failing),
			await run({ ...failing, onError: 'continueErrorOutput' }),
		];
		sim.control.configure({ rejectAllTokens: true });
		executions.push(await run(failing));
		const wrong = await form({ clientSecret: 'not-the-one' });
		await n8n.rest.credentials.update(credential.id, wrong);
		executions.push(await run(failing));
		expect(executions.map(({ status }) => status)).toEqual([
			'success',
			'success',
			'error',
			'success',
			'error',
			'error',
		]);
		expect(tokenCalls()).toBeGreaterThan(2);

		const hidden = [...secrets(), 'not-the-one'];
		const seen = JSON.stringify([executions.map(({ data }) => data), n8n.output()]);
		expect(hidden.filter((secret) => seen.includes(secret))).toEqual([]);
		expect(await filesHolding(n8n.userFolder, hidden)).toEqual([]);
		// The search finds what is there.
		expect(seen).toMatch('no/such/path');
		expect(await filesHolding(n8n.userFolder, ['no/such/path'])).not.toEqual([]);
	});
});
