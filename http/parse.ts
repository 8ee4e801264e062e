import type { ApiResponse } from '../providers/provider';

/** An answer as it came over the wire. */
export interface RawResponse {
	readonly status: number;
	/** Header names in lower case; a repeated header's values joined by a comma. */
	readonly headers: Readonly<Record<string, string>>;
	readonly bytes: Buffer;
}

/** Reads the body as UTF-8 text, and as JSON where it is JSON, whatever its content type claims. */
export function parseResponse(raw: RawResponse): ApiResponse {
	const body = raw.bytes.toString('utf8');
	const json = parseJson(body);
	const { status, headers } = raw;
	return json.ok
		? { status, headers, body: json.value, isJson: true }
		: { status, headers, body, isJson: false };
}

/**
 * Parses JSON. Integers beyond 2^53 become strings of their digits: as numbers they would silently turn into other
 * integers, and payment ids are sometimes that long.
 */
export function parseJson(source: string): { ok: true; value: unknown } | { ok: false } {
	try {
		return {
			ok: true,
			value: JSON.parse(longDigits.test(source) ? quoteLongIntegers(source) : source),
		};
	} catch {
		return { ok: false };
	}
}

/** No integer of fewer digits is unsafe. */
const longDigits = /\d{16}/;

/** A whole JSON string, or a whole JSON number: strings are matched only to be left alone. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const quoteLongIntegers = (source: string): string =>
	source.replace(stringOrNumber, (token) =>
		/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);
