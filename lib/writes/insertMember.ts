import { endOfJsonString } from '../providers/json';

export type MemberInserted =
	| { readonly kind: 'inserted'; readonly text: string }
	/** A name on the way stands twice: which of them a server reads is not certain. */
	| { readonly kind: 'duplicate'; readonly name: string }
	/** The value under this name holds no members. */
	| { readonly kind: 'notAnObject'; readonly name: string };

/**
 * Inserts a text into the text of a JSON object without changing any other byte: if it were parsed and serialized, long
 * numbers would lose digits, `10.00` its zeros, and names that look like numbers their place. A null or empty value is
 * replaced.
 *
 * @param source valid JSON, an object
 * @param path names from the outermost object inwards
 */
export const insertMember = (
	source: string,
	path: readonly string[],
	value: string,
): MemberInserted => insertLiteral(source, path, JSON.stringify(value));

/** The same for any value, given as its JSON. */
export function insertLiteral(
	source: string,
	path: readonly string[],
	literal: string,
): MemberInserted {
	const place = placeOf(source, path);
	if (place.kind !== 'place') return place;
	const { start, end, before, missing } = place;
	const written = missing.reduceRight(
		(inner, name) => `{${JSON.stringify(name)}:${inner}}`,
		literal,
	);
	return {
		kind: 'inserted',
		text: source.slice(0, start) + before + written + source.slice(end),
	};
}

/** The first name on the way to a member that its object contains twice; undefined if there is none. */
export function duplicateOnPath(source: string, path: readonly string[]): string | undefined {
	const place = placeOf(source, path);
	return place.kind === 'duplicate' ? place.name : undefined;
}

type Place =
	| {
			readonly kind: 'place';
			/** What is replaced; nothing where the two are the same. */
			readonly start: number;
			readonly end: number;
			/** What comes before the value: a comma, the name. */
			readonly before: string;
			/** Names of objects that do not exist yet, between this place and the value. */
			readonly missing: readonly string[];
	  }
	| Exclude<MemberInserted, { kind: 'inserted' }>;

function placeOf(source: string, path: readonly string[]): Place {
	let opening = skipSpace(source, 0);
	for (const [depth, name] of path.entries()) {
		const { values, last } = membersOf(source, opening, name);
		const [value, second] = values;
		const missing = path.slice(depth + 1);
		if (second !== undefined) return { kind: 'duplicate', name };
		if (value === undefined) {
			const start = last ?? opening + 1;
			const before = `${last === undefined ? '' : ','}${JSON.stringify(name)}:`;
			return { kind: 'place', start, end: start, before, missing };
		}
		const { start, end } = value;
		if (missing.length === 0 || source.slice(start, end) === 'null')
			return { kind: 'place', start, end, before: '', missing };
		if (source[start] !== '{') return { kind: 'notAnObject', name };
		opening = start;
	}
	throw new Error('A path has at least one name');
}

interface Span {
	readonly start: number;
	/** Behind the last character. */
	readonly end: number;
}

/** The values of an object under a name, and where its last value ends. The source is valid JSON. */
function membersOf(
	source: string,
	opening: number,
	name: string,
): { readonly values: readonly Span[]; readonly last: number | undefined } {
	const values: Span[] = [];
	let last: number | undefined;
	let at = skipSpace(source, opening + 1);
	while (source[at] !== '}') {
		const keyEnd = endOfJsonString(source, at);
		const start = skipSpace(source, skipSpace(source, keyEnd) + 1);
		const end = endOfValue(source, start);
		// A name may be written in escapes.
		if (JSON.parse(source.slice(at, keyEnd)) === name) values.push({ start, end });
		last = end;
		at = skipSpace(source, end);
		if (source[at] === ',') at = skipSpace(source, at + 1);
	}
	return { values, last };
}

/** Skips nested values without recursion: depth costs no stack. */
function endOfValue(source: string, start: number): number {
	let at = start;
	let depth = 0;
	do {
		const character = source[at];
		if (character === '"') at = endOfJsonString(source, at);
		else if (character !== undefined && isPunctuation(character)) {
			if (character === '{' || character === '[') depth += 1;
			if (character === '}' || character === ']') depth -= 1;
			at += 1;
		} else while (at < source.length && !isPunctuation(source[at] ?? '')) at += 1;
	} while (depth > 0);
	return at;
}

const isPunctuation = (character: string): boolean => '{}[],:" \n\r\t'.includes(character);

function skipSpace(source: string, at: number): number {
	let next = at;
	while (' \n\r\t'.includes(source[next] ?? '.')) next += 1;
	return next;
}
