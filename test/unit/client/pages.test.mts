import type { Paging, Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { type Page, readPages, type PagesRead, type PageRequest } from '../../../lib/client/pages';
import {
	answer,
	fakeContext,
	lost,
	options,
	type Reply,
	requestTo,
	type SentRequest,
} from '../../support/fakeContext.mts';

const rowsOf = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({ id: from + index }));

interface Read {
	readonly read: PagesRead;
	/** Numbers of rows, page by page. */
	readonly rows: (number | undefined)[];
	readonly pages: Page[];
	/** Queries, in order. */
	readonly asked: string[];
}

async function readAll(
	provider: Provider,
	target: string,
	reply: (asked: SentRequest, attempt: number) => Reply,
	change: Partial<PageRequest> & { stopAfter?: number } = {},
): Promise<Read> {
	const { context, requests } = fakeContext(provider, reply);
	const { stopAfter = Infinity, ...wanted } = change;
	const pages: Page[] = [];
	const { paging } = provider.api;
	if (paging === undefined) throw new Error(`${provider.id} has no lists`);
	const read = await readPages(
		context,
		{
			request: requestTo('GET', target),
			paging,
			maxPages: 10,
			options,
			...wanted,
		},
		(page) => (pages.push(page) >= stopAfter ? 'stop' : 'continue'),
	);
	return {
		read,
		pages,
		rows: pages.map(({ rows }) => rows?.length),
		asked: requests.map(({ target: at }) => at.split('?')[1] ?? ''),
	};
}

const fast =
	(...counts: number[]) =>
	(_request: SentRequest, attempt: number): Reply =>
		answer({ requestId: 'r', data: rowsOf(counts[attempt] ?? 0, attempt * 100) });

const singa =
	(pagination: unknown, ...counts: number[]) =>
	(_request: SentRequest, attempt: number): Reply => {
		const data = rowsOf(counts[attempt] ?? 0, attempt * 100);
		const meta =
			pagination === 'right' ? { currentPage: attempt + 1, totalPages: counts.length } : pagination;
		return answer({ status: 200, success: true, data, pagination: meta });
	};

const end = { kind: 'read', nextPage: undefined };

describe('a list of SmartFastPay, which says nothing of further pages', () => {
	it.each<[string, string, number[], string[]]>([
		[
			'ends with a short page',
			'',
			[40, 40, 3],
			['page=1&limit=40', 'page=2&limit=40', 'page=3&limit=40'],
		],
		['ends with an empty page', '', [40, 0], ['page=1&limit=40', 'page=2&limit=40']],
		['may be empty', '', [0], ['page=1&limit=40']],
		['may be one short page', '', [39], ['page=1&limit=40']],
		['keeps the limit of the query', '?limit=2', [2, 1], ['limit=2&page=1', 'limit=2&page=2']],
		[
			'begins with the page of the query',
			'?page=7',
			[40, 1],
			['page=7&limit=40', 'page=8&limit=40'],
		],
		[
			'keeps page, limit and the rest of the query',
			'?limit=3&a=b&page=2',
			[3, 0],
			['limit=3&a=b&page=2', 'limit=3&a=b&page=3'],
		],
		['replaces a page that is none', '?page=0', [1], ['page=1&limit=40']],
		['replaces a page that is no number', '?page=x&limit=', [1], ['page=1&limit=40']],
		// Whoever asks for more than 40 may get 40, and that page is full.
		[
			'goes on after 40 rows though more were asked for',
			'?limit=100',
			[40, 1],
			['limit=100&page=1', 'limit=100&page=2'],
		],
	])('%s', async (_what, query, counts, asked) => {
		const run = await readAll(smartFastPay, `/payments${query}`, fast(...counts));

		expect(run.read).toEqual(end);
		expect(run.rows).toEqual(counts);
		expect(run.asked).toEqual(asked);
	});
});

describe('a list of Singapay', () => {
	it.each<[string, unknown, number[], number[]]>([
		['ends where the pagination says so', 'right', [25, 25, 25], [25, 25, 25]],
		['goes on after a short page if the pagination says so', 'right', [1, 25], [1, 25]],
		['goes on after an empty page if the pagination says so', 'right', [0, 2], [0, 2]],
		['without pagination ends with an empty page', undefined, [25, 3, 0], [25, 3, 0]],
		['with an empty pagination does, too', [], [25, 0], [25, 0]],
		[
			'with a pagination of zero pages does, too',
			{ currentPage: 1, totalPages: 0 },
			[2, 0],
			[2, 0],
		],
	])('%s', async (_what, pagination, counts, rows) => {
		const run = await readAll(singapay, '/x', singa(pagination, ...counts));

		expect(run.read).toEqual(end);
		expect(run.rows).toEqual(rows);
		expect(run.asked).toEqual(rows.map((_row, index) => `page=${index + 1}`));
	});
});

describe('reading pages', () => {
	const endless = (_request: SentRequest, attempt: number): Reply =>
		answer({ requestId: 'r', data: rowsOf(40, attempt * 40) });

	it('fails at a provider that gives the same page for ever, and says that others follow', async () => {
		const run = await readAll(smartFastPay, '/payments', () => fast(40)({} as SentRequest, 0));

		expect(run.read).toMatchObject({
			kind: 'failed',
			cause: 'unusable',
			effect: 'none',
			isPassing: false,
			message: 'SmartFastPay returns the same page of the list repeatedly',
		});
		expect(run.asked).toHaveLength(3);
	});

	it('ends at a provider that repeats its last page', async () => {
		const run = await readAll(singapay, '/x', (_request, attempt) =>
			singa(undefined, 25, 4, 4)({} as SentRequest, Math.min(attempt, 1)),
		);

		expect(run.read).toEqual(end);
		expect(run.rows).toEqual([25, 4, 4, 4]);
	});

	it('reports the page to continue with after the maximum of pages', async () => {
		const run = await readAll(smartFastPay, '/payments', endless, { maxPages: 3 });

		expect(run.read).toEqual({ kind: 'read', nextPage: 4 });
		expect(run.asked).toHaveLength(3);
	});

	it('continues with the given page, whatever the query contains', async () => {
		const run = await readAll(smartFastPay, '/payments?page=2', endless, {
			maxPages: 2,
			firstPage: 5,
		});

		expect(run.read).toEqual({ kind: 'read', nextPage: 7 });
		expect(run.pages.map(({ number }) => number)).toEqual([5, 6]);
	});

	it.each<[string, number[], number | undefined]>([
		['in the middle of the list, and says where to go on', [40, 40, 40], 3],
		['on its last page, which is its end', [40, 5], undefined],
	])('stops when nobody wants more, %s', async (_what, counts, nextPage) => {
		const run = await readAll(smartFastPay, '/payments', fast(...counts), { stopAfter: 2 });

		expect(run.read).toEqual({ kind: 'read', nextPage });
		expect(run.asked).toHaveLength(2);
	});

	it.each<[string, unknown]>([
		['an object', { requestId: 'r', data: { id: 1 } }],
		['a number', 12],
	])('hands on an answer that is no list, e.g. %s, and ends there', async (_what, body) => {
		const run = await readAll(smartFastPay, '/payments', () => answer(body));

		expect(run.read).toEqual(end);
		expect(run.rows).toEqual([undefined]);
	});

	it.each<[string, Reply, boolean, string]>([
		['an HTTP status that passes', answer({}, 503), true, 'SmartFastPay answered HTTP 503'],
		['one that does not', answer({}, 403), false, 'SmartFastPay answered HTTP 403'],
		['a redirect that passes', answer('', 302), true, 'SmartFastPay redirects this request'],
		['a redirect that does not', answer('', 301), false, 'SmartFastPay redirects this request'],
		[
			'a web page',
			answer('<html>'),
			true,
			'Something other than SmartFastPay answered: a web page',
		],
		[
			'JSON that breaks off',
			answer('{"data":['),
			true,
			'Something other than SmartFastPay answered',
		],
		['a failure inside HTTP 200', answer({ moreInformation: 'No' }), false, 'answered HTTP 200'],
		['a connection that ends', lost(), true, 'closed before the response was complete'],
		['a long wait', answer({}, 429, { 'retry-after': '900' }), true, 'asks to wait 900 seconds'],
	])('fails at %s, after the pages before it', async (_what, reply, isPassing, message) => {
		const run = await readAll(smartFastPay, '/payments', (asked, attempt) =>
			attempt === 0 ? fast(40)(asked, 0) : reply,
		);

		expect(run.rows).toEqual([40]);
		expect(run.read).toMatchObject({
			kind: 'failed',
			isPassing,
			message: expect.stringContaining(message),
		});
		if (run.read.kind === 'failed') expect(run.read.call.request.url).toContain('page=2&limit=40');
	});

	it('repeats a page that fails for a moment', async () => {
		const run = await readAll(
			smartFastPay,
			'/payments',
			(asked, attempt) => (attempt === 0 ? answer({}, 503) : fast(3)(asked, 0)),
			{ options: { timeoutMs: 1_000, maxRetries: 1 } },
		);

		expect(run.read).toEqual(end);
		expect(run.asked).toEqual(['page=1&limit=40', 'page=1&limit=40']);
	});

	it('fails, and does not throw, when n8n cannot read the credential', async () => {
		const { context } = fakeContext(smartFastPay, answer(''), {
			stored: async () => await Promise.reject(new Error('Credential is locked')),
		});
		const paging = smartFastPay.api.paging as Paging;
		const request = requestTo('GET', '/payments');
		const read = await readPages(context, { request, paging, maxPages: 1, options }, () => 'stop');

		expect(read).toMatchObject({
			kind: 'failed',
			cause: 'interrupted',
			isPassing: true,
			description: 'Nothing was sent. n8n says: Credential is locked.',
		});
	});
});
