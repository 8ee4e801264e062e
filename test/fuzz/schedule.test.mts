import fc from 'fast-check';
import { runInOrder } from '../../nodes/PaymentApiRequest/schedule';
import { runsPer } from '../support/propertyRuns.mts';

interface Item {
	readonly isRead: boolean;
	/** Turns of the event loop that it takes. */
	readonly turns: number;
	readonly stops: boolean;
}

const item = fc.record<Item>({
	isRead: fc.boolean(),
	turns: fc.nat({ max: 6 }),
	stops: fc.oneof({ weight: 30, arbitrary: fc.constant(false) }, fc.boolean()),
});
const schedule = fc.record({
	batchSize: fc.integer({ min: -1, max: 6 }),
	batchIntervalMs: fc.nat({ max: 2 }),
	concurrency: fc.integer({ min: 1, max: 8 }),
});

describe('for any items and any schedule', () => {
	it('writes overlap with nothing, and everything keeps its order', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(item, { maxLength: 14 }), schedule, async (items, settings) => {
				const open = new Set<number>();
				const begun: number[] = [];
				let stopped = false;
				await runInOrder(
					{
						count: items.length,
						isRead: async (index) => await Promise.resolve(items[index]?.isRead ?? true),
						sleep: async () => {
							expect(open.size).toBe(0);
							await Promise.resolve();
						},
						run: async (index) => {
							const { isRead = true, turns = 0, stops = false } = items[index] ?? {};
							// Reads that are begun in the very moment of a stop do no harm.
							expect(stopped && !isRead).toBe(false);
							expect([...open].every((other) => isRead && (items[other]?.isRead ?? false))).toBe(
								true,
							);
							open.add(index);
							begun.push(index);
							expect(open.size).toBeLessThanOrEqual(settings.concurrency);
							for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
							open.delete(index);
							stopped ||= stops;
							return stops ? 'stop' : 'continue';
						},
					},
					settings,
				);
				expect(open.size).toBe(0);
				expect(begun).toEqual(begun.toSorted((a, b) => a - b));
				expect(new Set(begun).size).toBe(begun.length);
				if (!stopped) expect(begun).toHaveLength(items.length);
			}),
			runsPer('value'),
		);
	});
});
