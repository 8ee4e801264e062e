import type { IExecuteFunctions } from 'n8n-workflow';

import { findProvider } from '../../../providers';
import type { Effect } from '../../../providers/endpoints';
import type { Explanation } from '../../../providers/provider';
import { call, type CallContext } from '../../../request/call';
import { type Called, interrupted, problemIn, problemWithout } from '../../../request/messages';
import { contextOf } from '../../../request/n8nContext';
import { type Prepared, prepare } from '../../../request/prepare';
import { type ItemParameters, readItemParameters } from '../parameters';
import type { ItemResult, Operation, Planned } from './operation';
import { failed, succeeded, unusable } from './results';
import { protectedWrite, whyNotToWrite } from './write';

/** "Send Request": one request per item, to any endpoint. */
export const sendRequest: Operation = { plan };

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const parameters = readItemParameters(node, index);
	const provider = findProvider(String(node.getNodeParameter('provider', index)));
	if (provider === undefined) return unusable(node, index, unknownProvider);
	const read = await contextOf(node, provider, index, parameters.wanted.sign);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { context } = read;
	const prepared = prepare(provider, context.settings, parameters.wanted);
	if (prepared.kind === 'invalid') return unusable(node, index, prepared.explanation);
	const { effect } = prepared;
	if (effect.kind === 'reads')
		return {
			kind: 'ready',
			isRead: true,
			run: async () => (await run(node, index, context, prepared, parameters)).result,
		};

	const reason = whyNotToWrite(node, provider, effect, parameters);
	if (reason !== undefined) return unusable(node, index, reason);
	const send = async () => await run(node, index, context, prepared, parameters);
	return {
		kind: 'ready',
		isRead: false,
		uniqueAs: effect.reference === '' ? undefined : paymentOf(context, effect),
		lacksReference: effect.kind === 'movesMoney' && effect.reference === '',
		run: async () => await protectedWrite({ node, index, context, prepared, parameters, send }),
	};
}

/** References are unique per merchant and endpoint. */
const paymentOf = ({ settings }: CallContext, { endpoint, reference }: Effect): string =>
	JSON.stringify([settings.baseUrl, settings.clientId, endpoint, reference]);

const unknownProvider: Explanation = {
	message: "'Provider' is not one of its choices",
	description: 'Choose the provider from the list.',
};

/** How the item's call ended, and what the item becomes. */
interface Ran {
	readonly outcome: 'done' | 'refused' | 'unknown';
	readonly result: ItemResult;
}

async function run(
	node: IExecuteFunctions,
	index: number,
	context: CallContext,
	{ request, effect }: Extract<Prepared, { kind: 'prepared' }>,
	parameters: ItemParameters,
): Promise<Ran> {
	const { timeoutMs, maxRetries, neverError } = parameters;
	const called: Called = { provider: context.provider, request, effect, timeoutMs };
	try {
		const result = await call(context, request, effect, { timeoutMs, maxRetries });
		if (result.kind !== 'answered') {
			const problem = problemWithout(called, result);
			return { outcome: problem.outcome, result: failed(node, index, called, problem) };
		}
		const problem = problemIn(called, result);
		const outcome = problem?.outcome ?? 'done';
		if (problem !== undefined && !neverError)
			return { outcome, result: failed(node, index, called, problem) };
		return {
			outcome,
			result: await succeeded(node, index, called, result, problem, parameters.output),
		};
	} catch (error) {
		// Thrown on, it would take the items with it that were sent before, and a workflow might send those again.
		const reason = error instanceof Error ? error.message : '';
		const problem = interrupted(called, reason);
		return { outcome: problem.outcome, result: failed(node, index, called, problem) };
	}
}
