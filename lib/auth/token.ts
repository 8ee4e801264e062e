import { maxTokenLifetimeMs } from '../providers/oauth';
import { laterShare, lastUseMs, renewalSkewMs, renewalSkewShare } from './numbers';

/** An access token and what is known of its life. Moments in epoch milliseconds. */
export interface Token {
	readonly accessToken: string;
	/** Undefined: the provider named no lifetime, so only a rejection shows that the token has expired. */
	readonly expiresAt?: number;
	/**
	 * The moment before it was requested, by this machine's clock. Undefined for a stored token, which another process
	 * may have requested.
	 */
	readonly issuedAt?: number;
	/** Its whole lifetime, in milliseconds; for a stored token, by the clock of the process that requested it. */
	readonly lifetimeMs?: number;
}

/** Whether a request may still start with it. */
export function isUsable(token: Token, now: number): boolean {
	if (isFromTheFuture(token, now)) return false;
	return token.expiresAt === undefined || now < token.expiresAt - lastUseMs;
}

/** Whether a new one should be asked for, although this one may still be usable. */
export function isRenewalDue(token: Token, now: number): boolean {
	if (token.expiresAt === undefined) return false;
	const skewMs = Math.min(renewalSkewMs, lifetimeOf(token) * renewalSkewShare);
	return now >= token.expiresAt - (isOfAnother(token) ? skewMs * laterShare : skewMs);
}

/** Whether another process requested it, or this one before a restart. */
const isOfAnother = ({ issuedAt, lifetimeMs }: Token): boolean =>
	issuedAt === undefined && lifetimeMs !== undefined;

/** In milliseconds; Infinity where it is not known. */
export const lifetimeOf = ({ expiresAt, issuedAt, lifetimeMs }: Token): number => {
	if (expiresAt === undefined || issuedAt === undefined) return lifetimeMs ?? Infinity;
	return expiresAt - issuedAt;
};

/** The later expiry wins; one without a known expiry is preferred to none. */
export function longerLived(a: Token | undefined, b: Token | undefined): Token | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return (b.expiresAt ?? 0) > (a.expiresAt ?? Infinity) ? b : a;
}

/**
 * The clock was turned back: by it, the token was issued in the future, or lives longer than any real one. Nothing can
 * be concluded.
 */
const isFromTheFuture = (token: Token, now: number): boolean =>
	(token.issuedAt !== undefined && token.issuedAt > now) ||
	(token.expiresAt !== undefined && token.expiresAt - now > maxTokenLifetimeMs);
