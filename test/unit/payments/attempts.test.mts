import { maxSearchedPages } from '../../../lib/payments/numbers';
import { lookupPayment, type LookupResult } from '../../../lib/payments/lookupPayment';
import { singapay } from '../../../lib/providers/singapay';
import { answer, fakeContext, options, type SentRequest } from '../../support/fakeContext.mts';
import { lookupOf } from '../../support/subjects.mts';

/** One payment link can be tried several times (sheet 2, section 2.5): its reference belongs to every attempt. */

interface Row {
	readonly id: number;
	readonly status: string;
	readonly link?: string;
	readonly more?: object;
}

const attempt = ({ id, status, link = 'INV-1', more }: Row): object => ({
	id,
	reff_no: `1291772025102413443947${id}`,
	payment_link_reff_no: link,
	status,
	...more,
});

/** A list of these pages, newest first; `isEndless`: its totals never end. */
async function lookFor(
	value: string,
	pages: readonly (readonly Row[])[],
	{ by = 'reference', isEndless = false } = {},
): Promise<{ looked: LookupResult; asked: SentRequest[] }> {
	const { context, requests } = fakeContext(singapay, (_request, at) =>
		answer({
			status: 200,
			success: true,
			data: (pages[at] ?? []).map(attempt),
			pagination: { current_page: at + 1, total_pages: isEndless ? 999 : pages.length },
		}),
	);
	const lookup = lookupOf(singapay, 'paymentLink', by, value);
	return { looked: await lookupPayment(context, lookup, options), asked: requests };
}

describe('a payment link by its reference', () => {
	it.each<[string, Row[], number]>([
		[
			'that was paid, though a later attempt was begun',
			[
				{ id: 3, status: 'pending' },
				{ id: 2, status: 'paid' },
			],
			2,
		],
		[
			'whose money was settled, whatever its word',
			[
				{ id: 3, status: 'expired' },
				{
					id: 2,
					status: 'done',
					more: { has_settle: true, settle_at: '2025-10-30T10:00:00+07:00' },
				},
			],
			2,
		],
		[
			'whose money was settled, at a time that is not told',
			[
				{ id: 3, status: 'pending' },
				{ id: 2, status: 'done', more: { has_settle: true } },
			],
			2,
		],
		[
			'that was created last, in whatever order they come',
			[
				{ id: 1, status: 'failed', more: { created_at: '2026-01-01T00:00:00Z' } },
				{ id: 3, status: 'pending', more: { created_at: '2026-01-03T00:00:00Z' } },
			],
			3,
		],
		[
			'that is newest, where none was paid',
			[
				{ id: 3, status: 'pending' },
				{ id: 2, status: 'failed' },
				{ id: 1, status: 'expired' },
			],
			3,
		],
		[
			'that belongs to it, and not to another link',
			[
				{ id: 3, status: 'paid', link: 'INV-10' },
				{ id: 2, status: 'pending' },
			],
			2,
		],
	])('is the attempt %s', async (_which, rows, id) => {
		const { looked } = await lookFor('INV-1', [rows]);
		expect(looked).toMatchObject({
			kind: 'found',
			payment: { id: String(id), reference: 'INV-1', kind: 'paymentLink' },
		});
	});

	it('is searched for without a filter, newest first, 100 a page: `reff_no` would find attempts only', async () => {
		const { asked } = await lookFor('INV-1', [[{ id: 1, status: 'pending' }]]);
		expect(asked.map(({ target }) => target)).toEqual([
			'/api/v1.0/payment-link-histories/acc-1?per_page=100&page=1',
		]);
	});

	it('is looked for on all pages until one is paid', async () => {
		const pages: Row[][] = [
			[{ id: 9, status: 'failed' }],
			[{ id: 5, status: 'paid' }],
			[{ id: 1, status: 'failed' }],
		];
		const { looked, asked } = await lookFor('INV-1', pages);
		expect(looked).toMatchObject({ payment: { id: '5', status: 'succeeded' } });
		expect(asked).toHaveLength(2);
	});

	it('paid twice, which a link for several uses allows, is not chosen from', async () => {
		const { looked } = await lookFor('INV-1', [
			[
				{ id: 9, status: 'paid' },
				{ id: 5, status: 'paid' },
			],
		]);
		expect(looked).toMatchObject({
			kind: 'failed',
			message: 'Singapay has 2 payments (payment link payment) with the reference INV-1',
		});
	});

	it('is not there where the whole list has no attempt at it', async () => {
		const { looked } = await lookFor('INV-1', [[{ id: 9, status: 'paid', link: 'INV-2' }], []]);
		expect(looked).toMatchObject({ kind: 'failed', cause: 'notFound' });
	});

	it.each<[string, Row[]]>([
		['no attempt', []],
		['an attempt that is not paid', [{ id: 9, status: 'pending' }]],
	])('is not determined by %s if the list continues', async (_what, first) => {
		const pages = [first, ...Array.from({ length: maxSearchedPages }, (_, at) => [other(at)])];
		const { looked, asked } = await lookFor('INV-1', pages, { isEndless: true });
		expect(asked).toHaveLength(maxSearchedPages);
		expect(looked).toMatchObject({ kind: 'failed', cause: 'unusable' });
	});

	const other = (at: number): Row => ({ id: 100 + at, status: 'paid', link: 'INV-2' });
});

describe('a payment link by ID', () => {
	it('is asked for by the ID of the attempt, as notifications name it, in the list', async () => {
		const { looked, asked } = await lookFor(
			'12917720251024134439471',
			[[{ id: 1, status: 'paid' }]],
			{ by: 'id' },
		);
		expect(asked.map(({ target }) => target)).toEqual([
			'/api/v1.0/payment-link-histories/acc-1?reff_no=12917720251024134439471&per_page=100&page=1',
		]);
		expect(looked).toMatchObject({ kind: 'found', payment: { id: '1', reference: 'INV-1' } });
	});

	it('is not another attempt whose ID holds the one asked for', async () => {
		const { looked } = await lookFor('2917720251024134439471', [[{ id: 1, status: 'paid' }]], {
			by: 'id',
		});
		expect(looked).toMatchObject({ kind: 'failed', cause: 'notFound' });
	});
});
