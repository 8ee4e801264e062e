import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { call, type CallContext, type CallOptions } from '../../../lib/client/call';
import type { Limiter } from '../../../lib/client/limiter';
import type { Answered, CallInfo, Failed } from '../../../lib/client/result';
import { whyAnother } from '../../../lib/payments/created';
import type { Explanation } from '../../../lib/providers/contract';
import { isObject, property, text } from '../../../lib/providers/json';
import {
	agentMayNotWrite,
	anotherRequestHad,
	cannotBeNoted,
	cannotLookUp,
	conflicting,
	mayHaveBeenSent,
	neverArrived,
	notMadeAgain,
	nothingHeard,
	sentBefore,
} from '../../../lib/writes/messages';
import { readRepeat, type Recovery, recoverWrite } from '../../../lib/writes/recover';
import { sendOnce, type SendResult } from '../../../lib/writes/sendOnce';
import { isTool, keyOf, limiterOf, memoryOf, paymentOf } from './executionMemory';
import type { ItemResult, Planned } from './operation';
import { paymentMemory } from './references';
import { failedItem, unusable } from './results';

/** How a builder wants a write to be protected. */
export interface WriteOptions {
	readonly onUnknownOutcome: 'fail' | 'lookUp';
	readonly repeatReferences: boolean;
	readonly sendAgainOnRetry: boolean;
	readonly allowWritesFromAgents: boolean;
}

/** One item's write, and what becomes of its answers. */
export interface Write {
	readonly node: IExecuteFunctions;
	readonly index: number;
	readonly context: CallContext;
	readonly info: CallInfo;
	readonly call: CallOptions;
	readonly options: WriteOptions;
	readonly shape: WriteShape;
	/** Why it must not be sent. Asked right before it is sent, and not if an earlier attempt provides the result. */
	readonly check?: () => Promise<ItemResult | undefined>;
}

/** The item of … */
export interface WriteShape {
	answered(answered: Answered): Promise<SendResult<ItemResult>>;
	/** … a payment that was found by its reference, by the provider's record. */
	recovered(record: unknown): ItemResult;
	/** … a failure that is wanted as data; undefined where it is not. */
	failed(failed: Failed): ItemResult | undefined;
}

/** Plans a write that is sent at most once, however often n8n runs the node. */
export function planWrite(write: Write): Planned {
	const { node, index, context, info, options } = write;
	const reason = whyNotToWrite(node, info, options);
	if (reason !== undefined) return unusable(node, index, reason);
	const isUnique = info.reference !== '' && !options.repeatReferences;
	const payment = isUnique ? paymentOf(context, info) : undefined;
	const { prepare, run } = protectedWrite(write, payment);
	return {
		kind: 'ready',
		isRead: false,
		uniqueAs: payment,
		lacksReference: info.kind === 'movesMoney' && info.reference === '',
		prepare,
		run,
	};
}

/** Reasons, known before anything is sent, not to send a write at all. */
function whyNotToWrite(
	node: IExecuteFunctions,
	info: CallInfo,
	{ allowWritesFromAgents, onUnknownOutcome }: WriteOptions,
): Explanation | undefined {
	if (isTool(node) && !allowWritesFromAgents) return agentMayNotWrite(info);
	const wantsLookUp = onUnknownOutcome === 'lookUp' && info.kind === 'movesMoney';
	return wantsLookUp && info.find === undefined ? cannotLookUp(info.provider, info) : undefined;
}

interface PreparedWrite {
	/** Asks what has to be known before the first item is sent. */
	readonly prepare: (() => Promise<void>) | undefined;
	readonly run: () => Promise<ItemResult>;
}

function protectedWrite(write: Write, payment: string | undefined): PreparedWrite {
	const { node, index, context, info, options, shape } = write;
	const failed = (why: Failed): ItemResult => failedItem(node, index, why);
	const { find, reference } = info;
	const memory = memoryOf(node);
	const key = keyOf(node, index, info, payment);
	const isRetry = isRetriedExecution(node);
	let looked: Promise<Recovery> | undefined;
	const lookBefore = async (limiter?: Limiter): Promise<Recovery> =>
		await (looked ??= recoverWrite(context, info, { ...write.call, limiter }));
	const run = async (): Promise<ItemResult> =>
		await sendOnce<ItemResult>({
			memory,
			key,
			payment:
				reference === '' || info.kind !== 'movesMoney'
					? undefined
					: paymentMemory(node, context, info, options.repeatReferences),
			send: async () => await send(write),
			lookUp:
				find === undefined
					? undefined
					: async (since) => await recoverWrite(context, info, { ...write.call, since }),
			looksUpLost: options.onUnknownOutcome === 'lookUp',
			before: isRetry ? async () => await beforeRetry(write, lookBefore) : undefined,
			now: context.lifecycle.now,
			as: {
				replayed: (result) => replayed(index, result),
				found: (record) => shape.recovered(record),
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

async function send(write: Write): Promise<SendResult<ItemResult>> {
	const { node, index, context, info, options, shape, check } = write;
	const { now } = context.lifecycle;
	const problem = await check?.();
	if (problem !== undefined) return { outcome: 'none', result: problem };
	const sentAt = now();
	const result = await call(context, info.request, write.call);
	if (result.kind === 'failed')
		return {
			outcome: result.cause === 'duplicate' ? 'duplicate' : result.effect,
			result: shape.failed(result) ?? failedItem(node, index, result),
		};
	const another = whyAnother(result);
	if (another !== undefined)
		return {
			outcome: another.effect,
			result: shape.failed(another) ?? failedItem(node, index, another),
		};
	const repeat = readRepeat(info, result.response, { sentAt, answeredAt: now() });
	if (repeat?.kind === 'found' && options.repeatReferences)
		return { outcome: 'duplicate', result: failedItem(node, index, notMadeAgain(info)) };
	if (repeat?.kind === 'found') return { outcome: 'done', result: shape.recovered(repeat.record) };
	if (repeat?.kind === 'conflict')
		return {
			outcome: 'duplicate',
			result: failedItem(node, index, conflicting(info, repeat.explanation)),
		};
	return await shape.answered(result);
}

const textOf = (error: unknown): string => text(property(error, 'message'));

/** "Retry execution" is a new execution that sends every item of the failed node again; the memory knows nothing of it. */
const isRetriedExecution = (node: IExecuteFunctions): boolean => node.getMode() === 'retry';

async function beforeRetry(
	{ info, options }: Write,
	lookUp: () => Promise<Recovery>,
): Promise<Recovery | { kind: 'send' | 'refuse' }> {
	if (info.find !== undefined) return await lookUp();
	return { kind: options.sendAgainOnRetry ? 'send' : 'refuse' };
}

/** The mark is in the item's metadata, so that a workflow sees the same data as at the first attempt. */
const replayed = (index: number, result: ItemResult): ItemResult =>
	result.kind === 'failed'
		? result
		: {
				kind: 'items',
				items: result.items.map((item) =>
					Object.assign({}, item, { metadata: { replayed: true }, pairedItem: { item: index } }),
				),
			};

/** The provider's record replaces the lost response. */
export const recoveredItem = (index: number, record: unknown): ItemResult => ({
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
