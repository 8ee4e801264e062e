import {
	ampersand,
	asByte,
	backslash,
	controls,
	hash,
	introduces,
	isHexDigit,
	isLetterOrDigit,
	letterU,
	percent,
	semicolon,
	valueOf,
} from './ascii';
import type { Backslashes } from './backslashes';

/** What the escape at a position looks like from outside, without a look at what its characters may be spelled as. */
export interface Glance {
	/**
	 * The one character that the escape at this position stands for besides its own first byte, or undefined where `read` has to
	 * tell.
	 */
	readonly plain: (at: number) => number | undefined;
	/** The end of the character or escape that begins here, as the outermost format sees it. */
	readonly unitEnd: (at: number) => number;
}

export function glanceAt(bytes: Buffer, { runAt }: Pick<Backslashes, 'runAt'>): Glance {
	const plain = (at: number): number | undefined => {
		const byte = bytes[at];
		const start = byte === backslash ? runAt(at).end : at + 1;
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

	return { plain, unitEnd };
}
