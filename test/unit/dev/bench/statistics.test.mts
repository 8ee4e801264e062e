import { median, ratioOf, rotated, spreadOf } from '../../../../dev/bench/statistics.mts';

describe('the median', () => {
	it.each([
		['one value', [7], 7],
		['an odd number of values, in any order', [9, 1, 4], 4],
		['an even number: halfway between the two in the middle', [10, 1, 2, 4], 3],
		['numbers by their size, not by their text', [10, 9, 100], 10],
	])('of %s', (_what, values, right) => {
		expect(median(values)).toBe(right);
	});

	it('of nothing is an error', () => {
		expect(() => median([])).toThrow('no median');
	});
});

test('a spread has the median and both ends', () => {
	expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
});

test('ratios are those of the same round, so that a slow round does not count', () => {
	const rounds = [
		[1, 2],
		[10, 20],
		[3, 4],
	] as const;
	expect(ratioOf(rounds)).toEqual({ median: 0.5, min: 0.5, max: 0.75 });
});

describe('the order of a round', () => {
	it.each([
		[0, ['a', 'b', 'c']],
		[1, ['b', 'c', 'a']],
		[3, ['a', 'b', 'c']],
		[4, ['b', 'c', 'a']],
	])('of round %i', (round, right) => {
		expect(rotated(['a', 'b', 'c'], round)).toEqual(right);
	});

	it('of no cases is empty', () => {
		expect(rotated([], 2)).toEqual([]);
	});
});
