import type { JsonObject } from '../providers/json';
import type { ConfirmedEvent } from './event';
import { type Fingerprint, fingerprintOf, recordKey } from './fingerprint';
import { fingerprintLength, maxRememberedEvents, statusFingerprintLength } from './numbers';

/** The events of one webhook that this process knows. */
export interface SeenEvents {
	/**
	 * Merges what n8n has stored: another process may have overwritten it since, in which case the union has to be stored.
	 * Entries of another shape are ignored.
	 */
	merge(kept: JsonObject): void;
	/**
	 * - `new`: it may start an execution. Until one of the functions is called, the event is neither known nor new.
	 * - `known`: it has started one, or changes nothing.
	 * - `starting`: n8n is about to start one for it, which is that of the same `start`. `isOver` says when asking again
	 *   gives a result.
	 */
	take(event: ConfirmedEvent, now: number): Taken;
	/** It starts nothing, and its status is the last one known of its payment. */
	note(event: ConfirmedEvent, now: number): void;
	/** For n8n to store: it does not reveal what the events were about, and holds only events that have been started. */
	stored(): Stored;
	/** Whether something was added since it was last asked for, or is missing in what was merged. */
	hasNews(): boolean;
}

export type Taken =
	| { readonly kind: 'new'; readonly start: object; started(): void; notStarted(): void }
	| { readonly kind: 'known' }
	| { readonly kind: 'starting'; readonly start: object; isOver(): boolean };

export interface Stored {
	readonly version: 2;
	/** Payment, status and record as fingerprints, then the moment in epoch milliseconds, one text each. */
	readonly seen: readonly string[];
}

interface Entry extends Fingerprint {
	/** Epoch milliseconds. */
	readonly at: number;
}

export function createSeenEvents(): SeenEvents {
	const seen = new Map<string, Entry>();
	/** By payment, the entry that came last. */
	const last = new Map<string, Entry>();
	const starting = new Set<Entry>();
	let hasNews = false;

	const remember = (entry: Entry): void => {
		seen.set(recordKey(entry), entry);
		if ((last.get(entry.payment)?.at ?? -Infinity) <= entry.at) last.set(entry.payment, entry);
	};
	const forgetOldest = (): void => {
		for (const [key, entry] of seen) {
			if (seen.size <= maxRememberedEvents) return;
			seen.delete(key);
			if (last.get(entry.payment) === entry) last.delete(entry.payment);
		}
	};
	const add = (entry: Entry): void => {
		if (seen.has(recordKey(entry))) return;
		remember(entry);
		forgetOldest();
		hasNews = true;
	};
	/**
	 * Never earlier than the last one of its payment, whose status it replaces: clocks are turned back, and differ between
	 * processes.
	 */
	const entryOf = (event: ConfirmedEvent, now: number): Entry => {
		const print = fingerprintOf(event);
		return { ...print, at: Math.max(now, last.get(print.payment)?.at ?? 0) };
	};

	return {
		merge({ seen: kept }) {
			const stored = entriesIn(kept);
			const keys = new Set(stored.map(recordKey));
			hasNews ||= [...seen.keys()].some((key) => !keys.has(key));
			const unknown = stored.filter((entry) => !seen.has(recordKey(entry)));
			if (unknown.length === 0) return;
			const all = [...seen.values(), ...unknown].sort((a, b) => a.at - b.at);
			seen.clear();
			for (const entry of all) remember(entry);
			forgetOldest();
		},
		take(event, now) {
			const entry = entryOf(event, now);
			if (seen.has(recordKey(entry))) return { kind: 'known' };
			const others = [...starting].filter(({ payment }) => payment === entry.payment);
			const same = others.find(
				({ status, record }) => status === entry.status || record === entry.record,
			);
			if (same !== undefined)
				return { kind: 'starting', start: same, isOver: () => !starting.has(same) };
			if (others.length === 0 && last.get(entry.payment)?.status === entry.status) {
				// Another record of the same status; if it arrives again, it is recognized.
				add(entry);
				return { kind: 'known' };
			}
			starting.add(entry);
			return {
				kind: 'new',
				start: entry,
				started() {
					if (starting.delete(entry)) add(entry);
				},
				notStarted() {
					starting.delete(entry);
				},
			};
		},
		note(event, now) {
			add(entryOf(event, now));
		},
		stored() {
			hasNews = false;
			return { version: 2, seen: [...seen.values()].map(written) };
		},
		hasNews: () => hasNews,
	};
}

const written = ({ payment, status, record, at }: Entry): string =>
	`${payment}${status}${record}${at.toString(36)}`;

const entriesIn = (kept: unknown): readonly Entry[] =>
	Array.isArray(kept) ? kept.flatMap(entryIn) : [];

const form = new RegExp(
	`^([\\w-]{${fingerprintLength}})([\\w-]{${statusFingerprintLength}})([\\w-]{${fingerprintLength}})([0-9a-z]{1,11})$`,
);

function entryIn(text: unknown): readonly Entry[] {
	const [, payment, status, record, time] = (typeof text === 'string' && form.exec(text)) || [];
	if (payment === undefined || status === undefined || record === undefined || time === undefined)
		return [];
	const at = parseInt(time, 36);
	return Number.isSafeInteger(at) ? [{ payment, status, record, at }] : [];
}
