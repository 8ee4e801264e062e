import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { findProvider } from '../../lib/providers';
import type { Explanation } from '../../lib/providers/contract';
import type { CallContext } from '../../lib/client/call';
import type { Failed } from '../../lib/client/result';
import { callError, settingError } from '../shared/errors';
import { contextOf } from '../shared/context';
import { defaultMaxRetries, defaultTimeoutMs } from '../../lib/client/numbers';
import { defaultPollBudgetMs, pollBudgetShare, watchOverlapMs } from '../../lib/watch/numbers';
import { collectPayments } from '../../lib/payments/list';
import { lookupPayment } from '../../lib/payments/lookupPayment';
import type { FoundPayment } from '../../lib/payments/payment';
import type { Change } from '../../lib/watch/change';
import { pollList } from '../../lib/watch/list';
import { pollChosen } from '../../lib/watch/chosen';
import {
	checkMerchant,
	chosenInFlight,
	listInFlight,
	type MerchantChecked,
} from '../../lib/watch/merchant';
import { begin, clientFingerprint, readState, type WatchState } from '../../lib/watch/state';
import { withRemedy } from '../shared/withRemedy';
import { paymentItem } from '../shared/paymentItem';
import { unknownProvider } from '../shared/providers';
import { isActivating } from './activation';
import { declare, pollFailureOf, type PersonsMatter } from './failure';
import { keepsConnectionsOpen, readWatch, type Watch } from './watch';

/** n8n starts a poll even if the previous one is still running. Both would report the same changes. */
const underWay = new Set<string>();

const options = { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries };

/** One poll: the items for the workflow, none where nothing has changed. */
export async function poll(node: IPollFunctions): Promise<INodeExecutionData[]> {
	const provider = findProvider(String(node.getNodeParameter('provider')));
	if (provider === undefined) throw refusal(node, unknownProvider());
	const read = await contextOf(forThisPoll(node), provider, undefined, 'never', {
		keepsConnectionsOpen: keepsConnectionsOpen(node),
	});
	if (read.kind === 'invalid') throw refusal(node, read.explanation, 'credential-invalid');
	const { context } = read;
	const watched = readWatch(node, context);
	if (watched.kind === 'invalid') throw refusal(node, watched.explanation);
	const { watch } = watched;
	if (node.getMode() === 'manual') return await example(node, context, watch);

	const { id, name } = node.getNode();
	const key = JSON.stringify([node.getWorkflow().id, id, name]);
	if (underWay.has(key)) {
		node.logger.warn(`${nameOf(node)}: the previous poll is still running; this one is skipped.`);
		return [];
	}
	underWay.add(key);
	try {
		return await pollOnce(node, context, watch);
	} finally {
		underWay.delete(key);
	}
}

/** n8n polls with one object until the workflow is changed. What is known about a run, e.g. n8n's rules, is to hold for one poll. */
const forThisPoll = (node: IPollFunctions): IPollFunctions => Object.create(node) as IPollFunctions;

async function pollOnce(
	node: IPollFunctions,
	context: CallContext,
	watch: Watch,
): Promise<INodeExecutionData[]> {
	const isFirst = isActivating(node);
	const stored = node.getWorkflowStaticData('node');
	const now = context.lifecycle.now();
	const endsAt = now + pollBudgetShare * (node.getPollBudgetMs?.() ?? defaultPollBudgetMs);
	const known = stateOf(node, context, stored, watch);
	const checked = await checkClient(node, context, watch, known, endsAt);
	const polled =
		checked.kind === 'failed'
			? checked
			: watch.kind === 'list'
				? await pollList(context, { ...watch.list, endsAt, options }, checked.state)
				: await pollChosen(context, { lookups: watch.lookups, endsAt, options }, checked.state);
	if (polled.kind === 'failed') {
		if (polled.state !== undefined) keep(stored, polled.state);
		// A temporary failure is no reason not to publish a workflow: the next poll tries again.
		if (!isFirst || !polled.failed.isPassing) throw failure(node, polled.failed);
		node.logger.warn(`${nameOf(node)}: ${polled.failed.message}. The next poll tries again.`);
		return [];
	}
	for (const warning of polled.warnings) node.logger.warn(`${nameOf(node)}: ${warning}`);
	keep(stored, polled.state);
	return polled.changes.filter(watch.isWanted).map((change) => itemOf(change, watch));
}

/** The known state, if the credential's Client ID is the one it was recorded with, or another one of the same merchant. */
async function checkClient(
	node: IPollFunctions,
	context: CallContext,
	watch: Watch,
	state: WatchState,
	endsAt: number,
): Promise<MerchantChecked> {
	const client = clientFingerprint(context.provider, context.settings);
	if (state.client === client) return { kind: 'checked', state };
	const inFlight =
		watch.kind === 'list'
			? listInFlight(context, watch.list, state)
			: chosenInFlight(context, watch.lookups, state);
	const checked = await checkMerchant(context, inFlight, state, client, { endsAt, options });
	if (checked.kind === 'checked' && checked.warning !== undefined)
		node.logger.warn(`${nameOf(node)}: ${checked.warning}`);
	return checked;
}

/** The known state. A state that cannot be used is replaced; one of a newer version is kept for it. */
function stateOf(
	node: IPollFunctions,
	{ provider, settings, lifecycle }: CallContext,
	stored: IDataObject,
	{ fingerprint }: Watch,
): WatchState {
	const read = readState(stored, fingerprint);
	if (read.kind === 'state') {
		if (read.isMended)
			node.logger.warn(
				`${nameOf(node)}: parts of the stored state could not be read and are ignored.`,
			);
		return read.state;
	}
	if (read.kind === 'newer') throw refusal(node, newerState);
	if (read.reason === 'broken')
		node.logger.warn(`${nameOf(node)}: the stored state could not be read. The watch starts over.`);
	if (read.reason === 'other')
		node.logger.info(`${nameOf(node)}: the settings have changed. The watch starts over.`);
	const client = clientFingerprint(provider, settings);
	return begin(fingerprint, client, lifecycle.now() - watchOverlapMs);
}

/**
 * n8n notices only that a property of the object itself is set (n8n-workflow, ObservableObject), so nothing inside is changed in
 * place.
 */
function keep(stored: IDataObject, state: WatchState): void {
	for (const name of Object.keys(stored)) if (!Object.hasOwn(state, name)) delete stored[name];
	Object.assign(stored, state);
}

/** "Fetch test event": a recent payment, and nothing is remembered. */
async function example(
	node: IPollFunctions,
	context: CallContext,
	watch: Watch,
): Promise<INodeExecutionData[]> {
	const found = await recent(node, context, watch);
	return found === undefined ? [] : [itemOf({ ...found, previousStatus: null }, watch)];
}

async function recent(
	node: IPollFunctions,
	context: CallContext,
	watch: Watch,
): Promise<FoundPayment | undefined> {
	if (watch.kind === 'list') {
		const wanted = {
			...watch.list,
			filter: { order: 'newestFirst' },
			limit: 1,
			maxPages: 1,
		} as const;
		const listed = await collectPayments(context, wanted, options);
		if (listed.kind === 'failed') throw failure(node, listed);
		return listed.found[0];
	}
	const [lookup] = watch.lookups;
	if (lookup === undefined) return undefined;
	const looked = await lookupPayment(context, lookup, options);
	if (looked.kind === 'found') return looked;
	throw failure(node, looked);
}

const itemOf = (change: Change, { simplify }: Watch): INodeExecutionData =>
	paymentItem(change, simplify, { json: { previousStatus: change.previousStatus } });

const nameOf = (node: IPollFunctions): string => node.getNode().name;

const refusal = (
	node: IPollFunctions,
	explanation: Explanation,
	cause: PersonsMatter = 'configuration-invalid',
): Error => declare(settingError(node.getNode(), undefined, withRemedy(explanation)), { cause });

const failure = (node: IPollFunctions, failed: Failed): Error =>
	declare(callError(node.getNode(), undefined, withRemedy(failed)), pollFailureOf(failed));

const newerState: Explanation = {
	message: 'This trigger was last run by a newer version of the package',
	description:
		'Its stored state is unchanged. Update the package, or replace the node with a new one to start over.',
};
