import {
	type Measurement,
	measurementOf,
	type Told,
	wrongCounts,
} from '../../../../dev/bench/measurement.mts';

const seen: Measurement['seen'] = {
	requests: 10,
	tokenCalls: 1,
	connections: 11,
	atOnce: 5,
	payouts: 0,
};
const told = { items: 10, failed: 0 };
const reads = { items: 10, writes: false };

describe('a run is wrong', () => {
	it.each([
		['not when all is right', [told], seen, reads, []],
		[
			'not for writes that exist',
			[told],
			{ ...seen, payouts: 10 },
			{ items: 10, writes: true },
			[],
		],
		[
			'not over several executions',
			[
				{ ...told, items: 4 },
				{ ...told, items: 6 },
			],
			seen,
			reads,
			[],
		],
		['when an item is missing', [{ ...told, items: 9 }], seen, reads, ['9 items instead of 10']],
		['when an item failed', [{ ...told, failed: 1 }], seen, reads, ['1 failed items instead of 0']],
		[
			'when something was sent twice',
			[told],
			{ ...seen, requests: 11 },
			reads,
			['11 requests instead of 10'],
		],
		[
			'when two tokens were asked for',
			[told],
			{ ...seen, tokenCalls: 2 },
			reads,
			['2 token calls instead of 1'],
		],
		[
			'when a payout is missing',
			[told],
			{ ...seen, payouts: 9 },
			{ items: 10, writes: true },
			['9 payouts instead of 10'],
		],
		[
			'when a read has made a payout',
			[told],
			{ ...seen, payouts: 1 },
			reads,
			['1 payouts instead of 0'],
		],
	])('%s', (_what, runs, counted, expected, right) => {
		expect(wrongCounts(runs, counted, expected)).toEqual(right);
	});
});

const run = (changes: Partial<Told> = {}): Told => ({
	startedAt: 100,
	endedAt: 300,
	cpuAtStart: 10,
	cpuAtEnd: 90,
	rssBefore: 1_000,
	rssPeak: 5_000,
	heapBefore: 500,
	heapPeak: 900,
	heapAfter: 700,
	executionTime: 190,
	items: 10,
	failed: 0,
	first: {},
	...changes,
});

describe('a measurement', () => {
	it('of one execution has the wall time that n8n counted for the node', () => {
		expect(measurementOf([run()], seen)).toEqual({
			wallMs: 190,
			cpuMs: 80,
			peakBytes: 4_000,
			heldBytes: 200,
			seen,
		});
	});

	it('of several at once reaches from the first start to the last end', () => {
		const other = run({
			startedAt: 50,
			endedAt: 350,
			cpuAtStart: 5,
			cpuAtEnd: 100,
			rssPeak: 6_000,
		});
		expect(measurementOf([run(), other], seen)).toMatchObject({
			wallMs: 300,
			cpuMs: 95,
			peakBytes: 5_000,
		});
	});
});
