import { maxTokenLifetimeMs } from '../providers/oauth';
import { laterShare, lastUseMs, renewalSkewMs, renewalSkewShare } from './numbers';

/** An access token and what is known of its life. Moments in epoch milliseconds. */
export interface Token {
	readonly accessToken: string;
	/** Undefined: the provider named no lifetime, so only a refusal shows that the token has expired. */
	readonly expiresAt?: number;
	/** The moment before it was asked for, by this machine's clock. Undefined for one that was stored: another one may have asked. */
	readonly issuedAt?: number;
	/** How long it lives in all, in milliseconds; known of a stored one by the clock of whoever asked for it. */
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

/** Whether another process asked for it, or this one before it was started. */
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

/** The clock was turned back: by it the token was issued later than now, or outlives any real one. Nothing can be told. */
const isFromTheFuture = (token: Token, now: number): boolean =>
	(token.issuedAt !== undefined && token.issuedAt > now) ||
	(token.expiresAt !== undefined && token.expiresAt - now > maxTokenLifetimeMs);
