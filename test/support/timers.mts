import type { TokenTimers } from '../../lib/auth/flight';
import type { Clock } from '../unit/simulators/support.mts';

export interface TestTimers extends TokenTimers {
	/** What was slept so far, in milliseconds. */
	readonly slept: number[];
	/** The bounds that were set, in milliseconds, each with a way to reach it. */
	readonly bounds: { readonly ms: number; readonly reach: () => void }[];
	/** Ends the sleep of everybody, where sleeping takes time. */
	wake(): void;
}

/**
 * Waiting that moves the clock instead of taking time; `stands` has sleepers sleep until they are woken. The least that is
 * drawn is drawn.
 */
export function createTimers(clock: Clock, { stands = false } = {}): TestTimers {
	const slept: number[] = [];
	const bounds: TestTimers['bounds'] = [];
	let sleepers: (() => void)[] = [];
	return {
		slept,
		bounds,
		random: () => 0,
		async sleep(ms) {
			slept.push(ms);
			const until = clock.now() + ms;
			if (stands) await new Promise<void>((resolve) => sleepers.push(resolve));
			await Promise.resolve();
			clock.advance(Math.max(until - clock.now(), 0));
		},
		deadline(ms) {
			const controller = new AbortController();
			bounds.push({ ms, reach: () => controller.abort() });
			return controller.signal;
		},
		wake() {
			const woken = sleepers;
			sleepers = [];
			for (const wake of woken) wake();
		},
	};
}
