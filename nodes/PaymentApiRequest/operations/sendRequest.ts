import type { IExecuteFunctions } from 'n8n-workflow';

import { call, type CallContext, callInfo } from '../../../lib/client/call';
import type { CallInfo } from '../../../lib/client/result';
import { conflicting, notMadeAgain } from '../../../lib/writes/messages';
import { readRepeat } from '../../../lib/writes/recover';
import type { SendResult } from '../../../lib/writes/sendOnce';
import { readSignMode } from '../forms/options';
import { type ItemParameters, readItemParameters } from '../forms/sendRequest';
import { openContext } from './openContext';
import type { ItemResult, Planned } from './operation';
import { planPages } from './pages';
import { perItem } from './perItem';
import { answeredItems, failedItem, failureAsItems, unusable } from './results';
import { paymentOf, protectedWrite, recovered, whyNotToWrite } from './write';

/** "Send Request": one request per item, to any endpoint; a list page by page where that is wanted. */
export const sendRequest = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, readSignMode(node, index));
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const { provider } = context;
	const read = readItemParameters(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { request, parameters } = read;
	const info = callInfo(context, request, parameters.call);
	const { maxPages } = parameters;
	const { paging } = provider.api;
	const item: Sending = { node, index, context, info, parameters };
	const isList = info.kind === 'reads' && info.request.method === 'GET';
	if (isList && paging !== undefined && maxPages !== undefined)
		return planPages({ ...item, paging, maxPages });
	if (info.kind === 'reads')
		return { kind: 'ready', isRead: true, run: async () => (await send(item)).result };

	const reason = whyNotToWrite(node, info, parameters);
	if (reason !== undefined) return unusable(node, index, reason);
	const write = protectedWrite({ ...item, send: async () => await send(item) });
	const isUnique = info.reference !== '' && !parameters.repeatReferences;
	return {
		kind: 'ready',
		isRead: false,
		uniqueAs: isUnique ? paymentOf(context, info) : undefined,
		lacksReference: info.kind === 'movesMoney' && info.reference === '',
		...write,
	};
}

/** One item's request, and how its answer is wanted. */
export interface Sending {
	readonly node: IExecuteFunctions;
	readonly index: number;
	readonly context: CallContext;
	readonly info: CallInfo;
	readonly parameters: ItemParameters;
}

async function send(sending: Sending): Promise<SendResult<ItemResult>> {
	const { node, index, context, info, parameters } = sending;
	const { now } = context.lifecycle;
	const sentAt = now();
	const result = await call(context, info.request, parameters.call);
	if (result.kind === 'failed') {
		const asData = parameters.neverError
			? failureAsItems(index, result, parameters.output)
			: undefined;
		return {
			outcome: result.cause === 'duplicate' ? 'duplicate' : result.effect,
			result: asData ?? failedItem(node, index, result),
		};
	}
	const repeat = readRepeat(info, result.response, { sentAt, answeredAt: now() });
	if (repeat?.kind === 'found' && parameters.repeatReferences)
		return { outcome: 'duplicate', result: failedItem(node, index, notMadeAgain(info)) };
	if (repeat?.kind === 'found') return { outcome: 'done', result: recovered(index, repeat.record) };
	if (repeat?.kind === 'conflict')
		return {
			outcome: 'duplicate',
			result: failedItem(node, index, conflicting(info, repeat.explanation)),
		};
	return await answeredItems(node, index, result, parameters.output);
}
