import type { IExecuteFunctions } from 'n8n-workflow';

import type { RequestInfo } from '../../../lib/providers/endpoints';
import { call, type CallContext } from '../../../lib/client/call';
import {
	type CallInfo,
	interrupted,
	problemIn,
	problemWithout,
} from '../../../lib/client/messages';
import type { PreparedRequest } from '../../../lib/client/buildRequest';
import { readSignMode } from '../forms/options';
import { type ItemParameters, readItemParameters } from '../forms/sendRequest';
import { openContext } from './openContext';
import type { ItemResult, Planned } from './operation';
import { planPages } from './pages';
import { perItem } from './perItem';
import { failed, succeeded, unusable } from './results';
import { protectedWrite, whyNotToWrite } from './write';

/** "Send Request": one request per item, to any endpoint; a list page by page where that is wanted. */
export const sendRequest = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, readSignMode(node, index));
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const { provider } = context;
	const read = readItemParameters(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { prepared, parameters } = read;
	const { effect } = prepared;
	const { maxPages } = parameters;
	const { paging } = provider.api;
	const isList = effect.kind === 'reads' && prepared.request.method === 'GET';
	if (isList && paging !== undefined && maxPages !== undefined)
		return planPages({ node, index, context, prepared, parameters, paging, maxPages });
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
const paymentOf = ({ settings }: CallContext, { endpoint, reference }: RequestInfo): string =>
	JSON.stringify([settings.baseUrl, settings.clientId, endpoint, reference]);

/** How the item's call ended, and what the item becomes. */
interface Ran {
	readonly outcome: 'done' | 'refused' | 'unknown';
	readonly result: ItemResult;
}

async function run(
	node: IExecuteFunctions,
	index: number,
	context: CallContext,
	{ request, effect }: PreparedRequest,
	parameters: ItemParameters,
): Promise<Ran> {
	const { neverError } = parameters;
	const { timeoutMs } = parameters.call;
	const called: CallInfo = { provider: context.provider, request, effect, timeoutMs };
	try {
		const result = await call(context, request, effect, parameters.call);
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
