import { property, text } from './json';
import type { Settings, TokenAnswer } from './contract';

/** A longer lifetime is treated as a mistake in the response: no provider documents more than 60 hours. */
export const maxTokenLifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** Characters a bearer token may consist of (RFC 6750, section 2.1, and what real gateways add): anything visible. */
const bearerToken = /^[\x21-\x7e]+$/;

/**
 * Reads `access_token`, `token_type` and `expires_in` (RFC 6749, section 5.1) from an object of the answer. `requestedAt`
 * in epoch milliseconds: the lifetime counts from before the request, so it is never too long.
 */
export function readBearerToken(fields: unknown, requestedAt: number): TokenAnswer {
	const accessToken = property(fields, 'access_token');
	const type = property(fields, 'token_type') ?? 'Bearer';
	if (typeof accessToken !== 'string' || !bearerToken.test(accessToken))
		return { kind: 'unreadable' };
	if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return { kind: 'unreadable' };
	const expiresAt = expiryFrom(property(fields, 'expires_in'), requestedAt);
	return { kind: 'token', accessToken, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/**
 * Whether a token endpoint rejects the client with this status (RFC 6749, section 5.2, and what the three use). Firewalls
 * also answer 403, with their own JSON: it counts only in the provider's own format.
 */
export const refusesClient = (status: number, isOwn: boolean): boolean =>
	status === 400 || status === 401 || status === 422 || (status === 403 && isOwn);

/** The `error` of RFC 6749, sections 4.1.2.1 and 5.2. */
export const isOAuthError = (body: unknown): boolean =>
	/^((invalid|unauthorized|unsupported)_[a-z_]+|access_denied)$/.test(
		text(property(body, 'error')),
	);

/**
 * The moment of expiry in epoch milliseconds, from a lifetime in seconds that may be a number or a numeric string.
 * Missing, zero, negative or not a number: undefined, the expiry is not known. Absurdly long: capped.
 */
export function expiryFrom(expiresIn: unknown, requestedAt: number): number | undefined {
	const isGiven =
		typeof expiresIn === 'number' || (typeof expiresIn === 'string' && expiresIn.trim() !== '');
	const seconds = isGiven ? Number(expiresIn) : Number.NaN;
	if (!(seconds > 0)) return undefined;
	return requestedAt + Math.min(Math.floor(seconds * 1000), maxTokenLifetimeMs);
}

/** `Authorization` value of HTTP Basic (RFC 7617) for the client id and secret, encoded as UTF-8. */
export const basicAuthorization = (settings: Settings): string =>
	`Basic ${Buffer.from(`${settings.clientId}:${settings.clientSecret}`, 'utf8').toString('base64')}`;
