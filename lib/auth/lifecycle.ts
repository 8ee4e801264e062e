import type { SendOptions } from '../http/exchange';
import type { Explanation, Provider, Settings } from '../providers/contract';
import { recordKey } from './binding';
import type { TokenFailure } from './fetchToken';
import { hold, pause, startFlight, type TokenTimers } from './flight';
import { refusedTwice, withPause } from './messages';
import { refusalMemoryMs, renewalPatienceMs, storedElsewhereWaitsMs } from './numbers';
import {
	createTokenRecords,
	remember,
	type TokenFlight,
	type TokenRecord,
	type TokenRecords,
} from './records';
import { isRenewalDue, isUsable, longerLived, type Token } from './token';
import { canceled, waitingFor } from './waiting';

export interface TokenQuery {
	readonly provider: Provider;
	readonly settings: Settings;
	/** What the credential holds for these settings, as read by `readStored`. */
	readonly stored: Token | undefined;
	/**
	 * Reads it again, once before each token call: another process may have renewed it meanwhile. Not done for an `own`
	 * token.
	 */
	readonly readAgain?: (() => Promise<Token | undefined>) | undefined;
	/** Whether a token of this request was rejected: another process may be storing its successor at this moment. */
	readonly wasRefused?: boolean;
	readonly send: SendOptions;
	/**
	 * `shared`: any live token will do. `renewed`: ask the provider even if one is held, as a credential test does.
	 * `own`: a token that no other write uses.
	 */
	readonly want: 'shared' | 'renewed' | 'own';
	/** The longest that this caller waits, repeats included; undefined for as long as they take. */
	readonly maxWaitMs?: number | undefined;
	/**
	 * When the run began that needs the token, in epoch milliseconds. A pause of up to a minute that began before the
	 * run is waited out, once, so that n8n's Retry On Fail recovers from it; later items of a run that has already met
	 * the failure fail at once.
	 */
	readonly runBeganAt?: number | undefined;
	/** Ends this caller's wait, but not that of others who wait for the same token. */
	readonly signal?: AbortSignal | undefined;
}

export type TokenAcquired =
	| { readonly kind: 'token'; readonly token: Token }
	| {
			readonly kind: 'unavailable';
			readonly explanation: Explanation;
			/** Whether it may be different soon, with nothing changed. */
			readonly isPassing: boolean;
			/** How long the provider asks to wait from now; undefined if it does not ask. */
			readonly retryAfterMs: number | undefined;
			/** HTTP status of the token endpoint's response; undefined if there was none. */
			readonly status: number | undefined;
	  };

export interface TokenLifecycle {
	/**
	 * A token to start a request with, from memory, the credential or the provider. A token call moves no money, so it
	 * is retried after temporary failures, once for all who need the token.
	 */
	acquire(query: TokenQuery): Promise<TokenAcquired>;
	/** The provider did not accept this token: it is never handed out again. */
	refuse(provider: Provider, settings: Settings, token: Token): void;
	/** A new token was not accepted either: for a moment, no further one is requested. */
	refuseFresh(provider: Provider, settings: Settings, token: Token): void;
	/** What is known of these settings. For the hooks, which have to judge requests that others sent. */
	record(provider: Provider, settings: Settings): TokenRecord;
	readonly now: () => number;
}

const realTimers: TokenTimers = {
	// Loaded when it is needed: outside n8n, loading it takes longer than most waits.
	sleep: async (ms) => {
		const { sleep } = await import('n8n-workflow');
		await sleep(ms);
	},
	deadline: (ms) => AbortSignal.timeout(ms),
	random: Math.random,
};

/**
 * Decides which token a request uses. n8n keeps the token (encrypted, in the credential), but its hook knows no expiry and
 * no lock; this does, for all executions of the process.
 */
export function createTokenLifecycle(
	now: () => number = Date.now,
	given: Partial<TokenTimers> = {},
	records: TokenRecords = createTokenRecords(),
): TokenLifecycle {
	const timers: TokenTimers = { ...realTimers, ...given };
	const record = (provider: Provider, settings: Settings): TokenRecord =>
		records.for(recordKey(provider, settings));

	const acquire = async (query: TokenQuery): Promise<TokenAcquired> => {
		const entry = record(query.provider, query.settings);
		const spare = (): Token | undefined =>
			query.want === 'shared' ? heldToken(entry, query.stored, now()) : undefined;
		const held = spare();
		if (held !== undefined && !isRenewalDue(held, now())) return keep(entry, held);
		if (query.signal?.aborted ?? false) return unavailable(entry, canceled, now());

		const flight = join(entry, query);
		const wait = waitingFor(flight, query, timers);
		// Renewal is early on purpose: while the old token is valid, a temporary failure affects nobody, and a slow response few.
		let fetched =
			held === undefined
				? await wait([])
				: await waitingFor(
						flight,
						atMost(patienceMs(flight, now()), query),
						timers,
					)([flight.firstFailure]);
		if (fetched.kind === 'failed' && fetched.isPassing && held !== undefined) {
			// It is looked up again, because the old token may have been rejected meanwhile.
			const left = spare();
			if (left !== undefined) return keep(entry, left);
			fetched = await wait([]);
		}
		return fetched.kind === 'token' ? fetched : unavailable(entry, fetched, now());
	};

	/** Single flight: callers that arrive while a token call is under way wait for it, and share its failure. */
	const join = (entry: TokenRecord, query: TokenQuery): TokenFlight => {
		const { provider, settings, send, runBeganAt, readAgain, wasRefused = false } = query;
		const start = (newer: TokenQuery['readAgain']): TokenFlight => {
			const storedElsewhere = async (): Promise<Token | undefined> => {
				const found = await newer?.().catch(() => undefined);
				// The stored token may be its own, which is the one to renew.
				const isOfUse =
					found !== undefined &&
					found.accessToken !== entry.token?.accessToken &&
					isLive(entry, found, now()) &&
					!isRenewalDue(found, now());
				return isOfUse ? found : undefined;
			};
			const looksMs = wasRefused && newer !== undefined ? storedElsewhereWaitsMs : ([0] as const);
			return startFlight(
				entry,
				{ provider, settings, send, now, runBeganAt, storedElsewhere, looksMs },
				timers,
			);
		};
		if (query.want === 'own') return start(undefined);
		if (entry.pending === undefined) {
			const flight = start(query.want === 'shared' ? readAgain : undefined);
			entry.pending = flight;
			const clear = (): void => {
				entry.pending = undefined;
			};
			void flight.outcome.then(clear, clear);
		}
		return entry.pending;
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
			pause(entry, { ...canceled, explanation, pauseMs: refusalMemoryMs }, now());
		},
	};
}

/** How long a caller with a valid token waits for the renewal: its time begins with the token call, and not with each caller. */
const patienceMs = ({ begunAt }: TokenFlight, now: number): number =>
	Math.max(Math.min(begunAt + renewalPatienceMs - now, renewalPatienceMs), 0);

const atMost = (ms: number, query: TokenQuery): TokenQuery => ({
	...query,
	maxWaitMs: Math.min(ms, query.maxWaitMs ?? ms),
});

/** The best token that is known without asking the provider. */
function heldToken(entry: TokenRecord, stored: Token | undefined, now: number): Token | undefined {
	const alive = [entry.token, stored].map((token) =>
		token !== undefined && isLive(entry, token, now) ? token : undefined,
	);
	return longerLived(alive[0], alive[1]);
}

const isLive = (entry: TokenRecord, token: Token, now: number): boolean =>
	isUsable(token, now) && !entry.refused.has(token.accessToken);

function keep(entry: TokenRecord, token: Token): TokenAcquired {
	const known = entry.token;
	if (known?.accessToken === token.accessToken) return { kind: 'token', token: known };
	hold(entry, token);
	return { kind: 'token', token };
}

function giveUp(entry: TokenRecord, token: Token, now: number): void {
	if (!entry.refused.has(token.accessToken))
		remember(entry.refused, token.accessToken, { at: now, fetchesBegun: entry.fetchesBegun });
	if (entry.token?.accessToken === token.accessToken) entry.token = undefined;
}

function unavailable(entry: TokenRecord, fetched: TokenFailure, now: number): TokenAcquired {
	const { isPassing, status, explanation } = fetched;
	const pausedUntil = entry.failure?.fetched === fetched ? entry.failure.until : 0;
	const leftMs = Math.max(pausedUntil - now, entry.notBefore - now, 0);
	return {
		kind: 'unavailable',
		explanation: isPassing && leftMs > 0 ? withPause(explanation, leftMs) : explanation,
		isPassing,
		retryAfterMs: fetched.retryAfterMs === undefined ? undefined : leftMs,
		status,
	};
}

/** The one of this n8n process, shared by the credentials' hooks and the nodes. */
export const tokenLifecycle = createTokenLifecycle();
