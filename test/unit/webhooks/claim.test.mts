import fc from 'fast-check';

import { claimEvents } from '../../../lib/webhooks/claim';
import { maxClaimMs } from '../../../lib/webhooks/numbers';
import { runsPer } from '../../support/propertyRuns.mts';
import { pass, type Row, storeOver } from '../../support/sharedRow.mts';
import type { StoreTrouble } from '../../../lib/writes/store';

let scopes = 0;

/** How many turns the wait takes after which the events that were added are looked for: several times as many as a use. */
const settleTurns = 20;

/** One process: what it asks of the store takes so many turns from reading to writing, one use after the other. */
function processOver(row: Row, turns: readonly number[] = [], trouble?: StoreTrouble) {
	const claim = claimOver(row, turns, trouble);
	return async (records: readonly string[], executionId: string): Promise<readonly string[]> => {
		const { records: claimed, kept } = await claim(records, executionId);
		await kept;
		return [...claimed];
	};
}

/** The same without waiting until its events stand in the row for good. `turns` of null: it never answers. */
function claimOver(row: Row, turns: readonly (number | null)[] = [], trouble?: StoreTrouble) {
	const remaining = [...turns];
	const store = storeOver(row, async () => {
		const turn = remaining.shift();
		await (turn === null ? new Promise(() => undefined) : pass(turn ?? 1));
		if (trouble !== undefined) throw new Error(trouble);
	});
	const settings = {
		store,
		// Uses of one scope run one after the other, in one process only.
		scope: `claim ${(scopes += 1)}`,
		troubleOf: (error: unknown) => (error as Error).message as StoreTrouble,
		sleep: async () => {
			await pass(settleTurns);
		},
		onNoStore: () => undefined,
	};
	return async (records: readonly string[], executionId: string) =>
		await claimEvents(records, executionId, settings);
}

describe('events that executions claim', () => {
	it('are those of the first execution', async () => {
		const row: Row = new Set();
		const claim = processOver(row);
		expect(await claim(['a', 'b'], '1')).toEqual(['a', 'b']);
		expect(await claim(['a', 'c'], '2')).toEqual(['c']);
		expect(await processOver(row)(['a', 'b', 'c'], '3')).toEqual([]);
	});

	it('are those of the same execution once more', async () => {
		const row: Row = new Set();
		expect(await processOver(row)(['a'], '1')).toEqual(['a']);
		expect(await processOver(row)(['a'], '1')).toEqual(['a']);
		expect(await processOver(row)(['a'], '2')).toEqual([]);
	});

	it('take two places, however often they come', async () => {
		const row: Row = new Set();
		for (let times = 0; times < 20; times += 1) await processOver(row)(['a'], String(times));
		expect([...row]).toEqual(['a', 'execution 0']);
	});

	it('stay known when another process has erased them meanwhile', async () => {
		const row: Row = new Set();
		// The second reads before the first has written, and writes afterwards.
		const both = [processOver(row, [2])(['a'], '1'), processOver(row, [6])(['b'], '2')];
		expect(await Promise.all(both)).toEqual([['a'], ['b']]);
		expect(await processOver(row)(['a', 'b'], '3')).toEqual([]);
	});

	it('are reported before they are stored for good, even if that fails', async () => {
		const row: Row = new Set();
		const { records, kept } = await claimOver(row, [1, null])(['a'], '1');
		expect([...records]).toEqual(['a']);
		const isOver = kept.then(() => true);
		expect(await Promise.race([isOver, pass(2).then(() => false)])).toBe(false);
	});

	it('are given up after a while, the uses of others before them included', async () => {
		const deadline = new AbortController();
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
		const claim = claimOver(new Set(), [null]);
		const both = [claim(['a'], '1'), claim(['b'], '2')].map(
			async (asked) => await asked.catch(({ message }: Error) => message),
		);
		await pass(5);
		deadline.abort();
		expect(await Promise.all(both)).toEqual(Array(2).fill('No response within 15 seconds'));
		// One deadline for each claim, and one for the use that has begun.
		expect(timeout.mock.calls).toEqual(Array(3).fill([maxClaimMs]));
		timeout.mockRestore();
	});

	it.each<StoreTrouble>(['failed', 'busy'])(
		'are not reported by a store that is %s',
		async (trouble) => {
			const claim = processOver(new Set(), [], trouble);
			await expect(claim(['a'], '1')).rejects.toThrow(trouble);
		},
	);

	it('go to the memory of this process where n8n keeps nothing for the workflow', async () => {
		const claim = processOver(new Set(), [], 'unsaved');
		expect([await claim(['a'], '1'), await claim(['a'], '2')]).toEqual([['a'], []]);
	});

	it('are never lost, whatever is written at the same moment, and known afterwards', async () => {
		const turn = fc.integer({ min: 1, max: settleTurns / 5 });
		const execution = fc.record({
			process: fc.integer({ min: 0, max: 2 }),
			event: fc.integer({ min: 0, max: 2 }),
			begins: fc.integer({ min: 0, max: 60 }),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(execution, { minLength: 1, maxLength: 12 }),
				fc.array(turn, { maxLength: 30 }),
				async (executions, turns) => {
					const row: Row = new Set();
					const processes = [0, 1, 2].map((n) =>
						processOver(row, turns.slice(n * 10, n * 10 + 10)),
					);
					const begun = await Promise.all(
						executions.map(async ({ process, event, begins }, id) => {
							await pass(begins);
							const [claimed] = (await processes[process]?.([`event ${event}`], String(id))) ?? [];
							return claimed;
						}),
					);
					for (const { event } of executions) expect(begun).toContain(`event ${event}`);
					// All are long over: whichever comes now is a repeat.
					for (const { event } of executions)
						expect(await processOver(row)([`event ${event}`], 'late')).toEqual([]);
				},
			),
			runsPer('history'),
		);
	}, 120_000);
});
