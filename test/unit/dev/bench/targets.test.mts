import type { CaseId } from '../../../../dev/bench/cases.mts';
import type { Measurement } from '../../../../dev/bench/measurement.mts';
import type { Block } from '../../../../dev/bench/results.mts';
import {
	judge,
	memoryRatio,
	sharesOf,
	type Target,
	waitOf,
} from '../../../../dev/bench/targets.mts';

const measured = (wallMs: number): Measurement => ({
	wallMs,
	cpuMs: wallMs / 2,
	peakBytes: 1,
	heldBytes: 1,
	seen: { requests: 1, tokenCalls: 1, connections: 1, atOnce: 1, payouts: 0 },
});

/** Wall times of each round. */
const block = (rounds: ReadonlyArray<Partial<Record<CaseId, number>>>, more = {}): Block => ({
	kind: 'get',
	items: 1_000,
	latencyMs: 0,
	build: 'abc',
	rounds: rounds.map((round) =>
		Object.fromEntries(Object.entries(round).map(([id, wallMs]) => [id, measured(wallMs)])),
	),
	...more,
});

const target: Target = {
	numerator: 'B-get',
	denominator: 'A',
	metric: 'wallMs',
	limit: 0.55,
	items: 1_000,
	latencyMs: 0,
};

describe('a target', () => {
	it.each([
		['is reached at its limit', [{ 'B-get': 55, A: 100 }], 'reached'],
		['is missed above it', [{ 'B-get': 56, A: 100 }], 'missed'],
		[
			'is judged by the median of the rounds',
			[
				{ 'B-get': 50, A: 100 },
				{ 'B-get': 90, A: 100 },
				{ 'B-get': 51, A: 100 },
			],
			'reached',
		],
		['is not judged without one of its cases', [{ 'B-get': 50 }], 'not measured'],
	])('%s', (_what, rounds, verdict) => {
		expect(judge(target, [block(rounds)]).verdict).toBe(verdict);
	});

	it.each([
		['writes', { kind: 'post' }],
		['other sizes', { items: 100 }],
		['another latency', { latencyMs: 50 }],
		['more at once', { concurrency: 16 }],
		['several executions', { executions: 10 }],
	])('is not judged by %s', (_what, more) => {
		const other = block([{ 'B-get': 1, A: 100 }], more);
		expect(judge(target, [other]).verdict).toBe('not measured');
	});
});

test("of what a missed target costs, what the floor costs is n8n's", () => {
	const blocks = [block([{ 'B-get': 12_000, A: 20_000, D: 11_000 }])];
	expect(sharesOf(target, blocks)).toEqual({ n8n: 11, ours: 1 });
});

describe('of what a missed target costs where the provider takes its time', () => {
	const slow: Target = { ...target, denominator: 'A', latencyMs: 50, concurrency: 16 };
	const blocks = [block([{ 'B-get': 4_500, A: 5_000 }], { latencyMs: 50, concurrency: 16 })];

	it('its time divided by the requests at once is nobody else’s', () => {
		expect(waitOf(slow, blocks)).toEqual({ wait: 3.125, whole: 4.5, denominator: 5 });
	});

	it('nothing is said where it was not measured, or takes none', () => {
		expect(waitOf(slow, [])).toBeUndefined();
		expect(waitOf(target, [block([{ 'B-get': 1, A: 1 }])])).toBeUndefined();
	});
});

test('memory is compared by the medians of the peaks', () => {
	const row = (title: string, peak: number[]) => ({ title, items: 1_000, peak, held: [0] });
	const memory = [row('A HTTP Request', [100, 900, 200]), row('B Send Request', [80, 100, 90])];
	expect(memoryRatio(memory, 'B-send')).toBe(0.45);
	expect(memoryRatio(memory, 'B-get')).toBeUndefined();
});
