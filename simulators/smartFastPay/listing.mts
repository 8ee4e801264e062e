import type { Movement } from './movement.mts';

/** The documented limits of the list calls. */
const defaultLimit = 10;

const sortable = {
	id: (row: Movement) => row.id,
	amount: (row: Movement) => Number(row.amount),
	status: (row: Movement) => row.status,
	created_at: (row: Movement) => row.createdAt,
	updated_at: (row: Movement) => row.updatedAt,
};

const sortText = { type: 'string', pattern: `^(${Object.keys(sortable).join('|')}),(asc|desc)$` };
const plain = { type: 'string' };

/** 1..40 rows and pages from 1; the general page calls the sort parameter `sort`, the samples `order`. */
export const listQuerySchema = {
	type: 'object',
	properties: {
		limit: { type: 'string', pattern: '^([1-9]|[123][0-9]|40)$' },
		page: { type: 'string', pattern: '^[1-9][0-9]{0,6}$' },
		sort: sortText,
		order: sortText,
		start_time: { type: 'string', format: 'date-time' },
		end_time: { type: 'string', format: 'date-time' },
		customer_id: plain,
		transaction_id: plain,
		type: plain,
		status: plain,
	},
};

export type ListQuery = Partial<Record<keyof typeof listQuerySchema.properties, string>>;

/** One page of rows in the order they were created, unless asked otherwise. There is no paging information beside it. */
export function listPage(
	rows: readonly Movement[],
	query: ListQuery,
	statusOf: (row: Movement) => string,
): Movement[] {
	const limit = Number(query.limit ?? defaultLimit);
	const start = (Number(query.page ?? 1) - 1) * limit;
	return sorted(
		rows.filter(
			(row) =>
				isOneOf(query.customer_id, row.customerId) &&
				isOneOf(query.transaction_id, row.transactionId) &&
				isOneOf(query.type, row.type) &&
				isOneOf(query.status, statusOf(row)) &&
				row.createdAt >= Date.parse(query.start_time ?? '1970-01-01T00:00:00Z') &&
				row.createdAt <= Date.parse(query.end_time ?? '9999-12-31T00:00:00Z'),
		),
		query.sort ?? query.order ?? 'created_at,asc',
	).slice(start, start + limit);
}

function isOneOf(wanted: string | undefined, value: string): boolean {
	return wanted === undefined || wanted.split(',').includes(value);
}

function sorted(rows: Movement[], by: string): Movement[] {
	const [name, direction] = by.split(',');
	const key = Object.entries(sortable).find(([field]) => field === name)?.[1] ?? sortable.id;
	const sign = direction === 'desc' ? -1 : 1;
	return rows.toSorted((a, b) => {
		const [left, right] = [key(a), key(b)];
		return left === right ? 0 : (left < right ? -1 : 1) * sign;
	});
}
