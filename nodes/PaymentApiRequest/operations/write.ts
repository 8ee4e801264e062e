import { createHash } from 'node:crypto';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CallInfo, Failed } from '../../../lib/client/result';
import type { ApiRequest, Explanation } from '../../../lib/providers/contract';
import { isObject } from '../../../lib/providers/json';
import { createWriteMemory } from '../../../lib/writes/memory';
import {
	agentMayNotWrite,
	alreadyGoneThrough,
	cannotLookUp,
	conflicting,
	mayHaveBeenSent,
	neverArrived,
	nothingHeard,
} from '../../../lib/writes/messages';
import {
	maxRememberedAnswers,
	maxRememberedWrites,
	rememberWritesMs,
} from '../../../lib/writes/numbers';
import { findWrite, type Recovery, recoverWrite } from '../../../lib/writes/recover';
import { sendOnce, type SendResult } from '../../../lib/writes/sendOnce';
import type { ItemParameters } from '../forms/sendRequest';
import type { ItemResult } from './operation';
import { failedItem } from './results';
import type { Sending } from './sendRequest';

/** For all executions of this process. Holds answers as items hold them: secrets are blanked before. */
const memory = createWriteMemory<ItemResult>({
	maxEntries: maxRememberedWrites,
	maxResults: maxRememberedAnswers,
	maxAgeMs: rememberWritesMs,
});

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

/** Sends a write at most once, whatever n8n does with the node. */
export async function protectedWrite(write: ProtectedWrite): Promise<ItemResult> {
	const { node, index, context, info, parameters, send } = write;
	const failed = (why: Failed): ItemResult => failedItem(node, index, why);
	const options = parameters.call;
	return await sendOnce<ItemResult>({
		memory,
		key: keyOf(node, index, info.request),
		send,
		lookUp:
			info.find === undefined ? undefined : async () => await recoverWrite(context, info, options),
		looksUpLost: parameters.onUnknownOutcome === 'lookUp',
		before: isRetriedExecution(node) ? async () => await beforeRetry(write) : undefined,
		as: {
			replayed,
			found: (record) => recovered(index, record),
			conflict: (explanation) => failed(conflicting(info, explanation)),
			absent: () => failed(neverArrived(info)),
			goneThrough: () => failed(alreadyGoneThrough(info)),
			open: () => failed(nothingHeard(info)),
			notAgain: () => failed(mayHaveBeenSent(info)),
		},
	});
}

/** "Retry execution" is a new execution that sends every item of the failed node again; the memory knows nothing of it. */
const isRetriedExecution = (node: IExecuteFunctions): boolean => node.getMode() === 'retry';

async function beforeRetry({
	context,
	info,
	parameters,
}: ProtectedWrite): Promise<Recovery | { kind: 'refuse' }> {
	if (info.find !== undefined) return await findWrite(context, info, parameters.call);
	return { kind: parameters.sendAgainOnRetry ? 'absent' : 'refuse' };
}

/**
 * One item of one run of the node in one execution: stays the same when Retry On Fail runs the node again, and differs in a
 * loop. An agent calls its tool several times in one run, so there the request belongs to it, too.
 */
function keyOf(node: IExecuteFunctions, index: number, request: ApiRequest): string | undefined {
	const executionId = node.getExecutionId();
	if (executionId === undefined || executionId === '') return undefined;
	const run = node.evaluateExpression('{{ $runIndex }}', index);
	const asked = isTool(node) ? hash(request) : '';
	// A workflow file that was written by hand may give two nodes the same ID, or none; their names always differ.
	const { id, name } = node.getNode();
	return JSON.stringify([executionId, id, name, run, index, asked]);
}

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
const replayed = (result: ItemResult): ItemResult =>
	result.kind === 'failed'
		? result
		: {
				kind: 'items',
				items: result.items.map((item) =>
					Object.assign({}, item, { metadata: { replayed: true } }),
				),
			};

/** What the provider has stored stands for the answer that was lost. */
const recovered = (index: number, record: unknown): ItemResult => ({
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
