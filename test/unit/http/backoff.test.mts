import { backoffMs } from '../../../lib/http/backoff';

describe('the delay before a repeat', () => {
	it.each([
		['the first, at least', 0, 0, 0, 250],
		['the first, at most', 0, 0.999_999, 0, 500],
		['the second', 1, 0.5, 0, 750],
		['the fifth', 4, 0.5, 0, 6_000],
		['any later one', 9, 0.999_999, 0, 8_000],
		['where the answer asks for more', 0, 0, 2_000, 2_000],
		['where the answer asks for less', 4, 0.5, 2_000, 6_000],
	])('is drawn, doubled, bounded and never shorter than asked: %s', (...row) => {
		const [, repeats, random, retryAfter, expected] = row;
		expect(Math.round(backoffMs(repeats, random, retryAfter))).toBe(expected);
	});
});
