import { wellFormed } from '../providers/characters';

/** How a list is written: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ArrayFormat = 'repeat' | 'brackets' | 'indices';

/**
 * Writes values as URL-encoded pairs joined by `&`. Nested objects become `a[b]=1`; undefined is left out, null is empty.
 * Used for queries and for form bodies.
 */
export function encodePairs(
	values: Readonly<Record<string, unknown>>,
	arrays: ArrayFormat,
): string {
	return Object.entries(values)
		.flatMap(([name, value]) => flatten(name, value, arrays))
		.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
		.join('&');
}

function flatten(
	name: string,
	value: unknown,
	arrays: ArrayFormat,
): readonly (readonly [string, string])[] {
	if (value === undefined) return [];
	if (Array.isArray(value))
		return value.flatMap((entry, index) => flatten(name + suffix(arrays, index), entry, arrays));
	if (hasJsonForm(value)) return flatten(name, value.toJSON(), arrays);
	if (typeof value === 'object' && value !== null)
		return Object.entries(value).flatMap(([key, entry]) =>
			flatten(`${name}[${key}]`, entry, arrays),
		);
	return [[name, value === null ? '' : String(value)]];
}

const encoded = (text: string): string => encodeURIComponent(wellFormed(text));

/** Dates, both JavaScript's and those of n8n's expressions. */
const hasJsonForm = (value: unknown): value is { toJSON(): unknown } =>
	typeof value === 'object' &&
	value !== null &&
	'toJSON' in value &&
	typeof value.toJSON === 'function';

const suffix = (arrays: ArrayFormat, index: number): string =>
	({ repeat: '', brackets: '[]', indices: `[${index}]` })[arrays];
