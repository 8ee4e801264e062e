import { createHash } from 'node:crypto';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CallContext } from '../../../lib/client/call';
import { createLimiter, type Limiter } from '../../../lib/client/limiter';
import type { CallInfo, Failed } from '../../../lib/client/result';
import type { ApiRequest, Explanation } from '../../../lib/providers/contract';
import { isObject, property, text } from '../../../lib/providers/json';
import { createWriteMemory, type WriteKey, type WriteMemory } from '../../../lib/writes/memory';
import {
	agentMayNotWrite,
	anotherRequestHad,
	cannotBeNoted,
	cannotLookUp,
	conflicting,
	mayHaveBeenSent,
	neverArrived,
	nothingHeard,
	sentBefore,
} from '../../../lib/writes/messages';
import { maxLookUpsAtOnce } from '../../../lib/writes/numbers';
import { type Recovery, recoverWrite } from '../../../lib/writes/recover';
import { sendOnce, type SendResult } from '../../../lib/writes/sendOnce';
import type { ItemParameters } from '../forms/sendRequest';
import type { ItemResult } from './operation';
import { paymentMemory, uniqueWithin } from './references';
import { failedItem } from './results';
import type { Sending } from './sendRequest';

/**
 * What each execution has sent. n8n hands the same object to all runs and tries of a node in one execution, and drops it
 * with the execution. Holds answers as items hold them: secrets are blanked before.
 */
const memories = new WeakMap<object, WriteMemory<ItemResult>>();

function memoryOf(node: IExecuteFunctions): WriteMemory<ItemResult> {
	const execution = node.getContext('node');
	const memory = memories.get(execution) ?? createWriteMemory<ItemResult>();
	memories.set(execution, memory);
	return memory;
}

/** Reasons, known before anything is sent, not to send a write at all. */
export function whyNotToWrite(
	node: IExecuteFunctions,
	info: CallInfo,
	{ allowWritesFromAgents, onUnknownOutcome }: ItemParameters,
): Explanation | undefined {
	if (isTool(node) && !allowWritesFromAgents) return agentMayNotWrite(info);
	const wantsLookUp = onUnknownOutcome === 'lookUp' && info.kind === 'movesMoney';
	return wantsLookUp && info.find === undefined ? cannotLookUp(info.provider, info) : undefined;
}

export interface ProtectedWrite extends Sending {
	readonly send: () => Promise<SendResult<ItemResult>>;
}

export interface PreparedWrite {
	/** Asks what has to be known before the first item is sent. */
	readonly prepare: (() => Promise<void>) | undefined;
	readonly run: () => Promise<ItemResult>;
}

/** Sends a write at most once, whatever n8n does with the node. */
export function protectedWrite(write: ProtectedWrite): PreparedWrite {
	const { node, index, context, info, parameters, send } = write;
	const failed = (why: Failed): ItemResult => failedItem(node, index, why);
	const { find, reference } = info;
	const memory = memoryOf(node);
	const key = keyOf(write);
	const isRetry = isRetriedExecution(node);
	let looked: Promise<Recovery> | undefined;
	const lookBefore = async (limiter?: Limiter): Promise<Recovery> =>
		await (looked ??= recoverWrite(context, info, { ...parameters.call, limiter }));
	const run = async (): Promise<ItemResult> =>
		await sendOnce<ItemResult>({
			memory,
			key,
			payment:
				reference === '' || info.kind !== 'movesMoney'
					? undefined
					: paymentMemory(node, context, info, parameters.repeatReferences),
			send,
			lookUp:
				find === undefined
					? undefined
					: async (since) => await recoverWrite(context, info, { ...parameters.call, since }),
			looksUpLost: parameters.onUnknownOutcome === 'lookUp',
			before: isRetry ? async () => await beforeRetry(write, lookBefore) : undefined,
			now: context.lifecycle.now,
			as: {
				replayed: (result) => replayed(index, result),
				found: (record) => recovered(index, record),
				conflict: (explanation) => failed(conflicting(info, explanation)),
				absent: () => failed(neverArrived(info)),
				open: () => failed(nothingHeard(info)),
				otherRequest: () => failed(anotherRequestHad(info)),
				notAgain: () => failed(mayHaveBeenSent(info)),
				sentBefore: (seen) => failed(sentBefore(info, seen)),
				notNoted: (error) => failed(cannotBeNoted(info, textOf(error))),
			},
		});
	const prepare = async (): Promise<void> => {
		await lookBefore(limiterOf(node));
	};
	return { prepare: isRetry && find !== undefined && !memory.has(key) ? prepare : undefined, run };
}

const textOf = (error: unknown): string => text(property(error, 'message'));

/** "Retry execution" is a new execution that sends every item of the failed node again; the memory knows nothing of it. */
const isRetriedExecution = (node: IExecuteFunctions): boolean => node.getMode() === 'retry';

async function beforeRetry(
	{ info, parameters }: ProtectedWrite,
	lookUp: () => Promise<Recovery>,
): Promise<Recovery | { kind: 'send' | 'refuse' }> {
	if (info.find !== undefined) return await lookUp();
	return { kind: parameters.sendAgainOnRetry ? 'send' : 'refuse' };
}

/** One per run of a node. */
const limiters = new WeakMap<IExecuteFunctions, Limiter>();

function limiterOf(node: IExecuteFunctions): Limiter {
	const limiter = limiters.get(node) ?? createLimiter(maxLookUpsAtOnce);
	limiters.set(node, limiter);
	return limiter;
}

/**
 * One item of one run of the node: stays the same when Retry On Fail runs the node again, and differs in a loop. An agent
 * calls its tool several times, in one run or in several, so there the request stands for it.
 */
function keyOf({ node, index, info, parameters, context }: ProtectedWrite): WriteKey {
	const request = hash(info.request);
	const run = node.evaluateExpression('{{ $runIndex }}', index);
	const { id } = node.getNode();
	const isPayment = info.reference !== '' && !parameters.repeatReferences;
	return {
		slot: JSON.stringify(isTool(node) ? [id, index, request] : [id, index, run]),
		payment: isPayment ? paymentOf(context, info) : undefined,
		request,
	};
}

/** Two items with the same are the same payment. */
export const paymentOf = ({ settings }: CallContext, info: CallInfo): string =>
	JSON.stringify([settings.baseUrl, settings.clientId, ...uniqueWithin(info)]);

const hash = ({ method, url, body = '' }: ApiRequest): string =>
	createHash('sha256')
		.update(JSON.stringify([method, url, body]))
		.digest('hex');

/**
 * n8n's newer agents run a tool like any node, where `isToolExecution` says false (n8n-core 2.41, ExecuteContext); only the name
 * of its type tells, which n8n ends with Tool.
 */
const isTool = (node: IExecuteFunctions): boolean =>
	(node.isToolExecution?.() ?? false) || node.getNode().type.endsWith('Tool');

/** The mark is in the item's metadata, so that a workflow sees the same data as at the first try. */
const replayed = (index: number, result: ItemResult): ItemResult =>
	result.kind === 'failed'
		? result
		: {
				kind: 'items',
				items: result.items.map((item) =>
					Object.assign({}, item, { metadata: { replayed: true }, pairedItem: { item: index } }),
				),
			};

/** What the provider has stored stands for the answer that was lost. */
export const recovered = (index: number, record: unknown): ItemResult => ({
	kind: 'items',
	items: [
		{
			json: {
				...(isObject(record) ? (record as IDataObject) : { data: record as IDataObject }),
				recovered: true,
			},
			pairedItem: { item: index },
		},
	],
});
