import { fillInFind } from '../providers/endpoints';
import { isObject, text } from '../providers/json';
import type { ListFilter, PaymentKind, Provider } from '../providers/contract';
import type { CallContext, CallOptions } from '../client/call';
import { requestOf } from '../client/requestOf';
import { type Page, type PageRequest, readPages } from '../client/pages';
import { type CallInfo, type Failed, failure } from '../client/result';
import { encodePairs } from '../client/query';
import { notAList } from './messages';
import { type FoundPayment, readPayment } from './payment';

export interface PaymentListQuery {
	readonly kind: PaymentKind;
	readonly accountId: string;
	readonly filter: ListFilter;
	/** Payments wanted at most, after filtering. */
	readonly limit: number;
	/** A payment after which no further page is wanted. */
	readonly isEnough?: (found: FoundPayment) => boolean;
	readonly maxPages: number;
}

export type PaymentsListed =
	| {
			readonly kind: 'listed';
			readonly found: readonly FoundPayment[];
			/** Whether the list was read to its end, or as far as it matters. */
			readonly isComplete: boolean;
			/** The last page's. */
			readonly call: CallInfo;
	  }
	| Failed;

/**
 * Collects the payments of a list that the filter lets through. The provider narrows the list where it can; everything is
 * checked here as well, because no provider promises which filters which list knows.
 */
export async function collectPayments(
	context: CallContext,
	wanted: PaymentListQuery,
	options: CallOptions,
): Promise<PaymentsListed> {
	const { provider } = context;
	const { kind, filter, limit, isEnough = () => false } = wanted;
	const collected = new Map<string, FoundPayment>();
	const isPast = olderThan(filter.from);
	let last: Page | undefined;
	let hasEnough = false;
	let isReadable = true;
	const read = await readPages(context, pagesOf(context, wanted, options), (page) => {
		last = page;
		const rows = rowsOf(context.provider, page);
		const payments = rows?.map((row) => readPayment(provider, kind, row));
		isReadable = payments?.every(namesPayment) === true;
		if (payments === undefined || !isReadable) return 'stop';
		// A row that appears again was moved by newer ones, and may have changed meanwhile.
		for (const found of payments) {
			if (passes(found, filter)) collected.set(keyOf(found), found);
			else collected.delete(keyOf(found));
		}
		hasEnough =
			collected.size >= limit || isPast(payments) || [...collected.values()].some(isEnough);
		return hasEnough ? 'stop' : 'continue';
	});
	if (read.kind === 'failed') return read;
	if (last === undefined) throw new Error('A list has at least one page');
	if (!isReadable) return notAListIn(last);
	const found = [...collected.values()].slice(0, limit);
	const isComplete = hasEnough || read.nextPage === undefined;
	return { kind: 'listed', found, isComplete, call: last.answered.call };
}

/**
 * The payments of a page; undefined if the response is something else. If a proxy's page or the notice of a failure counted as
 * an empty list, nobody would seem to have paid. Some servers write an empty list as null.
 */
export function rowsOf(
	provider: Provider,
	{ answered, rows }: Page,
): readonly unknown[] | undefined {
	const { body, isJson } = answered.response;
	if (isJson && provider.api.isEmpty(body)) return [];
	return rows !== undefined && rows.length > 0 && rows.every(isObject) ? rows : undefined;
}

/** A row that names none is something else, e.g. a notice with a status of its own. */
const namesPayment = ({ payment }: FoundPayment): boolean =>
	payment.id !== null || payment.reference !== null;

/** The provider's API answered, and not with a list: it may be a notice that goes away. */
export const notAListIn = ({ answered: { call, raw, response } }: Page): Failed =>
	failure(call, 'unusable', notAList(call), {
		isPassing: true,
		status: response.status,
		answer: { raw, response },
	});

/** The pages of a kind's list, for callers that judge the rows themselves. */
export function pagesOf(
	{ provider, settings }: Pick<CallContext, 'provider' | 'settings'>,
	{ kind, accountId, filter, maxPages }: Omit<PaymentListQuery, 'limit' | 'isEnough'>,
	options: CallOptions,
): PageRequest {
	const { list } = kind;
	const { paging } = provider.api;
	const target = list && fillInFind({ method: 'GET', target: list.path }, () => accountId)?.target;
	if (list === undefined || paging === undefined || target === undefined)
		throw new Error(`${provider.displayName} has no list of ${kind.id}`);
	const query = encodePairs(list.query(filter), 'repeat');
	const request = requestOf(settings, {
		method: 'GET',
		target: query === '' ? target : `${target}?${query}`,
	});
	return { request, paging, maxPages, options };
}

/** Two rows with the same ID are the same payment; a row without one is identified by its whole content. */
export const keyOf = ({ payment, record }: FoundPayment): string =>
	payment.id ?? JSON.stringify(record);

function passes(found: FoundPayment, filter: ListFilter): boolean {
	const { payment, isSettled = false } = found;
	const { id, reference, statuses, onlyUnsettled, settledFrom, settledTo } = filter;
	if (id !== undefined && !hasId(found, id)) return false;
	if (reference !== undefined && payment.reference !== reference) return false;
	if (statuses !== undefined && !statuses.has(payment.status)) return false;
	// A payment without a time is kept: a surplus row is noticed, a missing one is not.
	if (!isWithin(payment.createdAt, filter.from, filter.to, true)) return false;
	if (onlyUnsettled === true && isSettled) return false;
	// One that is settled at an unknown time is kept likewise; one that is not settled has no such time.
	const withoutTime = isSettled || (settledFrom === undefined && settledTo === undefined);
	return isWithin(payment.settledAt, settledFrom, settledTo, withoutTime);
}

function isWithin(
	iso: string | null,
	from = -Infinity,
	to = Infinity,
	withoutTime: boolean,
): boolean {
	const time = timeOf(iso);
	return time === undefined ? withoutTime : time >= from && time <= to;
}

/** A record may have a second ID, e.g. that of the attempt that notifications name. */
const hasId = ({ payment, record }: FoundPayment, id: string): boolean =>
	payment.id === id ||
	(isObject(record) && Object.values(record).some((value) => text(value) === id));

const timeOf = (iso: string | null): number | undefined =>
	iso === null ? undefined : Date.parse(iso);

/**
 * Whether what follows can only be older than `from`. One provider documents no order of its lists, so this holds only for
 * a list in which every row so far had a date, and none was newer than the one before it.
 */
export function olderThan(
	from: number | undefined,
): (payments: readonly FoundPayment[]) => boolean {
	let newest: number | undefined;
	let last = Infinity;
	let isDescending = from !== undefined;
	return (payments) => {
		for (const { payment } of payments) {
			const createdAt = timeOf(payment.createdAt);
			isDescending &&= createdAt !== undefined && createdAt <= last;
			last = createdAt ?? last;
			newest ??= createdAt;
		}
		return isDescending && from !== undefined && last < from && newest !== last;
	};
}

/** Whether the provider lists payments of this kind. */
export const isListed = (provider: Provider, kind: PaymentKind): boolean =>
	provider.api.paging !== undefined && kind.list !== undefined;
