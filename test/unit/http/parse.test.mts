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

describe('the letters of an answer', () => {
	const read = (bytes: Buffer, type?: string) =>
		parseResponse({
			status: 200,
			headers: type === undefined ? {} : { 'content-type': type },
			bytes,
		});
	const latin1 = (text: string) => Buffer.from(text, 'latin1');
	const utf16 = (text: string) => Buffer.from(text, 'utf16le');
	const name = { name: 'José' };

	it.each<[string, Buffer, string | undefined, unknown]>([
		['UTF-8 where nothing is named', Buffer.from('{"name":"José"}'), 'application/json', name],
		['UTF-8 without a content type', Buffer.from('{"name":"José"}'), undefined, name],
		['the charset named', latin1('{"name":"José"}'), 'application/json; charset=ISO-8859-1', name],
		['… in quotes', latin1('{"name":"José"}'), 'application/json;Charset="latin1"; x=y', name],
		['… a Japanese one', Buffer.from([0x82, 0xa0]), 'text/plain; charset=shift_jis', 'あ'],
		['… with a mark before it', Buffer.from('\uFEFF{"name":"José"}'), 'x; charset=latin1', name],
		['UTF-16 that is named', utf16('{"name":"José"}'), 'text/json; charset=utf-16le', name],
		['UTF-16 by its mark', utf16('\uFEFF{"name":"José"}'), 'application/json', name],
		['UTF-16 by its other mark', utf16('\uFEFF{"name":"José"}').swap16(), undefined, name],
		['UTF-8 where the name is unknown', Buffer.from('{"name":"José"}'), 'x; charset=klingon', name],
		['… or cannot be decoded', Buffer.from('"é"'), 'x; charset=iso-2022-kr', 'é'],
		['… or is empty', Buffer.from('"é"'), 'x; charset=', 'é'],
	])('are read as %s', (_name, bytes, type, body) => {
		const response = read(bytes, type);
		expect(response.body).toEqual(body);
		expect(response).not.toHaveProperty('readAs');
	});

	it.each<[string, Buffer, string | undefined, unknown]>([
		['JSON', latin1('{"name":"José"}'), 'application/json', name],
		['text', latin1('pré-autorisé'), 'text/plain', 'pré-autorisé'],
		['what claims to be UTF-8', latin1('{"name":"José"}'), 'application/json; charset=utf-8', name],
		['quotes of Windows', Buffer.from([0x22, 0x80, 0x93, 0x94, 0x9f, 0x22]), undefined, '€“”Ÿ'],
		['bytes that stand for nothing', Buffer.from([0x7b, 0xff, 0x81]), undefined, '{ÿ\u0081'],
	])('that are not UTF-8 are read as windows-1252, with a hint: %s', (_name, bytes, type, body) => {
		expect(read(bytes, type)).toMatchObject({ body, readAs: 'windows-1252' });
	});

	it('never make parsing fail, whatever the bytes and the charset', () => {
		const charsets = ['utf-8', 'utf-16le', 'utf-16be', 'latin1', 'gbk', 'iso-2022-jp', 'x', ''];
		fc.assert(
			fc.property(fc.uint8Array(), fc.constantFrom(...charsets), (bytes, charset) => {
				const { body } = read(Buffer.from(bytes), `application/json; charset=${charset}`);
				expect(body).toBeDefined();
			}),
		);
	});
});
