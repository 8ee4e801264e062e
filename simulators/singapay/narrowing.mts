import type { FastifyRequest } from 'fastify';
import type { StoredRecord } from '../types.mts';

/** The documented filters of the lists of money in (second sheet, sections 2.1 to 2.5). What a list does not know changes nothing. */
export interface Narrowing {
	/** The text that was asked for is part of that of the row. */
	partial?: readonly string[];
	exact?: readonly string[];
	/** Their ends are asked for as `<name>_from` and `<name>_to`. */
	times?: readonly string[];
	/** The moment that an end means; a day as an end means its first moment. */
	momentOf(written: string): number;
}

/** Milliseconds. */
export const milliseconds = (written: string): number => Number(written);

/** Text of Jakarta, unless it names a zone. */
export const jakartaTime = (written: string): number => {
	const iso = written.replace(' ', 'T');
	if (/(z|[+-]\d{2}:\d{2})$/i.test(iso)) return Date.parse(iso);
	return Date.parse(`${iso}${iso.includes('T') ? '' : 'T00:00:00'}+07:00`);
};

/** The rows that were asked for, newest first unless `sort_order` says otherwise. */
export function narrowed(
	request: FastifyRequest,
	oldestFirst: readonly StoredRecord[],
	{ partial = [], exact = [], times = [], momentOf }: Narrowing,
	isSortable: boolean,
): StoredRecord[] {
	const asked = new URL(request.url, 'http://localhost').searchParams;
	const has = (name: string, holds: (wanted: string) => boolean): boolean => {
		const wanted = asked.get(name);
		return wanted === null || wanted === '' || holds(wanted);
	};
	const rows = oldestFirst.filter(
		(row) =>
			partial.every((name) => has(name, (wanted) => String(row[name] ?? '').includes(wanted))) &&
			exact.every((name) => has(name, (wanted) => String(row[name] ?? '') === wanted)) &&
			has('has_settle', (wanted) => row['has_settle'] === (wanted === '1')) &&
			times.every((name) => {
				const at = momentIn(row[name]);
				return (
					has(`${name}_from`, (from) => at !== null && at >= momentOf(from)) &&
					has(`${name}_to`, (to) => at !== null && at <= momentOf(to))
				);
			}),
	);
	return isSortable && asked.get('sort_order') === 'asc' ? rows : rows.toReversed();
}

const momentIn = (value: unknown): number | null => {
	if (typeof value === 'number') return value;
	return typeof value === 'string' ? Date.parse(value) : null;
};
