import fc from 'fast-check';
import { parseJson, parseResponse } from '../../../lib/http/parse';

const parsed = (source: string) => {
	const result = parseJson(source);
	return result.ok ? result.value : 'no JSON';
};

describe('an integer that a number cannot hold', () => {
	it.each<[string, unknown]>([
		['9007199254740991', 9007199254740991],
		['9007199254740992', '9007199254740992'],
		['-9007199254740991', -9007199254740991],
		['-9007199254740992', '-9007199254740992'],
		['3312000000000000001', '3312000000000000001'],
		['123456789012345', 123456789012345],
		[
			'[1234567890123456789,1,-1234567890123456789]',
			['1234567890123456789', 1, '-1234567890123456789'],
		],
		['{"a":{"b":[{"id":1234567890123456789}]}}', { a: { b: [{ id: '1234567890123456789' }] } }],
		['{"id" : 1234567890123456789 }', { id: '1234567890123456789' }],
		['"1234567890123456789"', '1234567890123456789'],
		['{"1234567890123456789":1}', { '1234567890123456789': 1 }],
		['["say \\"1234567890123456789\\"",1]', ['say "1234567890123456789"', 1]],
		['["\\\\",1234567890123456789]', ['\\', '1234567890123456789']],
		['["\\\\\\"",1234567890123456789]', ['\\"', '1234567890123456789']],
		['["",1234567890123456789,""]', ['', '1234567890123456789', '']],
		['12345678901234567.5', 12345678901234567.5],
		['0.12345678901234567', 0.12345678901234567],
		['12345678901234567e3', 12345678901234567e3],
		['12345678901234567E-3', 12345678901234567e-3],
		['1e1234567890123456789', Infinity],
	])('becomes text: %s', (source, value) => {
		expect(parsed(source)).toEqual(value);
	});

	it('keeps its digits, wherever it stands', () => {
		const integers = fc.bigInt(-(10n ** 30n), 10n ** 30n);
		fc.assert(
			fc.property(fc.string(), integers, fc.string(), (name, integer, after) => {
				const source = `{${JSON.stringify(`k${name}`)}:[${integer},${JSON.stringify(after)}]}`;
				const isSafe = Number.isSafeInteger(Number(integer));
				const value = isSafe ? Number(integer) : String(integer);
				expect(parsed(source)).toEqual({ [`k${name}`]: [value, after] });
			}),
		);
	});

	it('changes nothing else: any other JSON is parsed as JSON.parse does', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.string(), (value, text) => {
				const source = JSON.stringify([value, text, 'and 1234567890123456789']);
				const isLong = (part: unknown) => Number.isInteger(part) && !Number.isSafeInteger(part);
				const expected = JSON.parse(source, (_key, part: unknown) =>
					isLong(part) && !String(part).includes('e') ? String(part) : part,
				) as unknown;
				expect(parsed(source)).toEqual(expected);
			}),
			{ examples: [[{ '"\\': ['\\"1234567890123456'] }, '\\\\"']] },
		);
	});

	it('is found behind a text of any length', () => {
		const file = 'x'.repeat(20_000_000);
		expect(parsed(`{"file":"${file}","id":1234567890123456789}`)).toEqual({
			file,
			id: '1234567890123456789',
		});
	});
});

describe('what is no JSON', () => {
	it.each(['', ' ', '<html>', '{"half":', "{'a':1}", '{"a":1,}', '01', 'undefined', '{} {}'])(
		'is not parsed: %j',
		(source) => {
			expect(parseJson(source)).toEqual({ ok: false });
		},
	);

	it('costs no time, however it is made', () => {
		const hostile = `1234567890123456${'"\\'.repeat(1_000_000)}`;
		expect(parseJson(hostile)).toEqual({ ok: false });
	});
});

describe('an answer', () => {
	const raw = (body: string | Buffer, type = 'application/json') => ({
		status: 200,
		headers: { 'content-type': type },
		bytes: Buffer.from(body),
	});

	it.each<[string, string | Buffer, unknown, boolean]>([
		['JSON', '{"a":1}', { a: 1 }, true],
		['an empty object', '{}', {}, true],
		['null', 'null', null, true],
		['text as JSON', '"a"', 'a', true],
		['JSON behind a byte order mark', '\uFEFF{"a":1}', { a: 1 }, true],
		['letters outside ASCII', '{"name":"é🔑"}', { name: 'é🔑' }, true],
		['nothing', '', '', false],
		['text', 'OK', 'OK', false],
		['bytes that are no text', Buffer.from([0x7b, 0xff]), '{\uFFFD', false],
	])('is read whatever its type claims: %s', (_name, body, value, isJson) => {
		for (const type of ['application/json', 'text/html'])
			expect(parseResponse(raw(body, type))).toEqual({
				status: 200,
				headers: { 'content-type': type },
				body: value,
				isJson,
			});
	});
});
