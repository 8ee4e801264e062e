import { createHash } from 'node:crypto';

import type { JsonObject } from '../providers/json';
import { maxRememberedEvents, rememberEventsMs } from './numbers';
import { type FoundPayment, statusKey } from '../payments/payment';

/** The events of one webhook that were let through: by fingerprint, with their moment in epoch milliseconds. */
export interface SeenEvents {
	/** Whether the event is new; from then on it is known. */
	add(event: string, found: FoundPayment, now: number): boolean;
	/** It has not been let through after all: should it come again, it is new. */
	remove(event: string, found: FoundPayment): void;
	/** For n8n to keep: nothing in it tells what the events were about. */
	stored(): { readonly version: 1; readonly seen: readonly (readonly [string, number])[] };
}

/** @param kept what n8n has kept; anything that is not of the right shape is left out */
export function createSeenEvents(kept: JsonObject): SeenEvents {
	const seen = new Map(entriesIn(kept));
	return {
		add(event, found, now) {
			forget(seen, now);
			const key = fingerprint(event, found);
			if (seen.has(key)) return false;
			seen.set(key, now);
			for (const oldest of seen.keys()) {
				if (seen.size <= maxRememberedEvents) break;
				seen.delete(oldest);
			}
			return true;
		},
		remove(event, found) {
			seen.delete(fingerprint(event, found));
		},
		stored: () => ({ version: 1, seen: [...seen] }),
	};
}

const entriesIn = ({ seen }: JsonObject): readonly (readonly [string, number])[] =>
	Array.isArray(seen)
		? seen.filter(
				(entry): entry is [string, number] =>
					Array.isArray(entry) && typeof entry[0] === 'string' && Number.isFinite(entry[1]),
			)
		: [];

/** In the order in which they came, so the oldest are the first. */
function forget(seen: Map<string, number>, now: number): void {
	for (const [key, at] of seen) {
		if (Math.abs(now - at) < rememberEventsMs) return;
		seen.delete(key);
	}
}

/**
 * The same payment with the same status is the same event, however the notification is written. Where it names none or no
 * status, what is written has to tell.
 */
function fingerprint(event: string, { payment, record }: FoundPayment): string {
	const { provider, kind, id, reference, providerStatus } = payment;
	const which = [id ?? reference, providerStatus].includes(null)
		? JSON.stringify(record ?? null)
		: (id ?? reference);
	return createHash('sha256')
		.update(JSON.stringify([provider, event, kind, which, statusKey(payment)]))
		.digest('base64url')
		.slice(0, 16);
}
