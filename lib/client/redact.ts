import type { RawResponse } from '../http/parse';
import { minSecretLength } from './numbers';
import { wellFormed } from './query';

const hidden = '[hidden]';

/**
 * Blanks secrets in an answer before anything reads it. Gateways and echo services quote request headers in their answers;
 * from there a token would reach items, errors and the execution log.
 */
export function redact(raw: RawResponse, secrets: readonly string[]): RawResponse {
	const spellings = secrets
		.filter((secret) => secret.length >= minSecretLength)
		.flatMap(spellingsOf)
		// Where one contains another, the whole has to go: what is left of it might be a secret too, or break the JSON.
		.sort((a, b) => b.length - a.length);
	const headers = Object.fromEntries(
		Object.entries(raw.headers).map(([name, value]) => [name, blank(value, spellings)]),
	);
	const found = spellings.filter((spelling) => raw.bytes.includes(spelling));
	if (found.length === 0) return { ...raw, headers };
	// Latin-1 maps each byte to one character and back, so whatever else the body is stays as it was.
	const bytes = Buffer.from(
		blank(
			raw.bytes.toString('latin1'),
			found.map((spelling) => Buffer.from(spelling).toString('latin1')),
		),
		'latin1',
	);
	return { ...raw, headers, bytes };
}

const blank = (value: string, spellings: readonly string[]): string =>
	spellings.reduce((text, spelling) => text.replaceAll(spelling, hidden), value);

/** As it is, as JSON writes it (Go and PHP escape more than they must), in a URL, in a form and on a web page. */
const spellingsOf = (secret: string): readonly string[] => {
	const json = JSON.stringify(secret).slice(1, -1);
	const ascii = json.replace(/[\u007f-\uffff]/g, escaped);
	const url = encodeURIComponent(wellFormed(secret));
	return [
		...new Set([
			secret,
			...[json, ascii].flatMap((text) => [text, text.replaceAll('/', '\\/')]),
			json.replace(/[<>&]/g, escaped),
			url,
			url.replace(/%../g, (code) => code.toLowerCase()),
			url.replaceAll('%20', '+'),
			entities.reduce((text, [character, entity]) => text.replaceAll(character, entity), secret),
		]),
	];
};

const escaped = (character: string): string =>
	`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The ampersand first: the others bring new ones. */
const entities = [
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
	['"', '&quot;'],
	["'", '&#39;'],
] as const;
