import type * as vm from 'node:vm';

declare const requireOutsideJest: (id: 'node:vm') => typeof vm;

/** n8n's `sleep` takes the timers of the realm outside Jest, where Jest's fake timers do not reach. */
const outer = requireOutsideJest('node:vm').runInThisContext('globalThis') as {
	setTimeout(callback: () => void, ms?: number, ...more: unknown[]): unknown;
};

/** The waits of a look-up, as the requirement names them. */
const lookUpWaits = new Set([1_000, 2_000, 4_000, 8_000]);

/** Until a payment that was noted is looked for, and between the looks for a token that another process may have stored. */
const settling = new Set([100, 250, 500]);

const real = outer.setTimeout;

/** Lets the waits of look-ups pass so many times faster, until the test ends (support/clock.mts restores all mocks). */
export function hurry(times: number): { readonly waits: readonly number[] } {
	const waits: number[] = [];
	jest.spyOn(outer, 'setTimeout').mockImplementation((callback, ms = 0, ...more) => {
		if (!lookUpWaits.has(ms) && !settling.has(ms)) return real(callback, ms, ...more);
		if (lookUpWaits.has(ms)) waits.push(ms);
		return real(callback, ms / times, ...more);
	});
	return { waits };
}
