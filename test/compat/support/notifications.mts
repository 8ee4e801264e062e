import { randomUUID } from 'node:crypto';

import type { Workflow } from '../../../dev/n8n/rest.mts';
import { waitFor } from '../../../dev/n8n/wait-for.mts';
import type { ProviderId } from '../../../simulators/index.mts';
import type { N8nUnderTest } from '../../e2e/support/n8n.mts';
import { chain } from '../../e2e/support/workflow.mts';
import { world, type World } from '../../e2e/support/world.mts';

/** A published workflow behind the webhook trigger, and what a simulator has told it. */
export interface Receiver extends World {
	readonly workflow: Workflow;
	/** A payment that is paid and reported; resolves with the notification once n8n has answered it. */
	report(): Promise<Notification>;
	/** Sends it to where the trigger is now: another address after a restart. The HTTP status. */
	post(notification: Notification): Promise<number>;
	/** Executions that have begun, once there are so many, or after the time that a late one would take. */
	begun(atLeast: number): Promise<number>;
}

export interface Notification {
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
	/** n8n's answer. */
	readonly status: number | null;
}

const payments = {
	smartFastPay: { kind: 'payment', paid: 'paid' },
	paySecurez: { kind: 'transaction', paid: 'Captured' },
	singapay: { kind: 'virtualAccount', paid: 'paid' },
} as const;

/** An execution begins within milliseconds of the answer, also where n8n answers first. */
const lateMs = 3_000;

export async function receiver(n8n: N8nUnderTest, provider: ProviderId): Promise<Receiver> {
	const w = await world(n8n, provider);
	const webhookId = randomUUID();
	const workflow = await n8n.rest.workflows.create(
		chain('Payments', {
			name: 'Payment Reported',
			type: 'n8n-nodes-payment-api.paymentWebhookTrigger',
			typeVersion: 1,
			webhookId,
			parameters: { provider },
			credentials: { [w.sample.credentialType]: { id: w.credential.id, name: w.credential.name } },
		}),
	);
	const { control } = w.sim;
	const url = (): string => `${n8n.url}/webhook/${webhookId}/webhook`;
	await n8n.rest.workflows.publish(workflow);
	control.notify({ url: url() });
	return {
		...w,
		workflow,
		report: async () => {
			const before = control.notifications().length;
			const { kind, paid } = payments[provider];
			control.setStatus(control.addPayment({ kind }), paid);
			return await waitFor(
				() => control.notifications().find(({ status }, at) => at >= before && status !== null),
				{ what: 'an answer to the notification', timeoutMs: 30_000 },
			);
		},
		post: async ({ body, headers }) => {
			const answer = await fetch(url(), {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', ...headers },
				body,
			});
			await answer.body?.cancel();
			return answer.status;
		},
		begun: async (atLeast) => {
			const count = async (): Promise<number> => await n8n.rest.executions.count(workflow.id);
			const endAt = performance.now() + lateMs;
			await waitFor(async () => (await count()) >= atLeast || performance.now() > endAt, {
				what: 'executions',
				timeoutMs: 2 * lateMs,
			});
			return await count();
		},
	};
}

/** The same with one character of its proof changed, or of a payment that does not exist where nothing is signed. */
export function forged({ sample }: World, { body, headers, status }: Notification): Notification {
	if (sample.provider === 'paySecurez')
		return {
			body: JSON.stringify({ TransactionId: 'txn_nowhere', Status: 'Captured' }),
			headers,
			status,
		};
	const wrong = Object.entries(headers).map(([name, value]) => [
		name,
		/signature/i.test(name)
			? value.replace(/[0-9a-f]$/, (digit) => (digit === '0' ? '1' : '0'))
			: value,
	]);
	// Not a repeat of what is known: another body, whose proof cannot be right.
	return {
		body: body.replace(/\}$/, ',"more":1}'),
		headers: Object.fromEntries(wrong) as object as Notification['headers'],
		status,
	};
}
