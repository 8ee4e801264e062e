import {
	ampersand,
	asByte,
	backslash,
	controls,
	hash,
	introduces,
	isDecimalDigit,
	isHexDigit,
	isLetterX,
	letterU,
	percent,
	quote,
	semicolon,
	slash,
	valueOf,
} from './ascii';
import { maxCodePoint, nameReader } from './entities';
import type { Reading } from './reading';

/** Escapes read at once: nearly all of them, in answers that are not made to be slow. */

/**
 * What the escape that begins here stands for where all of its characters are written as they are, and so stand for nothing
 * else. Undefined where one of them may be spelled out, and where it stands for a character that begins another escape.
 */
export function plainEscape(bytes: Buffer, at: number): readonly Reading[] | undefined {
	const byte = bytes[at] ?? 0;
	const own = { code: byte, end: at + 1 };
	const first = bytes[at + 1] ?? 0;
	if (introduces[first] === 1) return undefined;
	if (byte === percent) return hexEscape(bytes, own, 2);
	if (byte === ampersand)
		return first === hash ? numericEntity(bytes, own) : namedEntity(bytes, own);
	return first === letterU
		? hexEscape(bytes, { code: backslash, end: at + 1 }, 4)
		: shortEscape(first, own);
}

function hexEscape(bytes: Buffer, own: Reading, digits: 2 | 4): readonly Reading[] | undefined {
	const start = own.end + (digits === 4 ? 1 : 0);
	const end = start + digits;
	let value = 0;
	for (let at = start; at < end; at += 1) {
		const byte = bytes[at] ?? 0;
		if (!isHexDigit(byte)) return introduces[byte] === 1 ? undefined : [own];
		value = value * 16 + valueOf(byte);
	}
	if (isIntroducer(value)) return undefined;
	return [own, { code: digits === 2 ? asByte(value) : value, end }];
}

function shortEscape(first: number, own: Reading): readonly Reading[] {
	const code = controls.get(first) ?? (first === slash || first === quote ? first : undefined);
	return code === undefined ? [own] : [own, { code, end: own.end + 1 }];
}

function numericEntity(bytes: Buffer, own: Reading): readonly Reading[] | undefined {
	let end = own.end + 1;
	const isHex = isLetterX(bytes[end] ?? 0);
	if (isHex) end += 1;
	let value = 0;
	for (;;) {
		const byte = bytes[end] ?? 0;
		if (!(isHex ? isHexDigit(byte) : isDecimalDigit(byte))) break;
		value = value * (isHex ? 16 : 10) + valueOf(byte);
		if (value > maxCodePoint) return [own];
		end += 1;
	}
	const closing = bytes[end] ?? 0;
	if (introduces[closing] === 1 || isIntroducer(value)) return undefined;
	return value === 0 ? [own] : [own, { code: value, end: closing === semicolon ? end + 1 : end }];
}

function namedEntity(bytes: Buffer, own: Reading): readonly Reading[] | undefined {
	const found = [own];
	const name = nameReader();
	for (let end = own.end; ;) {
		const byte = bytes[end] ?? 0;
		if (introduces[byte] === 1) return undefined;
		if (!name.goesOn(byte)) return found;
		end += 1;
		const code = name.code();
		if (code === undefined) continue;
		const closing = bytes[end] ?? 0;
		if (introduces[closing] === 1 || isIntroducer(code)) return undefined;
		found.push({ code, end: closing === semicolon ? end + 1 : end });
	}
}

const isIntroducer = (code: number): boolean => code < 0x80 && introduces[code] === 1;
