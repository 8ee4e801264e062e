import { firstDelayMs, maxRetryAfterMs } from '../http/backoff';
import type { CallResult } from './result';

/**
 * What the executions of one process ask of one provider together: so many requests at once, and none while the provider asks
 * to wait. A place is held for one exchange only: no wait, no token call and no other place is begun with one in hand.
 */
export interface Traffic {
	/**
	 * Waits for a pause to pass and then for a place, in order of arrival. Ends at once when `signal` aborts: nothing was sent.
	 *
	 * @returns What gives the place back; undefined where it was canceled.
	 */
	enter(caller: Caller): Promise<(() => void) | undefined>;
	/** Takes note of what the provider asks of all: a `Retry-After` up to a minute, or a 429. */
	heed(caller: Pick<Caller, 'origin' | 'clientId' | 'now'>, result: CallResult): void;
}

export interface Caller {
	readonly origin: string;
	/** A provider counts the requests of each. */
	readonly clientId: string;
	/** Requests to the origin, of all executions, beside which this one may be sent. */
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
				// A clock that was turned back makes no pause longer than the longest.
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

/** Whoever comes later waits behind those who wait, also where it would be let in itself. */
function letIn(queue: Queue): void {
	for (;;) {
		const [next] = queue.waiting;
		if (next === undefined || queue.inside >= next.maxAtOnce) return;
		queue.waiting.shift();
		queue.inside += 1;
		next.letIn();
	}
}

/** False where the signal came first. */
async function placeIn(queue: Queue, { maxAtOnce, signal }: Caller): Promise<boolean> {
	return await new Promise<boolean>((resolve) => {
		const giveUp = (): void => {
			queue.waiting.splice(queue.waiting.indexOf(entry), 1);
			// It may have been the one that the others waited for.
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
