import { jakartaTime } from './narrowing.mts';

/** The ways in which an end is written in create bodies. */

/** Thirteen digits of milliseconds, as a number or as text. */
export const milliseconds13 = {
	type: ['integer', 'string'],
	minimum: 1e12,
	maximum: 1e13 - 1,
	pattern: '^[1-9]\\d{12}$',
};

const iso = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})';

/** `2026-08-21T22:00:00+07:00` */
export const isoTime = { type: 'string', pattern: `^${iso}$` };

/** The same, or `2026-08-21 22:00:00` in Jakarta. */
export const isoOrJakartaTime = {
	type: 'string',
	pattern: `^(${iso}|\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2})$`,
};

/** "Any date string": NaN where it is none. */
export function momentOfAnyDate(written: string): number {
	const inJakarta = jakartaTime(written);
	return Number.isNaN(inJakarta) ? Date.parse(written) : inJakarta;
}
