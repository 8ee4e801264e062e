import { itemsOf } from '../../../dev/n8n/executions.mts';
import { waitFor } from '../../../dev/n8n/wait-for.mts';
import type { N8nUnderTest } from '../../e2e/support/n8n.mts';
import { chain } from '../../e2e/support/workflow.mts';
import { world } from '../../e2e/support/world.mts';
import { samples } from '../../support/providerSamples.mts';
import { check } from './measured.mts';
import { forged, receiver, type Receiver } from './notifications.mts';

const statusTrigger = 'Payment Changed';

/** So many notifications are sent again after a restart. */
const repeated = 10;

/** Both triggers, in workflows that are published. */
export function triggerChecks(n8n: N8nUnderTest, version: string): void {
	check(version, 'Payment Status Trigger: a change since the last poll', async () => {
		const w = await world(n8n, 'smartFastPay');
		const { id: credential } = w.credential;
		const { id, versionId, ...workflow } = await n8n.rest.workflows.create(
			chain('Watch', {
				name: statusTrigger,
				type: 'n8n-nodes-payment-api.paymentStatusTrigger',
				typeVersion: 1,
				parameters: {
					pollTimes: { item: [{ mode: 'everyMinute' }] },
					provider: 'smartFastPay',
					watch: 'list',
					kind: 'payment',
					emit: 'every',
					simplify: true,
				},
				credentials: { smartFastPayApi: { id: credential, name: w.credential.name } },
			}),
		);
		const payment = w.sim.control.addPayment({ kind: 'payment' });
		await n8n.rest.workflows.publish({ ...workflow, id, versionId });
		w.sim.control.setStatus(payment, 'paid');
		await n8n.rest.workflows.unpublish(id);
		await n8n.rest.workflows.publish({ ...workflow, id, versionId });
		const execution = await waitFor(
			async () => (await n8n.rest.executions.list({ workflowId: id, status: ['success'] }))[0],
			{ what: 'an execution of the trigger', timeoutMs: 20_000, everyMs: 250 },
		);
		const items = itemsOf(await n8n.rest.executions.waitForEnd(execution.id), statusTrigger);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ id: payment, previousStatus: 'pending', status: 'succeeded' },
		]);
		return undefined;
	});

	check(
		version,
		'Payment Webhook Trigger: a genuine notification starts, a forged one does not',
		async () => {
			for (const { provider } of samples) {
				const r = await receiver(n8n, provider);
				const genuine = await r.report();
				expect(genuine.status).toBe(200);
				expect(await r.begun(1)).toBe(1);
				expect(await r.post(forged(r, genuine))).toBe(401);
				expect(await r.post(genuine)).toBe(200);
				expect(await r.begun(2)).toBe(1);
			}
			return undefined;
		},
	);

	check(
		version,
		`Payment Webhook Trigger: ${repeated} notifications, again after a restart`,
		async () => {
			const receivers: Receiver[] = [];
			for (const { provider } of samples) receivers.push(await receiver(n8n, provider));
			const sent = new Map<Receiver, Awaited<ReturnType<Receiver['report']>>[]>();
			for (const r of receivers) {
				const all = [];
				for (let count = 0; count < repeated; count += 1) all.push(await r.report());
				expect(await r.begun(repeated)).toBe(repeated);
				sent.set(r, all);
			}
			await n8n.restart();
			const again: number[] = [];
			for (const [r, all] of sent) {
				await n8n.rest.workflows.waitUntilLive(r.workflow.id);
				for (const notification of all) {
					const status = await waitFor(
						async () => {
							const answer = await r.post(notification);
							return answer !== 404 && answer;
						},
						{ what: 'the webhook to be there again', timeoutMs: 30_000, everyMs: 250 },
					);
					expect(status).toBe(200);
				}
				again.push((await r.begun(2 * repeated)) - repeated);
			}
			const most = Math.max(...again);
			return most === 0 ? undefined : `${most} of ${repeated} start again`;
		},
		180_000,
	);
}
