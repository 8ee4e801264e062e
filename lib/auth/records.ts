import { maxRecords, maxRefusedTokens } from './numbers';
import type { TokenFailure, TokenFetch } from './fetchToken';
import type { Token } from './token';

/** When a token was given up, and how many token calls had been begun by then. */
export interface Refusal {
	readonly at: number;
	readonly fetchesBegun: number;
}

/** A token call under way, with its repeats: shared by all who need the token. None of its promises rejects. */
export interface TokenFlight {
	/** Epoch milliseconds. */
	readonly begunAt: number;
	readonly outcome: Promise<TokenFetch>;
	/** Resolves as soon as a call is going to be retried: callers that have another token continue with that. */
	readonly firstFailure: Promise<TokenFailure>;
	/** The latest failure that is going to be repeated. */
	latestFailure(): TokenFailure | undefined;
}

/** Why there was no token, and until when none is requested. */
export interface PastFailure {
	readonly fetched: TokenFailure;
	/** Epoch milliseconds. */
	readonly until: number;
}

/** What this process knows about the tokens of one set of settings. Only `lifecycle.ts` and `flight.ts` write it. */
export interface TokenRecord {
	token: Token | undefined;
	pending: TokenFlight | undefined;
	/** The last failure: no token call is made before its end. */
	failure: PastFailure | undefined;
	/** The moment until which the provider asked to wait: no call under way is repeated, and none begun, before. */
	notBefore: number;
	/** Token calls, counted when they begin and again when they end: each may have made the provider drop older tokens. */
	fetchesBegun: number;
	fetchesEnded: number;
	readonly refused: Map<string, Refusal>;
	/** Credentials (by ID) for which a caller is already having n8n store the current token. */
	readonly storedFor: Set<string>;
	/** When a token was last attached to a request, by token. */
	readonly lastSentAt: Map<string, number>;
}

export interface TokenRecords {
	for(key: string): TokenRecord;
}

export function createTokenRecords(): TokenRecords {
	const records = new Map<string, TokenRecord>();
	return {
		for(key) {
			const record = records.get(key) ?? emptyRecord();
			// Re-inserting makes the first key the one that was not used for longest.
			records.delete(key);
			records.set(key, record);
			dropOldest(records, maxRecords);
			return record;
		},
	};
}

const emptyRecord = (): TokenRecord => ({
	token: undefined,
	pending: undefined,
	failure: undefined,
	notBefore: 0,
	fetchesBegun: 0,
	fetchesEnded: 0,
	refused: new Map(),
	storedFor: new Set(),
	lastSentAt: new Map(),
});

/** Writes an entry and keeps the map within bounds. */
export function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
	map.delete(key);
	map.set(key, value);
	dropOldest(map, maxRefusedTokens);
}

function dropOldest(map: Map<string, unknown>, max: number): void {
	const oldest = map.size > max ? map.keys().next().value : undefined;
	if (oldest !== undefined) map.delete(oldest);
}
