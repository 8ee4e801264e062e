import { retryAfterMs } from '../../../lib/http/retryAfter';

const now = Date.UTC(2026, 0, 15, 3, 0, 0);

describe('Retry-After', () => {
	it.each<[string | undefined, number | undefined]>([
		['0', 0],
		['1', 1000],
		[' 120 ', 120_000],
		['86400', 86_400_000],
		['9'.repeat(400), Infinity],
		['Thu, 15 Jan 2026 03:00:10 GMT', 10_000],
		['Thursday, 15-Jan-26 03:00:10 GMT', 10_000],
		['Thu Jan 15 03:00:10 2026 UTC', 10_000],
		['Thu, 15 Jan 2026 03:00:00 GMT', undefined],
		['Thu, 15 Jan 2026 02:59:59 GMT', undefined],
		['-1', undefined],
		['1.5', undefined],
		['0x10', undefined],
		['2026', 2_026_000],
		['2026-01-16', undefined],
		['soon', undefined],
		['Infinity', undefined],
		['1, 2', undefined],
		['', undefined],
		[undefined, undefined],
	])('%j is %p ms', (value, expected) => {
		expect(retryAfterMs(value === undefined ? {} : { 'retry-after': value }, now)).toBe(expected);
	});
});
