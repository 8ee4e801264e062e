import type { TokenFailure, TokenFetch } from './fetchToken';
import type { TokenTimers } from './flight';
import type { TokenQuery } from './lifecycle';
import { canceledWait, unreachable } from './messages';
import type { TokenFlight } from './records';

/**
 * Waits for the end of a token call, or for something that comes sooner, within the limits of one caller. The call itself goes
 * on: others may be waiting for it, and its token will do for the next one.
 */
export function waitingFor(
	{ outcome, firstFailure, latestFailure }: TokenFlight,
	{ provider, settings, maxWaitMs, signal }: TokenQuery,
	timers: TokenTimers,
): (sooner: readonly Promise<TokenFetch>[]) => Promise<TokenFetch> {
	const deadline = maxWaitMs === undefined ? undefined : timers.deadline(maxWaitMs);
	// If a provider asks for more than this caller may wait, the caller does not wait at all.
	const pointless = firstFailure.then((failure) =>
		(failure.retryAfterMs ?? 0) > (maxWaitMs ?? Infinity) ? failure : outcome,
	);
	return async (sooner) => {
		const ends = Promise.race([outcome, pointless, ...sooner]);
		const ended = await unlessAborted(ends, deadline, signal);
		if (ended !== undefined) return ended;
		if (signal?.aborted ?? false) return canceled;
		const explanation = unreachable(provider, settings, { kind: 'timeout' });
		return latestFailure() ?? { ...canceled, explanation, isPassing: true };
	};
}

export const canceled: TokenFailure = {
	kind: 'failed',
	explanation: canceledWait,
	isPassing: false,
	retryAfterMs: undefined,
	status: undefined,
	pauseMs: 0,
};

/** How a promise ends, or undefined as soon as one of the signals aborts. Leaves no listener behind. */
async function unlessAborted<Value>(
	promise: Promise<Value>,
	...given: readonly (AbortSignal | undefined)[]
): Promise<Value | undefined> {
	const signals = given.filter((signal) => signal !== undefined);
	let stop = (): void => undefined;
	const stopped = new Promise<undefined>((resolve) => {
		stop = () => resolve(undefined);
	});
	for (const signal of signals) signal.addEventListener('abort', stop, { once: true });
	if (signals.some(({ aborted }) => aborted)) stop();
	try {
		return await Promise.race([promise, stopped]);
	} finally {
		for (const signal of signals) signal.removeEventListener('abort', stop);
	}
}
