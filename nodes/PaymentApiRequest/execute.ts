import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readsOf } from '../shared/connections';
import { sleepFor } from '../shared/context';
import { keepConnectionsOpenHint, minReadsForHint } from '../shared/keepConnectionsOpen';
import type { Explanation } from '../../lib/providers/contract';
import { settingError, thrownError } from '../shared/errors';
import { createPlanning, type Planning } from './planning';
import { runInOrder, type Verdict } from './schedule';
import { sameReference } from '../../lib/writes/messages';
import { noReferenceHint } from './description/hints';
import { create } from './operations/create';
import { get } from './operations/get';
import { getMany } from './operations/getMany';
import { links } from './operations/links';
import type { ItemError, ItemResult, Operation, Planned, Running } from './operations/operation';
import { unusable } from './operations/results';
import { send } from './operations/send';
import { wait } from './operations/wait';

const money = { create, get, getMany, wait };

const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	payment: money,
	paymentLink: links,
	payout: money,
	request: { send },
};

/** Neither of the two can be an expression: an unknown value was chosen with another version of this package. */
function chosenOperation(node: IExecuteFunctions): Operation {
	const resource = String(node.getNodeParameter('resource', 0, 'request'));
	const operation = String(node.getNodeParameter('operation', 0, 'send'));
	const chosen = operations[resource]?.[operation];
	if (chosen === undefined) throw settingError(node.getNode(), undefined, unknownOperation);
	return chosen;
}

/**
 * Runs an operation for all items. All are planned before the first is sent, so that a mistake in the last of fifty payouts does
 * not leave forty-nine sent and a failed node. A node that goes on after a failure sends reads while later items are still planned.
 */
export async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const running = chosenOperation(node).begin(node);
	const goesOn = node.continueOnFail();
	const count = node.getInputData().length;
	const payments = new Map<string, number>();
	let lacksReference = false;
	let firstUnusable: Extract<Planned, { kind: 'unusable' }> | undefined;
	const planning = createPlanning(count, running.schedule.concurrency, async (index) => {
		// The node has failed already.
		if (firstUnusable !== undefined && !goesOn) return firstUnusable;
		const plan = withoutTwin(node, index, await planItem(running, index), payments);
		if (plan.kind === 'unusable') firstUnusable ??= plan;
		lacksReference ||= plan.kind === 'ready' && plan.lacksReference === true;
		return plan;
	});

	const results: INodeExecutionData[][] = Array.from({ length: count }, () => []);
	let firstFailure: ItemError | undefined;
	let prepared: Promise<ItemError | undefined> | undefined;
	const prepareAll = async (): Promise<ItemError | undefined> =>
		await (prepared ??= prepare(planning, goesOn));
	const run = async (index: number): Promise<Verdict> => {
		const { isRead } = await planning.at(index);
		if (!isRead) await prepareAll();
		const plan = await planning.take(index);
		const outcome =
			plan.kind === 'ready'
				? await runItem(plan)
				: ({ kind: 'failed', failed: plan.failed } as const);
		if (outcome.kind === 'items') {
			results[index] = outcome.items;
			return 'continue';
		}
		results[index] = [errorItem(index, outcome.failed)];
		firstFailure ??= outcome.failed;
		if (goesOn) return 'continue';
		running.stop?.();
		return 'stop';
	};
	const waitsForAll = !goesOn || running.beginsTogether === true;
	const obstacle = waitsForAll ? await prepareAll() : undefined;
	if (obstacle !== undefined) throw obstacle.error;
	await runInOrder(
		{
			count,
			// An item that is not sent delays no other.
			isRead: async (index) => (await planning.at(index)).isRead,
			sleep: async (ms) => await sleepFor(node, ms),
			run,
		},
		running.schedule,
	);
	await planning.idle();
	if (lacksReference) node.addExecutionHints?.(noReferenceHint);
	const reads = readsOf(node);
	if (reads > minReadsForHint) node.addExecutionHints?.(keepConnectionsOpenHint(reads));
	if (firstFailure !== undefined && !goesOn) throw firstFailure.error;
	return results.flat();
}

/**
 * Plans all items that are left, and asks what has to be known before the first write.
 *
 * @returns Why the node fails before anything is sent: an item that cannot be sent, if it does not go on after one.
 */
async function prepare(planning: Planning, goesOn: boolean): Promise<ItemError | undefined> {
	const plans = await planning.rest();
	const unusablePlan = plans.find((plan) => plan.kind === 'unusable');
	if (unusablePlan !== undefined && !goesOn) return unusablePlan.failed;
	await Promise.all(
		plans.map(async (plan) => (plan.kind === 'ready' ? await plan.prepare?.() : undefined)),
	);
	return undefined;
}

const unknownOperation: Explanation = {
	message: "'Operation' is not one of the resource's choices",
	description: "Choose 'Resource' and 'Operation' from their lists.",
};

/** Any exception for one item, e.g. from an expression or a credential that cannot be read, is that item's failure. */
async function planItem(running: Running, index: number): Promise<Planned> {
	try {
		return await running.plan(index);
	} catch (error) {
		return {
			kind: 'unusable',
			isRead: true,
			failed: thrownError(error, 'refused'),
		};
	}
}

async function runItem(plan: Extract<Planned, { kind: 'ready' }>): Promise<ItemResult> {
	try {
		return await plan.run();
	} catch (error) {
		const outcome = plan.isRead ? 'refused' : 'unknown';
		return { kind: 'failed', failed: thrownError(error, outcome) };
	}
}

/**
 * The second of two items that are the same payment is not sent.
 *
 * @param payments the first item of each payment so far
 */
function withoutTwin(
	node: IExecuteFunctions,
	index: number,
	plan: Planned,
	payments: Map<string, number>,
): Planned {
	if (plan.kind !== 'ready' || plan.uniqueAs === undefined) return plan;
	const twin = payments.get(plan.uniqueAs);
	if (twin !== undefined) return unusable(node, index, sameReference(twin));
	payments.set(plan.uniqueAs, index);
	return plan;
}

/**
 * The one shape that all versions of n8n treat as a failed item: a single key `error` (n8n-core up to 2.33 knows neither
 * `details` nor any other).
 */
const errorItem = (index: number, { details }: ItemError): INodeExecutionData => ({
	json: { error: details },
	pairedItem: { item: index },
});
