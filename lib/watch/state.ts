import { createHash } from 'node:crypto';

import { isObject, type JsonObject } from '../providers/json';
import type { PaymentKind, Provider, Settings } from '../providers/contract';
import { fingerprintLength, watchOverlapMs } from './numbers';

/**
 * What a watch remembers between two polls. n8n keeps it as JSON with the workflow, unencrypted: IDs, status words and times,
 * and nothing else.
 */
export interface WatchState {
	/** Of this shape. A newer version of the package may have left another. */
	readonly version: number;
	/** What is watched, as a fingerprint: other settings make another watch. */
	readonly watches: string;
	/** The Client ID, as a fingerprint: another one may belong to the same merchant. */
	readonly client: string;
	/** Payments created before this moment are not new unless they are among `payments`. Epoch milliseconds. */
	readonly floorMs: number;
	/** The newest payment of the readings so far, no later than they began. Epoch milliseconds; null before there is one. */
	readonly newestMs: number | null;
	/** How far the watch looks back from it; further if rows have appeared late. */
	readonly overlapMs: number;
	/**
	 * True until the list was read to its end once: its payments, unless they are certainly new, are remembered and not
	 * reported.
	 */
	readonly isBaseline: boolean;
	/** Readings of the whole list so far. */
	readonly sweeps: number;
	/** Where to continue a list that was too long for one poll. */
	readonly sweep: Sweep | null;
	readonly payments: readonly Seen[];
}

export interface Sweep {
	readonly fromMs: number;
	readonly page: number;
	/** The newest payment of the pages that were read already. */
	readonly newestMs: number | null;
	/** When its first page was asked for, by n8n's clock. */
	readonly startedMs: number;
	/** Rows of the fullest page so far. */
	readonly pageRows: number;
	/** Rows from this moment on may have been hidden by an order that changed between two pages. Epoch milliseconds. */
	readonly doubtMs?: number;
}

export interface Seen {
	/** The payment's ID, or what it is watched by. */
	readonly key: string;
	/** As `statusKey` writes it; '' for a payment that was not there, '?' for one of which nothing could be learned yet. */
	readonly status: string;
	/** Whether the list does not have to be read for it: it is final, or was dropped because it is missing. */
	readonly final: boolean;
	/** Epoch milliseconds; null where the provider does not tell. */
	readonly createdMs: number | null;
	/** The reading of the list in which it was seen last. */
	readonly sweep: number;
	/** Since when it is missing from the list, in epoch milliseconds. */
	readonly missingMs?: number;
	/** Its ID, where the key is a reference that only the list can be searched for. */
	readonly id?: string;
	/** Since when it is watched while its status is '?', in epoch milliseconds: later changes are reported. */
	readonly sinceMs?: number;
}

/** In place of a status: the provider said that there is no such payment. */
export const notThere = '';

/** In place of a status: nothing could be learned so far. No provider's word reads like this. */
export const notAnswered = '?';

/** Whether the provider has told the payment's status. */
export const isAnswered = ({ status }: Seen): boolean =>
	status !== notThere && status !== notAnswered;

export const stateVersion = 1;

export type StateRead =
	/** `isMended`: parts of it could not be read, and are left out. */
	| { readonly kind: 'state'; readonly state: WatchState; readonly isMended: boolean }
	/** Nothing usable: the watch begins. */
	| { readonly kind: 'none'; readonly reason: 'first' | 'broken' | 'other' }
	/** Written by a newer version: left as it is. */
	| { readonly kind: 'newer' };

/** Reads what n8n has kept, which a person may have edited and another version may have written. */
export function readState(stored: JsonObject, watches: string): StateRead {
	const { version } = stored;
	if (version === undefined) return { kind: 'none', reason: 'first' };
	if (typeof version === 'number' && version > stateVersion) return { kind: 'newer' };
	// Without these it is impossible to know what is new.
	const isUsable =
		version === stateVersion &&
		typeof stored.watches === 'string' &&
		isTime(stored.floorMs) &&
		Array.isArray(stored.payments);
	if (!isUsable) return { kind: 'none', reason: 'broken' };
	if (stored.watches !== watches) return { kind: 'none', reason: 'other' };
	if (isWhole(stored)) return { kind: 'state', state: stored, isMended: false };
	return { kind: 'state', state: mended(stored, watches), isMended: true };
}

const isWhole = (stored: JsonObject): stored is JsonObject & WatchState =>
	typeof stored.client === 'string' &&
	(stored.newestMs === null || isTime(stored.newestMs)) &&
	isCount(stored.overlapMs) &&
	typeof stored.isBaseline === 'boolean' &&
	isCount(stored.sweeps) &&
	(stored.sweep === null || isSweep(stored.sweep)) &&
	Array.isArray(stored.payments) &&
	stored.payments.every(isSeen);

/** Keeps what can be read: one unreadable entry is no reason to forget payments that are not final. */
function mended(stored: JsonObject, watches: string): WatchState {
	const entries: readonly unknown[] = Array.isArray(stored.payments) ? stored.payments : [];
	const payments = entries.filter(isSeen);
	return {
		version: stateVersion,
		watches,
		client: typeof stored.client === 'string' ? stored.client : '',
		floorMs: Number(stored.floorMs),
		newestMs: isTime(stored.newestMs) ? stored.newestMs : null,
		overlapMs: isCount(stored.overlapMs) ? stored.overlapMs : watchOverlapMs,
		isBaseline: stored.isBaseline === true,
		sweeps: isCount(stored.sweeps)
			? stored.sweeps
			: Math.max(0, ...payments.map(({ sweep }) => sweep + 1)),
		sweep: isSweep(stored.sweep) ? stored.sweep : null,
		payments,
	};
}

const isSweep = (value: unknown): value is Sweep =>
	isObject(value) &&
	isTime(value.fromMs) &&
	isCount(value.page) &&
	value.page !== 0 &&
	isTime(value.startedMs) &&
	isCount(value.pageRows) &&
	(value.newestMs === null || isTime(value.newestMs)) &&
	(value.doubtMs === undefined || isTime(value.doubtMs));

const isSeen = (value: unknown): value is Seen =>
	isObject(value) &&
	typeof value.key === 'string' &&
	typeof value.status === 'string' &&
	typeof value.final === 'boolean' &&
	(value.createdMs === null || isTime(value.createdMs)) &&
	isCount(value.sweep) &&
	(value.missingMs === undefined || isTime(value.missingMs)) &&
	(value.id === undefined || typeof value.id === 'string') &&
	(value.sinceMs === undefined || isTime(value.sinceMs));

const isTime = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

const isCount = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) >= 0;

/** Where a watch begins: what is created from now on is new. */
export const begin = (watches: string, client: string, floorMs: number): WatchState => ({
	version: stateVersion,
	watches,
	client,
	floorMs,
	newestMs: null,
	overlapMs: watchOverlapMs,
	isBaseline: true,
	sweeps: 0,
	sweep: null,
	payments: [],
});

/**
 * What identifies a watch: the merchant, the kind of payment and how it is watched. The credential's secrets are not part
 * of it.
 */
export const fingerprint = (
	provider: Provider,
	{ baseUrl }: Settings,
	kind: PaymentKind,
	accountId: string,
	by: string,
): string => shortHash([provider.id, baseUrl, kind.id, accountId, by]);

/** The credential's Client ID. The client secret is not among it. */
export const clientFingerprint = (provider: Provider, { baseUrl, clientId }: Settings): string =>
	shortHash([provider.id, baseUrl, clientId]);

const shortHash = (parts: readonly string[]): string =>
	createHash('sha256')
		.update(JSON.stringify(parts))
		.digest('base64url')
		.slice(0, fingerprintLength);
