import { encodePairs } from '../../../lib/client/query';

describe('values as pairs', () => {
	it.each([
		[{}, ''],
		[{ a: 1, b: 'x' }, 'a=1&b=x'],
		[{ a: true, b: false }, 'a=true&b=false'],
		[{ a: null, b: undefined, c: '' }, 'a=&c='],
		[{ 'a b': 'c&d=e+f#?' }, 'a%20b=c%26d%3De%2Bf%23%3F'],
		[{ a: 'ž💸' }, 'a=%C5%BE%F0%9F%92%B8'],
		[{ a: '\r\n' }, 'a=%0D%0A'],
		[{ a: { b: { c: 1 } } }, 'a%5Bb%5D%5Bc%5D=1'],
		[{ a: {}, b: [] }, ''],
		[{ a: new Date('2026-01-05T12:00:00Z') }, 'a=2026-01-05T12%3A00%3A00.000Z'],
		[{ a: '9007199254740993' }, 'a=9007199254740993'],
	])('%j are %p', (values, expected) => {
		expect(encodePairs(values, 'repeat')).toBe(expected);
	});

	it.each([
		['repeat', 'a=1&a=2&b%5Bc%5D=3'],
		['brackets', 'a%5B%5D=1&a%5B%5D=2&b%5Bc%5D%5B%5D=3'],
		['indices', 'a%5B0%5D=1&a%5B1%5D=2&b%5Bc%5D%5B0%5D=3'],
	] as const)('write lists by %s', (arrays, expected) => {
		expect(encodePairs({ a: [1, 2], b: { c: [3] } }, arrays)).toBe(expected);
	});

	it('write what knows its own JSON form by it, as a date of a workflow does', () => {
		const date = { ts: 1, zone: {}, toJSON: () => '2026-01-05' };

		expect(encodePairs({ from: date }, 'repeat')).toBe('from=2026-01-05');
	});
});
