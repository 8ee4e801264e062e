import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { RequestInfo } from '../../../lib/providers/endpoints';
import { isObject, text } from '../../../lib/providers/json';
import type { Paging, Provider } from '../../../lib/providers/contract';
import type { CallContext } from '../../../lib/client/call';
import { interrupted } from '../../../lib/client/messages';
import { type FailedPage, type Page, readPages } from '../../../lib/client/pages';
import type { PreparedRequest } from '../../../lib/client/buildRequest';
import { listGoesOnHint } from '../description/hints';
import type { ItemParameters } from '../forms/sendRequest';
import type { ItemResult, Planned } from './operation';
import { failed, succeeded } from './results';

interface Paged {
	readonly node: IExecuteFunctions;
	readonly index: number;
	readonly context: CallContext;
	readonly prepared: PreparedRequest;
	readonly parameters: ItemParameters;
	readonly paging: Paging;
	readonly maxPages: number;
}

/** Send Request with the option Pagination: all pages of a list, as if they were one answer. */
export const planPages = (paged: Paged): Planned => ({
	kind: 'ready',
	isRead: true,
	run: async () => await run(paged),
});

async function run(paged: Paged): Promise<ItemResult> {
	const { node, index, context, prepared, parameters, paging, maxPages } = paged;
	const { request, effect } = prepared;
	const { provider } = context;
	const called = { provider, request, effect, timeoutMs: parameters.call.timeoutMs };
	const pages: Page[] = [];
	try {
		const wanted = { request, paging, maxPages, options: parameters.call };
		const read = await readPages(context, wanted, (page) => {
			pages.push(page);
			return 'continue';
		});
		const rows = await itemsOf(paged, effect, pages);
		if (rows.kind === 'failed') return rows;
		if (read.kind === 'failed') return await failedPage(paged, read.failed, rows.items);
		if (read.nextPage !== undefined) node.addExecutionHints?.(listGoesOnHint(maxPages));
		return rows;
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		return failed(node, index, called, interrupted(called, reason));
	}
}

/** A row that newer ones have pushed to the next page comes twice: what was read last stays, where it was first. */
async function itemsOf(
	{ node, index, parameters }: Paged,
	effect: RequestInfo,
	pages: readonly Page[],
): Promise<ItemResult> {
	const items = new Map<string, INodeExecutionData>();
	for (const { number, called, answered, rows } of pages) {
		const shaped = await succeeded(node, index, called, answered, undefined, parameters.output);
		if (shaped.kind === 'failed') return shaped;
		const isOnePerRow = rows !== undefined && shaped.items.length === rows.length;
		for (const [at, item] of shaped.items.entries()) {
			const isRow = isOnePerRow && parameters.output.simplify && !parameters.output.fullResponse;
			items.set(isRow ? keyOf(called.provider, effect, rows[at]) : `page ${number}.${at}`, item);
		}
	}
	return { kind: 'items', items: [...items.values()] };
}

/** With Never Error, what was read before stays, and the failure follows it as data. */
async function failedPage(
	{ node, index, parameters }: Paged,
	{ called, problem, result }: FailedPage,
	before: INodeExecutionData[],
): Promise<ItemResult> {
	if (!parameters.neverError || result.kind !== 'answered')
		return failed(node, index, called, problem);
	const shaped = await succeeded(node, index, called, result, problem, parameters.output);
	return shaped.kind === 'failed' ? shaped : { kind: 'items', items: [...before, ...shaped.items] };
}

/** A payment is known by its ID, any other row by its own or by all it says. */
function keyOf(provider: Provider, { endpoint }: RequestInfo, row: unknown): string {
	const kind = provider.payments.kinds.find(({ list }) => endpoint === `GET ${list?.path ?? ''}`);
	const id = kind?.read(row).id ?? text(isObject(row) ? row.id : undefined);
	return id === '' ? JSON.stringify(row) : id;
}
