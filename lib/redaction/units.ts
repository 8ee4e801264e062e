import {
	ampersand,
	backslash,
	hash,
	isHexDigit,
	isLetterOrDigit,
	letterU,
	percent,
	semicolon,
} from './ascii';

/** The end of the character or escape that begins here, as the outermost format sees it. */
export function unitEndAt(bytes: Buffer, at: number): number {
	const byte = bytes[at] ?? 0;
	let end = at + 1;
	if (byte === backslash) {
		const isUnicode = bytes[end] === letterU && areHexDigits(bytes, end + 1, 4);
		return Math.min(at + (isUnicode ? 6 : 2), bytes.length);
	}
	if (byte === percent) return areHexDigits(bytes, end, 2) ? at + 3 : end;
	if (byte !== ampersand) return end;
	if (bytes[end] === hash) end += 1;
	while (isLetterOrDigit(bytes[end] ?? 0)) end += 1;
	return bytes[end] === semicolon ? end + 1 : at + 1;
}

function areHexDigits(bytes: Buffer, at: number, count: number): boolean {
	let length = 0;
	while (length < count && isHexDigit(bytes[at + length] ?? 0)) length += 1;
	return length === count;
}
