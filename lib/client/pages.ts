import type { ApiRequest, Paging } from '../providers/contract';
import { call, type CallContext, type CallOptions } from './call';
import { type Answered, type Failed, failure } from './result';

/** A list to be read page by page. */
export interface PageRequest {
	/** For the list as a whole; a page number and a limit in its query are kept. */
	readonly request: ApiRequest;
	readonly paging: Paging;
	/** Overrides the page in the query. */
	readonly firstPage?: number;
	readonly maxPages: number;
	readonly options: CallOptions;
}

export interface Page {
	readonly number: number;
	readonly answered: Answered;
	/** Undefined where the answer is no list. */
	readonly rows: readonly unknown[] | undefined;
}

/** How reading ended. `nextPage` is where to go on, undefined at the end of the list. */
export type PagesRead = { readonly kind: 'read'; readonly nextPage: number | undefined } | Failed;

/**
 * Reads pages by the provider's own convention and passes each to `onPage`, until the list ends, `onPage` has enough,
 * or the limit is reached. Rows may move between pages meanwhile, so the collector has to recognize a row that appears
 * twice.
 */
export async function readPages(
	context: CallContext,
	{ request, paging, firstPage, maxPages, options }: PageRequest,
	onPage: (page: Page) => 'continue' | 'stop',
): Promise<PagesRead> {
	const { provider } = context;
	const start = firstPage ?? numberIn(request.url, paging.pageParameter) ?? 1;
	let previous = '';
	let repeats = 0;
	for (let page = start; page < start + maxPages; page += 1) {
		const asked = pageRequest(request, paging, page);
		const result = await call(context, asked, options);
		if (result.kind === 'failed') return result;
		const { body } = result.response;
		const content = provider.api.unwrap(body);
		const rows = Array.isArray(content) ? (content as readonly unknown[]) : undefined;
		const verdict = onPage({ number: page, answered: result, rows });
		const limit = paging.limit && numberIn(asked.url, paging.limit.parameter);
		const next = rows && paging.hasNext(body, rows.length, limit);
		if (next === undefined || next === 'no') return { kind: 'read', nextPage: undefined };
		if (verdict === 'stop') return { kind: 'read', nextPage: page + 1 };
		// A provider that does not know the page parameter returns its first page for ever. A single repetition proves
		// nothing: exactly one page of new rows pushes all others one page further.
		const written = JSON.stringify(rows);
		repeats = written === previous ? repeats + 1 : 0;
		previous = written;
		if (repeats < maxRepeats) continue;
		return next === 'perhaps' ? { kind: 'read', nextPage: undefined } : samePages(result);
	}
	return { kind: 'read', nextPage: start + maxPages };
}

/** How often the same page has to be returned before reading stops. */
const maxRepeats = 2;

const samePages = ({ call: info, raw, response }: Answered): Failed =>
	failure(
		info,
		'unusable',
		{
			message: `${info.provider.displayName} returns the same page of the list repeatedly`,
			description:
				'The rest cannot be read. Read less, e.g. filter by date, or read the first page only.',
		},
		{ answer: { raw, response } },
	);

/** As many rows per page as the provider gives, unless the builder's query says otherwise. */
function pageRequest(
	request: ApiRequest,
	{ pageParameter, limit }: Paging,
	page: number,
): ApiRequest {
	const url = new URL(request.url);
	url.searchParams.set(pageParameter, String(page));
	if (limit !== undefined && numberIn(request.url, limit.parameter) === undefined)
		url.searchParams.set(limit.parameter, String(limit.max));
	return { ...request, url: url.href };
}

function numberIn(url: string, parameter: string): number | undefined {
	const written = new URL(url).searchParams.get(parameter) ?? '';
	return /^[1-9]\d{0,8}$/.test(written) ? Number(written) : undefined;
}
