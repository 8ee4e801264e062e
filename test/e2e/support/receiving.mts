import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemsOf } from '../../../dev/n8n/executions.mts';
import type { Workflow, WorkflowInput } from '../../../dev/n8n/rest.mts';
import { waitFor } from '../../../dev/n8n/wait-for.mts';
import type { ProviderId } from '../../../simulators/index.mts';
import { webhookSecret } from '../../../simulators/smartFastPay/seed.mts';
import { webhookSignature } from '../../../simulators/smartFastPay/signature.mts';
import { requestSignature } from '../../../simulators/singapay/signature.mts';
import type { N8nUnderTest } from './n8n.mts';
import { chain, type NodeInput } from './workflow.mts';
import { world, type World } from './world.mts';

/** A published workflow that receives the notifications of a simulator of its own. */

export const trigger = 'Payment Reported';

/** No server listens there. */
export const nobody = 'http://127.0.0.1:9/';

export type Headers = Readonly<Record<string, string>>;

export interface Answer {
	readonly status: number;
	readonly body: string;
}

export interface Receiving extends World {
	readonly workflow: Workflow;
	/** The production URL of the trigger; another after a restart. */
	url(): string;
	publish(): Promise<void>;
	/** From now on the simulator tells of every change. */
	listen(): void;
	/** A payment that the provider then reports as paid. Returns its id. */
	pay(): string;
	/** A payment, reported as paid, and what the simulator has sent of it. */
	paidAs(): Promise<{ readonly id: string; readonly body: string; readonly headers: Headers }>;
	post(body: string | Uint8Array<ArrayBuffer>, headers?: Headers): Promise<Answer>;
	/** How many executions n8n has begun, whatever became of them. */
	begun(): Promise<number>;
	/** The items of every execution, oldest first, once there are so many. */
	received(count: number, timeoutMs?: number): Promise<IDataObject[][]>;
}

/** The word by which a simulator's payment is paid. */
const paidWords: Readonly<Record<ProviderId, string>> = {
	smartFastPay: 'paid',
	paySecurez: 'Captured',
	singapay: 'paid',
};

const kinds = {
	smartFastPay: 'payment',
	paySecurez: 'transaction',
	singapay: 'virtualAccount',
} as const;

export const triggerOf = (
	{ sample, credential }: World,
	webhookId: string,
	parameters: INodeParameters,
): NodeInput => ({
	name: trigger,
	type: 'n8n-nodes-payment-api.paymentWebhookTrigger',
	typeVersion: 1,
	webhookId,
	parameters: { provider: sample.provider, ...parameters },
	credentials: { [sample.credentialType]: { id: credential.id, name: credential.name } },
});

export async function receiving(
	n8n: N8nUnderTest,
	provider: ProviderId,
	parameters: INodeParameters = {},
	changes = {},
): Promise<Receiving> {
	const w = await world(n8n, provider, changes);
	return await receivingBy(n8n, w, chain('Payments', triggerOf(w, randomUUID(), parameters)));
}

export async function receivingBy(
	n8n: N8nUnderTest,
	w: World,
	input: WorkflowInput,
): Promise<Receiving> {
	const { provider } = w.sample;
	const { control } = w.sim;
	const workflow = await n8n.rest.workflows.create(input);
	const webhookId = input.nodes.find(({ name }) => name === trigger)?.webhookId ?? '';
	const url = (): string => `${n8n.url}/webhook/${webhookId}/webhook`;
	const pay = (): string => {
		const id = control.addPayment({ kind: kinds[provider] });
		control.setStatus(id, paidWords[provider]);
		return id;
	};
	const begun = async (): Promise<number> => await n8n.rest.executions.count(workflow.id);
	return {
		...w,
		workflow,
		url,
		pay,
		begun,
		publish: async () => await n8n.rest.workflows.publish(workflow),
		listen: () => {
			control.notify({ url: url() });
		},
		paidAs: async () => {
			const before = control.notifications().length;
			const id = pay();
			const { body, headers } = await waitFor(
				() => control.notifications().find(({ status }, at) => at >= before && status !== null),
				{ what: 'an answer to the notification', timeoutMs: 30_000 },
			);
			return { id, body, headers };
		},
		post: async (body, headers = {}) => {
			const answer = await fetch(url(), {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', ...headers },
				body,
			});
			return { status: answer.status, body: await answer.text() };
		},
		received: async (count, timeoutMs = 60_000) => {
			let seen = 0;
			await waitFor(
				async () => {
					seen = await n8n.rest.executions.count(workflow.id, ['success']);
					return seen >= count;
				},
				{
					what: `${count} executions`,
					timeoutMs,
					everyMs: 100,
					lastSeen: () => String(seen),
				},
			);
			const all = await n8n.rest.executions.all(workflow.id);
			const items: IDataObject[][] = [];
			for (const { id } of all.toReversed())
				items.push(itemsOf(await n8n.rest.executions.get(id), trigger).map(({ json }) => json));
			return items;
		},
	};
}

/** Signed as the provider signs, at whatever moment. */
export function signed(
	{ sample: { provider }, sim, url }: Receiving,
	body: string,
	at = Date.now(),
): Headers {
	if (provider === 'smartFastPay')
		return { 'SmartFastPay-Signature': webhookSignature(body, webhookSecret, at) };
	if (provider !== 'singapay') return {};
	const timestamp = String(Math.floor(at / 1000));
	const parts = {
		method: 'POST',
		path: new URL(url()).pathname,
		accessToken: 'made-up',
		timestamp,
	};
	// A body that is no JSON has no canonical form; whatever is signed then is not what was sent.
	const signature = requestSignature({ ...parts, body }, sim.credentials.clientSecret);
	return {
		'X-Signature': signature ?? 'a'.repeat(128),
		'X-Timestamp': timestamp,
		Authorization: 'Bearer made-up',
	};
}
