import type { Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { paySecurez } from '../../../lib/providers/paySecurez';
import {
	collectPayments,
	isListed,
	keyOf,
	type PaymentsListed,
	type PaymentListQuery,
	olderThan,
	pagesOf,
} from '../../../lib/payments/list';
import { type FoundPayment, readPayment } from '../../../lib/payments/payment';
import {
	answer,
	fakeContext,
	options,
	type Reply,
	type SentRequest,
} from '../../support/fakeContext.mts';
import { enveloped, kindOf } from '../../support/subjects.mts';

const payment = kindOf(smartFastPay, 'payment');
const disbursement = kindOf(singapay, 'disbursement');

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`);

interface Row {
	readonly id?: string | number;
	readonly transaction_id?: string;
	readonly status?: string;
	readonly created_at?: string | null;
	readonly amount?: string;
}

const row = (id: string, more: Row = {}): Row => ({
	id,
	transaction_id: `R-${id}`,
	status: 'paid',
	created_at: '2026-01-15T12:00:00.123456Z',
	...more,
});
const rows = (count: number, from = 1): Row[] =>
	Array.from({ length: count }, (_, index) => row(`P-${from + index}`));

const newest = { order: 'newestFirst' } as const;

const envelope = (provider: Provider): object =>
	provider === singapay ? { status: 200, success: true } : { requestId: 'r' };

async function collect(
	pages: readonly (readonly Row[])[] | ((asked: SentRequest, attempt: number) => Reply),
	change: Partial<PaymentListQuery> = {},
	provider: Provider = smartFastPay,
): Promise<{ listed: PaymentsListed; asked: string[]; ids: (string | null)[] }> {
	const reply =
		typeof pages === 'function'
			? pages
			: (_request: SentRequest, attempt: number) =>
					answer({ ...envelope(provider), data: pages[attempt] ?? [] });
	const { context, requests } = fakeContext(provider, reply);
	const wanted: PaymentListQuery = {
		kind: provider === singapay ? disbursement : payment,
		accountId: 'acc-1',
		filter: newest,
		limit: Infinity,
		maxPages: 10,
		...change,
	};
	const listed = await collectPayments(context, wanted, options);
	const found = listed.kind === 'listed' ? listed.found : [];
	return {
		listed,
		asked: requests.map(({ method, target }) => `${method} ${target}`),
		ids: found.map((each) => each.payment.id),
	};
}

describe('what the provider is asked', () => {
	const sorted = 'sort=created_at%2Cdesc&order=created_at%2Cdesc&page=1&limit=40';

	it.each<[string, PaymentListQuery['filter'], string]>([
		['no filter', newest, sorted],
		[
			'a period',
			{ ...newest, from: day('2026-01-01'), to: day('2026-01-31') + 500 },
			`start_time=2026-01-01T00%3A00%3A00Z&end_time=2026-01-31T00%3A00%3A01Z&${sorted}`,
		],
		['a reference', { ...newest, reference: 'R&x=1' }, `transaction_id=R%26x%3D1&${sorted}`],
		['statuses, which it does not know', { ...newest, statuses: new Set(['failed']) }, sorted],
		[
			'the oldest first',
			{ order: 'oldestFirst' },
			'sort=created_at%2Casc&order=created_at%2Casc&page=1&limit=40',
		],
	])('at SmartFastPay, %s', async (_what, filter, query) => {
		const { asked } = await collect([[]], { filter });

		expect(asked).toEqual([`GET /payments?${query}`]);
	});

	it('at Singapay is the list of the account, without any filter', async () => {
		const filter = { ...newest, from: day('2026-01-01'), reference: 'R-1' };
		const { asked } = await collect([[]], { filter, accountId: 'a/b?c' }, singapay);

		expect(asked).toEqual(['GET /api/v1.0/disbursement/a%2Fb%3Fc?page=1']);
	});
});

describe('a provider that ignores the filters', () => {
	const given = [
		row('before', { created_at: '2025-12-31T23:59:59.999Z' }),
		row('first', { created_at: '2026-01-01T00:00:00Z' }),
		row('failed', { status: 'denied' }),
		row('odd', { status: 'invented' }),
		row('other', { transaction_id: 'R-first' }),
		row('last', { created_at: '2026-01-31T00:00:00.000999Z' }),
		row('after', { created_at: '2026-01-31T00:00:00.001Z' }),
		row('undated', { created_at: null }),
	];
	const inTime = ['first', 'failed', 'odd', 'other', 'last', 'undated'];

	it.each<[string, Partial<PaymentListQuery['filter']>, string[]]>([
		['nothing', {}, given.map(({ id }) => String(id))],
		['a period, both ends included', { from: day('2026-01-01'), to: day('2026-01-31') }, inTime],
		['its begin', { from: day('2026-01-01') }, [...inTime.slice(0, 5), 'after', 'undated']],
		['its end', { to: day('2026-01-31') }, ['before', ...inTime]],
		['a reference', { reference: 'R-first' }, ['first', 'other']],
		['a reference in other letters', { reference: 'r-first' }, []],
		['one status', { statuses: new Set(['failed']) }, ['failed']],
		['several', { statuses: new Set(['failed', 'unknown']) }, ['failed', 'odd']],
		[
			'all at once',
			{ from: day('2026-01-01'), reference: 'R-first', statuses: new Set(['succeeded']) },
			['first', 'other'],
		],
	])('is asked for %s', async (_what, filter, ids) => {
		const run = await collect([given], { filter: { ...newest, ...filter } });

		expect(run.ids).toEqual(ids);
		expect(run.listed).toMatchObject({ isComplete: true });
	});
});

describe('the limit', () => {
	it.each<[number, number[], number, number]>([
		[1, [40, 40], 1, 1],
		[40, [40, 40], 40, 1],
		[41, [40, 40], 41, 2],
		[100, [40, 40, 5], 85, 3],
		[Infinity, [40, 40, 5], 85, 3],
	])(
		'of %d, with pages of %p rows, gives %d after %d pages',
		async (limit, counts, given, pages) => {
			const run = await collect(
				counts.map((count, index) => rows(count, index * 40 + 1)),
				{ limit },
			);

			expect(run.ids).toHaveLength(given);
			expect(run.ids[0]).toBe('P-1');
			expect(run.asked).toHaveLength(pages);
			expect(run.listed).toMatchObject({ isComplete: true });
		},
	);

	it('counts what passes the filter', async () => {
		const first = [...rows(39), row('bad-1', { status: 'denied' })];
		const run = await collect([first, [row('bad-2', { status: 'denied' })]], {
			limit: 2,
			filter: { ...newest, statuses: new Set(['failed']) },
		});

		expect(run.ids).toEqual(['bad-1', 'bad-2']);
	});

	it('is not reached before the last page that may be read: the list is incomplete', async () => {
		const run = await collect([rows(40), rows(40, 41), rows(40, 81)], { maxPages: 2 });

		expect(run.listed).toMatchObject({ isComplete: false });
		expect(run.ids).toHaveLength(80);
	});

	it('is reached on it: what was wanted is there', async () => {
		const run = await collect([rows(40), rows(40, 41)], { maxPages: 2, limit: 80 });

		expect(run.listed).toMatchObject({ isComplete: true });
	});
});

describe('rows that move between two pages', () => {
	const first = rows(40);

	it('come once, where they were first, with what they said last', async () => {
		const moved = row('P-40', { status: 'denied' });
		const run = await collect([first, [moved, row('P-41')]]);

		expect(run.ids).toEqual([...first.map(({ id }) => id), 'P-41']);
		expect(run.listed).toMatchObject({
			found: expect.arrayContaining([
				expect.objectContaining({
					record: moved,
					payment: expect.objectContaining({ status: 'failed' }),
				}),
			]),
		});
	});

	it('disappear when they no longer pass the filter', async () => {
		const filter = { ...newest, statuses: new Set(['succeeded'] as const) };
		const run = await collect([first, [row('P-40', { status: 'denied' }), row('P-41')]], {
			filter,
		});

		expect(run.ids).not.toContain('P-40');
		expect(run.ids).toHaveLength(40);
	});

	it('appear when they pass it only now', async () => {
		const filter = { ...newest, statuses: new Set(['failed'] as const) };
		const run = await collect([first, [row('P-40', { status: 'denied' })]], { filter });

		expect(run.ids).toEqual(['P-40']);
	});

	it('are recognised without an ID by all they say', async () => {
		const nameless = { transaction_id: 'R-x', status: 'paid' };
		const run = await collect([
			[...rows(39), nameless],
			[nameless, { ...nameless, status: 'denied' }],
		]);

		expect(run.ids).toHaveLength(41);
	});

	it('are the same with an ID as a number and as text', async () => {
		const run = await collect([[...rows(39), row('', { id: 7 })], [row('', { id: '7' })]]);

		expect(run.ids.filter((id) => id === '7')).toEqual(['7']);
	});
});

describe('a provider that ignores the page', () => {
	it('is reported, because the rest of the list was not read', async () => {
		const run = await collect(() => answer({ requestId: 'r', data: rows(40) }), {
			maxPages: 1_000,
		});

		expect(run.listed).toMatchObject({
			kind: 'failed',
			message: 'SmartFastPay returns the same page of the list repeatedly',
		});
		expect(run.asked).toHaveLength(3);
	});
});

describe('an answer that is no list of payments', () => {
	it.each<[string, unknown]>([
		['one payment', { requestId: 'r', data: row('P-1') }],
		['a number', 3],
		['a list of text', { requestId: 'r', data: ['P-1'] }],
		['a list with a hole', { requestId: 'r', data: [row('P-1'), null] }],
		['a list of a notice', { requestId: 'r', data: [{ status: 'error', message: 'Busy' }] }],
		['a list of nothing', { status: 200, success: true, data: [row('P-1'), {}] }],
		['null', null],
		['an empty list without its envelope', []],
		['nothing, and a message', { requestId: 'r', data: null, message: 'Internal error' }],
		['no rows, and a message', { status: 200, success: true, data: [], message: 'Internal error' }],
		[
			'nothing, and a message in the envelope of version 1',
			{ status: 200, success: true, data: null, message: 'error' },
		],
		['nothing that did not succeed', { data: null }],
	])('does not count as an empty one: %s', async (_what, body) => {
		for (const provider of [smartFastPay, singapay]) {
			const run = await collect(() => answer(body), {}, provider);

			expect(run.listed).toMatchObject({
				kind: 'failed',
				cause: 'unusable',
				// It may be a notice that goes away.
				isPassing: true,
				message: `${provider.displayName} returned something other than a list of payments`,
				description: expect.stringContaining(
					provider === singapay ? '/api/v1.0/disbursement/acc-1' : '/payments',
				),
			});
		}
	});

	it.each([
		['a web page', '<html>Please log in</html>'],
		['an empty response', ''],
		['text that is not JSON', 'Please log in'],
	])('does not count as an empty one: %s, which did not come from the API', async (what, body) => {
		for (const provider of [smartFastPay, singapay]) {
			const run = await collect(() => answer(body), {}, provider);

			expect(run.listed).toMatchObject({
				kind: 'failed',
				cause: 'unexpected',
				isPassing: true,
				message: `Something other than ${provider.displayName} answered: ${what} (HTTP 200)`,
			});
		}
	});

	it('takes the rows of earlier pages with it: part of a list looks like the whole', async () => {
		const run = await collect((_request, attempt) =>
			attempt === 0 ? answer({ requestId: 'r', data: rows(40) }) : answer('<html>'),
		);

		expect(run.listed.kind).toBe('failed');
	});

	it.each([
		{ moreInformation: null },
		{ message: '' },
		{ payload: [] },
		{ error: null },
		{ code: 200 },
		{ status: '200' },
	])('is an empty one beside %j, which says nothing', async (beside) => {
		for (const provider of [smartFastPay, singapay]) {
			const body = { ...(enveloped(provider, []) as object), ...beside };
			const run = await collect(() => answer(body), {}, provider);

			expect(run.listed).toMatchObject({ kind: 'listed', found: [] });
		}
	});

	it.each(['smartFastPay', 'singapay'])('is, as null, an empty one at %s', async (id) => {
		const provider = id === 'singapay' ? singapay : smartFastPay;
		const run = await collect(() => answer(enveloped(provider, null)), {}, provider);

		expect(run.listed).toMatchObject({ kind: 'listed', found: [], isComplete: true });
	});
});

describe('a page that fails', () => {
	it('takes the rows before it with it', async () => {
		const run = await collect((_request, attempt) =>
			attempt === 0 ? answer({ requestId: 'r', data: rows(40) }) : answer({}, 503),
		);

		expect(run.listed).toMatchObject({ kind: 'failed', status: 503, isPassing: true });
	});
});

describe('a list that is strictly newest first', () => {
	const at = (date: string, id = date): Row => ({
		transaction_id: `T-${id}`,
		created_at: `${date}T00:00:00Z`,
	});
	const from = day('2026-01-10');

	it.each<[string, Row[][], number]>([
		[
			'ends behind the period, with equal dates',
			[[at('2026-01-12', 'a'), at('2026-01-12', 'b'), at('2026-01-09')], [at('2026-01-08')]],
			1,
		],
		['ends behind the period', [[at('2026-01-12'), at('2026-01-09')], [at('2026-01-08')]], 1],
		['goes on within it', [[at('2026-01-12'), at('2026-01-10')], [at('2026-01-09')]], 2],
		[
			'goes on if a row has no date',
			[
				[at('2026-01-12'), { transaction_id: 'T-0', created_at: null }, at('2026-01-09')],
				[at('2026-01-08')],
			],
			3,
		],
		[
			'goes on if a row is newer than the one before',
			[[at('2026-01-09'), at('2026-01-12'), at('2026-01-08')], [at('2026-01-07')]],
			3,
		],
		[
			'goes on if all have the same date',
			[[at('2026-01-09', 'a'), at('2026-01-09', 'b')], [at('2026-01-12')]],
			3,
		],
		['goes on if there is but one', [[at('2026-01-09')], [at('2026-01-12')]], 3],
	])('%s', async (_what, pages, asked) => {
		const run = await collect(pages, { filter: { ...newest, from } }, singapay);

		expect(run.asked).toHaveLength(asked);
		expect(run.listed).toMatchObject({ isComplete: true });
	});

	it('is read on without a begin', async () => {
		const run = await collect(
			[[at('2026-01-12'), at('2026-01-09')], [at('2026-01-08')]],
			{},
			singapay,
		);

		expect(run.ids).toHaveLength(3);
	});

	it('is accepted over several pages, not for a single one', () => {
		const found = (date: string): FoundPayment => readPayment(singapay, disbursement, at(date));
		const isPast = olderThan(from);

		expect(isPast([found('2026-01-12')])).toBe(false);
		expect(isPast([found('2026-01-13'), found('2026-01-09')])).toBe(false);
		expect(isPast([found('2026-01-08')])).toBe(false);
	});
});

describe('the key of a payment', () => {
	it.each<[unknown, string]>([
		[{ id: 'P-1', status: 'paid' }, 'P-1'],
		[{ status: 'paid' }, '{"status":"paid"}'],
	])('of %p is %s', (record, key) => {
		expect(keyOf(readPayment(smartFastPay, payment, record))).toBe(key);
	});
});

describe('a kind without a list', () => {
	const card = kindOf(singapay, 'card');

	it.each<[string, Provider, string, boolean]>([
		['SmartFastPay has lists', smartFastPay, 'payout', true],
		['Singapay has none of cards', singapay, 'card', false],
		['PaySecurez has none', paySecurez, 'transaction', false],
	])('is known: %s', (_what, provider, kind, listed) => {
		expect(isListed(provider, kindOf(provider, kind))).toBe(listed);
	});

	it('is not read', () => {
		const { context } = fakeContext(singapay, answer(''));
		const wanted = { kind: card, accountId: 'a', filter: newest, maxPages: 1 };

		expect(() => pagesOf(context, wanted, options)).toThrow('Singapay has no list of card');
	});
});

describe('a payment that is settled', () => {
	const kind = singapay.payments.kinds.find(({ id }) => id === 'virtualAccount');
	const of = (id: string, more: object) => ({ transaction_id: id, status: 'paid', ...more });
	const rows = [
		of('open', { has_settle: false, settle_at: null }),
		of('known', { has_settle: true, settle_at: day('2026-01-02') }),
		of('without a time', { has_settle: true, settle_at: null }),
		of('without a field', { has_settle: 1 }),
		of('silent', {}),
	];

	it.each<[string, PaymentListQuery['filter'], string[]]>([
		['is not among the unsettled', { ...newest, onlyUnsettled: true }, ['open', 'silent']],
		[
			'is kept from a time on, also where its own is not told',
			{ ...newest, settledFrom: day('2026-01-02') },
			['known', 'without a time', 'without a field'],
		],
		[
			'is left out where it was earlier',
			{ ...newest, settledFrom: day('2026-01-03') },
			['without a time', 'without a field'],
		],
		[
			'is left out where it was later',
			{ ...newest, settledTo: day('2026-01-01') },
			['without a time', 'without a field'],
		],
	])('%s', async (_what, filter, ids) => {
		if (kind === undefined) throw new Error('There is no such kind');
		expect((await collect([rows], { kind, filter }, singapay)).ids).toEqual(ids);
	});
});
