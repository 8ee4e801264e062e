import type { SendOptions } from '../http/exchange';
import type { Explanation, Provider, Settings } from '../providers/contract';
import { recordKey } from './binding';
import { refusedTwice } from './messages';
import { fetchToken, type TokenFetch } from './fetchToken';
import { refusalMemoryMs } from './numbers';
import { createTokenRecords, remember, type TokenRecord, type TokenRecords } from './records';
import { isRenewalDue, isUsable, longerLived, type Token } from './token';

export interface TokenQuery {
	readonly provider: Provider;
	readonly settings: Settings;
	/** What the credential holds for these settings, as read by `readStored`. */
	readonly stored: Token | undefined;
	readonly send: SendOptions;
	/**
	 * `shared`: any live token will do. `renewed`: ask the provider even if one is held, as a credential test does.
	 * `own`: a token that no other write uses.
	 */
	readonly want: 'shared' | 'renewed' | 'own';
}

export type TokenAcquired =
	| { readonly kind: 'token'; readonly token: Token }
	| {
			readonly kind: 'unavailable';
			readonly explanation: Explanation;
			/** Whether it may be different later, with nothing changed. */
			readonly isPassing: boolean;
	  };

export interface TokenLifecycle {
	/** A token to start a request with, from memory, the credential or the provider. At most one token call. */
	acquire(query: TokenQuery): Promise<TokenAcquired>;
	/** The provider did not accept this token: it is never handed out again. */
	refuse(provider: Provider, settings: Settings, token: Token): void;
	/** A token fresh from the provider was not accepted either: no further one is asked for, for a moment. */
	refuseFresh(provider: Provider, settings: Settings, token: Token): void;
	/** What is known of these settings. For the hooks, which have to judge requests that others sent. */
	record(provider: Provider, settings: Settings): TokenRecord;
	readonly now: () => number;
}

/**
 * Decides which token a request uses. n8n keeps the token (encrypted, in the credential), but its hook knows no expiry and
 * no lock; this does, for all executions of the process.
 */
export function createTokenLifecycle(
	now: () => number = Date.now,
	records: TokenRecords = createTokenRecords(),
): TokenLifecycle {
	const record = (provider: Provider, settings: Settings): TokenRecord =>
		records.for(recordKey(provider, settings));

	const acquire = async (query: TokenQuery): Promise<TokenAcquired> => {
		const entry = record(query.provider, query.settings);
		if (query.want === 'own') return acquireOwn(entry, query, now);
		const held = query.want === 'shared' ? heldToken(entry, query.stored, now()) : undefined;
		if (held !== undefined && !isRenewalDue(held, now())) return keep(entry, held);
		const fetched = await fetchOnce(entry, query, now);
		if (fetched.kind === 'token') return fetched;
		// Renewal comes early on purpose: while the old token lives, a passing trouble is nobody's business.
		// It is looked up again, because meanwhile the old token may have been refused.
		const spare =
			fetched.kind === 'transient' && held !== undefined
				? heldToken(entry, query.stored, now())
				: undefined;
		return spare === undefined ? unavailable(fetched) : keep(entry, spare);
	};

	return {
		acquire,
		record,
		now,
		refuse: (provider, settings, token) => giveUp(record(provider, settings), token, now()),
		refuseFresh: (provider, settings, token) => {
			const entry = record(provider, settings);
			giveUp(entry, token, now());
			const explanation = refusedTwice(provider);
			pause(entry, { kind: 'refused', explanation, pauseMs: refusalMemoryMs }, now());
		},
	};
}

/** The best token that is known without asking the provider. */
function heldToken(entry: TokenRecord, stored: Token | undefined, now: number): Token | undefined {
	const alive = [entry.token, stored].map((token) =>
		token !== undefined && isUsable(token, now) && !entry.refused.has(token.accessToken)
			? token
			: undefined,
	);
	return longerLived(alive[0], alive[1]);
}

function keep(entry: TokenRecord, token: Token): TokenAcquired {
	const known = entry.token;
	if (known?.accessToken === token.accessToken) return { kind: 'token', token: known };
	hold(entry, token);
	return { kind: 'token', token };
}

/** Single flight: whoever comes while a token call is under way waits for that one, and shares its failure. */
async function fetchOnce(
	entry: TokenRecord,
	query: TokenQuery,
	now: () => number,
): Promise<TokenFetch> {
	const failure = recentFailure(entry, now());
	if (failure !== undefined) return failure;
	entry.pending ??= fetchAndRemember(entry, query, now).finally(() => {
		entry.pending = undefined;
	});
	return entry.pending;
}

async function acquireOwn(
	entry: TokenRecord,
	query: TokenQuery,
	now: () => number,
): Promise<TokenAcquired> {
	const fetched = recentFailure(entry, now()) ?? (await fetchAndRemember(entry, query, now));
	return fetched.kind === 'token' ? fetched : unavailable(fetched);
}

async function fetchAndRemember(
	entry: TokenRecord,
	query: TokenQuery,
	now: () => number,
): Promise<TokenFetch> {
	entry.fetchesBegun += 1;
	const fetched = await fetchToken({ ...query, now }).finally(() => {
		entry.fetchesEnded += 1;
	});
	if (fetched.kind !== 'token') {
		pause(entry, fetched, now());
		return fetched;
	}
	entry.failure = undefined;
	hold(entry, fetched.token);
	return fetched;
}

function hold(entry: TokenRecord, token: Token): void {
	entry.token = token;
	entry.storedFor.clear();
}

const pause = (
	entry: TokenRecord,
	fetched: Exclude<TokenFetch, { kind: 'token' }>,
	now: number,
): void => {
	entry.failure = { fetched, until: now + fetched.pauseMs };
};

/** A failure from the future means that the clock was turned back: it is forgotten rather than obeyed for too long. */
function recentFailure(
	entry: TokenRecord,
	now: number,
): Exclude<TokenFetch, { kind: 'token' }> | undefined {
	const { failure } = entry;
	const isRecent =
		failure !== undefined && now < failure.until && failure.until - now <= failure.fetched.pauseMs;
	return isRecent ? failure.fetched : undefined;
}

function giveUp(entry: TokenRecord, token: Token, now: number): void {
	if (!entry.refused.has(token.accessToken))
		remember(entry.refused, token.accessToken, { at: now, fetchesBegun: entry.fetchesBegun });
	if (entry.token?.accessToken === token.accessToken) entry.token = undefined;
}

const unavailable = (fetched: Exclude<TokenFetch, { kind: 'token' }>): TokenAcquired => ({
	kind: 'unavailable',
	explanation: fetched.explanation,
	isPassing: fetched.kind === 'transient',
});

/** The one of this n8n process, shared by the credentials' hooks and the nodes. */
export const tokenLifecycle = createTokenLifecycle();
