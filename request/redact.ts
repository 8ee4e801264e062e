import type { RawResponse } from '../http/parse';
import { shortestSecret } from './numbers';

const hidden = '[hidden]';

/**
 * Blanks secrets in an answer before anything reads it. Gateways and echo services quote request headers in their answers;
 * from there a token would reach items, errors and the execution log.
 */
export function redact(raw: RawResponse, secrets: readonly string[]): RawResponse {
	const spellings = secrets
		.filter((secret) => secret.length >= shortestSecret)
		.flatMap(spellingsOf);
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

/** As it is, as JSON writes it, as PHP's JSON writes it, and in a URL. */
const spellingsOf = (secret: string): readonly string[] => {
	const json = JSON.stringify(secret).slice(1, -1);
	return [...new Set([secret, json, json.replaceAll('/', '\\/'), encodeURIComponent(secret)])];
};
