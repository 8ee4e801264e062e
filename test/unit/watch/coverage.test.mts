import { startCoverage } from '../../../lib/watch/coverage';

type Row = readonly [key: string, createdMs: number | null];

const rowsOf = (rows: readonly Row[]) => rows.map(([key, createdMs]) => ({ key, createdMs }));

/** What is doubted after pages were read once, the first page being number 1. */
const doubtAfter = (
	pages: readonly (readonly Row[])[],
	{ total, isWhole = true }: { total?: number; isWhole?: boolean } = {},
) => {
	const coverage = startCoverage(1, []);
	for (const [n, rows] of pages.entries()) coverage.add(n + 1, rowsOf(rows), total);
	return coverage.doubt(isWhole);
};

describe('pages read one after the other', () => {
	it.each<[string, Row[][], object, object | undefined]>([
		[
			'hide nothing where no row comes twice',
			[
				[
					['a', 9],
					['b', 9],
				],
				[['c', 9]],
			],
			{},
			undefined,
		],
		[
			'may hide a row of the same moment as one that comes twice',
			[
				[
					['a', 9],
					['b', 9],
				],
				[
					['b', 9],
					['c', 7],
				],
			],
			{},
			{ firstPage: 1, lastPage: 2, fromMs: 9 },
		],
		[
			'may hide the oldest of such rows',
			[
				[
					['a', 9],
					['b', 9],
				],
				[
					['b', 9],
					['c', 7],
				],
				[
					['d', 7],
					['c', 7],
				],
			],
			{},
			{ firstPage: 1, lastPage: 3, fromMs: 7 },
		],
		[
			'hide nothing that has no time',
			[
				[['a', null]],
				[
					['a', null],
					['b', null],
				],
			],
			{},
			undefined,
		],
		[
			'hide nothing where as many rows were seen as the provider counts',
			[
				[
					['a', 9],
					['b', 9],
				],
				[
					['b', 9],
					['c', 7],
				],
			],
			{ total: 3 },
			undefined,
		],
		[
			'hide a row where the provider counts more',
			[
				[
					['a', 9],
					['b', 8],
				],
				[
					['b', 8],
					['c', 7],
				],
			],
			{ total: 4 },
			{ firstPage: 1, lastPage: 2, fromMs: -Infinity },
		],
		[
			'are not counted where the list was not read to its end',
			[
				[
					['a', 9],
					['b', 8],
				],
			],
			{ total: 4, isWhole: false },
			undefined,
		],
	])('%s', (_what, pages, more, expected) => {
		expect(doubtAfter(pages, more)).toEqual(expected);
	});

	it('are accepted when they are read again and no row appears twice', () => {
		const coverage = startCoverage(1, []);
		coverage.add(
			1,
			rowsOf([
				['a', 9],
				['b', 9],
			]),
			undefined,
		);
		coverage.add(2, rowsOf([['b', 9]]), undefined);
		expect(coverage.doubt(true)).toBeDefined();
		coverage.again();
		coverage.add(
			1,
			rowsOf([
				['a', 9],
				['c', 9],
			]),
			undefined,
		);
		coverage.add(2, rowsOf([['b', 9]]), undefined);
		expect(coverage.doubt(true)).toBeUndefined();
	});

	it('add up to what the provider counts when they are read again', () => {
		const coverage = startCoverage(1, []);
		coverage.add(
			1,
			rowsOf([
				['a', 9],
				['b', 9],
			]),
			3,
		);
		coverage.add(2, rowsOf([['b', 9]]), 3);
		coverage.again();
		coverage.add(
			1,
			rowsOf([
				['a', 9],
				['b', 9],
			]),
			3,
		);
		coverage.add(2, rowsOf([['c', 9]]), 3);
		expect(coverage.doubt(true)).toBeUndefined();
	});
});

describe('a list that another poll has begun', () => {
	const earlier = rowsOf([
		['a', 9],
		['b', 9],
	]);

	it('is begun with the page that was read last, where all rows are known', () => {
		const coverage = startCoverage(3, earlier);
		coverage.add(3, earlier, undefined);
		expect(coverage.doubt(false)).toBeUndefined();
	});

	it('may have hidden a row on the page before', () => {
		const coverage = startCoverage(3, earlier);
		coverage.add(3, rowsOf([['c', 8]]), undefined);
		coverage.add(4, rowsOf([['b', 9]]), undefined);
		expect(coverage.doubt(false)).toEqual({ firstPage: 2, lastPage: 4, fromMs: 9 });
	});
});
