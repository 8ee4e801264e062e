import { asByte, backslash, introduces, quote } from './ascii';
import { severalMeanings } from './glance';
import type { Spellings } from './spellings';
import type { Term } from './terms';

/** Spelled out backslashes in one run, for each that the secret has there: as JSON within JSON within JSON has them. */
const maxSpelledBackslashes = 16;

/** What stands for half a character in a secret that was cut. */
export const replacement = 0xfffd;
export const lineBreaks: ReadonlySet<number> = new Set([0x0a, 0x0d]);

/** Codes of the readings that the spelling of a term's element may begin with. */
export function firstCodes(element: number, { aliases }: Term): readonly number[] {
	if (element < 0) return [backslash];
	const meant = [...aliases].filter(([, code]) => code === element).map(([alias]) => alias);
	if (element < 0x80) return [element, ...meant];
	const [leadByte = 0] = utf8(element);
	const own = [element, asByte(leadByte)];
	if (element <= 0xff) own.push(asByte(element));
	if (element > 0xffff) own.push(...surrogates(element).slice(0, 1));
	return own;
}

/** Where the longest spelling of a term ends that begins at a position, or undefined where none does. */
export function matchAt(
	term: Term,
	start: number,
	bytes: Buffer,
	spellings: Spellings,
): number | undefined {
	let positions: readonly number[] = [start];
	for (let index = 0; index < term.codes.length; index += 1) {
		if (positions.length === 1) {
			const sure = sureMatch(term, index, positions[0] ?? 0, bytes, spellings);
			if (sure === undefined) return undefined;
			index = sure.index;
			if (index === term.codes.length) return sure.end;
			positions = [sure.end];
		}
		if (term.isBase64 && index > 0)
			positions = positions.flatMap((at) => withBreaks(at, bytes, spellings));
		const ends: number[] = [];
		for (const at of positions)
			for (const end of endsOf(term, index, at, bytes, spellings))
				if (!ends.includes(end)) ends.push(end);
		if (ends.length === 0) return undefined;
		positions = ends;
	}
	return Math.max(...positions);
}

/**
 * As many elements from `from` on as have one spelling at most where they would stand: nearly all of them, and without a list
 * for each. Undefined where the next element does not stand there.
 */
function sureMatch(
	term: Term,
	from: number,
	start: number,
	bytes: Buffer,
	{ plain, plainEnd, read }: Spellings,
): { readonly index: number; readonly end: number } | undefined {
	const { codes, aliases } = term;
	let index = from;
	let at = start;
	for (; index < codes.length; index += 1) {
		const element = codes[index] ?? 0;
		const byte = bytes[at] ?? 0x80;
		if (element < 0 || element >= 0x80 || byte >= 0x80) break;
		if (introduces[byte] === 0) {
			if (byte === element) at += 1;
			else if (aliases.get(byte) === element) at += 1;
			else if (term.isBase64 && lineBreaks.has(byte)) break;
			else return undefined;
			continue;
		}
		const seen = plain(at);
		if (seen !== severalMeanings && byte !== element) {
			if (seen === element || aliases.get(seen) === element) at = plainEnd(at);
			else if (term.isBase64 && lineBreaks.has(seen)) break;
			else return undefined;
			continue;
		}
		let end = 0;
		let isSure = true;
		for (const reading of read(at)) {
			const { code } = reading;
			if (code === element || aliases.get(code) === element) {
				if (end > 0) isSure = false;
				end = reading.end;
			} else if (term.isBase64 && lineBreaks.has(code)) isSure = false;
		}
		if (!isSure) break;
		if (end === 0) return undefined;
		at = end;
	}
	return { index, end: at };
}

/** Where the spellings end that an element has at a position. */
function endsOf(
	term: Term,
	index: number,
	at: number,
	bytes: Buffer,
	spellings: Spellings,
): readonly number[] {
	const element = term.codes[index] ?? 0;
	if (element >= 0) return elementEnds(element, at, term, spellings);
	const place = { isFirst: index === 0, isLast: index === term.codes.length - 1 };
	return backslashEnds(-element, at, place, bytes, spellings);
}

/** base64 is often wrapped after 64 or 76 digits. Within a run of plain line breaks stands no digit. */
function withBreaks(at: number, bytes: Buffer, { read }: Spellings): readonly number[] {
	const ends = [at];
	for (let end = at; ;) {
		const start = end;
		while (lineBreaks.has(bytes[end] ?? 0)) end += 1;
		if (end > start) ends.push(end);
		const spelled =
			introduces[bytes[end] ?? 0] === 1 && read(end).find(({ code }) => lineBreaks.has(code));
		if (spelled) ends.push((end = spelled.end));
		else if (end === start) return ends;
	}
}

function elementEnds(
	element: number,
	at: number,
	{ aliases }: Term,
	{ read }: Spellings,
): readonly number[] {
	const ends: number[] = [];
	for (const { code, end } of read(at)) {
		if (code === element || aliases.get(code) === element) ends.push(end);
		else if (element < 0x80) continue;
		// Latin-1, as some answers and URLs are in.
		else if (element <= 0xff && code === asByte(element)) ends.push(end);
		else if (element === replacement && isSurrogate(code)) ends.push(end);
		else if (element > 0xffff) {
			const [high, low] = surrogates(element);
			if (code !== high) continue;
			for (const second of read(end)) if (second.code === low) ends.push(second.end);
		}
	}
	if (element < 0x80) return ends;
	let positions: readonly number[] = [at];
	for (const byte of utf8(element))
		positions = positions.flatMap((position) =>
			read(position).flatMap(({ code, end }) => (code === asByte(byte) ? [end] : [])),
		);
	return [...ends, ...positions];
}

/**
 * Where a run of `count` backslashes may end. JSON within JSON doubles them again and again, so any longer run is one, but the
 * last backslash may belong to the escape of the character behind it.
 */
function backslashEnds(
	count: number,
	start: number,
	{ isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
	bytes: Buffer,
	{ read, runAt }: Spellings,
): readonly number[] {
	const ends: number[] = [];
	/** Backslashes so far, by the position behind them. */
	let reached: ReadonlyMap<number, number> = new Map([[start, 0]]);
	for (let step = 0; step < count * maxSpelledBackslashes && reached.size > 0; step += 1) {
		const further = new Map<number, number>();
		for (const [at, before] of reached) {
			const plainEnd = bytes[at] === backslash ? runAt(at).end : at;
			for (const { code, end } of read(at)) {
				if (code !== backslash) continue;
				const isPlain = end === plainEnd;
				const length = before + Math.max(plainEnd - at, 1);
				further.set(end, Math.max(length, further.get(end) ?? 0));
				if (isPlain && length > count) ends.push(end - 1);
				// The quote ends a JSON string, unless the answer is no JSON and the secret stands there as it is.
				const isClosing = isPlain && before === 0 && bytes[end] === quote && !isFirst;
				const isWhole = isClosing ? length === count : length === count || !(isPlain && isLast);
				if (length >= count && isWhole) ends.push(end);
			}
		}
		reached = further;
	}
	return ends;
}

export const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** The two halves that UTF-16 makes of a character beyond U+FFFF. */
const surrogates = (code: number): readonly number[] =>
	String.fromCodePoint(code)
		.split('')
		.map((half) => half.charCodeAt(0));

const utf8 = (code: number): Buffer => Buffer.from(String.fromCodePoint(code), 'utf8');
