import { setImmediate } from 'node:timers/promises';

import { runInOrder, type Schedule } from '../../../nodes/PaymentApiRequest/schedule';

/** `r` reads, `w` writes. Each waits for the network, so to speak: all that can begin before it ends begins. */
async function played(
	kinds: string,
	schedule: Partial<Schedule> = {},
	stopAt = -1,
): Promise<{ log: string[]; most: number }> {
	const log: string[] = [];
	let open = 0;
	let most = 0;
	await runInOrder(
		{
			count: kinds.length,
			isRead: async (index) => await Promise.resolve(kinds[index] === 'r'),
			run: async (index) => {
				open += 1;
				most = Math.max(most, open);
				log.push(`${kinds[index]}${index}`);
				await setImmediate();
				open -= 1;
				log.push(`/${index}`);
				return index === stopAt ? 'stop' : 'continue';
			},
			sleep: async (ms) => {
				log.push(`sleep ${ms}`);
				await Promise.resolve();
			},
		},
		{ batchSize: 0, batchIntervalMs: 0, concurrency: 5, ...schedule },
	);
	return { log, most };
}
const begun = (log: string[]): string[] => log.filter((entry) => !entry.startsWith('/'));

describe('the schedule', () => {
	it('runs nothing for no items', async () => {
		expect(await played('')).toEqual({ log: [], most: 0 });
	});

	it('runs reads side by side, no more than allowed', async () => {
		expect((await played('rrrrrrrr', { concurrency: 3 })).most).toBe(3);
		expect((await played('rr', { concurrency: 50 })).most).toBe(2);
		expect((await played('rrrr', { concurrency: 1 })).most).toBe(1);
	});

	it('runs writes one after the other', async () => {
		const { log, most } = await played('www', { concurrency: 50 });

		expect(most).toBe(1);
		expect(log).toEqual(['w0', '/0', 'w1', '/1', 'w2', '/2']);
	});

	it('runs a write after all reads before it and before all reads after it', async () => {
		const { log } = await played('rrwrr');

		expect(log).toEqual(['r0', 'r1', '/0', '/1', 'w2', '/2', 'r3', 'r4', '/3', '/4']);
	});

	it('pauses between groups, and not before the first or after the last', async () => {
		const { log } = await played('rrrrr', { batchSize: 2, batchIntervalMs: 100 });

		expect(begun(log)).toEqual(['r0', 'r1', 'sleep 100', 'r2', 'r3', 'sleep 100', 'r4']);
	});

	it('does not pause where no interval is set', async () => {
		expect(begun((await played('rrr', { batchSize: 1 })).log)).toEqual(['r0', 'r1', 'r2']);
	});

	it.each([
		['www', 0, ['w0']],
		['wrw', 1, ['w0', 'r1']],
		['rrrr', 0, ['r0', 'r1']],
	])('of %s begins nothing after item %i said to stop', async (kinds, stopAt, expected) => {
		expect(begun((await played(kinds, { concurrency: 2 }, stopAt)).log)).toEqual(expected);
	});

	it('begins no further group after an item said to stop', async () => {
		const { log } = await played('wwww', { batchSize: 2, batchIntervalMs: 9 }, 1);

		expect(begun(log)).toEqual(['w0', 'w1']);
	});
});
