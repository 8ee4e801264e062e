import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import { itemsOf } from '../../dev/n8n/executions.mts';
import type { Workflow } from '../../dev/n8n/rest.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import { webhookSecret } from '../../simulators/smartFastPay/seed.mts';
import { webhookSignature } from '../../simulators/smartFastPay/signature.mts';
import { chain, type NodeInput } from '../e2e/support/workflow.mts';
import { world, type World } from '../e2e/support/world.mts';
import { useCluster } from './support/cluster.mts';
import { dumpOf } from './support/dump.mts';

const cluster = useCluster(dumpOf);

interface Started extends World {
	readonly workflow: Workflow;
	/** How many executions n8n has begun. */
	begun(): Promise<number>;
}

/** A published workflow of one trigger of this package. */
async function started(
	type: 'paymentWebhookTrigger' | 'paymentStatusTrigger',
	parameters: INodeParameters,
	more: Partial<NodeInput> = {},
): Promise<Started> {
	const w = await world(cluster, 'smartFastPay');
	const { credentialType } = w.sample;
	const workflow = await cluster.rest.workflows.create(
		chain(type, {
			name: 'Payment',
			type: `n8n-nodes-payment-api.${type}`,
			typeVersion: 1,
			parameters: { provider: 'smartFastPay', ...parameters },
			credentials: { [credentialType]: { id: w.credential.id, name: w.credential.name } },
			...more,
		}),
	);
	await cluster.rest.workflows.publish(workflow);
	return { ...w, workflow, begun: async () => await cluster.rest.executions.count(workflow.id) };
}

describe('notifications that two processes receive', () => {
	/** For each delay. The documentation has the numbers of QUEUE_EVENTS=200. */
	const events = Number(process.env.QUEUE_EVENTS ?? 20);
	/** Between two events, whichever their delay. */
	const everyMs = 1_000;
	const maxTries = 20;
	const timeoutMs = 240_000 + events * 4 * everyMs * 2;

	const paid = ({ sim: { control } }: World): string => {
		const id = control.addPayment({ kind: 'payment' });
		control.setStatus(id, 'paid');
		const record = { id, transaction_id: id, amount: '1.00', type: 'payment' };
		return JSON.stringify({
			requestId: 'r',
			data: [{ ...record, status: 'paid', payment_status: 'paid' }],
		});
	};

	/** As a provider does: again a second later, until it is taken. Some tries fail while n8n is busy. */
	async function deliver(webhookId: string, body: string, receiver: number): Promise<void> {
		const url = `${cluster.receivers[receiver % 2]}/webhook/${webhookId}/webhook`;
		for (let tries = 0; tries < maxTries; tries += 1) {
			const signature = webhookSignature(body, webhookSecret, Date.now());
			const headers = { 'content-type': 'application/json', 'SmartFastPay-Signature': signature };
			const response = await fetch(url, { method: 'POST', headers, body });
			await response.text();
			if (response.ok) return;
			await sleep(1_000);
		}
		throw new Error(`${url} did not take a notification in ${maxTries} tries`);
	}

	/** Events that reach the nodes behind the trigger. */
	const passed = async (workflowId: string): Promise<number> => {
		const executions = await cluster.rest.executions.all(workflowId);
		const ended = await Promise.all(
			executions.map(({ id }) => cluster.rest.executions.waitForEnd(id)),
		);
		return ended.flatMap((execution) => itemsOf(execution, 'Payment')).length;
	};

	it(
		'pass the trigger at least once, and once where a repeat comes a second later',
		async () => {
			const runs: { readonly delayMs: number; readonly webhookId: string; readonly w: Started }[] =
				[];
			for (const delayMs of [0, 1_000, 5_000, 30_000]) {
				const webhookId = randomUUID();
				const w = await started('paymentWebhookTrigger', {}, { webhookId });
				runs.push({ delayMs, webhookId, w });
			}
			const deliveries: Promise<void>[] = [];
			for (let index = 0; index < events; index += 1) {
				for (const { delayMs, webhookId, w } of runs) {
					const body = paid(w);
					const first = deliver(webhookId, body, index);
					const repeat = delayMs === 0 ? Promise.resolve() : first.then(() => sleep(delayMs));
					deliveries.push(
						first,
						repeat.then(async () => await deliver(webhookId, body, index + 1)),
					);
					await sleep(everyMs);
				}
			}
			await Promise.all(deliveries);
			const counts: Record<number, { readonly begun: number; readonly passed: number }> = {};
			for (const { delayMs, w } of runs) {
				const [begun, through] = [await w.begun(), await passed(w.workflow.id)];
				counts[delayMs] = { begun, passed: through };
				process.stdout.write(
					`repeated after ${delayMs} ms: ${begun - events} of ${events} started a second execution, ${through - events} passed the trigger twice\n`,
				);
			}

			for (const { begun } of Object.values(counts)) expect(begun).toBeGreaterThanOrEqual(events);
			// Two executions that begin at the very same moment may both find that it is new.
			expect(counts[0]?.passed).toBeGreaterThanOrEqual(events);
			for (const delayMs of [1_000, 5_000, 30_000]) expect(counts[delayMs]?.passed).toBe(events);
		},
		timeoutMs,
	);
});

describe('a watch of payments, over restarts of main', () => {
	/** Up to a minute until n8n's schedule comes round, and a poll. */
	const nextPollMs = 90_000;

	it('reports each change once, including changes during a restart', async () => {
		const w = await started('paymentStatusTrigger', { kind: 'payment' });
		const { control } = w.sim;
		const told = async (): Promise<readonly string[]> => {
			const executions = await cluster.rest.executions.all(w.workflow.id);
			const read = await Promise.all(executions.map(({ id }) => cluster.rest.executions.get(id)));
			return read
				.flatMap((execution) => itemsOf(execution, 'Payment'))
				.map(({ json: { id, status } }) => `${String(id)} ${String(status)}`)
				.toSorted();
		};
		const toldOf = async (expected: readonly string[]): Promise<void> => {
			let seen: readonly string[] = [];
			await waitFor(async () => (seen = await told()).length >= expected.length, {
				what: 'the workflow to be told',
				timeoutMs: nextPollMs,
				everyMs: 500,
				lastSeen: () => seen.join(', '),
			});
			expect(seen).toEqual(expected.toSorted());
		};

		const first = control.addPayment({ kind: 'payment' });
		await toldOf([`${first} pending`]);

		control.setStatus(first, 'paid');
		const second = control.addPayment({ kind: 'payment' });
		await cluster.restartMain();
		const afterRestart = [`${first} pending`, `${first} succeeded`, `${second} pending`];
		await toldOf(afterRestart);

		await cluster.restartMain();
		control.setStatus(second, 'paid');
		await toldOf([...afterRestart, `${second} succeeded`]);
	}, 360_000);
});
