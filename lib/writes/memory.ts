/**
 * The outcome of each write of one execution. n8n's Retry On Fail runs a node again for all its items, a loop and an agent
 * run it again with other items: without this, a payment that went through, or may have, would be sent again.
 */
export type RememberedWrite<Result> =
	/** It went through. */
	| { readonly kind: 'done'; readonly result: Result }
	/** It may have gone through. */
	| {
			readonly kind: 'unknown';
			/** Undefined if it ended before it had one: it may still arrive. */
			readonly result: Result | undefined;
			/** When it was sent, if its reference was new then. Epoch milliseconds. */
			readonly since: number | undefined;
	  }
	/** The provider has something with its reference: that it finds nothing later does not make it safe to send. */
	| { readonly kind: 'duplicate'; readonly result: Result };

/** Which write it is. */
export interface WriteKey {
	/** The item, in this run of the node: the same when Retry On Fail runs the node again, a different one in a loop. */
	readonly slot: string;
	/** The payment by its reference, from whichever item; undefined if there is none, or if the reference may be repeated. */
	readonly payment: string | undefined;
	/** The request itself: the same reference with another amount is a different request. */
	readonly request: string;
}

/** A write that this execution has sent earlier. */
export interface EarlierWrite<Result> {
	readonly write: RememberedWrite<Result>;
	/** Whether it came from the same item, so that its result is this item's as it is. */
	readonly isOwn: boolean;
	readonly isSameRequest: boolean;
	/** Whether it had the same reference: asked for another one, the provider says nothing of it. */
	readonly isSamePayment: boolean;
}

/** What is kept of one write. */
export interface WriteRecord<Result> {
	note(write: RememberedWrite<Result>): void;
	/** It certainly had no effect, so it may be sent. */
	forget(): void;
	/** Nobody is sending it any more: those that wait continue. What was not recorded may have gone through. */
	release(): void;
}

export interface ClaimedWrite<Result> {
	readonly record: WriteRecord<Result>;
	/** Undefined for the caller that has to send it. */
	readonly earlier: EarlierWrite<Result> | undefined;
}

export interface WriteMemory<Result> {
	/** Whether something is known of it, under way or ended. */
	has(key: WriteKey): boolean;
	/** The first caller has to send and release it. Callers that arrive while it is under way wait for its end. */
	claim(key: WriteKey): Promise<ClaimedWrite<Result>>;
}

/** Lives as long as its execution, which holds the answers as items anyway: nothing of it is evicted. */
export function createWriteMemory<Result>(): WriteMemory<Result> {
	const entries = new Map<string, Entry<Result>>();
	const find = (key: WriteKey): Entry<Result> | undefined =>
		namesOf(key)
			.map((name) => entries.get(name))
			.find((entry) => entry !== undefined);
	return {
		has: (key) => find(key) !== undefined,
		async claim(key) {
			for (;;) {
				const known = find(key);
				const entry = known ?? createEntry<Result>(key, entries);
				if (known === undefined) return { record: entry, earlier: undefined };
				const write = known.write();
				if (write !== undefined) {
					const isOwn = known.key.slot === key.slot;
					const isSameRequest = known.key.request === key.request;
					const hasSameReference = key.payment !== undefined && known.key.payment === key.payment;
					const isSamePayment = isSameRequest || hasSameReference;
					return { record: known, earlier: { write, isOwn, isSameRequest, isSamePayment } };
				}
				await known.ended;
			}
		},
	};
}

const namesOf = ({ slot, payment }: WriteKey): readonly string[] => [
	`slot ${slot}`,
	...(payment === undefined ? [] : [`payment ${payment}`]),
];

interface Entry<Result> extends WriteRecord<Result> {
	readonly key: WriteKey;
	/** Undefined while it is under way. */
	write(): RememberedWrite<Result> | undefined;
	readonly ended: Promise<void>;
}

function createEntry<Result>(key: WriteKey, entries: Map<string, Entry<Result>>): Entry<Result> {
	let write: RememberedWrite<Result> | undefined;
	let isReleased = false;
	let end = (): void => undefined;
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	const cutOff = { kind: 'unknown', result: undefined, since: undefined } as const;
	const entry: Entry<Result> = {
		key,
		ended,
		write: () => (isReleased ? (write ?? cutOff) : undefined),
		note(noted) {
			write = noted;
		},
		forget() {
			for (const name of namesOf(key)) if (entries.get(name) === entry) entries.delete(name);
		},
		release() {
			isReleased = true;
			end();
		},
	};
	for (const name of namesOf(key)) entries.set(name, entry);
	return entry;
}
