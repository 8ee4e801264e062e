import { createHash, createHmac } from 'node:crypto';

/** The two signatures of Singapay, computed here from the provider's pages and from nothing else of this project. */

/** "Clock drift is rejected", but the tolerance is not published. */
export const toleranceSeconds = 300;
/** Jakarta has no daylight saving time. */
const jakartaOffsetMs = 7 * 60 * 60 * 1000;

export interface SignedParts {
	method: string;
	/** With /api and the query string, without the host. */
	path: string;
	accessToken: string;
	body: string;
	/** Unix seconds, as text. */
	timestamp: string;
}

export type Verdict = 'valid' | 'stale' | 'mismatch';

/** Judges X-Timestamp and X-Signature of a money-moving call. */
export function verifyRequest(
	parts: SignedParts & { signature: string },
	secret: string,
	nowMs: number,
): Verdict {
	if (!/^\d{9,11}$/.test(parts.timestamp)) return 'mismatch';
	if (Math.abs(nowMs / 1000 - Number(parts.timestamp)) > toleranceSeconds) return 'stale';
	return requestSignature(parts, secret) === parts.signature ? 'valid' : 'mismatch';
}

/** Lowercase hex HMAC-SHA512 of METHOD:PATH:TOKEN:hash:timestamp; null when the body is no JSON and so has no hash. */
export function requestSignature(parts: SignedParts, secret: string): string | null {
	const canonical = canonicalJson(parts.body);
	if (canonical === null) return null;
	const bodyHash = createHash('sha256').update(canonical).digest('hex');
	const text = [
		parts.method.toUpperCase(),
		parts.path,
		parts.accessToken,
		bodyHash,
		parts.timestamp,
	].join(':');
	return createHmac('sha512', secret).update(text).digest('hex');
}

/** X-Signature of the v1.1 token call, good for one Jakarta day. */
export function tokenSignature(clientId: string, clientSecret: string, nowMs: number): string {
	return createHmac('sha512', clientSecret)
		.update(`${clientId}_${clientSecret}_${jakartaDate(nowMs)}`)
		.digest('hex');
}

/** YYYYMMDD of the server's day. */
export function jakartaDate(nowMs: number): string {
	return new Date(nowMs + jakartaOffsetMs).toISOString().slice(0, 10).replaceAll('-', '');
}

/** The times of notifications, e.g. `26 Dec 2025 13:35:45`. */
export function jakartaText(epochMs: number): string {
	const [, day, month, year, time] = new Date(epochMs + jakartaOffsetMs).toUTCString().split(' ');
	return [day, month, year, time].join(' ');
}

/**
 * Keys sorted by their bytes at every level, lists in order, no whitespace, slashes and letters as they are. JSON.parse
 * visits children first, so the reviver can replace every value by its text; numbers keep the digits they were sent with.
 */
export function canonicalJson(text: string): string | null {
	const canonical = (_key: string, value: unknown, context?: { source?: string }): string => {
		if (typeof value === 'number') return context?.source ?? String(value);
		if (Array.isArray(value)) return `[${value.join(',')}]`;
		if (typeof value !== 'object' || value === null) return JSON.stringify(value);
		const members = Object.entries(value)
			.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
			.map(([key, member]) => `${JSON.stringify(key)}:${member}`);
		return `{${members.join(',')}}`;
	};
	try {
		return JSON.parse(text, canonical) as string;
	} catch {
		return null;
	}
}
