import { property } from '../json';
import { textOf } from '../paymentRecord';
import type { ListFilter, Paging, PaymentList, PaymentStatus, StatusMeaning } from '../contract';
import { inJakarta } from './jakarta';

/**
 * How Singapay's lists are narrowed (list pages and OpenAPI description). Each has its own filters, with times in its own
 * format. A filter that is not documented for a list is not sent to it: the response would be empty instead of an error.
 */

type Query = Readonly<Record<string, string>>;

/** How one list writes the two ends of a period. */
interface TimeForm {
	readonly from: (time: number) => string;
	readonly to: (time: number) => string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const milliseconds: TimeForm = { from: String, to: String };

/** Rounds a time in milliseconds up to whole seconds, because milliseconds are cut off afterwards. */
const roundUpMs = 999;

/** `2026-08-21 22:00:00`, in Jakarta. Whole seconds: the end of the one that the period ends in. */
const seconds: TimeForm = {
	from: (time) => inJakarta(time).slice(0, 19).replace('T', ' '),
	to: (time) => seconds.from(time + roundUpMs),
};

/** `2026-08-21`. No page says whether the last day is included, nor in which time zone: a day is added at both ends. */
const days: TimeForm = {
	from: (time) => inJakarta(time - dayMs).slice(0, 10),
	to: (time) => inJakarta(time + dayMs).slice(0, 10),
};

const iso: TimeForm = {
	from: (time) => `${inJakarta(time).slice(0, 19)}+07:00`,
	to: (time) => iso.from(time + roundUpMs),
};

/** The documented filters of one list. */
interface Filters {
	/** The field of the time of creation, and the form of its ends. */
	readonly created?: { readonly field: string; readonly as: TimeForm };
	/** The form of the ends of `settle_at`; with it comes `has_settle`. */
	readonly settled?: TimeForm;
	/** The query parameter that takes the merchant's reference, or part of it. */
	readonly reference?: string;
	/** The query parameter that takes an ID, or part of it. */
	readonly id?: string;
	/** The words that the list can be asked for by `status`. */
	readonly statuses?: readonly string[];
	/** Rows per page, where `per_page` is listed. */
	readonly perPage?: number;
	/** Whether the order can be asked for. It is newest first. */
	readonly isSortable?: true;
}

/** The largest page that was observed. */
const maxRows = 100;

/** Later than any payment, with years of four digits. */
const lastTime = Date.UTC(9998, 11, 31);

export const listOf = (
	path: string,
	filters: Filters,
	statusMap: Readonly<Record<string, StatusMeaning>>,
): PaymentList => ({
	path,
	...(filters.settled === undefined ? {} : { tellsSettlement: true }),
	query: (filter) => queryOf(filters, statusMap, filter),
});

function queryOf(
	{ created, settled, reference, id, statuses = [], perPage, isSortable }: Filters,
	statusMap: Readonly<Record<string, StatusMeaning>>,
	filter: ListFilter,
): Query {
	const isSettled = filter.settledFrom !== undefined || filter.settledTo !== undefined;
	const word = wordFor(statusMap, statuses, filter.statuses);
	return {
		...(created && period(created.field, created.as, filter.from, filter.to)),
		...(settled && period('settle_at', settled, filter.settledFrom, filter.settledTo)),
		...(settled && isSettled ? { has_settle: '1' } : {}),
		...(settled && filter.onlyUnsettled === true ? { has_settle: '0' } : {}),
		...(reference !== undefined && filter.reference !== undefined
			? { [reference]: filter.reference }
			: {}),
		...(id !== undefined && filter.id !== undefined ? { [id]: filter.id } : {}),
		...(word === undefined ? {} : { status: word }),
		...(isSortable === true && filter.order === 'oldestFirst' ? { sort_order: 'asc' } : {}),
		...(perPage === undefined ? {} : { per_page: String(perPage) }),
	};
}

const period = (field: string, as: TimeForm, from?: number, to?: number): Query => ({
	...(from === undefined ? {} : { [`${field}_from`]: as.from(within(from)) }),
	...(to === undefined ? {} : { [`${field}_to`]: as.to(within(to)) }),
});

const within = (time: number): number => Math.min(Math.max(time, dayMs), lastTime);

/**
 * The word to filter by: only if a single word means what is wanted, and the list can be filtered by it. Rows with another
 * word for the same status would be missing from the response.
 */
function wordFor(
	statusMap: Readonly<Record<string, StatusMeaning>>,
	askable: readonly string[],
	wanted: ReadonlySet<PaymentStatus> | undefined,
): string | undefined {
	const meant = Object.keys(statusMap).filter((word) =>
		wanted?.has(statusMap[word]?.status ?? 'unknown'),
	);
	const [only] = meant;
	const isAlone = meant.length === 1 && wanted?.size === 1;
	return isAlone && only !== undefined && askable.includes(only) ? only : undefined;
}

/** Key: transaction_id. Times in milliseconds. */
export const virtualAccountFilters: Filters = {
	created: { field: 'post_timestamp', as: milliseconds },
	settled: milliseconds,
	reference: 'merchant_reff_no',
	statuses: ['unpaid', 'paid', 'expired', 'failed'],
	perPage: maxRows,
	isSortable: true,
};

/**
 * No filter for the merchant's reference. The status of an expired code stays open, so the list cannot be filtered by
 * expired.
 */
export const qrisFilters: Filters = {
	created: { field: 'created_at', as: seconds },
	settled: seconds,
	statuses: ['open'],
};

export const ewalletFilters: Filters = {
	created: { field: 'created_at', as: days },
	settled: days,
	statuses: ['open', 'success', 'failed'],
	perPage: maxRows,
	isSortable: true,
};

/** `reff_no` finds attempts: asked for the merchant's reference, the list is empty without an error. */
export const paymentLinkFilters: Filters = {
	created: { field: 'created_at', as: iso },
	settled: iso,
	id: 'reff_no',
	statuses: ['pending', 'failed'],
	perPage: maxRows,
	isSortable: true,
};

export const accountTransferFilters: Filters = { id: 'transaction_id' };

const rowsPerPage = 25;

/**
 * 25 rows per page, or as many as `per_page` asks for where it is known. The totals are beside the rows, in three
 * spellings, or `{}`. A short page is the last one only if they say so: the provider may reduce the size of a page.
 */
export const paging: Paging = {
	pageParameter: 'page',
	hasNext(body, rows) {
		const totals = totalsIn(body);
		const current = numberIn(totals, ['current_page', 'currentPage']);
		const last =
			numberIn(totals, ['total_pages', 'totalPages']) ??
			pagesIn(numberIn(totals, ['total']), numberIn(totals, ['per_page', 'perPage']));
		if (current !== undefined && last !== undefined) return current < last ? 'yes' : 'no';
		if (rows === rowsPerPage || rows === maxRows) return 'yes';
		return rows > 0 ? 'perhaps' : 'no';
	},
	total(body) {
		const [total] = totalsIn(body).flatMap((place) => textOf(property(place, 'total')) || []);
		return /^\d{1,15}$/.test(total ?? '') ? Number(total) : undefined;
	},
};

function totalsIn(body: unknown): readonly unknown[] {
	const meta = property(body, 'meta');
	return [property(body, 'pagination'), property(meta, 'pagination'), meta];
}

const pagesIn = (total: number | undefined, perPage: number | undefined): number | undefined =>
	total === undefined || perPage === undefined ? undefined : Math.ceil(total / perPage);

/** A number above zero; one written as 0 says nothing. */
const numberIn = (places: readonly unknown[], names: readonly string[]): number | undefined =>
	places
		.flatMap((place) => names.map((name) => Number(textOf(property(place, name)) || Number.NaN)))
		.find((value) => Number.isSafeInteger(value) && value > 0);
