import type { IExecuteFunctions } from 'n8n-workflow';

import { call, type CallContext, callInfo } from '../../../lib/client/call';
import type { CallInfo } from '../../../lib/client/result';
import { findEndpoint } from '../../../lib/providers/endpoints';
import type { SendResult } from '../../../lib/writes/sendOnce';
import { readSignMode } from '../forms/options';
import { type ItemParameters, readItemParameters } from '../forms/sendRequest';
import { openContext } from './openContext';
import type { ItemResult, Planned } from './operation';
import { planPages } from './pages';
import { perItem } from './perItem';
import { answeredItems, failedItem, failureAsItems, unusable } from './results';
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
	return {
		kind: 'ready',
		isRead: false,
		uniqueAs: info.reference === '' ? undefined : paymentOf(context, info),
		lacksReference: info.kind === 'movesMoney' && info.reference === '',
		run: async () => await protectedWrite({ ...item, send: async () => await send(item) }),
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

/** References are unique per merchant and endpoint, which may be documented under two paths, and then under one name. */
function paymentOf({ provider, settings }: CallContext, info: CallInfo): string {
	const { method, url } = info.request;
	const endpoint = findEndpoint(provider, { method, path: new URL(url).pathname });
	const name = endpoint?.name ?? info.endpoint;
	return JSON.stringify([settings.baseUrl, settings.clientId, name, info.reference]);
}

async function send(sending: Sending): Promise<SendResult<ItemResult>> {
	const { node, index, context, info, parameters } = sending;
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
	return await answeredItems(node, index, result, parameters.output);
}
