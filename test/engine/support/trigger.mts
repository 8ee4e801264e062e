import type { ActiveWorkflow, EngineRun, WorkflowJson } from '../../../dev/engine/index.mts';
import type { KindSample } from './payments.mts';
import type { World } from './world.mts';
import { account } from './writes.mts';

type Emitted = Awaited<ReturnType<ActiveWorkflow['poll']>>;

/** A workflow of a Payment Status Trigger alone; its name is `Watch`. */
export function watching(w: World, parameters: object, staticData?: object): WorkflowJson {
	const type = 'n8n-nodes-payment-api.paymentStatusTrigger';
	return {
		nodes: [w.node(parameters, { name: 'Watch', type })],
		...(staticData === undefined
			? {}
			: { staticData: { 'node:Watch': staticData } as NonNullable<WorkflowJson['staticData']> }),
	};
}

const accountOf = ({ provider }: Pick<KindSample, 'provider'>): object =>
	provider === 'singapay' ? { accountId: account } : {};

/** Parameters: everything that the provider lists. */
export const allOf = (sample: KindSample, more: object = {}): object => ({
	watch: 'list',
	kind: sample.kind,
	...accountOf(sample),
	...more,
});

/** Parameters: payments that are named. */
export const these = (
	sample: KindSample,
	payments: readonly string[],
	more: object = {},
): object => ({
	watch: 'ones',
	kind: sample.kind,
	payments: payments.join('\n'),
	...accountOf(sample),
	...more,
});

export interface ChangeSeen {
	readonly id: string;
	readonly reference: string;
	readonly status: string;
	readonly previousStatus: string | null;
}

export const changesIn = (emitted: Emitted): ChangeSeen[] =>
	(emitted ?? []).map(({ json }) => json as unknown as ChangeSeen);

/** Payment, status before, and status now: what most tests are about. */
export const movesIn = (emitted: Emitted): Array<[string, string | null, string]> =>
	changesIn(emitted).map(({ id, previousStatus, status }) => [id, previousStatus, status]);

/** What the activation itself has emitted. */
export const onActivation = ({ executions }: ActiveWorkflow): Emitted =>
	executions[0] === undefined ? null : emittedBy(executions[0]);

export const emittedBy = (run: EngineRun): NonNullable<Emitted> => run.items('Watch');

export const stateOf = (active: ActiveWorkflow): Record<string, unknown> =>
	active.staticData()['node:Watch'] as Record<string, unknown>;
