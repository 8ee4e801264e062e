import type { IExecuteFunctions } from 'n8n-workflow';

import { call, type CallContext, callInfo } from '../../../lib/client/call';
import type { CallInfo, Failed } from '../../../lib/client/result';
import { whyUnconfirmed } from '../../../lib/payments/created';
import { readSignMode } from '../forms/options';
import { type ItemParameters, readItemParameters } from '../forms/send';
import { openContext } from './openContext';
import type { ItemResult, Planned } from './operation';
import { planPages } from './pages';
import { perItem } from './perItem';
import { answeredItems, failedItem, failureAsItems, unusable } from './results';
import { planWrite, recoveredItem } from './write';

/** Request, Send: one request per item, to any endpoint; a list page by page where that is wanted. */
export const send = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, readSignMode(node, index));
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const { provider } = context;
	const read = readItemParameters(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { request, parameters } = read;
	const info = callInfo(context, request, parameters.call);
	const { maxPages, output } = parameters;
	const { paging } = provider.api;
	const item: Sending = { node, index, context, info, parameters };
	const isList = info.kind === 'reads' && info.request.method === 'GET';
	if (isList && paging !== undefined && maxPages !== undefined)
		return planPages({ ...item, paging, maxPages });
	if (info.kind === 'reads')
		return { kind: 'ready', isRead: true, run: async () => await ask(item) };
	const asData = (failed: Failed): ItemResult | undefined =>
		parameters.neverError ? failureAsItems(index, failed, output) : undefined;
	return planWrite({
		node,
		index,
		context,
		info,
		call: parameters.call,
		options: parameters.write,
		shape: {
			async answered(answered) {
				const failed = whyUnconfirmed(answered);
				if (failed === undefined) return await answeredItems(node, index, answered, output);
				return { outcome: 'unknown', result: asData(failed) ?? failedItem(node, index, failed) };
			},
			recovered: (record) => recoveredItem(index, record),
			failed: asData,
		},
	});
}

/** One item's request, and how its answer is wanted. */
export interface Sending {
	readonly node: IExecuteFunctions;
	readonly index: number;
	readonly context: CallContext;
	readonly info: CallInfo;
	readonly parameters: ItemParameters;
}

async function ask({ node, index, context, info, parameters }: Sending): Promise<ItemResult> {
	const result = await call(context, info.request, parameters.call);
	if (result.kind === 'answered')
		return (await answeredItems(node, index, result, parameters.output)).result;
	const asData = parameters.neverError
		? failureAsItems(index, result, parameters.output)
		: undefined;
	return asData ?? failedItem(node, index, result);
}
