import { maxCodePoint, nameReader } from './entities';
import {
	ampersand,
	asByte,
	backslash,
	controls,
	hash,
	introduces,
	isDecimalDigit,
	isHexDigit,
	isLetterOrDigit,
	isLetterX,
	letterU,
	percent,
	quote,
	semicolon,
	slash,
	valueOf,
} from './ascii';
import type { Backslashes } from './backslashes';

/** What the escape at a position looks like from outside, without a list of what its characters may be spelled as. */
export interface Glance {
	/**
	 * The one character that the escape at this position stands for besides its own first byte, where it is read up to `depth`;
	 * that byte where it stands for nothing else; or undefined where `read` has to tell.
	 */
	readonly plain: (at: number, depth: number) => number | undefined;
	/** The end of the character or escape that begins here, as the outermost format sees it. */
	readonly unitEnd: (at: number) => number;
}

export function glanceAt(bytes: Buffer, { runAt }: Pick<Backslashes, 'runAt'>): Glance {
	const plain = (at: number, depth: number): number | undefined => {
		const byte = bytes[at] ?? 0;
		if (depth === 0) return byte;
		if (byte !== backslash) return afterIntroducer(byte, at + 1, depth);
		const { start, end } = runAt(at);
		// The last of several may spell the letter that another needs: in `\\u0075` it is a `u`.
		const isAlone = end - start === 1 || bytes[end] !== letterU;
		return isAlone ? afterIntroducer(byte, end, depth) : undefined;
	};

	/** What stands at `at` makes of the character before it, which may be spelled out and has been read already. */
	const afterIntroducer = (code: number, at: number, depth: number): number | undefined => {
		if (code === percent) return hex(percent, at, 2, depth);
		const first = bytes[at] ?? 0;
		if (code === ampersand) return entity(at, depth);
		if (introduces[first] === 1)
			return first !== backslash && isNoneOf(isOfJson, at, depth) ? backslash : undefined;
		return first === letterU ? hex(backslash, at + 1, 4, depth) : (controls.get(first) ?? first);
	};

	const hex = (own: number, at: number, digits: 2 | 4, depth: number): number | undefined => {
		let value = 0;
		const end = at + digits;
		for (let index = at; index < end; index += 1) {
			const byte = bytes[index] ?? 0;
			if (!isHexDigit(byte)) return isNoneOf(isHexDigit, index, depth) ? own : undefined;
			value = value * 16 + valueOf(byte);
		}
		return digits === 2 && value >= 0x80 ? asByte(value) : unlessItBegins(value, end, depth);
	};

	const entity = (at: number, depth: number): number | undefined => {
		const first = bytes[at] ?? 0;
		if (introduces[first] === 1) return isNoneOf(isOfEntity, at, depth) ? ampersand : undefined;
		return first === hash ? numericEntity(at + 1, depth) : namedEntity(at, depth);
	};

	const numericEntity = (at: number, depth: number): number | undefined => {
		const isHex = isLetterX(bytes[at] ?? 0);
		const isDigit = isHex ? isHexDigit : isDecimalDigit;
		let value = 0;
		let end = isHex ? at + 1 : at;
		for (; isDigit(bytes[end] ?? 0); end += 1) {
			value = value * (isHex ? 16 : 10) + valueOf(bytes[end] ?? 0);
			if (value > maxCodePoint) return ampersand;
		}
		if (!isNoneOf(isOfNumber, end, depth) && bytes[end] !== semicolon) return undefined;
		return value === 0 ? ampersand : unlessItBegins(value, closed(end), depth);
	};

	const namedEntity = (at: number, depth: number): number | undefined => {
		const name = nameReader();
		let found: number | undefined;
		let end = at;
		for (let letter = bytes[end] ?? 0; ; letter = bytes[end] ?? 0) {
			if (introduces[letter] === 1) return undefined;
			if (!name.goesOn(letter)) return found ?? ampersand;
			end += 1;
			const code = name.code();
			if (code === undefined) continue;
			if (found !== undefined || introduces[bytes[end] ?? 0] === 1) return undefined;
			found = unlessItBegins(code, closed(end), depth);
			if (found === undefined) return undefined;
		}
	};

	const closed = (end: number): number => (bytes[end] === semicolon ? end + 1 : end);

	/** A character that stands for itself alone: what begins an escape does, where none follows. */
	const unlessItBegins = (code: number, end: number, depth: number): number | undefined => {
		if (code >= 0x80 || introduces[code] === 0) return code;
		return afterIntroducer(code, end, depth) === code ? code : undefined;
	};

	/** Whether no such character, spelled in whatever way, stands at a position within an escape that is read up to `depth`. */
	const isNoneOf = (isMeant: (code: number) => boolean, at: number, depth: number): boolean => {
		const byte = bytes[at] ?? 0;
		if (isMeant(byte)) return false;
		if (introduces[byte] === 0) return true;
		const code = plain(at, depth - 1);
		return code !== undefined && !isMeant(code);
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

	return { plain, unitEnd };
}

/** What may follow the `&`, the `&#`, or the backslash of an escape. */
const isOfEntity = (code: number): boolean => code === hash || isLetterOrDigit(code);

const isOfNumber = (code: number): boolean =>
	isHexDigit(code) || isLetterX(code) || code === semicolon;

const isOfJson = (code: number): boolean =>
	controls.has(code) || [letterU, slash, quote, backslash].includes(code);
