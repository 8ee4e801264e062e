import { minus, plus } from '../../../lib/providers/decimal';

describe('a sum of amounts', () => {
	it.each([
		['0.1', '0.2', '0.3'],
		['50000.00', '3000.00', '53000.00'],
		['10004', '2500.5', '12504.5'],
		['12345678901234567890.12', '0.88', '12345678901234567891.00'],
		['-1', '0.25', '-0.75'],
	])('%s and %s is %s', (one, other, sum) => {
		expect(plus(one, other)).toBe(sum);
	});
});

describe('a difference of amounts', () => {
	it.each([
		['100000.00', '4500', '95500.00'],
		['24169', '23999.82', '169.18'],
		['0.3', '0.1', '0.2'],
		['1', '1', '0'],
		['1', '2.5', '-1.5'],
		['0.05', '0.1', '-0.05'],
	])('%s less %s is %s', (one, other, rest) => {
		expect(minus(one, other)).toBe(rest);
	});

	it.each([
		[null, '1'],
		['1', null],
		[null, null],
	])('of %s and %s is not known', (one, other) => {
		expect(minus(one, other)).toBeNull();
		expect(plus(one, other)).toBeNull();
	});
});
