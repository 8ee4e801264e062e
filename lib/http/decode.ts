/** Bytes as text. */
export interface Decoded {
	readonly text: string;
	/** Set if the bytes do not fit the declared character set, and this was the best guess. */
	readonly readAs?: 'windows-1252';
}

/**
 * Decodes by the byte order mark, else by the charset of the content type, else as UTF-8. Bytes that are not UTF-8 are read
 * as windows-1252, as browsers do: that is what servers without a charset mostly send. The mark itself is dropped, since
 * JSON may not begin with it.
 */
export function decode(bytes: Uint8Array, contentType: string): Decoded {
	const charset = charsetOf(bytes, contentType);
	if (charset === 'windows-1252') return { text: windows1252(bytes) };
	if (charset !== 'utf-8') return { text: new TextDecoder(charset).decode(bytes) };
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch {
		return { text: windows1252(bytes), readAs: 'windows-1252' };
	}
}

function charsetOf(bytes: Uint8Array, contentType: string): string {
	const mark = marks.find(({ start }) => start.every((byte, index) => bytes[index] === byte));
	if (mark !== undefined) return mark.charset;
	const [, label = ''] = /;\s*charset\s*=\s*"?([^\s";,]+)/i.exec(contentType) ?? [];
	try {
		return label === '' ? 'utf-8' : new TextDecoder(label).encoding;
	} catch {
		return 'utf-8';
	}
}

/** Byte order marks. */
const marks = [
	{ start: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
	{ start: [0xff, 0xfe], charset: 'utf-16le' },
	{ start: [0xfe, 0xff], charset: 'utf-16be' },
] as const;

/** Node 20 takes windows-1252 for Latin-1, which differs in these 32 characters. */
const windows1252 = (bytes: Uint8Array): string =>
	Buffer.from(bytes)
		.toString('latin1')
		.replace(/[\x80-\x9f]/g, (letter) => from0x80[letter.charCodeAt(0) - 0x80] ?? letter);

const from0x80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
