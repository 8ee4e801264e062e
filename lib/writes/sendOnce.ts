import type { Explanation } from '../providers/contract';
import type { EarlierWrite, WriteKey, WriteMemory, WriteRecord } from './memory';
import type { Recovery } from './recover';

/** How a write ended, in terms of whether it may be sent again. */
export interface SendResult<Result> {
	/** `none`: it certainly had no effect. `duplicate`: something with its reference exists. */
	readonly outcome: 'done' | 'none' | 'unknown' | 'duplicate';
	readonly result: Result;
}

/** What to do if the provider has no lookup. */
interface Unasked {
	readonly kind: 'send' | 'refuse';
}

/** The record of this payment that outlives the execution. */
export interface PaymentMemory {
	/** Records that it is about to be sent. Returns whether it was new. Throws if it cannot be recorded. */
	claim(): Promise<boolean>;
	/** Records that it was sent, in case another process has erased the first record. */
	confirm(): Promise<void>;
	/** It certainly had no effect. */
	remove(): Promise<void>;
	/** Nobody is sending it any more. */
	release(): void;
	/**
	 * Whether the builder allows a reference to be sent again: it is recorded all the same, for later runs without the
	 * option.
	 */
	readonly allowsRepeats: boolean;
}

export interface Write<Result> {
	readonly memory: WriteMemory<Result>;
	readonly key: WriteKey;
	/** Undefined for a write without a reference. */
	readonly payment: PaymentMemory | undefined;
	readonly send: () => Promise<SendResult<Result>>;
	/**
	 * Looks it up at the provider. `since`: when it was sent, for a reference that was new then; undefined for one that may
	 * be older. Undefined if the provider has no lookup.
	 */
	readonly lookUp: ((since: number | undefined) => Promise<Recovery>) | undefined;
	/** Whether that is also done for a lost response. A duplicate is always looked up: that only reads. */
	readonly looksUpLost: boolean;
	/**
	 * For a retried execution, in which it is not known what the first one sent: looks it up, or says what to do without a
	 * lookup.
	 */
	readonly before: (() => Promise<Recovery | Unasked>) | undefined;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** What an item becomes: … */
	readonly as: {
		replayed(result: Result): Result;
		found(record: unknown): Result;
		/** The provider has something else with its reference. */
		conflict(explanation: Explanation): Result;
		/** It was sent, and certainly does not exist. */
		absent(): Result;
		/** It was sent earlier, and its outcome is unknown. */
		open(): Result;
		/** Another request of this execution had its reference. */
		otherRequest(): Result;
		/** It may have been sent by an earlier execution. */
		notAgain(): Result;
		/** Its reference was sent before, and the provider does not find it, cannot say, or has no lookup. */
		sentBefore(seen: 'absent' | 'unclear' | 'notAskable'): Result;
		/** It was not sent, because it could not be recorded. */
		notNoted(error: unknown): Result;
	};
}

/**
 * Sends a payment at most once. Three sources are asked, from near to far: what this execution has sent (its result is
 * returned), what was ever sent with this reference (it is looked up at the provider), and the provider. Only what
 * certainly had no effect is sent again.
 */
export async function sendOnce<Result>(write: Write<Result>): Promise<Result> {
	const { record, earlier } = await write.memory.claim(write.key);
	if (earlier !== undefined) return await again({ ...write, record }, earlier);
	try {
		return await firstTime({ ...write, record });
	} finally {
		write.payment?.release();
		record.release();
	}
}

interface Claimed<Result> extends Write<Result> {
	readonly record: WriteRecord<Result>;
}

/** This execution has sent it already. */
async function again<Result>(
	write: Claimed<Result>,
	{ write: earlier, isOwn, isSameRequest, isSamePayment }: EarlierWrite<Result>,
): Promise<Result> {
	const { as } = write;
	if (!isOwn && !isSameRequest) return as.otherRequest();
	if (earlier.kind === 'done') return as.replayed(earlier.result);
	const open = (isOwn ? earlier.result : undefined) ?? as.open();
	// Its reference was made anew, e.g. from the time: a look-up by the new one would say that the first was never made.
	if (!isSamePayment) return open;
	if (earlier.kind === 'duplicate') return await settleDuplicate(write, open);
	return await settleLost(write, open, {
		since: earlier.since,
		mayComeStill: earlier.result === undefined,
	});
}

async function firstTime<Result>(write: Claimed<Result>): Promise<Result> {
	const { record, payment } = write;
	const looked = await write.before?.();
	if (looked !== undefined && looked.kind !== 'absent' && looked.kind !== 'send')
		return await notSentAgain(write, looked);
	const noted = await note(write);
	if (noted.kind === 'stop') return noted.result;

	const since = noted.isNew ? write.now() : undefined;
	const { outcome, result } = await write.send();
	if (outcome === 'none') {
		record.forget();
		// A reference that was sent before stays recorded: that payment may exist.
		if (noted.isNew) await unlessItFails(payment?.remove());
		return result;
	}
	record.note(outcome === 'unknown' ? { kind: outcome, result, since } : { kind: outcome, result });
	// Another process that recorded a payment at the same moment may have erased this one.
	await unlessItFails(payment?.confirm());
	if (outcome === 'done') return result;
	if (outcome === 'duplicate' && payment?.allowsRepeats !== true)
		return await settleDuplicate(write, result);
	// For a reference that may be sent again, the lookup cannot tell which of its payments is this one.
	return noted.isNew && outcome === 'unknown'
		? await settleLost(write, result, { since, mayComeStill: false })
		: result;
}

/** The first execution has sent it, or may have. */
async function notSentAgain<Result>(
	write: Claimed<Result>,
	looked: Exclude<Recovery | Unasked, { kind: 'absent' | 'send' }>,
): Promise<Result> {
	// For a reference that may be sent again, a different payment may have been found.
	const isCertain = write.payment?.allowsRepeats !== true;
	if (looked.kind === 'conflict' && isCertain) return noteConflict(write, looked.explanation);
	if (looked.kind === 'found' && isCertain) {
		await unlessItFails(write.payment?.confirm());
		return noteFound(write, looked.record);
	}
	write.record.forget();
	return write.as.notAgain();
}

type Noted<Result> =
	| { readonly kind: 'go'; readonly isNew: boolean }
	| { readonly kind: 'stop'; readonly result: Result };

/** Records that a payment is sent, or finds that it was. */
async function note<Result>(write: Claimed<Result>): Promise<Noted<Result>> {
	const { record, payment, as } = write;
	if (payment === undefined) return { kind: 'go', isNew: true };
	let isNew = false;
	try {
		isNew = await payment.claim();
	} catch (error) {
		if (payment.allowsRepeats) return { kind: 'go', isNew };
		record.forget();
		return { kind: 'stop', result: as.notNoted(error) };
	}
	if (isNew || payment.allowsRepeats) return { kind: 'go', isNew };
	// The earlier result may be minutes old, and another execution may have sent it since.
	const known = await write.lookUp?.(undefined);
	if (known?.kind === 'found') return { kind: 'stop', result: noteFound(write, known.record) };
	if (known?.kind === 'conflict')
		return { kind: 'stop', result: noteConflict(write, known.explanation) };
	// Another attempt asks again: the provider may know more by then.
	record.forget();
	return { kind: 'stop', result: as.sentBefore(known?.kind ?? 'notAskable') };
}

/** The payment has been sent: a failure to record it afterwards does not change that. */
async function unlessItFails(noting: Promise<unknown> | undefined): Promise<void> {
	try {
		await noting;
	} catch {
		// What was noted before it was sent stays noted.
	}
}

/** Looks up a write whose response was lost. While the request may still arrive, the payment is never reported as missing. */
async function settleLost<Result>(
	write: Claimed<Result>,
	result: Result,
	{ since, mayComeStill }: { readonly since: number | undefined; readonly mayComeStill: boolean },
): Promise<Result> {
	const known = write.looksUpLost ? await write.lookUp?.(since) : undefined;
	if (known?.kind === 'found') return noteFound(write, known.record);
	if (known?.kind === 'conflict') return noteConflict(write, known.explanation);
	if (known?.kind !== 'absent' || mayComeStill) return result;
	const absent = write.as.absent();
	write.record.note({ kind: 'unknown', result: absent, since });
	return absent;
}

/** Looks up what the provider has with the reference. It has said that there is something, so finding nothing proves nothing. */
async function settleDuplicate<Result>(write: Claimed<Result>, result: Result): Promise<Result> {
	const known = await write.lookUp?.(undefined);
	if (known?.kind === 'found') return noteFound(write, known.record);
	if (known?.kind === 'conflict') return noteConflict(write, known.explanation);
	return result;
}

function noteFound<Result>({ record, as }: Claimed<Result>, found: unknown): Result {
	const result = as.found(found);
	record.note({ kind: 'done', result });
	return result;
}

/** Another attempt is judged again, and never sent: it would be the same request. */
function noteConflict<Result>({ record, as }: Claimed<Result>, explanation: Explanation): Result {
	const result = as.conflict(explanation);
	record.note({ kind: 'duplicate', result });
	return result;
}
