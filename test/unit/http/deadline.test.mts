import { setTimeout as sleep } from 'node:timers/promises';

import { createDeadlines } from '../../../lib/http/deadline';

describe('the deadline of a request', () => {
	it.each([
		['the same moment', 0, true],
		['within a fiftieth of the time', 599, true],
		['later', 600, false],
		['much later', 45_000, false],
	])('shares its timer with a request that begins at %s', (_when, afterMs, isShared) => {
		let now = 7;
		const deadlineAfter = createDeadlines(() => now);
		const first = deadlineAfter(30_000);
		now += afterMs;

		expect(deadlineAfter(30_000) === first).toBe(isShared);
	});

	it('is shared with no request that may take another time', () => {
		const deadlineAfter = createDeadlines(() => 0);

		expect(deadlineAfter(1_000)).not.toBe(deadlineAfter(1_001));
	});

	it('has a bound for the times that it remembers', () => {
		const deadlineAfter = createDeadlines(() => 0);
		const first = deadlineAfter(1_000);
		for (let length = 2_000; length < 2_100; length += 1) deadlineAfter(length);

		expect(deadlineAfter(1_000)).not.toBe(first);
	});

	it('never comes before the time of the last request that shares it, and soon after', async () => {
		let now = 0;
		const deadlineAfter = createDeadlines(() => now);
		const began = performance.now();
		const signal = deadlineAfter(500);
		now = 9;
		expect(deadlineAfter(500) === signal).toBe(true);
		const aborted = new Promise<number>((resolve) => {
			signal.addEventListener('abort', () => resolve(performance.now()));
		});
		// Timers end in the order of their times on a slow machine too. The timer of a deadline keeps no process alive, this does.
		const endedAt = await Promise.race([aborted, sleep(700, Infinity)]);

		expect(endedAt).not.toBe(Infinity);
		// Timers of Node may come up to a millisecond early.
		expect(endedAt - began).toBeGreaterThanOrEqual(508);
	});
});
