import { asByte, backslash, introducers, introduces, isBase64Digit } from './ascii';
import { severalMeanings } from './glance';
import { firstCodes, isSurrogate, lineBreaks, matchAt, replacement } from './match';
import type { Span } from './reading';
import { type Spellings, spellingsIn } from './spellings';
import type { Term } from './terms';
import { unitEndAt } from './units';

type ByFirst = ReadonlyMap<number, readonly Term[]>;

/** Secrets, prepared to be looked for. */
export interface Needles {
	/** By the code of a reading that the term may begin with. */
	readonly byFirst: ByFirst;
	/** By the first two bytes, 256 times the first plus the second: 1 where a term may begin. Spares the rest a closer look. */
	readonly pairs: Uint8Array;
	/** Elements of the shortest term: no spelling of one has fewer bytes. */
	readonly minLength: number;
}

export function needlesOf(terms: readonly Term[]): Needles {
	const byFirst = new Map<number, Term[]>();
	const pairs = new Uint8Array(0x1_0000);
	for (const byte of introducers) pairs.fill(1, byte * 256, (byte + 1) * 256);
	for (const term of terms) {
		const seconds = secondBytes(term);
		for (const code of firstCodes(term.codes[0] ?? 0, term)) {
			const others = byFirst.get(code);
			if (others === undefined) byFirst.set(code, [term]);
			else others.push(term);
			// Without the mark that `asByte` sets.
			const first = (code % 256) * 256;
			if (code >= 0x80 || seconds === 'any') pairs.fill(1, first, first + 256);
			else for (const second of seconds) pairs[first + second] = 1;
		}
	}
	const minLength = Math.min(...terms.map(({ codes }) => codes.length));
	return { byFirst, pairs, minLength };
}

/** What may follow the first character of a term. */
function secondBytes(term: Term): readonly number[] | 'any' {
	const second = term.codes[1];
	if (second === undefined || second >= 0x80) return 'any';
	return [...firstCodes(second, term), ...introducers, ...(term.isBase64 ? lineBreaks : [])];
}

/**
 * Where secrets stand in these bytes, in order, none touching the next one's inside. A span neither begins nor ends within an
 * escape, so that what is left of valid JSON is valid JSON.
 */
export function findSecrets(
	bytes: Buffer,
	{ byFirst, pairs, minLength }: Needles,
	readingOf: (bytes: Buffer) => Spellings = spellingsIn,
): readonly Span[] {
	// Infinity where there is no term.
	if (bytes.length < minLength) return [];
	let at = nextCandidate(0, bytes, pairs);
	if (at === bytes.length) return [];
	const spellings = readingOf(bytes);
	const spans: Span[] = [];
	/** The last two escapes that were passed. */
	let unit: Span = { start: 0, end: 0 };
	let previous = unit;
	for (; at < bytes.length; at = nextCandidate(at, bytes, pairs)) {
		const byte = bytes[at] ?? 0;
		if (introduces[byte] === 1 && at >= unit.end) {
			previous = unit;
			unit = unitAt(at, bytes, spellings);
		}
		const found = mayBegin(at, byte, spellings, byFirst)
			? longestAt(at, bytes, spellings, byFirst)
			: undefined;
		const done = spans.at(-1)?.end ?? 0;
		if (found !== undefined && found.end > done)
			add(spans, aligned(found, done, [previous, unit], bytes));
		// Within a run of backslashes nothing begins that does not begin with the run.
		at = byte === backslash ? spellings.runEnd(at) : at + 1;
	}
	return spans;
}

/** The first position, from this one on, at which a term may begin at all; the end where there is none. */
function nextCandidate(from: number, bytes: Buffer, pairs: Uint8Array): number {
	let at = from;
	while (at < bytes.length && pairs[(bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)] === 0) at += 1;
	return at;
}

/** Whether an escape may stand for the first character of a term, at a glance. */
function mayBegin(
	at: number,
	byte: number,
	{ plain, isInKnownRun }: Spellings,
	byFirst: ByFirst,
): boolean {
	if (introduces[byte] === 0 || byFirst.has(byte)) return true;
	const code = plain(at);
	if (code !== severalMeanings)
		return byFirst.has(isSurrogate(code) ? replacement : code) || byFirst.has(code);
	// What ends behind a run of backslashes was tried from the beginning of the run.
	return byFirst.has(backslash) || !isInKnownRun(at);
}

/** The escape that begins here. Of a run of backslashes, that of the last one, where the others are pairs. */
function unitAt(at: number, bytes: Buffer, { runAt }: Spellings): Span {
	if (bytes[at] !== backslash) return { start: at, end: unitEndAt(bytes, at) };
	const { start, end } = runAt(at);
	return (end - start) % 2 === 0
		? { start, end }
		: { start: end - 1, end: unitEndAt(bytes, end - 1) };
}

/** The longest secret that begins here: where one contains another, the whole has to go. */
function longestAt(
	start: number,
	bytes: Buffer,
	spellings: Spellings,
	byFirst: ByFirst,
): Span | undefined {
	let longest: Span | undefined;
	for (const term of termsAt(start, bytes, spellings, byFirst)) {
		const end = matchAt(term, start, bytes, spellings);
		if (end === undefined) continue;
		const span = {
			start: term.sharesBefore && isBase64Digit(bytes[start - 1] ?? 0) ? start - 1 : start,
			end: term.sharesAfter && isBase64Digit(bytes[end] ?? 0) ? end + 1 : end,
		};
		longest =
			longest === undefined
				? span
				: { start: Math.min(longest.start, span.start), end: Math.max(longest.end, span.end) };
	}
	return longest;
}

/** In the hot path of the search: a loop, since sets and flattened lists take several times as long. */
function termsAt(
	at: number,
	bytes: Buffer,
	{ read }: Spellings,
	byFirst: ByFirst,
): readonly Term[] {
	const byte = bytes[at] ?? 0;
	if (introduces[byte] === 0) return byFirst.get(asByte(byte)) ?? none;
	const found: Term[] = [];
	const add = (code: number): void => {
		for (const term of byFirst.get(code) ?? none) if (!found.includes(term)) found.push(term);
	};
	for (const { code } of read(at)) {
		add(code);
		if (isSurrogate(code)) add(replacement);
	}
	return found;
}

const none: readonly Term[] = [];

/** Grown until it neither begins nor ends within an escape. What comes before `done` has been grown already. */
function aligned(found: Span, done: number, units: readonly Span[], bytes: Buffer): Span {
	const cut = units.find((unit) => found.start > unit.start && found.start < unit.end);
	const start = cut?.start ?? found.start;
	let end = Math.max(start, done);
	while (end < found.end) end = unitEndAt(bytes, end);
	return { start, end };
}

/** What overlaps becomes one, or a part of the second would be left. */
function add(spans: Span[], span: Span): void {
	const last = spans.at(-1);
	if (last === undefined || span.start >= last.end) spans.push(span);
	else
		spans[spans.length - 1] = {
			start: Math.min(last.start, span.start),
			end: Math.max(last.end, span.end),
		};
}
