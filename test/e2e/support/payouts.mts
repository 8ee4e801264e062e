import type { IConnection, INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../../dev/n8n/executions.mts';
import type { WorkflowInput } from '../../../dev/n8n/rest.mts';
import { waitFor } from '../../../dev/n8n/wait-for.mts';
import type { Fault, ProviderId } from '../../../simulators/index.mts';
import { sampleOf } from '../../support/providerSamples.mts';
import { smartFastPayBody } from '../../support/smartFastPayBody.mts';
import type { N8nUnderTest } from './n8n.mts';
import { chain, start, trigger, type NodeInput } from './workflow.mts';
import { jsonBody, world, type World } from './world.mts';

/** A write that moves money, as each provider takes it. */
export interface Payout {
	readonly provider: ProviderId;
	readonly displayName: string;
	readonly path: string;
	/** Whether the provider can be asked by reference what became of it. */
	readonly canBeAsked: boolean;
	/** Where the simulator keeps it, and under which name its reference. */
	readonly stored: { readonly collection: string; readonly field: string };
	readonly referenceOf: (body: Readonly<Record<string, unknown>>) => unknown;
	body(reference: string, amount?: number): object;
}

const named = (payout: Omit<Payout, 'displayName'>): Payout => ({
	...payout,
	displayName: sampleOf(payout.provider).displayName,
});

export const smartFastPay = named({
	provider: 'smartFastPay',
	path: '/v2/payout',
	canBeAsked: true,
	stored: { collection: 'payouts', field: 'transaction_id' },
	referenceOf: ({ transaction }) => (transaction as { readonly id: string }).id,
	body: (reference, amount = 50_000) => smartFastPayBody(reference, amount),
});

export const paySecurez = named({
	provider: 'paySecurez',
	path: '/api/v1/transactions',
	canBeAsked: false,
	stored: { collection: 'transactions', field: 'Reference' },
	referenceOf: ({ reference }) => reference,
	body: (reference, amount = 50_000) => ({
		transactionAction: 'PAYMENT',
		amount,
		currency: 'USD',
		reference,
		statementDescriptor: 'SHOP',
		successUrl: 'https://shop.example.com/thanks',
		callbackUrl: 'https://shop.example.com/notify',
	}),
});

export const singapay = named({
	provider: 'singapay',
	path: '/api/v2.0/disbursement/transfer',
	canBeAsked: true,
	stored: { collection: 'moneyOut', field: 'reference_number' },
	referenceOf: ({ reference_number: reference }) => reference,
	body: (reference, amount = 50_000) => ({
		account_id: '01J5XW8LD0R6M9CJEXAMPLE01',
		reference_number: reference,
		amount,
		bank_code: '014',
		bank_account_number: '1000123456',
	}),
});

/** What the node says where the provider cannot be asked what became of the first. */
export const sentBefore = 'A payment with this reference was sent before';

export const payouts = [smartFastPay, paySecurez, singapay];

export interface PayoutWorld extends World {
	readonly payout: Payout;
	/** The node with this payout, called `Pay`. */
	pay(reference: string, options?: INodeParameters, more?: Partial<NodeInput>): NodeInput;
	/** Saves a workflow behind a manual trigger. Its id. */
	save(...nodes: readonly NodeInput[]): Promise<string>;
	runAgain(workflowId: string): Promise<Execution>;
	/** What becomes of the next payouts. */
	next(fault: Fault): void;
	/** How often the provider was asked to make this payout, and how many it has. */
	count(reference: string): { readonly received: number; readonly stored: number };
	/** Resolves when the provider has received the payout, and has perhaps not answered. */
	untilReceived(reference: string): Promise<void>;
}

export async function payoutWorld(
	n8n: Pick<N8nUnderTest, 'rest'>,
	payout: Payout,
): Promise<PayoutWorld> {
	const w = await world(n8n, payout.provider);
	const { path, stored } = payout;
	const { control } = w.sim;
	const count = (reference: string) => ({
		received: control
			.requests()
			.filter(({ method, path: asked }) => method === 'POST' && asked === path)
			.filter(
				({ body }) => payout.referenceOf(JSON.parse(body) as Record<string, unknown>) === reference,
			).length,
		stored: (control.records()[stored.collection] ?? []).filter(
			(record) => record[stored.field] === reference,
		).length,
	});
	return {
		...w,
		payout,
		pay: (reference, options = {}, more = {}) =>
			w.payNode({ method: 'POST', path, ...jsonBody(payout.body(reference)), options }, more),
		save: async (...nodes) => {
			const { id } = await n8n.rest.workflows.create(chain(payout.displayName, start, ...nodes));
			return id;
		},
		runAgain: async (id) => await n8n.rest.workflows.run(id, trigger),
		next: (fault) => control.addFault({ match: { method: 'POST', path }, ...fault }),
		count,
		untilReceived: async (reference) => {
			await waitFor(() => count(reference).received > 0, {
				what: `the payout ${reference} to arrive`,
				timeoutMs: 30_000,
			});
		},
	};
}

/** One payout, received once. */
export const once = { received: 1, stored: 1 };

/** Further connections of a workflow, by the name of the node from which they come: one list per output. */
export const connected = (
	workflow: WorkflowInput,
	connections: Readonly<Record<string, readonly (readonly string[])[]>>,
): WorkflowInput => {
	const to = (node: string): IConnection => ({ node, type: 'main', index: 0 });
	const more = Object.entries(connections).map(([from, outputs]) => [
		from,
		{ main: outputs.map((names) => names.map(to)) },
	]);
	return { ...workflow, connections: { ...workflow.connections, ...Object.fromEntries(more) } };
};

/** n8n's "Retry execution": a new execution in mode `retry`, which sends every item of the failed node again. */
export async function retryOf(
	n8n: Pick<N8nUnderTest, 'rest'>,
	executionId: string,
): Promise<Execution> {
	const { workflowId } = await n8n.rest.executions.get(executionId);
	await n8n.rest.send('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: false });
	const [newest] = await n8n.rest.executions.list({ workflowId });
	if (newest === undefined) throw new Error('There is no execution');
	expect(newest.mode).toBe('retry');
	return await n8n.rest.executions.waitForEnd(newest.id);
}
