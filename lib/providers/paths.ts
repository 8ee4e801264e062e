import { unseenClass } from './characters';

/** How a path may be spelled: servers and proxies take many spellings for one path. */

/**
 * The one spelling of a path among its equivalents: letters, digits, `-`, `.`, `_` and `~` are written as they are, and the
 * digits of other percent-encodings in upper case (RFC 3986, sections 6.2.2.1 and 6.2.2.2).
 */
export const normalizedPath = (path: string): string =>
	path.replace(/%[0-9a-f]{2}/gi, (encoded) => {
		const character = String.fromCharCode(parseInt(encoded.slice(1), 16));
		return unreserved.test(character) ? character : encoded.toUpperCase();
	});

const unreserved = /^[\w.~-]$/;

/** A percent sign that encodes nothing: servers differ in what they make of it. */
export const hasStrayPercent = (path: string): boolean => /%(?![0-9a-f]{2})/i.test(path);

/**
 * What the most lenient servers might read in a path, as the parts of it: in any case, encoded any number of times, and
 * without the parts that some servers ignore. Undefined where the encodings do not end.
 *
 * @param path As it is sent, without the query.
 */
export function lenientReadings(path: string): readonly (readonly string[])[] | undefined {
	const plain = decodedFully(path);
	return plain === undefined
		? undefined
		: [plain, plain.split(/[?#\0]/)[0] ?? '']
				.flatMap((reading) => [reading, withoutSteps(reading)])
				.map(lenientParts);
}

/** No ordinary path is encoded so often. */
const maxDecodings = 10;

/** As a chain of proxies might decode it, until nothing changes; undefined where it does not end. */
function decodedFully(path: string): string | undefined {
	let plain = bytes(path);
	for (let round = 0; round < maxDecodings; round += 1) {
		const decoded = decodedOnce(plain);
		// The bytes are letters only when nothing is left to decode; some letters are read as others.
		const next = decoded === plain ? bytes(utf8(plain).normalize('NFKC')) : decoded;
		if (next === plain) return utf8(plain);
		plain = next;
	}
	return undefined;
}

/** As bytes, one character each: the bytes of a letter may be encoded more or less often than one another. */
const bytes = (value: string): string => Buffer.from(value, 'utf8').toString('latin1');
const utf8 = (value: string): string => Buffer.from(value, 'latin1').toString('utf8');

/** Percent-encoding, the `%u0041` of some servers, and two bytes for an ASCII character, which old ones took for it. */
const decodedOnce = (path: string): string =>
	path
		.replace(/%u([0-9a-f]{4})/gi, (_, code: string) =>
			bytes(String.fromCharCode(parseInt(code, 16))),
		)
		.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
		.replace(/[\xc0\xc1][\x80-\xbf]/g, ([first = '', second = '']) =>
			String.fromCharCode(((first.charCodeAt(0) & 1) << 6) | (second.charCodeAt(0) & 0x3f)),
		);

const separator = /[/\\]/;

/** After a semicolon some servers expect parameters of this part. */
const parameters = /;.*$/s;

function withoutSteps(path: string): string {
	const taken: string[] = [];
	for (const part of path.split(separator)) {
		const step = part.replace(parameters, '').replace(ignored, '');
		if (step === '..') taken.pop();
		else if (step !== '.' && step !== '') taken.push(part);
	}
	return taken.join('/');
}

/** The parts of a decoded path that say which endpoint it is. */
export const lenientParts = (path: string): readonly string[] =>
	path
		.toLowerCase()
		.split(separator)
		.map((part) =>
			part
				.replace(parameters, '')
				.replace(ignored, '')
				.replace(dotsAtTheEnd, '')
				.replace(extension, ''),
		)
		.filter((part) => part !== '');

/** Blanks, control characters and invisible ones. */
const ignored = new RegExp(`[\\p{Cc}${unseenClass}]`, 'gu');

/** Some frameworks read a format from it (`/token.json`), and some file systems drop dots at the end. */
const extension = /\.[a-z][a-z0-9]*$/;
const dotsAtTheEnd = /(?<!\.)\.+$/;
