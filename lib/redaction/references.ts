import { maxCodePoint, type Name, noName } from './entities';
import {
	asByte,
	hash,
	introduces,
	isDecimalDigit,
	isHash,
	isHexDigit,
	isLetterOrDigit,
	isLetterX,
	isSemicolon,
	valueOf,
} from './ascii';
import { add, type Next, type Reading } from './reading';

/** Adds what an escape stands for, `at` behind what introduces it, as far as its characters may be spelled at `depth`. */
export interface References {
	/** Two digits make a byte, four a code. */
	readonly addHex: (found: Reading[], at: number, digits: 2 | 4, depth: number) => void;
	readonly addEntity: (found: Reading[], at: number, depth: number) => void;
}

/** Escapes that name a character by its number, or by its name in HTML. */
export function referencesIn(bytes: Buffer, next: Next): References {
	const addHex = (found: Reading[], at: number, digits: 2 | 4, depth: number): void => {
		let value = 0;
		let end = at;
		for (let index = 0; index < digits; index += 1) {
			const byte = bytes[end] ?? 0;
			if (introduces[byte] === 0) {
				if (!isHexDigit(byte)) return;
				value = value * 16 + valueOf(byte);
				end += 1;
				continue;
			}
			const digit = next(end, depth, isHexDigit);
			if (digit === undefined) return;
			value = value * 16 + valueOf(digit.code);
			end = digit.end;
		}
		add(found, digits === 2 ? asByte(value) : value, end);
	};

	const addEntity = (found: Reading[], at: number, depth: number): void => {
		const byte = bytes[at] ?? 0;
		if (introduces[byte] === 0 && byte !== hash && !isLetterOrDigit(byte)) return;
		const sign = next(at, depth, isHash);
		if (sign === undefined) addNamedEntity(found, at, depth);
		else addNumericEntity(found, sign.end, depth);
	};

	/** `&#43;`, `&#x2B;`, with any number of leading zeros; browsers read it without the semicolon as well. */
	const addNumericEntity = (found: Reading[], at: number, depth: number): void => {
		const letter = next(at, depth, isLetterX);
		const [base, isDigit] = letter === undefined ? [10, isDecimalDigit] : [16, isHexDigit];
		let value = 0;
		let end = letter?.end ?? at;
		for (;;) {
			const digit = next(end, depth, isDigit);
			// A digit that is spelled out may as well be no part of it. Number 0 is no character.
			const mayEnd = value > 0 && (digit === undefined || isIntroducer(end));
			if (mayEnd) addClosed(found, value, end, depth);
			if (digit === undefined) return;
			value = value * base + valueOf(digit.code);
			// To read on to the end of the digits would take quadratic time, where each of them begins an escape as well.
			if (value > maxCodePoint) return;
			end = digit.end;
		}
	};

	/** Browsers demand the semicolon of most names; here none does, since a text that lacks it betrays the secret as well. */
	const addNamedEntity = (found: Reading[], at: number, depth: number): void => {
		let name: Name | undefined = noName;
		let end = at;
		for (;;) {
			const letter = next(end, depth, isLetterOrDigit);
			name = letter && name.next.get(letter.code);
			if (letter === undefined || name === undefined) return;
			end = letter.end;
			if (name.code !== undefined) addClosed(found, name.code, end, depth);
		}
	};

	/** With its semicolon. One that is spelled out may as well be no part of it. */
	const addClosed = (found: Reading[], code: number, at: number, depth: number): void => {
		const end = next(at, depth, isSemicolon)?.end;
		if (end === undefined || isIntroducer(at)) add(found, code, at);
		if (end !== undefined) add(found, code, end);
	};

	const isIntroducer = (at: number): boolean => introduces[bytes[at] ?? 0] === 1;

	return { addHex, addEntity };
}
