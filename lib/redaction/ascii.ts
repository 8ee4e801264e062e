/** The characters that escapes are made of, by their codes; bytes and code points alike. */

export const backslash = 0x5c;
export const percent = 0x25;
export const ampersand = 0x26;
export const quote = 0x22;
export const slash = 0x2f;
export const hash = 0x23;
export const semicolon = 0x3b;
export const letterU = 0x75;

/** The bytes that an escape may begin with. */
export const introducers: readonly number[] = [backslash, percent, ampersand];

/** The same by byte: 1 where an escape may begin. */
export const introduces = new Uint8Array(256);
for (const byte of introducers) introduces[byte] = 1;

/** Keeps a byte beyond ASCII, a part of a character, apart from the character with that number. */
export const asByte = (byte: number): number => (byte < 0x80 ? byte : byte + 0x20_0000);

/** JSON's letters for control characters. */
export const controls: ReadonlyMap<number, number> = new Map(
	[...'b\bf\fn\nr\rt\t'.matchAll(/(.)(.)/gs)].map(([, letter = '', control = '']) => [
		letter.charCodeAt(0),
		control.charCodeAt(0),
	]),
);

export const isBackslash = (code: number): boolean => code === backslash;
export const isHash = (code: number): boolean => code === hash;
export const isSemicolon = (code: number): boolean => code === semicolon;
export const isLetterX = (code: number): boolean => (code | 0x20) === 0x78;

export const isDecimalDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const isLetter = (code: number): boolean => {
	const lower = code | 0x20;
	return code < 0x80 && lower >= 0x61 && lower <= 0x7a;
};

export const isLetterOrDigit = (code: number): boolean => isDecimalDigit(code) || isLetter(code);

/** Of either alphabet. */
export const isBase64Digit = (code: number): boolean =>
	isLetterOrDigit(code) || code === 0x2b || code === 0x2d || code === slash || code === 0x5f;

export const isHexDigit = (code: number): boolean =>
	isDecimalDigit(code) || (isLetter(code) && (code | 0x20) <= 0x66);

/** Of a decimal or hexadecimal digit. */
export const valueOf = (code: number): number =>
	isDecimalDigit(code) ? code - 0x30 : (code | 0x20) - 0x57;
