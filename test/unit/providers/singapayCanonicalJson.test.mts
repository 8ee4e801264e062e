import fc from 'fast-check';

import { canonicalJson } from '../../../lib/providers/singapay/canonicalJson';
import { anyText } from '../../support/anyText.mts';

const textOf = (source: string): string => {
	const read = canonicalJson(source);
	if (read.kind !== 'canonical') throw new Error(read.explanation.message);
	return read.text;
};

describe('the canonical form of a signed body', () => {
	it.each([
		['an empty object', ' { } ', '{}'],
		['an empty list', '[ ]', '[]'],
		['white space anywhere', '{\r\n\t"a" : [ 1 , 2 ] ,\n"b" : null }', '{"a":[1,2],"b":null}'],
		['keys out of order', '{"b":1,"a":2}', '{"a":2,"b":1}'],
		[
			'keys out of order at every depth',
			'{"z":{"b":[{"y":1,"x":2}],"a":0}}',
			'{"z":{"a":0,"b":[{"x":2,"y":1}]}}',
		],
		['a list, whose order stays', '["b","a",11,2]', '["b","a",11,2]'],
		['keys that look like integers', '{"10":1,"9":2,"a":3}', '{"10":1,"9":2,"a":3}'],
		['upper case before lower case', '{"a":1,"B":2}', '{"B":2,"a":1}'],
		['a key that is the beginning of another', '{"ab":1,"a":2}', '{"a":2,"ab":1}'],
		['an escaped slash', '{"a":"x\\/y"}', '{"a":"x/y"}'],
		['escaped letters', '{"\\u0061":"\\u00e9"}', '{"a":"é"}'],
		['a quote and a backslash', '{"a":"\\"\\\\"}', '{"a":"\\"\\\\"}'],
		['control characters', '{"a":"\\u000a\\u0001\\t"}', '{"a":"\\n\\u0001\\t"}'],
		['true, false and null', '[true,false,null]', '[true,false,null]'],
		['negative and large whole numbers', '[-1,0,9007199254740991]', '[-1,0,9007199254740991]'],
		['a bare value', ' 5 ', '5'],
	])('of %s', (_what, source, expected) => {
		expect(textOf(source)).toBe(expected);
	});

	it('sorts keys outside the basic plane by their bytes, not by UTF-16', () => {
		// U+FB01 is EF AC 81 and U+1F600 is F0 9F 98 80, yet in UTF-16 the second begins with D83D, below FB01.
		expect(textOf('{"\u{1F600}":1,"\uFB01":2}')).toBe('{"\uFB01":2,"\u{1F600}":1}');
	});

	it.each([
		['a fraction', '{"amount":100.5}', '100.5'],
		['a whole number written as a fraction', '{"amount":100000.0}', '100000.0'],
		['an exponent', '{"amount":1e5}', '1e5'],
		['minus zero, which the gateway reads as a fraction', '{"amount":-0}', '-0'],
		['a number beyond 2^53', '{"id":9007199254740992}', '2^53'],
		['a key that stands twice', '{"amount":1,"amount":2}', '"amount" twice'],
		['a key that stands twice, once escaped', '{"a":1,"\\u0061":2}', '"a" twice'],
		['a key that stands twice further down', '[{"a":{"b":1,"b":1}}]', '"b" twice'],
		['half a character', '{"a":"\\ud83d"}', 'half a character'],
		['too deep a nesting', '['.repeat(102) + ']'.repeat(102), '100 levels'],
		['broken JSON', '{"a":', 'not valid JSON'],
		['nothing', '', 'not valid JSON'],
	])('is refused for %s', (_what, source, says) => {
		const read = canonicalJson(source);
		expect(read).toMatchObject({
			kind: 'unsignable',
			explanation: {
				message: expect.stringContaining(says),
				description: expect.stringMatching(/\w/),
			},
		});
	});

	it('reads a string of many megabytes', () => {
		const long = '\\"'.repeat(2_000_000);
		expect(textOf(`{"a":"${long}"}`)).toHaveLength(long.length + 8);
	});

	/** JSON as a gateway sees it: whole numbers only, and text that is text. */
	const body = fc.letrec((tie) => ({
		value: fc.oneof(
			{ maxDepth: 5 },
			fc.maxSafeInteger().map((value) => (Object.is(value, -0) ? 0 : value)),
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom(true, false, null),
			fc.array(tie('value'), { maxLength: 5 }),
			fc.dictionary(fc.oneof(anyText(), fc.nat(99).map(String)), tie('value'), {
				maxKeys: 6,
			}),
		),
	})).value;

	it('says the same as the text it came from, for any body', () => {
		fc.assert(
			fc.property(body, fc.nat(3), (value, indent) => {
				expect(JSON.parse(textOf(JSON.stringify(value, undefined, indent)))).toEqual(
					JSON.parse(JSON.stringify(value)),
				);
			}),
		);
	});

	it('is what an independent writer makes of the value, for any body', () => {
		fc.assert(
			fc.property(body, (value) => expect(textOf(JSON.stringify(value))).toBe(independent(value))),
		);
	});

	it('is its own canonical form, so that signing again after a renewal hashes the same bytes', () => {
		fc.assert(
			fc.property(body, (value) => {
				const once = textOf(JSON.stringify(value));
				expect(textOf(once)).toBe(once);
			}),
		);
	});
});

/** Works on the value, sorts code points, and shares nothing with the code under test. */
function independent(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(independent).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const points = (text: string): number[] =>
		[...text].map((character) => character.codePointAt(0) ?? 0);
	const compare = (a: string, b: string): number => {
		const [left, right] = [points(a), points(b)];
		const at = left.findIndex((point, index) => point !== right[index]);
		return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
	};
	const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
	return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${independent(entry)}`).join(',')}}`;
}
