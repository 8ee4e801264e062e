import { firstDelayMs, maxRetryAfterMs } from '../http/backoff';
import type { CallResult } from './result';

/**
 * What all executions of one process send to one provider: a limited number of requests at once, and none while the
 * provider asks to wait. A place is held for one exchange only: the holder starts no wait and no token call, and takes
 * no other place.
 */
export interface Traffic {
	/**
	 * Waits for a pause to pass and then for a place, in order of arrival. Ends at once when `signal` aborts: nothing
	 * was sent.
	 *
	 * @returns A function that gives the place back; undefined if it was canceled.
	 */
	enter(caller: Caller): Promise<(() => void) | undefined>;
	/** Notes what the provider asks of all: a `Retry-After` of up to a minute, or a 429. */
	heed(caller: Pick<Caller, 'origin' | 'clientId' | 'now'>, result: CallResult): void;
}

export interface Caller {
	readonly origin: string;
	/** A provider counts the requests of each. */
	readonly clientId: string;
	/** How many requests to the origin, of all executions, may be under way for this one to be sent. */
	readonly maxAtOnce: number;
	readonly signal: AbortSignal | undefined;
	readonly now: () => number;
	/** Waits, or ends early when `signal` aborts. */
	readonly sleep: (ms: number) => Promise<void>;
}

export function createTraffic(): Traffic {
	const queues = new Map<string, Queue>();
	/** By origin and client: the moment before which nothing is sent, in epoch milliseconds. */
	const pauses = new Map<string, number>();

	return {
		async enter(caller) {
			const { origin, signal, now } = caller;
			for (;;) {
				const pauseMs = (pauses.get(keyOf(caller)) ?? 0) - now();
				// If the clock was turned back, no pause becomes longer than the longest one.
				if (pauseMs > 0) await caller.sleep(Math.min(pauseMs, maxRetryAfterMs));
				if (signal?.aborted ?? false) return undefined;
				const queue = queues.get(origin) ?? { inside: 0, waiting: [] };
				queues.set(origin, queue);
				const isIn = await placeIn(queue, caller);
				const leave = (): void => {
					queue.inside -= 1;
					letIn(queue);
					// A waiting request starts as soon as none is running.
					if (queue.inside === 0) queues.delete(origin);
				};
				if (!isIn) return undefined;
				if ((pauses.get(keyOf(caller)) ?? 0) <= now()) return leave;
				// Meanwhile the provider has asked to wait.
				leave();
			}
		},
		heed(caller, result) {
			if (result.kind === 'answered') return;
			const asked = result.retryAfterMs ?? (result.status === 429 ? firstDelayMs : 0);
			if (asked === 0 || asked > maxRetryAfterMs) return;
			const now = caller.now();
			for (const [key, until] of pauses) if (until <= now) pauses.delete(key);
			const key = keyOf(caller);
			pauses.set(key, Math.max(pauses.get(key) ?? 0, now + asked));
		},
	};
}

const keyOf = ({ origin, clientId }: Pick<Caller, 'origin' | 'clientId'>): string =>
	JSON.stringify([origin, clientId]);

/** The requests to one origin. */
interface Queue {
	inside: number;
	/** In order of arrival. */
	readonly waiting: Waiting[];
}

interface Waiting {
	readonly maxAtOnce: number;
	readonly letIn: () => void;
}

/** Later requests wait behind those that already wait, even if their own limit would admit them. */
function letIn(queue: Queue): void {
	for (;;) {
		const [next] = queue.waiting;
		if (next === undefined || queue.inside >= next.maxAtOnce) return;
		queue.waiting.shift();
		queue.inside += 1;
		next.letIn();
	}
}

/** False if the signal came first. */
async function placeIn(queue: Queue, { maxAtOnce, signal }: Caller): Promise<boolean> {
	return await new Promise<boolean>((resolve) => {
		const giveUp = (): void => {
			queue.waiting.splice(queue.waiting.indexOf(entry), 1);
			// The others may have been waiting behind this one.
			letIn(queue);
			resolve(false);
		};
		const entry: Waiting = {
			maxAtOnce,
			letIn: () => {
				signal?.removeEventListener('abort', giveUp);
				resolve(true);
			},
		};
		signal?.addEventListener('abort', giveUp, { once: true });
		queue.waiting.push(entry);
		letIn(queue);
	});
}

/** Of this process. */
export const traffic = createTraffic();
