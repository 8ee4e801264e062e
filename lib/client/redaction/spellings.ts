import { codeOfEntity, maxNameLength } from './entities';

/** A character that the bytes at some place may stand for, and the position behind its spelling. */
export interface Reading {
	/** A code point, a UTF-16 half of one (`\ud83d`), or a byte beyond ASCII marked by `asByte`. */
	readonly code: number;
	readonly end: number;
}

/** A stretch of bytes, `end` behind the last. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** The part of a run of backslashes that is behind its first. */
interface RestOfRun {
	readonly behind: number;
	/** The positions of the last few: with one of them, the escape of the next character may begin. */
	readonly starts: readonly number[];
	/** Behind the last. */
	readonly end: number;
}

/** What the bytes of an answer may stand for. */
export interface Spellings {
	/**
	 * Every character that the bytes at a position may stand for: the byte itself, and what JSON, HTML and URL escapes make of
	 * it and of each other, up to `depth` of them within one another. A run of backslashes reads as one, because every JSON
	 * within JSON doubles them.
	 */
	readonly read: (at: number, depth?: number) => readonly Reading[];
	/**
	 * Without a closer look: the one character that the escape at this position stands for besides its own first byte, or
	 * undefined where `read` has to tell.
	 */
	readonly plain: (at: number) => number | undefined;
	/** The whole run of backslashes that this position is in. */
	readonly backslashes: (at: number) => Span;
	/** Whether this position is in a run of spelled out backslashes that `read` has passed already. */
	readonly isInKnownRun: (at: number) => boolean;
	/** The end of the character or escape that begins here, as the outermost format sees it. */
	readonly unitEnd: (at: number) => number;
}

/**
 * JSON within a URL on a web page; JSON within JSON counts once. Deeper ones occur only where somebody makes them on purpose,
 * and every level costs time.
 */
const maxDepth = 3;

export const backslash = 0x5c;
const percent = 0x25;
const ampersand = 0x26;
const quote = 0x22;
const slash = 0x2f;
const hash = 0x23;
const semicolon = 0x3b;
const letterU = 0x75;
const maxCodePoint = 0x10_ffff;

/** The bytes that an escape may begin with. */
export const introducers: readonly number[] = [backslash, percent, ampersand];

/** The same by byte: 1 where an escape may begin. */
export const introduces = new Uint8Array(256);
for (const byte of introducers) introduces[byte] = 1;

/** Keeps a byte beyond ASCII, a part of a character, apart from the character with that number. */
export const asByte = (byte: number): number => (byte < 0x80 ? byte : byte + 0x20_0000);

/** JSON's letters for control characters. */
const controls: ReadonlyMap<number, number> = new Map(
	[...'b\bf\fn\nr\rt\t'.matchAll(/(.)(.)/gs)].map(([, letter = '', control = '']) => [
		letter.charCodeAt(0),
		control.charCodeAt(0),
	]),
);

/** Positions whose readings are remembered: an escape looks ahead no further than a few escaped characters. */
const memoSize = 64;

export function spellingsIn(bytes: Buffer): Spellings {
	let run: Span = { start: 0, end: 0 };
	/** The last run of backslashes of any spelling, by depth. */
	const spelledRuns: RestOfRun[] = [];
	const positions = new Int32Array((maxDepth + 1) * memoSize).fill(-1);
	const memo: Array<readonly Reading[]> = [];

	const backslashes = (at: number): Span => {
		if (at >= run.start && at < run.end) return run;
		let start = at;
		while (bytes[start - 1] === backslash) start -= 1;
		let end = at;
		while (bytes[end] === backslash) end += 1;
		run = { start, end };
		return run;
	};

	const read = (at: number, depth = maxDepth): readonly Reading[] => {
		const byte = bytes[at];
		if (byte === undefined) return [];
		if (introduces[byte] === 0) return [{ code: asByte(byte), end: at + 1 }];
		const found = [{ code: byte, end: byte === backslash ? backslashes(at).end : at + 1 }];
		if (depth === 0) return found;
		const slot = depth * memoSize + (at % memoSize);
		const known = memo[slot];
		if (known !== undefined && positions[slot] === at) return known;
		let from = 0;
		for (let level = 0; level < depth && from < found.length; level += 1) {
			const to = found.length;
			for (; from < to; from += 1) {
				const reading = found[from];
				if (reading !== undefined) addEscaped(found, reading, depth - 1);
			}
		}
		positions[slot] = at;
		memo[slot] = found;
		return found;
	};

	/** Adds what an escape stands for whose first character has been read already. */
	const addEscaped = (found: Reading[], { code, end }: Reading, depth: number): void => {
		if (code === percent) addHex(found, end, 2, depth);
		else if (code === ampersand) addEntity(found, end, depth);
		else if (code === backslash) addAfterBackslash(found, end, depth);
	};

	const addAfterBackslash = (found: Reading[], behind: number, depth: number): void => {
		const { starts, end } = restOfRun(behind, depth);
		const isClosing = behind === end && isStructural(end);
		for (const { code, end: next } of read(end, depth))
			if (code !== quote || !isClosing) addMeant(found, code, next, depth);
		for (const start of starts)
			for (const { code, end: next } of read(start, depth)) addMeant(found, code, next, depth);
	};

	/** What a backslash makes of the character behind it. */
	const addMeant = (found: Reading[], code: number, end: number, depth: number): void => {
		const control = controls.get(code);
		if (code === letterU) addHex(found, end, 4, depth);
		else if (control !== undefined) add(found, control, end);
		else if (code === slash || code === quote) add(found, code, end);
	};

	/** What follows the first backslash of a run, whether its others are written as they are or spelled out. */
	const restOfRun = (behind: number, depth: number): RestOfRun => {
		let another = next(behind, depth, isBackslash);
		if (another === undefined) {
			const isOneOfMany =
				bytes[behind - 1] === backslash && backslashes(behind - 1).start < behind - 1;
			return { behind, starts: isOneOfMany ? [behind - 1] : [], end: behind };
		}
		const known = spelledRuns[depth];
		if (known !== undefined && behind >= known.behind && behind < known.end) return known;
		const starts: number[] = [];
		let end = behind;
		for (; another !== undefined; another = next(end, depth, isBackslash)) {
			starts.push(bytes[another.end - 1] === backslash ? another.end - 1 : end);
			if (starts.length > maxDepth) starts.shift();
			end = another.end;
		}
		const rest = { behind, starts, end };
		spelledRuns[depth] = rest;
		return rest;
	};

	const isInKnownRun = (at: number): boolean => {
		const known = spelledRuns[maxDepth - 1];
		return known !== undefined && at >= known.behind && at < known.end;
	};

	/** A quote behind an even number of backslashes ends a JSON string: to take it for a part of the string breaks the JSON. */
	const isStructural = (at: number): boolean => {
		if (bytes[at] !== quote || bytes[at - 1] !== backslash) return false;
		const { start, end } = backslashes(at - 1);
		return (end - start) % 2 === 0;
	};

	/** Two digits make a byte, four a code. */
	const addHex = (found: Reading[], at: number, digits: 2 | 4, depth: number): void => {
		let value = 0;
		let end = at;
		for (let index = 0; index < digits; index += 1) {
			const digit = next(end, depth, isHexDigit);
			if (digit === undefined) return;
			value = value * 16 + valueOf(digit.code);
			end = digit.end;
		}
		add(found, digits === 2 ? asByte(value) : value, end);
	};

	const addEntity = (found: Reading[], at: number, depth: number): void => {
		const sign = next(at, depth, isHash);
		if (sign === undefined) addNamedEntity(found, at, depth);
		else addNumericEntity(found, sign.end, depth);
	};

	/** `&#43;`, `&#x2B;`, with any number of leading zeros; browsers read it without the semicolon as well. */
	const addNumericEntity = (found: Reading[], at: number, depth: number): void => {
		const letter = next(at, depth, isLetterX);
		const [base, isDigit] = letter === undefined ? [10, isDecimalDigit] : [16, isHexDigit];
		const start = letter?.end ?? at;
		let value = 0;
		let end = start;
		for (;;) {
			const digit = next(end, depth, isDigit);
			// A digit that is spelled out may as well be no part of it.
			const mayEnd = digit === undefined || isIntroducer(end);
			if (mayEnd && end > start && value <= maxCodePoint) addClosed(found, value, end, depth);
			if (digit === undefined) return;
			value = Math.min(value * base + valueOf(digit.code), maxCodePoint + 1);
			end = digit.end;
		}
	};

	/** Browsers demand the semicolon of most names; here none does, since a text that lacks it betrays the secret as well. */
	const addNamedEntity = (found: Reading[], at: number, depth: number): void => {
		let name = '';
		let end = at;
		while (name.length < maxNameLength) {
			const letter = next(end, depth, isLetterOrDigit);
			if (letter === undefined) return;
			name += String.fromCharCode(letter.code);
			end = letter.end;
			const code = codeOfEntity(name);
			if (code !== undefined) addClosed(found, code, end, depth);
		}
	};

	/** With its semicolon. One that is spelled out may as well be no part of it. */
	const addClosed = (found: Reading[], code: number, at: number, depth: number): void => {
		const end = next(at, depth, isSemicolon)?.end;
		if (end === undefined || isIntroducer(at)) add(found, code, at);
		if (end !== undefined) add(found, code, end);
	};

	const isIntroducer = (at: number): boolean => introduces[bytes[at] ?? 0] === 1;

	/** The longest spelling of one of these characters. */
	const next = (
		at: number,
		depth: number,
		isMeant: (code: number) => boolean,
	): Reading | undefined => {
		const byte = bytes[at];
		if (byte === undefined) return undefined;
		if (introduces[byte] === 0) return isMeant(byte) ? { code: byte, end: at + 1 } : undefined;
		let longest: Reading | undefined;
		for (const reading of read(at, depth))
			if (isMeant(reading.code) && reading.end > (longest?.end ?? 0)) longest = reading;
		return longest;
	};

	const plain = (at: number): number | undefined => {
		const byte = bytes[at];
		const start = byte === backslash ? backslashes(at).end : at + 1;
		const first = bytes[start] ?? 0;
		if (introduces[first] === 1) return undefined;
		if (byte === ampersand) return first === hash || isLetterOrDigit(first) ? undefined : ampersand;
		if (byte === backslash) return first === letterU ? undefined : (controls.get(first) ?? first);
		const second = bytes[start + 1] ?? 0;
		if (!isHexDigit(first)) return percent;
		if (!isHexDigit(second)) return introduces[second] === 1 ? undefined : percent;
		const value = valueOf(first) * 16 + valueOf(second);
		return introduces[value] === 1 ? undefined : asByte(value);
	};

	const unitEnd = (at: number): number => {
		const byte = bytes[at] ?? 0;
		let end = at + 1;
		if (byte === backslash) {
			const isUnicode = bytes[end] === letterU && areHexDigits(end + 1, 4);
			return Math.min(at + (isUnicode ? 6 : 2), bytes.length);
		}
		if (byte === percent) return areHexDigits(end, 2) ? at + 3 : end;
		if (byte !== ampersand) return end;
		if (bytes[end] === hash) end += 1;
		while (isLetterOrDigit(bytes[end] ?? 0)) end += 1;
		return bytes[end] === semicolon ? end + 1 : at + 1;
	};

	const areHexDigits = (at: number, count: number): boolean => {
		let length = 0;
		while (length < count && isHexDigit(bytes[at + length] ?? 0)) length += 1;
		return length === count;
	};

	return { read, plain, backslashes, isInKnownRun, unitEnd };
}

/** Most places have a few readings: looking through them is quicker than a set. */
function add(found: Reading[], code: number, end: number): void {
	for (const old of found) if (old.code === code && old.end === end) return;
	found.push({ code, end });
}

const isBackslash = (code: number): boolean => code === backslash;
const isHash = (code: number): boolean => code === hash;
const isSemicolon = (code: number): boolean => code === semicolon;
const isLetterX = (code: number): boolean => (code | 0x20) === 0x78;

const isDecimalDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const isLetter = (code: number): boolean => {
	const lower = code | 0x20;
	return code < 0x80 && lower >= 0x61 && lower <= 0x7a;
};

const isLetterOrDigit = (code: number): boolean => isDecimalDigit(code) || isLetter(code);

const isHexDigit = (code: number): boolean =>
	isDecimalDigit(code) || (isLetter(code) && (code | 0x20) <= 0x66);

/** Of a decimal or hexadecimal digit. */
const valueOf = (code: number): number =>
	isDecimalDigit(code) ? code - 0x30 : (code | 0x20) - 0x57;
