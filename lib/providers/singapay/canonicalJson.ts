import { endOfJsonString } from '../json';
import type { CanonicalBody } from '../contract';

/** Deeper than any payment, and within the limits of the recursion here and of the gateway's reader (512). */
const deepest = 100;

/**
 * Commas and opening brackets of a body that is put into other forms. Anybody may send one, and the work blocks the whole
 * process: some 50 ms. A notification has some fifty; a batch of expiries some twenty for each of its rows.
 */
const maxFormMarks = 10_000;

/** Characters of a number that a message quotes: enough to find it, and short enough to read. */
const maxShownDigits = 100;

/**
 * The canonical form of a JSON body, which Singapay hashes for a signature (transfer page, signature guide): the keys of
 * every object sorted by their UTF-8 bytes, lists in their order, no white space, nothing escaped that need not be.
 *
 * It reads the text rather than the parsed value: `JSON.parse` would silently drop a duplicate key, round a long number and
 * move keys that look like integers to the front.
 */
export const canonicalJson = (source: string): CanonicalBody =>
	isJson(source)
		? canonical(source, { numbers: readNumber })
		: unsignable('is not valid JSON', 'Check quotes, commas and brackets.');

/**
 * The forms in which Singapay may have hashed a body that it signed; the signature shows which one. Numbers stand as it
 * wrote them. Its gateway also takes an empty object for an empty list, and an object whose keys are 0, 1, 2, … for a list,
 * as PHP does (as a measured client met it); and PHP escapes the two line separators of Unicode unless told otherwise. None for a body with very many values, which can be verified only as it was
 * written.
 */
export function canonicalForms(source: string): readonly string[] {
	if (hasTooManyMarks(source) || !isJson(source)) return [];
	const styles: readonly Style[] = [
		{ numbers: numberAsWritten },
		...(maybeListLike.test(source) ? [{ numbers: numberAsWritten, listsLikePhp: true }] : []),
	];
	const forms = styles.flatMap((style) => formOf(source, style));
	return [...new Set(forms.flatMap((form) => [form, withLineSeparatorsEscaped(form)]))];
}

const withLineSeparatorsEscaped = (form: string): string =>
	form.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);

function hasTooManyMarks(source: string): boolean {
	let marks = 0;
	for (const mark of ',{[')
		for (let at = source.indexOf(mark); at !== -1; at = source.indexOf(mark, at + 1)) {
			marks += 1;
			if (marks > maxFormMarks) return true;
		}
	return false;
}

/** An empty object, or a key that is 0, however written: without either, no object is a list. */
const maybeListLike = /\{\s*\}|"(?:0|\\u0030)"\s*:/;

/** Anybody may have sent it: what cannot be read, for whatever reason, has no form, and must not make the caller fail. */
function formOf(source: string, style: Style): readonly string[] {
	try {
		const body = canonical(source, style);
		return body.kind === 'canonical' ? [body.text] : [];
	} catch {
		return [];
	}
}

interface Style {
	/** Reads a number, which begins at a position of the source. */
	readonly numbers: (source: string, start: number) => Read;
	readonly listsLikePhp?: boolean;
}

/** @param source valid JSON */
function canonical(source: string, style: Style): CanonicalBody {
	const read = readValue(source, skipSpace(source, 0), 0, style);
	return read.kind === 'read' ? { kind: 'canonical', text: read.text } : read;
}

type Read =
	| { readonly kind: 'read'; readonly text: string; readonly end: number }
	| Extract<CanonicalBody, { kind: 'unsignable' }>;

/** The source is known to be valid JSON, so one character shows what comes next. */
function readValue(source: string, at: number, depth: number, style: Style): Read {
	if (depth > deepest)
		return unsignable(`is nested more than ${deepest} levels deep`, 'Flatten it.');
	switch (source[at]) {
		case '{':
			return readObject(source, at, depth, style);
		case '[':
			return readList(source, at, depth, style);
		case '"':
			return readString(source, at);
		case 't':
		case 'n':
			return { kind: 'read', text: source.slice(at, at + 4), end: at + 4 };
		case 'f':
			return { kind: 'read', text: 'false', end: at + 5 };
		default:
			return style.numbers(source, at);
	}
}

function readObject(source: string, start: number, depth: number, style: Style): Read {
	const entries = new Map<string, string>();
	let at = skipSpace(source, start + 1);
	while (source[at] !== '}') {
		const key = readString(source, at);
		if (key.kind !== 'read') return key;
		const value = readValue(
			source,
			skipSpace(source, skipSpace(source, key.end) + 1),
			depth + 1,
			style,
		);
		if (value.kind !== 'read') return value;
		if (entries.has(key.text))
			return unsignable(
				`has the key ${key.text} twice`,
				'Keep one of the two: it is uncertain which of them the provider would read.',
			);
		entries.set(key.text, value.text);
		at = afterComma(source, value.end);
	}
	const text = (style.listsLikePhp === true ? asList(entries) : undefined) ?? asObject(entries);
	return { kind: 'read', text, end: at + 1 };
}

/** By the keys 0, 1, 2, …; undefined where it has others. */
function asList(entries: ReadonlyMap<string, string>): string | undefined {
	const values: string[] = [];
	while (values.length < entries.size) {
		const value = entries.get(`"${values.length}"`);
		if (value === undefined) return undefined;
		values.push(value);
	}
	return `[${values.join(',')}]`;
}

const asObject = (entries: ReadonlyMap<string, string>): string =>
	`{${sortedKeys([...entries.keys()])
		.map((key) => `${key}:${entries.get(key)}`)
		.join(',')}}`;

/** Keys are compared as they are written: without their quotes, unescaped, by UTF-8 bytes, which UTF-16 order is not. */
function sortedKeys(keys: readonly string[]): readonly string[] {
	const written = new Map(keys.map((key) => [bytesIn(key), key]));
	return [...written.keys()].sort().map((bytes) => written.get(bytes) ?? '');
}

/** One character for each byte, which plain strings sort by. */
const bytesIn = (key: string): string =>
	plainString.test(key)
		? key.slice(1, -1)
		: Buffer.from(JSON.parse(key) as string, 'utf8').toString('latin1');

/** Printable ASCII without escapes: written in one way only, and ordered alike by UTF-16 and UTF-8. */
const plainString = /^"[ !#-[\]-~]*"$/;

function readList(source: string, start: number, depth: number, style: Style): Read {
	const entries: string[] = [];
	let at = skipSpace(source, start + 1);
	while (source[at] !== ']') {
		const value = readValue(source, at, depth + 1, style);
		if (value.kind !== 'read') return value;
		entries.push(value.text);
		at = afterComma(source, value.end);
	}
	return { kind: 'read', text: `[${entries.join(',')}]`, end: at + 1 };
}

function readString(source: string, start: number): Read {
	const end = endOfJsonString(source, start);
	const written = source.slice(start, end);
	if (plainString.test(written)) return { kind: 'read', text: written, end };
	const value = JSON.parse(written) as string;
	if (/\p{Surrogate}/u.test(value))
		return unsignable(
			'contains half a character (a lone surrogate)',
			'Check where the text was cut.',
		);
	return { kind: 'read', text: JSON.stringify(value), end };
}

/** Of any length. */
function digitsAt(source: string, start: number): string {
	let end = start;
	while (inNumbers.has(source[end])) end += 1;
	return source.slice(start, end);
}

const inNumbers: ReadonlySet<string | undefined> = new Set('-+.0123456789eE');

function numberAsWritten(source: string, start: number): Read {
	const text = digitsAt(source, start);
	return { kind: 'read', text, end: start + text.length };
}

function readNumber(source: string, start: number): Read {
	const digits = digitsAt(source, start);
	if (!/^(0|-?[1-9]\d*)$/.test(digits))
		return unsignable(
			`contains the number ${digits.slice(0, maxShownDigits)}`,
			'A signed body can contain whole numbers only: the provider rewrites fractions before it checks the signature. Rupiah have no fractions; for other currencies send the amount as text, if the endpoint accepts that.',
		);
	if (!Number.isSafeInteger(Number(digits)))
		return unsignable(
			`contains the number ${digits.slice(0, maxShownDigits)}, which is beyond 2^53`,
			'Put it in quotes: longer numbers lose digits.',
		);
	return { kind: 'read', text: digits, end: start + digits.length };
}

const afterComma = (source: string, at: number): number => {
	const next = skipSpace(source, at);
	return source[next] === ',' ? skipSpace(source, next + 1) : next;
};

function skipSpace(source: string, at: number): number {
	let next = at;
	while (
		source[next] === ' ' ||
		source[next] === '\n' ||
		source[next] === '\t' ||
		source[next] === '\r'
	)
		next += 1;
	return next;
}

function isJson(source: string): boolean {
	try {
		JSON.parse(source);
		return true;
	} catch {
		return false;
	}
}

const unsignable = (
	what: string,
	description: string,
): Extract<CanonicalBody, { kind: 'unsignable' }> => ({
	kind: 'unsignable',
	explanation: { message: `The body of this signed request ${what}`, description },
});
