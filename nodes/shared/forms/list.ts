import {
	type PaymentStatus,
	paymentStatuses,
	type Provider,
} from '../../../lib/providers/contract';
import { readDate } from './dates';
import { isListed, type PaymentListQuery } from '../../../lib/payments/list';
import { defaultListLimit } from '../../../lib/payments/numbers';
import { readIdentifier } from './identifier';
import { invalid, type Invalid } from './invalid';
import { readAccount, readKind } from './lookup';
import { type NumberField, readNumber } from './number';

/** Which payments a builder wants to see, as entered. */
export interface ListForm {
	readonly kind: string;
	readonly accountId: unknown;
	readonly limit: 'all' | { readonly given: unknown };
	/** `dateFrom`, `dateTo`, `reference` and `status`, those that were added. */
	readonly filters: Readonly<Record<string, unknown>>;
	/** IANA name, for dates that name no zone. */
	readonly timezone: string;
}

export type ListFormRead =
	{ readonly kind: 'listing'; readonly listing: Omit<PaymentListQuery, 'maxPages'> } | Invalid;

/** Turns what a builder entered into a list that can be read, or says what is wrong with it. */
export function readListForm(provider: Provider, form: ListForm): ListFormRead {
	const { filters } = form;
	const chosen = readKind(provider, form.kind, 'List Of');
	if (chosen.kind === 'invalid') return chosen;
	const kind = chosen.chosen;
	if (!isListed(provider, kind))
		return invalid(
			`${provider.displayName} has no list of its ${kind.name}s`,
			'Use Get Payment Status with the ID of each.',
		);
	const account = readAccount(kind, form.accountId);
	if (account.kind === 'invalid') return account;
	const limit = form.limit === 'all' ? everything : readNumber(form.limit.given, limitField);
	if (limit.kind === 'invalid') return limit;
	const from = readBound(form, 'dateFrom', 'Date From', 'start');
	if (from.kind === 'invalid') return from;
	const to = readBound(form, 'dateTo', 'Date To', 'end');
	if (to.kind === 'invalid') return to;
	if (from.time !== undefined && to.time !== undefined && to.time < from.time)
		return invalid(
			"'Date To' is before 'Date From'",
			'Exchange the two, or check the expressions.',
		);
	if ('status' in filters && [filters.status].flat().every((word) => (word ?? '') === ''))
		return invalid(
			"'Status' is empty",
			'Choose at least one, or remove the filter. If it is an expression, check what it gives for this item.',
		);
	const statuses = readStatuses(filters.status);
	if (statuses === 'invalid')
		return invalid(
			"'Status' holds a word that is none of its choices",
			`Use ${paymentStatuses.join(', ')}.`,
		);
	const reference =
		'reference' in filters
			? readIdentifier(filters.reference, 'Reference', 'reference')
			: undefined;
	if (reference?.kind === 'invalid') return reference;
	return {
		kind: 'listing',
		listing: {
			kind,
			accountId: account.accountId,
			limit: limit.number,
			filter: {
				order: 'newestFirst',
				from: from.time,
				to: to.time,
				...(reference === undefined ? {} : { reference: reference.value }),
				...(statuses === undefined ? {} : { statuses }),
			},
		},
	};
}

const everything = { kind: 'number', number: Infinity } as const;

const limitField: NumberField = {
	label: 'Limit',
	min: 1,
	otherwise: defaultListLimit,
	hint: "Turn 'Return All' on for all of them.",
};

/** A filter that was added has a value: an expression that finds nothing would otherwise list everything. */
function readBound(
	{ filters, timezone }: ListForm,
	name: string,
	field: string,
	end: 'start' | 'end',
): ReturnType<typeof readDate> | { readonly kind: 'none'; readonly time?: undefined } {
	return name in filters ? readDate(filters[name], field, timezone, end) : { kind: 'none' };
}

/** The words of the common vocabulary that are wanted; undefined for all. */
export function readStatuses(given: unknown): ReadonlySet<PaymentStatus> | undefined | 'invalid' {
	const words = [given].flat().filter((word) => word !== undefined && word !== null && word !== '');
	if (words.length === 0) return undefined;
	const known = paymentStatuses.filter((status) => words.includes(status));
	return known.length === new Set(words).size ? new Set(known) : 'invalid';
}
