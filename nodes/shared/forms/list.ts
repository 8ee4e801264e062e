import {
	type ListFilter,
	type PaymentKind,
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
	/** `dateFrom`, `dateTo`, `onlyUnsettled`, `reference`, `settledFrom`, `settledTo` and `status`, those that were added. */
	readonly filters: Readonly<Record<string, unknown>>;
	/** IANA name, for dates that name no zone. */
	readonly timezone: string;
}

export type ListFormRead =
	{ readonly kind: 'listing'; readonly listing: Omit<PaymentListQuery, 'maxPages'> } | Invalid;

/** Turns what a builder entered into a list that can be read, or says what is wrong with it. */
export function readListForm(provider: Provider, form: ListForm): ListFormRead {
	const { filters } = form;
	const chosen = readKind(provider, form.kind);
	if (chosen.kind === 'invalid') return chosen;
	const kind = chosen.chosen;
	if (!isListed(provider, kind))
		return invalid(
			`${provider.displayName} cannot list its ${kind.name}s`,
			'Use the operation Get with the ID of each.',
		);
	const account = readAccount(kind, form.accountId);
	if (account.kind === 'invalid') return account;
	const limit = form.limit === 'all' ? everything : readNumber(form.limit.given, limitField);
	if (limit.kind === 'invalid') return limit;
	const created = readPeriod(form, createdPeriod);
	if (created.kind === 'invalid') return created;
	const settlement = readSettlement(provider, kind, form);
	if (settlement.kind === 'invalid') return settlement;
	if ('status' in filters && [filters.status].flat().every((word) => (word ?? '') === ''))
		return invalid(
			"'Status' is empty",
			'Choose at least one, or remove the filter. If it is an expression, check its result for this item.',
		);
	const statuses = readStatuses(filters.status);
	if (statuses === 'invalid')
		return invalid("'Status' contains an unknown status", `Use ${paymentStatuses.join(', ')}.`);
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
				from: created.from,
				to: created.to,
				...settlement.filter,
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

interface Period {
	readonly from: readonly [name: string, field: string];
	readonly to: readonly [name: string, field: string];
}

const createdPeriod: Period = { from: ['dateFrom', 'Date From'], to: ['dateTo', 'Date To'] };
const settledPeriod: Period = {
	from: ['settledFrom', 'Settled From'],
	to: ['settledTo', 'Settled To'],
};

function readPeriod(
	form: ListForm,
	{ from: [fromName, fromField], to: [toName, toField] }: Period,
):
	| {
			readonly kind: 'period';
			readonly from: number | undefined;
			readonly to: number | undefined;
	  }
	| Invalid {
	const from = readBound(form, fromName, fromField, 'start');
	if (from.kind === 'invalid') return from;
	const to = readBound(form, toName, toField, 'end');
	if (to.kind === 'invalid') return to;
	if (from.time !== undefined && to.time !== undefined && to.time < from.time)
		return invalid(
			`'${toField}' is before '${fromField}'`,
			'Swap the two, or check the expressions.',
		);
	return { kind: 'period', from: from.time, to: to.time };
}

/** A filter that was added has a value: an expression that finds nothing would otherwise list everything. */
function readBound(
	{ filters, timezone }: ListForm,
	name: string,
	field: string,
	end: 'start' | 'end',
): ReturnType<typeof readDate> | { readonly kind: 'none'; readonly time?: undefined } {
	return name in filters ? readDate(filters[name], field, timezone, end) : { kind: 'none' };
}

/** Which payments are wanted by what became of their money. */
function readSettlement(
	provider: Provider,
	kind: PaymentKind,
	form: ListForm,
): { readonly kind: 'settlement'; readonly filter: Partial<ListFilter> } | Invalid {
	const { onlyUnsettled = false } = form.filters;
	if (typeof onlyUnsettled !== 'boolean')
		return invalid(
			"'Only Unsettled' is neither true nor false",
			'Choose one, or check the result of the expression for this item.',
		);
	const isDated = 'settledFrom' in form.filters || 'settledTo' in form.filters;
	if (!onlyUnsettled && !isDated) return { kind: 'settlement', filter: {} };
	if (kind.list?.tellsSettlement !== true) return noSettlement(provider, kind);
	if (onlyUnsettled && isDated)
		return invalid(
			"'Only Unsettled' excludes everything that 'Settled From' and 'Settled To' select",
			"Remove either 'Only Unsettled' or the other two.",
		);
	const settled = readPeriod(form, settledPeriod);
	if (settled.kind === 'invalid') return settled;
	return {
		kind: 'settlement',
		filter: onlyUnsettled
			? // What was never paid is never settled.
				{ onlyUnsettled, statuses: new Set<PaymentStatus>(['succeeded']) }
			: { settledFrom: settled.from, settledTo: settled.to },
	};
}

const noSettlement = (provider: Provider, { name }: PaymentKind): Invalid => {
	const telling = provider.payments.kinds.filter(({ list }) => list?.tellsSettlement === true);
	return invalid(
		`${provider.displayName} does not say in its lists when the money of a ${name} was settled`,
		telling.length === 0
			? 'Remove the filters Only Unsettled, Settled From and Settled To.'
			: `Remove the filters Only Unsettled, Settled From and Settled To. They are for ${telling.map(({ label }) => label).join(', ')}.`,
	);
};

/** The words of the common vocabulary that are wanted; undefined for all. */
export function readStatuses(given: unknown): ReadonlySet<PaymentStatus> | undefined | 'invalid' {
	const words = [given].flat().filter((word) => word !== undefined && word !== null && word !== '');
	if (words.length === 0) return undefined;
	const known = paymentStatuses.filter((status) => words.includes(status));
	return known.length === new Set(words).size ? new Set(known) : 'invalid';
}
