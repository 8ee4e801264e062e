import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { itemsOf } from '../../dev/n8n/executions.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import { type Nginx, startNginx } from '../../dev/nginx/server.mts';
import type { ProviderId } from '../../simulators/index.mts';
import { useN8n } from './support/n8n.mts';
import { chain } from './support/workflow.mts';
import { world } from './support/world.mts';

/** nginx before a real n8n, under a path of its own, as whoever runs n8n for others has it. */
const n8n = useN8n();

const trigger = 'Payment Reported';
const publicPath = '/hooks/payments';
const testPath = '/hooks/payments-test';
const paid = {
	singapay: ['virtualAccount', 'paid'],
	paySecurez: ['transaction', 'Captured'],
} as const;

const proxies: Nginx[] = [];
afterAll(async () => {
	await Promise.all(proxies.map(async (proxy) => await proxy.close()));
});

async function receivingBehindNginx(
	provider: ProviderId & keyof typeof paid,
	parameters: { readonly publicPath?: string } = {},
) {
	const w = await world(n8n, provider);
	const { control } = w.sim;
	const webhookId = randomUUID();
	const workflow = await n8n.rest.workflows.create(
		chain('Payments', {
			name: trigger,
			type: 'n8n-nodes-payment-api.paymentWebhookTrigger',
			typeVersion: 1,
			webhookId,
			parameters: { provider, ...parameters },
			credentials: {
				[w.sample.credentialType]: { id: w.credential.id, name: w.credential.name },
			},
		}),
	);
	const path = `${webhookId}/webhook`;
	const proxy = await startNginx({
		[publicPath]: `${n8n.url}/webhook/${path}`,
		[testPath]: `${n8n.url}/webhook-test/${path}`,
	});
	proxies.push(proxy);
	await n8n.rest.workflows.publish(workflow);
	return {
		workflow,
		/** A payment that the provider reports under this path: its ID, and how it was answered. */
		async report(under: string): Promise<{ readonly id: string; readonly status: number | null }> {
			control.notify({ url: proxy.url + under });
			const before = control.notifications().length;
			const [kind, word] = paid[provider];
			const id = control.addPayment({ kind });
			control.setStatus(id, word);
			const { status } = await waitFor(
				() => control.notifications().find((one, at) => at >= before && one.status !== null),
				{ what: 'an answer to the notification', timeoutMs: 30_000 },
			);
			return { id, status };
		},
		begun: async (): Promise<number> => await n8n.rest.executions.count(workflow.id),
		/** The items of its one execution, once it has ended. */
		async received(): Promise<IDataObject[]> {
			await waitFor(async () => (await n8n.rest.executions.count(workflow.id, ['success'])) > 0, {
				what: 'an execution',
				timeoutMs: 30_000,
				everyMs: 100,
			});
			const [first] = await n8n.rest.executions.all(workflow.id);
			if (first === undefined) throw new Error('There is no execution');
			const execution = await n8n.rest.executions.get(first.id);
			return itemsOf(execution, trigger).map(({ json }) => json);
		},
	};
}

test('a notification of Singapay is verified by the public path, which nginx rewrites', async () => {
	const r = await receivingBehindNginx('singapay', { publicPath });
	const { id, status } = await r.report(`${publicPath}?shop=1`);
	expect(status).toBe(200);
	expect(await r.received()).toMatchObject([{ id, status: 'succeeded' }]);
	expect(await r.begun()).toBe(1);
});

test('a notification of Singapay that was signed for another path is refused', async () => {
	const r = await receivingBehindNginx('singapay', { publicPath: '/hooks/other' });
	expect((await r.report(publicPath)).status).toBe(401);
	// What arrives at n8n is not what was signed either.
	const none = await receivingBehindNginx('singapay');
	expect((await none.report(publicPath)).status).toBe(401);
	expect([await r.begun(), await none.begun()]).toEqual([0, 0]);
});

test('Execute step receives a notification of Singapay under the public path as well', async () => {
	const r = await receivingBehindNginx('singapay', { publicPath: testPath });
	await n8n.rest.send('POST', `/rest/workflows/${r.workflow.id}/run`, {
		triggerToStartFrom: { name: trigger },
		destinationNode: { nodeName: trigger, mode: 'inclusive' },
	});
	expect((await r.report(testPath)).status).toBe(200);
});

test('a notification of PaySecurez, which signs nothing, is confirmed', async () => {
	const r = await receivingBehindNginx('paySecurez');
	const { id, status } = await r.report(publicPath);
	expect(status).toBe(200);
	expect(await r.received()).toMatchObject([{ id, status: 'succeeded' }]);
	expect(await r.begun()).toBe(1);
});
