import { decode } from '../http/decode';
import type { RawResponse } from '../http/parse';
import { findSecrets, type Needles } from './find';
import { marked } from './mark';
import { prepare } from './prepare';

/** An answer, or a notification. */
type Message = Pick<RawResponse, 'headers' | 'bytes'>;

/**
 * Blanks secrets in a response before anything reads it: its body, whatever its content type, and the names and values
 * of its headers. Gateways and echo services quote request headers in their answers; from there a token would reach
 * items, errors and the execution log. Every spelling is found that JSON, HTML and URLs allow, also within one another and
 * around base64; in base64, what `base64Terms` lists.
 *
 * Bytes are taken for UTF-8 (or Latin-1). An answer in another character set that holds a secret is written anew, in
 * UTF-8.
 *
 * A secret of fewer than `minSecretLength` characters stays: texts that short occur by chance, and an answer full of
 * holes would hide nothing that could not be guessed.
 */
export function redact<Raw extends Message>(raw: Raw, secrets: readonly string[]): Raw {
	const { needles, inNames } = prepare(secrets);
	const headers = Object.fromEntries(
		Object.entries(raw.headers).map(([name, value]) => [
			blankHeader(name, inNames),
			blankHeader(value, needles),
		]),
	);
	return inItsCharset({ ...raw, headers, bytes: blank(raw.bytes, needles) }, needles);
}

/** The same for text that was read before. */
export const redactText = (text: string, secrets: readonly string[]): string =>
	blankText(text, 'utf8', prepare(secrets).needles);

/** The same for what its bytes say in the character set of the answer. */
function inItsCharset<Raw extends Message>(raw: Raw, needles: Needles): Raw {
	const type = raw.headers['content-type'] ?? '';
	const { text } = decode(raw.bytes, type);
	if (Buffer.from(text, 'utf8').equals(raw.bytes)) return raw;
	const shown = blankText(text, 'utf8', needles);
	if (shown === text) return raw;
	const [mediaType = ''] = type.split(';');
	return {
		...raw,
		headers: { ...raw.headers, 'content-type': `${mediaType}; charset=utf-8` },
		bytes: Buffer.from(shown, 'utf8'),
	};
}

function blank(bytes: Buffer, needles: Needles): Buffer {
	const spans = findSecrets(bytes, needles);
	return spans.length === 0 ? bytes : marked(bytes, spans);
}

/** Headers come as one character per byte, unless somebody has decoded them. */
const blankHeader = (value: string, needles: Needles): string =>
	blankText(value, isOneBytePerCharacter(value) ? 'latin1' : 'utf8', needles);

const isOneBytePerCharacter = (text: string): boolean => !/[\u0100-\uffff]/.test(text);

function blankText(text: string, encoding: 'latin1' | 'utf8', needles: Needles): string {
	const bytes = Buffer.from(text, encoding);
	const blanked = blank(bytes, needles);
	// Text that is cut in the middle of a character does not survive the way through bytes.
	return blanked === bytes ? text : blanked.toString(encoding);
}
