import { endOfJsonString } from '../providers/json';
import type { ApiResponse } from '../providers/contract';
import { decode } from './decode';

/** An answer as it came over the wire. */
export interface RawResponse {
	readonly status: number;
	/** Header names in lower case; a repeated header's values joined by a comma. */
	readonly headers: Readonly<Record<string, string>>;
	readonly bytes: Buffer;
}

/** Reads the body as text, and as JSON if it is JSON, whatever its content type claims. Never fails because of a character. */
export function parseResponse(raw: RawResponse): ApiResponse {
	const { status, headers } = raw;
	const { text, readAs } = decode(raw.bytes, headers['content-type'] ?? '');
	const json = parseJson(text);
	return {
		status,
		headers,
		...(json.ok ? { body: json.value, isJson: true } : { body: text, isJson: false }),
		...(readAs === undefined ? {} : { readAs }),
	};
}

/** Whether text is a page for people: of a proxy, a firewall or a login, not of an API. */
export const isWebPage = (body: unknown): boolean =>
	typeof body === 'string' && /<html|<!doctype/i.test(body);

/** Whether text that is no JSON may be the beginning of some. */
export const beginsLikeJson = (body: unknown): boolean =>
	typeof body === 'string' && /^\s*[[{]/.test(body);

export const claimsJson = ({ headers }: Pick<RawResponse, 'headers'>): boolean =>
	/\bjson\b/i.test(headers['content-type'] ?? '');

/**
 * Parses JSON. Integers beyond 2^53 become strings of their digits: as numbers they would silently turn into other
 * integers, and payment ids are sometimes that long.
 */
export function parseJson(source: string): { ok: true; value: unknown } | { ok: false } {
	try {
		const value: unknown = JSON.parse(source);
		return { ok: true, value: longDigits.test(source) ? parseExactly(source) : value };
	} catch {
		return { ok: false };
	}
}

/** No integer of fewer digits is unsafe. */
const longDigits = /\d{16}/;

const jsonNumber = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Takes valid JSON. Strings are skipped by hand: a regular expression would overflow the stack on long ones. */
function parseExactly(source: string): unknown {
	const parts: string[] = [];
	let at = 0;
	while (at < source.length) {
		const opening = source.indexOf('"', at);
		const end = opening === -1 ? source.length : opening;
		parts.push(source.slice(at, end).replace(jsonNumber, quoteIfUnsafe));
		at = opening === -1 ? end : endOfJsonString(source, opening);
		parts.push(source.slice(end, at));
	}
	return JSON.parse(parts.join(''));
}

const quoteIfUnsafe = (number: string): string =>
	/^-?\d{16,}$/.test(number) && !Number.isSafeInteger(Number(number)) ? `"${number}"` : number;
