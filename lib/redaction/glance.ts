import { maxCodePoint, type Name, noName } from './entities';
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

/** What escapes stand for that have one meaning: nearly all. What has several is for `Spellings.read`. */
export interface Glance {
	/**
	 * The one character that the escape at this position stands for besides its own first byte, where it is read up to `depth`;
	 * that byte where it stands for nothing else; or `severalMeanings`.
	 */
	readonly plain: (at: number, depth: number) => number;
	/** The position behind that character's spelling; behind the first byte, or its run, where there is no other. */
	readonly plainEnd: (at: number, depth: number) => number;
}

export const severalMeanings = -1;

/** Positions that are remembered: an escape looks ahead no further than a few escaped characters. */
const memoSize = 256;

/** The number of levels is one more than the depth of the deepest. */
export function glanceAt(
	bytes: Buffer,
	{ runEnd, isStructural }: Pick<Backslashes, 'runEnd' | 'isStructural'>,
	levels: number,
): Glance {
	const positions = new Int32Array(levels * memoSize).fill(-1);
	const codes = new Int32Array(levels * memoSize);
	const ends = new Int32Array(levels * memoSize);
	/** Behind what was read last: a number is cheaper than an object for each escape. */
	let end = 0;

	/** The place in `codes` and `ends` of what is read at a position. What is read for it is less deep, and has other places. */
	const look = (at: number, depth: number): number => {
		const place = depth * memoSize + (at % memoSize);
		if (positions[place] === at) return place;
		codes[place] = escapeAt(at, depth);
		ends[place] = end;
		positions[place] = at;
		return place;
	};

	const escapeAt = (at: number, depth: number): number => {
		const byte = bytes[at] ?? 0;
		const behind = byte === backslash ? runEnd(at) : at + 1;
		return depth === 0 ? itself(byte, behind) : meaningOf(byte, behind, depth);
	};

	const itself = (code: number, behind: number): number => {
		end = behind;
		return code;
	};

	/** What the text from `behind` on makes of the character before it, which may be spelled out. */
	const meaningOf = (code: number, behind: number, depth: number): number => {
		if (code === percent) return hex(percent, behind, behind, 2, depth);
		return code === ampersand ? entity(behind, depth) : afterBackslash(behind, depth);
	};

	/** One character within an escape, whether it is spelled out or not. */
	const step = (at: number, depth: number): number => {
		const byte = bytes[at] ?? 0;
		if (introduces[byte] === 0) return itself(byte, at + 1);
		const place = look(at, depth - 1);
		return itself(codes[place] ?? 0, ends[place] ?? 0);
	};

	const afterBackslash = (behind: number, depth: number): number => {
		if (bytes[behind] === backslash) return severalMeanings;
		const code = step(behind, depth);
		if (code === severalMeanings || code === backslash) return severalMeanings;
		if (code === letterU)
			// The last of several may spell the letter that another needs: in `\\u0075` it is a `u`.
			return isOneOfMany(behind - 1) ? severalMeanings : hex(backslash, behind, end, 4, depth);
		const control = controls.get(code);
		if (control !== undefined) return control;
		const isMeant = code === slash || (code === quote && !isStructural(behind));
		return isMeant ? code : itself(backslash, behind);
	};

	const isOneOfMany = (at: number): boolean =>
		bytes[at] === backslash && bytes[at - 1] === backslash;

	const hex = (own: number, behind: number, from: number, digits: 2 | 4, depth: number): number => {
		let value = 0;
		let at = from;
		for (let index = 0; index < digits; index += 1) {
			const digit = step(at, depth);
			if (digit === severalMeanings) return severalMeanings;
			if (!isHexDigit(digit)) return itself(own, behind);
			value = value * 16 + valueOf(digit);
			at = end;
		}
		return digits === 2 && value >= 0x80
			? itself(asByte(value), at)
			: unlessItBegins(value, at, depth);
	};

	const entity = (behind: number, depth: number): number => {
		const first = step(behind, depth);
		if (first === severalMeanings) return severalMeanings;
		if (first === hash) return numericEntity(behind, end, depth);
		return isLetterOrDigit(first) ? namedEntity(behind, depth) : itself(ampersand, behind);
	};

	const numericEntity = (behind: number, from: number, depth: number): number => {
		const isHex = isLetterX(step(from, depth));
		const isDigit = isHex ? isHexDigit : isDecimalDigit;
		let value = 0;
		let at = isHex ? end : from;
		for (;;) {
			const code = step(at, depth);
			if (code === severalMeanings) return severalMeanings;
			if (!isDigit(code)) break;
			// A digit that is spelled out may as well be no part of it.
			if (value > 0 && end > at + 1) return severalMeanings;
			value = value * (isHex ? 16 : 10) + valueOf(code);
			if (value > maxCodePoint) return itself(ampersand, behind);
			at = end;
		}
		return value === 0 ? itself(ampersand, behind) : closed(value, at, depth);
	};

	const namedEntity = (behind: number, depth: number): number => {
		let name: Name | undefined = noName;
		let found: number | undefined;
		let foundEnd = behind;
		for (let at = behind; ; at = end) {
			const letter = step(at, depth);
			if (letter === severalMeanings) return severalMeanings;
			name = name.next.get(letter);
			if (name === undefined) return itself(found ?? ampersand, foundEnd);
			const { code } = name;
			const behindLetter = end;
			if (code !== undefined) {
				if (found !== undefined) return severalMeanings;
				found = closed(code, behindLetter, depth);
				if (found === severalMeanings) return severalMeanings;
				foundEnd = end;
			}
			end = behindLetter;
		}
	};

	/** With its semicolon. One that is spelled out may as well be no part of it. */
	const closed = (code: number, at: number, depth: number): number => {
		const closing = step(at, depth);
		if (closing === severalMeanings) return severalMeanings;
		if (closing !== semicolon) return unlessItBegins(code, at, depth);
		return end > at + 1 ? severalMeanings : unlessItBegins(code, end, depth);
	};

	/** A character that stands for itself alone: what begins an escape does, where none follows. */
	const unlessItBegins = (code: number, behind: number, depth: number): number => {
		if (code >= 0x80 || introduces[code] === 0) return itself(code, behind);
		return meaningOf(code, behind, depth) === code && end === behind ? code : severalMeanings;
	};

	return {
		plain: (at, depth) => codes[look(at, depth)] ?? 0,
		plainEnd: (at, depth) => ends[look(at, depth)] ?? 0,
	};
}
