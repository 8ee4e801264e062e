/** The parts of a row that matter for its place in a list. */
export interface PlacedRow {
	readonly key: string;
	/** Epoch milliseconds; null where the provider does not tell. */
	readonly createdMs: number | null;
}

/** Pages between which a row may have been missed. */
export interface Doubt {
	readonly firstPage: number;
	readonly lastPage: number;
	/** No row that may be missing is older than this. Epoch milliseconds. */
	readonly fromMs: number;
}

/** Whether reading a list page by page has shown every row of it. */
export interface Coverage {
	/** @param total rows of the whole list, if the provider returns the number */
	add(page: number, rows: readonly PlacedRow[], total: number | undefined): void;
	/** The pages will be read again. */
	again(): void;
	/** @param isWhole whether the list was read from its first page to its end */
	doubt(isWhole: boolean): Doubt | undefined;
}

/** Rows of the same moment, whose order may be another one for each page. */
interface Tie {
	firstPage: number;
	lastPage: number;
	isRepeated: boolean;
}

/**
 * If a row appears twice, another one of the same moment may have taken its place on the page before, and be missing. New
 * rows that push others on look the same but hide nothing: then the pages are the same when they are read again, or the
 * provider's own count shows that all rows were seen. A row without a time raises no doubt: it is never forgotten, and the
 * next reading finds it.
 *
 * @param earlier rows of pages before `startPage`, or of that page itself, which were read by an earlier poll
 */
export function startCoverage(startPage: number, earlier: readonly PlacedRow[]): Coverage {
	const seen = new Set<string>();
	let total: number | undefined;
	let lastPage = startPage;
	let pageOf = new Map<string, number>();
	let ties = new Map<number, Tie>();
	const place = ({ key, createdMs }: PlacedRow, page: number, isRepeated: boolean): void => {
		pageOf.set(key, page);
		if (createdMs === null) return;
		const tie = ties.get(createdMs) ?? { firstPage: page, lastPage: page, isRepeated };
		tie.firstPage = Math.min(tie.firstPage, page);
		tie.lastPage = Math.max(tie.lastPage, page);
		tie.isRepeated ||= isRepeated;
		ties.set(createdMs, tie);
	};
	const pageBefore = Math.max(startPage - 1, 1);
	for (const row of earlier) place(row, pageBefore, false);
	return {
		add(page, rows, rowsInAll) {
			total ??= rowsInAll;
			lastPage = Math.max(lastPage, page);
			for (const row of rows) {
				const before = pageOf.get(row.key);
				// The first page of a poll is the last one of the poll before it.
				const isExpected = before === undefined || (before === pageBefore && page === startPage);
				place(row, page, !isExpected);
				seen.add(row.key);
			}
		},
		again() {
			pageOf = new Map();
			ties = new Map();
		},
		doubt(isWhole) {
			if (isWhole && total !== undefined)
				return seen.size >= total
					? undefined
					: { firstPage: startPage, lastPage, fromMs: -Infinity };
			const doubtful = [...ties].filter(([, { isRepeated }]) => isRepeated);
			if (doubtful.length === 0) return undefined;
			return {
				firstPage: Math.min(...doubtful.map(([, tie]) => tie.firstPage)),
				lastPage: Math.max(...doubtful.map(([, tie]) => tie.lastPage)),
				fromMs: Math.min(...doubtful.map(([createdMs]) => createdMs)),
			};
		},
	};
}
