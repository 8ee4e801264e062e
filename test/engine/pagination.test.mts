import { clock } from './support/clock.mts';
import { jsonOf, type World, world } from './support/world.mts';
import { account } from './support/writes.mts';

const payments = '/payments';
const disbursements = `/api/v1.0/disbursement/${account}`;
const vaTransactions = `/api/v1.0/va-transactions/${account}`;

const paged = (maxPages?: unknown): object => ({
	pagination: { pages: maxPages === undefined ? {} : { maxPages } },
});
const idsOf = (run: Parameters<typeof jsonOf>[0]): unknown[] =>
	(jsonOf(run) as Array<{ id?: unknown; transaction_id?: unknown }>).map(
		({ id, transaction_id }) => id ?? transaction_id,
	);
const queriesOf = ({ sim }: World, path: string): Array<Record<string, string>> =>
	sim.control
		.requests()
		.map((request) => new URL(request.path, sim.url))
		.filter(({ pathname }) => pathname === path)
		.map(({ searchParams }) => Object.fromEntries(searchParams));

/** From the given page on, every answer is this failure. */
function failFrom(w: World, page: number, status: number): void {
	let isDone = false;
	clock.whenProviderLooks(() => {
		const answered = w.sim.control
			.requests()
			.filter((request) => request.status === 200 && request.path !== w.sample.tokenPath);
		if (isDone || answered.length < page - 1) return;
		isDone = true;
		w.sim.control.addFault({ status, times: Infinity });
	});
}

describe('the option Pagination', () => {
	it.each([
		['smartFastPay', payments, 60, 2],
		['smartFastPay', '/payouts', 12, 1],
		['smartFastPay', '/transactions', 72, 2],
		['singapay', disbursements, 60, 3],
		['singapay', vaTransactions, 30, 2],
		['singapay', '/api/v1.0/accounts', 3, 1],
	] as const)('reads all of %s %s, one item per entry', async (provider, path, rows, pages) => {
		const w = await world(provider);
		const run = await w.run({ path, options: paged() });

		expect(run.error?.message).toBeUndefined();
		expect(new Set(idsOf(run)).size).toBe(rows);
		expect(jsonOf(run)).toHaveLength(rows);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: rows }, () => ({ item: 0 })),
		);
		expect(w.calls()).toHaveLength(pages);
		expect(run.hints).toEqual([]);
	});

	it('works for an endpoint that was chosen from the list', async () => {
		const w = await world('singapay');
		const run = await w.run({
			endpoint: 'GET /api/v1.0/disbursement/{account_id}',
			accountId: account,
			options: paged(),
		});

		expect(jsonOf(run)).toHaveLength(60);
	});

	it('stops after Max Pages, and says that the list goes on', async () => {
		const w = await world('singapay');
		const run = await w.run({ path: disbursements, options: paged(2) });

		expect(jsonOf(run)).toHaveLength(50);
		expect(w.calls()).toHaveLength(2);
		expect(run.hints).toEqual([
			{
				message: "The list has more than 2 pages. Raise 'Max Pages' in the options to read more.",
				location: 'outputPane',
			},
		]);
	});

	it('speaks of one page as one', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ path: payments, options: paged(1) });

		expect(run.hints[0]?.message).toContain('The list has more than 1 page. ');
	});

	it.each([
		[1, 1],
		['={{ null }}', 3],
		['={{ "2" }}', 2],
	])('takes a Max Pages of %s for %i', async (maxPages, pages) => {
		const w = await world('singapay');
		await w.run({ path: disbursements, options: paged(maxPages) });

		expect(w.calls()).toHaveLength(pages);
	});

	it('gives one item per page where Simplify is off', async () => {
		const w = await world('singapay');
		const run = await w.run({ path: disbursements, simplify: false, options: paged() });

		expect(jsonOf(run)).toEqual(
			[25, 25, 10].map((count, page) =>
				expect.objectContaining({
					data: expect.any(Array),
					pagination: expect.objectContaining({ count, currentPage: page + 1 }),
				}),
			),
		);
	});

	it('gives one item per page with Full Response', async () => {
		const w = await world('smartFastPay');
		const options = { ...paged(), fullResponse: true };
		const run = await w.run({ path: payments, options });

		expect(jsonOf(run)).toEqual(
			[1, 2].map(() => expect.objectContaining({ statusCode: 200, body: expect.any(Array) })),
		);
	});

	it("keeps the builder's own limit, page and filters", async () => {
		const w = await world('smartFastPay');
		const run = await w.run({
			path: `${payments}?limit=7&status=paid&page=2`,
			options: paged(),
		});

		expect(jsonOf(run)).toHaveLength(8);
		expect(queriesOf(w, payments)).toEqual([
			{ limit: '7', status: 'paid', page: '2' },
			{ limit: '7', status: 'paid', page: '3' },
		]);
	});

	it('keeps a limit that is entered as a query parameter', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({
			path: payments,
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'limit', value: '20' }] },
			options: paged(),
		});

		expect(jsonOf(run)).toHaveLength(60);
		// A full last page says nothing of its being the last.
		expect(queriesOf(w, payments).map(({ limit, page }) => [limit, page])).toEqual(
			['1', '2', '3', '4'].map((page) => ['20', page]),
		);
	});

	it('asks for as many rows per page as the provider gives', async () => {
		const w = await world('smartFastPay');
		await w.run({ path: payments, options: paged() });

		expect(queriesOf(w, payments)).toEqual([
			{ limit: '40', page: '1' },
			{ limit: '40', page: '2' },
		]);
	});

	it('gives an answer that is no list as it is', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ path: '/payment/pay-0001', options: paged() });

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0001', status: 'paid' }]);
		expect(w.calls()).toHaveLength(1);
	});

	it('gives no row twice that newer ones pushed to the next page', async () => {
		const w = await world('singapay');
		let isDone = false;
		clock.whenProviderLooks(() => {
			const isRead = w.sim.control.requests().some(({ path }) => path.startsWith(disbursements));
			if (isDone || !isRead) return;
			isDone = true;
			setImmediate(() => {
				for (let n = 0; n < 5; n += 1) w.sim.control.addPayment({ kind: 'disbursement' });
			});
		});
		const run = await w.run({ path: disbursements, options: paged() });

		expect(new Set(idsOf(run)).size).toBe(idsOf(run).length);
		expect(idsOf(run).length).toBeGreaterThanOrEqual(60);
	});

	it('keeps rows without an ID that are alike in part', async () => {
		const w = await world('smartFastPay');
		const rows = [
			{ currency: 'BRL', balance: 1 },
			{ currency: 'USD', balance: 1 },
		];
		w.sim.control.addFault({ status: 200, body: { requestId: 'r', data: rows } });
		const run = await w.run({ path: '/balance', options: paged() });

		expect(jsonOf(run)).toEqual(rows);
	});

	it('is used for each item by itself', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(
			{ path: '={{ $json.path }}', options: paged() },
			{ items: [{ path: '/payouts' }, { path: payments }] },
		);

		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual([
			...Array.from({ length: 12 }, () => ({ item: 0 })),
			...Array.from({ length: 60 }, () => ({ item: 1 })),
		]);
	});

	it('has no effect on a write', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({
			method: 'POST',
			path: '/diagnostics/echo',
			options: paged(),
		});

		expect(run.error?.message).toBeUndefined();
		expect(w.calls()).toEqual(['POST /diagnostics/echo']);
	});
});

describe('a third page that fails', () => {
	it('ends the item', async () => {
		const w = await world('singapay');
		failFrom(w, 3, 422);
		const run = await w.run(
			{ path: disbursements, options: paged() },
			{ onError: 'continueErrorOutput' },
		);

		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1)).toMatchObject([
			{ error: { httpCode: 422, outcome: 'refused', path: disbursements } },
		]);
		expect(w.calls()).toHaveLength(3);
	});

	it('follows the rows before it as data with Never Error', async () => {
		const w = await world('singapay');
		failFrom(w, 3, 422);
		const options = { ...paged(), neverError: true };
		const run = await w.run({ path: disbursements, options });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toHaveLength(51);
		expect(new Set(idsOf(run).slice(0, 50)).size).toBe(50);
		expect(jsonOf(run)[50]).toEqual({ statusCode: 422, body: expect.any(Object) });
	});

	it('ends the item even with Never Error where there is no answer to give', async () => {
		const w = await world('singapay');
		let isDone = false;
		clock.whenProviderLooks(() => {
			if (isDone || w.calls().length === 0) return;
			isDone = true;
			setImmediate(() => w.sim.control.addFault({ reset: 'beforeProcessing', times: Infinity }));
		});
		const options = { ...paged(), neverError: true, maxRetries: 0 };
		const run = await w.run({ path: disbursements, options });

		expect(run.error?.message).toContain('closed before the response was complete');
	});

	it('is asked for again where the failure may pass', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ status: 503 });
		const run = await w.run({ path: disbursements, options: paged() });

		expect(jsonOf(run)).toHaveLength(60);
		expect(w.calls()).toHaveLength(4);
	});
});

describe('a provider that does not know the page parameter', () => {
	it.each([41, 39])(
		'gives its one page once where that is not just full: %d rows',
		async (count) => {
			const w = await world('smartFastPay');
			const rows = Array.from({ length: count }, (_, n) => ({ id: `row-${n}` }));
			w.sim.control.addFault({
				status: 200,
				body: { requestId: 'r', data: rows },
				times: Infinity,
			});
			const run = await w.run({ path: payments, options: paged() });

			expect(idsOf(run)).toEqual(rows.map(({ id }) => id));
		},
	);

	it('warns when its page is full, because more rows may follow', async () => {
		const w = await world('smartFastPay');
		const rows = Array.from({ length: 40 }, (_, n) => ({ id: `row-${n}` }));
		w.sim.control.addFault({ status: 200, body: { requestId: 'r', data: rows }, times: Infinity });
		const run = await w.run({ path: payments, options: paged() });

		expect(run.error?.message).toBe('SmartFastPay returns the same page of the list repeatedly');
		expect(w.calls()).toHaveLength(3);
	});
});

describe('PaySecurez', () => {
	it('has no lists: an option left over from another provider changes nothing', async () => {
		const w = await world('paySecurez');
		const run = await w.run({ path: w.sample.read, options: paged() });

		expect(jsonOf(run)).toMatchObject([{ TransactionId: 'txn_demo0001' }]);
		expect(w.calls()).toEqual([`GET ${w.sample.read}`]);
	});
});
