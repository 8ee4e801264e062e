import { maxRecords, maxRefusedTokens } from './numbers';
import type { TokenFetch } from './fetchToken';
import type { Token } from './token';

/** When a token was given up, and how many token calls had been begun by then. */
export interface Refusal {
	readonly at: number;
	readonly fetchesBegun: number;
}

/** What this process knows about the tokens of one set of settings. Only `lifecycle.ts` writes it. */
export interface TokenRecord {
	token: Token | undefined;
	/** The token call under way, shared by all who need one. */
	pending: Promise<TokenFetch> | undefined;
	/** The last failure, valid until `until`: no token call is made before. */
	failure:
		| { readonly fetched: Exclude<TokenFetch, { kind: 'token' }>; readonly until: number }
		| undefined;
	/** Token calls, counted when they begin and again when they end: each may have made the provider drop older tokens. */
	fetchesBegun: number;
	fetchesEnded: number;
	readonly refused: Map<string, Refusal>;
	/** Credentials (by id) for which somebody is already having n8n store the current token. */
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
