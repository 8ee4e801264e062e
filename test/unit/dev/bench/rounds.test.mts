import type { Measurement } from '../../../../dev/bench/measurement.mts';
import type { Block, Round } from '../../../../dev/bench/results.mts';
import { ofOtherBuilds, withRound } from '../../../../dev/bench/rounds.mts';

const roundOf = (wallMs: number): Round => ({
	A: {
		wallMs,
		cpuMs: 1,
		peakBytes: 1,
		heldBytes: 1,
		seen: { requests: 1, tokenCalls: 1, connections: 1, atOnce: 1, payouts: 0 },
	} satisfies Measurement,
});

const blockOf = <Rounds extends readonly Round[]>(
	items: number,
	rounds: Rounds,
	build = 'this',
): Block & { readonly rounds: Rounds } => ({ kind: 'get', items, latencyMs: 0, build, rounds });

const wallTimes = (blocks: readonly Block[]) =>
	blocks.map(({ items, rounds }) => [items, rounds.map((round) => round.A?.wallMs)]);

describe('one more round', () => {
	const known = [blockOf(1, [roundOf(10)]), blockOf(1_000, [roundOf(20), roundOf(30)])];

	it.each([
		[
			'comes after those of the same run',
			1_000,
			true,
			[
				[1, [10]],
				[1_000, [20, 30, 40]],
			],
		],
		[
			'takes the place of all of them',
			1_000,
			false,
			[
				[1, [10]],
				[1_000, [40]],
			],
		],
		[
			'is the first of its run',
			100,
			true,
			[
				[1, [10]],
				[100, [40]],
				[1_000, [20, 30]],
			],
		],
	])('%s', (_, items, adds, expected) => {
		expect(wallTimes(withRound(known, blockOf(items, [roundOf(40)]), adds))).toEqual(expected);
	});
});

describe('rounds of other code', () => {
	it('are those of the same run and another build', () => {
		const blocks = [
			blockOf(1, [roundOf(10)], 'earlier'),
			blockOf(100, [roundOf(20)], 'earlier'),
			blockOf(1_000, [roundOf(30)], 'this'),
		];
		const plans = [1, 1_000].map((items) => ({ kind: 'get', items, latencyMs: 0 }) as const);

		expect(ofOtherBuilds(blocks, plans, 'this')).toEqual([blocks[0]]);
	});
});
