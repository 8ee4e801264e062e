import type { INodeExecutionData } from 'n8n-workflow';

import { type Page, readPages } from '../../../lib/client/pages';
import type { CallInfo, Failed } from '../../../lib/client/result';
import type { Paging } from '../../../lib/providers/contract';
import { isObject, text } from '../../../lib/providers/json';
import { listGoesOnHint } from '../description/hints';
import type { ItemResult, Planned } from './operation';
import { answeredItems, failedItem, failureAsItems } from './results';
import type { Sending } from './send';

interface Paged extends Sending {
	readonly paging: Paging;
	readonly maxPages: number;
}

/** Request, Send with the option Pagination: all pages of a list, as if they were one answer. */
export const planPages = (paged: Paged): Planned => ({
	kind: 'ready',
	isRead: true,
	run: async () => await run(paged),
});

async function run(paged: Paged): Promise<ItemResult> {
	const { node, context, info, parameters, paging, maxPages } = paged;
	const pages: Page[] = [];
	const wanted = { request: info.request, paging, maxPages, options: parameters.call };
	const read = await readPages(context, wanted, (page) => {
		pages.push(page);
		return 'continue';
	});
	const rows = await itemsOf(paged, pages);
	if (rows.kind === 'failed') return rows;
	if (read.kind === 'failed') return failedPage(paged, read, rows.items);
	if (read.nextPage !== undefined) node.addExecutionHints?.(listGoesOnHint(maxPages));
	return rows;
}

/** A row that newer ones have pushed to the next page appears twice: the last version stays, in its first position. */
async function itemsOf(
	{ node, index, parameters }: Paged,
	pages: readonly Page[],
): Promise<ItemResult> {
	const items = new Map<string, INodeExecutionData>();
	for (const { number, answered, rows } of pages) {
		const { result: shaped } = await answeredItems(node, index, answered, parameters.output);
		if (shaped.kind === 'failed') return shaped;
		const isOnePerRow = rows !== undefined && shaped.items.length === rows.length;
		for (const [at, item] of shaped.items.entries()) {
			const isRow = isOnePerRow && parameters.output.simplify && !parameters.output.fullResponse;
			items.set(isRow ? keyOf(answered.call, rows[at]) : `page ${number}.${at}`, item);
		}
	}
	return { kind: 'items', items: [...items.values()] };
}

/** With Never Error, earlier rows are kept, and the failure follows them as data. */
function failedPage(
	{ node, index, parameters }: Paged,
	failed: Failed,
	before: INodeExecutionData[],
): ItemResult {
	const asData = parameters.neverError
		? failureAsItems(index, failed, parameters.output)
		: undefined;
	return asData?.kind === 'items'
		? { kind: 'items', items: [...before, ...asData.items] }
		: failedItem(node, index, failed);
}

/** A payment is known by its ID, any other row by its own or by all it says. */
function keyOf({ provider, endpoint }: CallInfo, row: unknown): string {
	const kind = provider.payments.kinds.find(({ list }) => endpoint === `GET ${list?.path ?? ''}`);
	const id = kind?.read(row).id ?? text(isObject(row) ? row.id : undefined);
	return id === '' ? JSON.stringify(row) : id;
}
