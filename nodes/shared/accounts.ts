import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { CallContext } from '../../lib/client/call';
import { defaultMaxRetries, defaultTimeoutMs } from '../../lib/client/numbers';
import { type Page, readPages } from '../../lib/client/pages';
import { requestOf } from '../../lib/client/requestOf';
import { notAListIn, rowsOf } from '../../lib/payments/list';
import { findProvider } from '../../lib/providers';
import type { AccountParameter, Explanation } from '../../lib/providers/contract';
import { contextOf } from './context';
import { callError, settingError } from './errors';
import { accountOf } from './payments';
import { unknownProvider } from './providers';

/**
 * The accounts of the credential, a page at a time. n8n asks again with the token of the page that follows.
 *
 * @param providerLabel what the node calls the choice of the provider, where that is another name
 */
export const accountSearch = (providerLabel?: string) =>
	/** @param filter what the person has typed: a part of a name or an ID */
	async function searchAccounts(
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: unknown,
	): Promise<INodeListSearchResult> {
		const refusal = (explanation: Explanation): Error =>
			settingError(this.getNode(), undefined, explanation);
		const provider = findProvider(String(this.getCurrentNodeParameter('provider')));
		if (provider === undefined) throw refusal(unknownProvider(providerLabel));
		const account = accountOf(provider);
		if (account === undefined) return { results: [] };
		const opened = await contextOf(this, provider, undefined, 'never');
		if (opened.kind === 'invalid') throw refusal(opened.explanation);
		return await readAccounts(this, opened.context, account, filter, Number(paginationToken ?? 1));
	};

async function readAccounts(
	node: ILoadOptionsFunctions,
	context: CallContext,
	{ list }: AccountParameter,
	filter: string,
	firstPage: number,
): Promise<INodeListSearchResult> {
	const { paging } = context.provider.api;
	if (paging === undefined) return { results: [] };
	const pages: Page[] = [];
	const read = await readPages(
		context,
		{
			request: requestOf(context.settings, { method: 'GET', target: list.path }),
			paging,
			firstPage,
			maxPages: 1,
			options: { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries },
		},
		(page) => {
			pages.push(page);
			return 'stop';
		},
	);
	const [page] = pages;
	if (read.kind === 'failed') throw callError(node.getNode(), undefined, read);
	if (page === undefined) return { results: [] };
	const rows = rowsOf(context.provider, page);
	if (rows === undefined) throw callError(node.getNode(), undefined, notAListIn(page));
	const wanted = filter.trim().toLowerCase();
	const results = rows
		.map((row) => list.read(row))
		.filter(({ id, name }) => id !== '' && `${name} ${id}`.toLowerCase().includes(wanted))
		.map(({ id, name }) => ({ name: name === '' ? id : `${name} (${id})`, value: id }));
	return read.nextPage === undefined
		? { results }
		: { results, paginationToken: String(read.nextPage) };
}
