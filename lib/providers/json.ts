/** Reading values whose shape is not guaranteed. */

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with at least one member. */
export const isFilledObject = (value: unknown): value is JsonObject =>
	isObject(value) && Object.keys(value).length > 0;

/** The value's own property, or undefined where the value is not an object. */
export const property = (value: unknown, name: string): unknown =>
	isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** A string or number as text; '' for anything else. */
export const text = (value: unknown): string =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/**
 * A number, or text that is one; NaN for anything else. `Number` alone calls `valueOf` and `toString` of an object, which an answer may
 * hold as members, and throws then.
 */
export const numberIn = (value: unknown): number => Number(text(value) || Number.NaN);

/**
 * In valid JSON, the position behind the string that begins at `opening`: its closing quote has an even number of backslashes before it. A pattern would run out of stack on long
 * strings.
 */
export function endOfJsonString(source: string, opening: number): number {
	let quote = opening;
	let backslashes: number;
	do {
		quote = source.indexOf('"', quote + 1);
		backslashes = 0;
		while (source[quote - 1 - backslashes] === '\\') backslashes += 1;
	} while (backslashes % 2 === 1);
	return quote + 1;
}
