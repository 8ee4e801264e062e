/**
 * Aborts when a request that begins now has taken `timeoutMs`, at the latest a fiftieth of it later.
 *
 * A timer that Node has begun for `AbortSignal.timeout` runs to its end, and published code may begin no other. One for each
 * request would keep 1.6 kB of each in memory until then, so requests that begin at about the same time share one.
 */
export type Deadlines = (timeoutMs: number) => AbortSignal;

/** Timers that run at the same time for one length. */
const timersPerLength = 50;

/** Lengths whose latest signal is kept: a run has one, or one for each item where it is an expression. */
const maxLengths = 100;

interface Shared {
	readonly signal: AbortSignal;
	/** In milliseconds of the process. */
	readonly begunAt: number;
}

export function createDeadlines(now: () => number = () => performance.now()): Deadlines {
	const latest = new Map<number, Shared>();
	return (timeoutMs) => {
		const slotMs = timeoutMs / timersPerLength;
		const known = latest.get(timeoutMs);
		if (known !== undefined && now() - known.begunAt < slotMs) return known.signal;
		const signal = AbortSignal.timeout(Math.ceil(timeoutMs + slotMs));
		if (latest.size >= maxLengths) latest.clear();
		latest.set(timeoutMs, { signal, begunAt: now() });
		return signal;
	};
}

/** Of this process. */
export const deadlineAfter = createDeadlines();
