import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallContext } from '../../../lib/client/call';
import { createLimiter, type Limiter } from '../../../lib/client/limiter';
import type { CallInfo } from '../../../lib/client/result';
import type { ApiRequest } from '../../../lib/providers/contract';
import { createWriteMemory, type WriteKey, type WriteMemory } from '../../../lib/writes/memory';
import { maxLookUpsAtOnce } from '../../../lib/writes/numbers';
import type { ItemResult } from './operation';
import { uniqueWithin } from './references';

/**
 * What each execution has sent. n8n hands the same object to all runs and tries of a node in one execution, and drops it
 * with the execution. Holds answers as items hold them: secrets are blanked before.
 */
const memories = new WeakMap<object, WriteMemory<ItemResult>>();

export function memoryOf(node: IExecuteFunctions): WriteMemory<ItemResult> {
	const execution = node.getContext('node');
	const memory = memories.get(execution) ?? createWriteMemory<ItemResult>();
	memories.set(execution, memory);
	return memory;
}

/** One per run of a node. */
const limiters = new WeakMap<IExecuteFunctions, Limiter>();

export function limiterOf(node: IExecuteFunctions): Limiter {
	const limiter = limiters.get(node) ?? createLimiter(maxLookUpsAtOnce);
	limiters.set(node, limiter);
	return limiter;
}

/**
 * One item of one run of the node: stays the same when Retry On Fail runs the node again, and differs in a loop. An agent
 * calls its tool several times, in one run or in several, so there the request stands for it.
 */
export function keyOf(
	node: IExecuteFunctions,
	index: number,
	{ request }: CallInfo,
	payment: string | undefined,
): WriteKey {
	const sent = hash(request);
	const run = node.evaluateExpression('{{ $runIndex }}', index);
	const { id } = node.getNode();
	return {
		slot: JSON.stringify(isTool(node) ? [id, index, sent] : [id, index, run]),
		payment,
		request: sent,
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
 * of its type shows that, which n8n ends with Tool.
 */
export const isTool = (node: IExecuteFunctions): boolean =>
	(node.isToolExecution?.() ?? false) || node.getNode().type.endsWith('Tool');
