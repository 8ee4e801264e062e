/**
 * What became of each write of this process's executions. n8n's Retry On Fail runs a node again for all its items, with the
 * same execution id; without this, a payment that went through, or may have, would be sent again.
 */
export type RememberedWrite<Result> =
	/** Begun, and nothing heard since. */
	| { readonly kind: 'begun' }
	/** It went through. The result is dropped when many newer ones are kept. */
	| { readonly kind: 'done'; readonly result: Result | undefined }
	/** It may have gone through. */
	| { readonly kind: 'unknown'; readonly result: Result | undefined }
	/** The provider has something with its reference: that it finds nothing later does not make it safe to send. */
	| { readonly kind: 'duplicate'; readonly result: Result | undefined };

export interface WriteMemory<Result> {
	find(key: string): RememberedWrite<Result> | undefined;
	note(key: string, entry: RememberedWrite<Result>): void;
	/** It certainly had no effect, so it may be sent. */
	forget(key: string): void;
}

export interface WriteMemoryLimits {
	readonly maxEntries: number;
	readonly maxResults: number;
	readonly maxAgeMs: number;
}

export function createWriteMemory<Result>(
	limits: WriteMemoryLimits,
	now: () => number = Date.now,
): WriteMemory<Result> {
	/** Oldest first, because noting re-inserts. */
	const entries = new Map<
		string,
		{ readonly entry: RememberedWrite<Result>; readonly at: number }
	>();
	const withResult = new Map<string, true>();

	const drop = (key: string): void => {
		entries.delete(key);
		withResult.delete(key);
	};
	const dropOld = (): void => {
		for (const [key, { at }] of entries) {
			if (entries.size <= limits.maxEntries && now() - at <= limits.maxAgeMs) return;
			drop(key);
		}
	};
	const dropResults = (): void => {
		const oldest = withResult.size > limits.maxResults ? withResult.keys().next().value : undefined;
		const kept = oldest === undefined ? undefined : entries.get(oldest);
		if (oldest === undefined || kept === undefined || kept.entry.kind === 'begun') return;
		withResult.delete(oldest);
		entries.set(oldest, { entry: { kind: kept.entry.kind, result: undefined }, at: kept.at });
	};

	return {
		find: (key) => entries.get(key)?.entry,
		note: (key, entry) => {
			drop(key);
			entries.set(key, { entry, at: now() });
			if (entry.kind !== 'begun') withResult.set(key, true);
			dropOld();
			dropResults();
		},
		forget: drop,
	};
}
