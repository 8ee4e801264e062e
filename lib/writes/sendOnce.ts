import type { Explanation } from '../providers/contract';
import type { WriteMemory } from './memory';
import type { Recovery } from './recover';

/** How a write ended, as far as it concerns sending it again. */
export interface SendResult<Result> {
	/** `none`: it certainly had no effect. `duplicate`: something with its reference exists. */
	readonly outcome: 'done' | 'none' | 'unknown' | 'duplicate';
	readonly result: Result;
}

export interface Write<Result> {
	readonly memory: WriteMemory<Result>;
	/** Of this item in this execution; undefined where n8n names no execution, so that nothing can be remembered. */
	readonly key: string | undefined;
	readonly send: () => Promise<SendResult<Result>>;
	/** Asks the provider what became of it. Undefined where the provider cannot tell. */
	readonly lookUp: (() => Promise<Recovery>) | undefined;
	/** Whether that is done for a lost answer, too. A duplicate is always looked up: it is a read. */
	readonly looksUpLost: boolean;
	/** For a retried execution, in which nobody knows what the first one sent: looks it up, or says why it must not be sent. */
	readonly before: (() => Promise<Recovery | { readonly kind: 'refuse' }>) | undefined;
	/** What an item becomes: … */
	readonly as: {
		replayed(result: Result): Result;
		found(record: unknown): Result;
		/** The provider has something else with its reference. */
		conflict(explanation: Explanation): Result;
		/** It was sent, and is certainly not there. */
		absent(): Result;
		/** It went through earlier, and its answer is no longer kept. */
		goneThrough(): Result;
		/** It was sent earlier, and nothing is known of it. */
		open(): Result;
		/** It may have been sent by an earlier execution. */
		notAgain(): Result;
	};
}

/**
 * Sends a write at most once per item and execution, however often n8n runs the node: what went through is answered from
 * memory, what may have gone through is looked up or fails again, and only what certainly had no effect is sent.
 */
export async function sendOnce<Result>(write: Write<Result>): Promise<Result> {
	const { memory, key } = write;
	const earlier = key === undefined ? undefined : memory.find(key);
	if (earlier?.kind === 'done')
		return earlier.result === undefined
			? write.as.goneThrough()
			: write.as.replayed(earlier.result);
	if (earlier !== undefined) {
		return earlier.kind === 'begun'
			? await settle(write, write.as.open(), 'underWay')
			: await settle(
					write,
					earlier.result ?? write.as.open(),
					earlier.kind === 'duplicate' ? 'duplicate' : 'lost',
				);
	}
	// Before anything is waited for: another try that begins meanwhile must see it.
	if (key !== undefined) memory.note(key, { kind: 'begun' });
	const stopped = await lookBefore(write);
	if (stopped !== undefined) return stopped.result;

	const { outcome, result } = await write.send();
	if (outcome === 'unknown' || outcome === 'duplicate') {
		if (key !== undefined) memory.note(key, { kind: outcome, result });
		return await settle(write, result, outcome === 'unknown' ? 'lost' : 'duplicate');
	}
	if (key !== undefined && outcome === 'done') memory.note(key, { kind: 'done', result });
	if (key !== undefined && outcome === 'none') memory.forget(key);
	return result;
}

async function lookBefore<Result>(write: Write<Result>): Promise<{ result: Result } | undefined> {
	const known = await write.before?.();
	if (known === undefined || known.kind === 'absent') return undefined;
	if (known.kind === 'found') return { result: noteFound(write, known.record) };
	if (known.kind === 'conflict') return { result: noteConflict(write, known.explanation) };
	if (write.key !== undefined) write.memory.forget(write.key);
	return { result: write.as.notAgain() };
}

/**
 * Looks up what became of a write. While another try is under way, e.g. an agent's tool called twice at once, one that is not
 * there may still come; of a duplicate the provider itself has said that there is one.
 */
async function settle<Result>(
	write: Write<Result>,
	open: Result,
	why: 'lost' | 'underWay' | 'duplicate',
): Promise<Result> {
	const isWanted = why === 'duplicate' || write.looksUpLost;
	const known = isWanted ? await write.lookUp?.() : undefined;
	if (known === undefined || known.kind === 'unclear') return open;
	if (known.kind === 'found') return noteFound(write, known.record);
	if (known.kind === 'conflict') return noteConflict(write, known.explanation);
	if (why !== 'lost') return open;
	// Safe to send again, but by a person's decision: Retry On Fail finds it open and looks once more.
	const result = write.as.absent();
	if (write.key !== undefined) write.memory.note(write.key, { kind: 'unknown', result });
	return result;
}

function noteFound<Result>({ memory, key, as }: Write<Result>, record: unknown): Result {
	const result = as.found(record);
	if (key !== undefined) memory.note(key, { kind: 'done', result });
	return result;
}

/** Another try is judged anew, and never sent: it would be the same request. */
function noteConflict<Result>(
	{ memory, key, as }: Write<Result>,
	explanation: Explanation,
): Result {
	const result = as.conflict(explanation);
	if (key !== undefined) memory.note(key, { kind: 'duplicate', result });
	return result;
}
