import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import {
	type Body,
	type Fields,
	writeBody,
	writeHeaders,
	writeQuery,
} from '../../../nodes/PaymentApiRequest/forms/fields';

const pairs = (...rows: Array<[string, unknown]>): Fields => ({
	kind: 'pairs',
	pairs: rows.map(([name, value]) => ({ name, value })),
});
const json = (value: unknown): Fields => ({ kind: 'json', json: value });
const none: Fields = { kind: 'none' };

describe('the query', () => {
	it.each([
		[none, ''],
		[pairs(), ''],
		[pairs(['a', '1'], ['b', 2]), 'a=1&b=2'],
		[pairs(['a', '1'], ['b', 2], ['a', '3']), 'a=1&a=3&b=2'],
		[pairs(['__proto__', '1']), '__proto__=1'],
		[json('{"a":[1,2]}'), 'a=1&a=2'],
		[json({ a: 1 }), 'a=1'],
		[json('{"id":9007199254740993}'), 'id=9007199254740993'],
	])('of %j is %p', (fields, query) => {
		expect(writeQuery(fields, 'repeat')).toEqual({ kind: 'query', query });
	});

	it.each([
		[
			pairs(['id', 7615917337495251000]),
			`The value of "id" in 'Query Parameters' is a number beyond 2^53 and has lost digits`,
		],
		[
			pairs(['ids', [1, Number.NaN]]),
			`The value of "ids" in 'Query Parameters' is NaN or Infinity`,
		],
		[pairs(['', 'x']), "A name in 'Query Parameters' is empty"],
		[pairs([' ', 'x']), "A name in 'Query Parameters' is empty"],
		[json('{'), "'JSON' of 'Query Parameters' is not valid JSON"],
		[json('[]'), "'JSON' of 'Query Parameters' is not an object"],
		[json(''), "'JSON' of 'Query Parameters' is empty"],
	])('of %j is refused', (fields, message) => {
		expect(writeQuery(fields, 'repeat')).toMatchObject({
			kind: 'invalid',
			explanation: { message: expect.stringContaining(message) },
		});
	});
});

describe('headers', () => {
	it.each([
		[none, {}],
		[pairs(['X-A', 'b'], ['Accept', 'text/csv']), { 'X-A': 'b', Accept: 'text/csv' }],
		[pairs(['X-A', 1], ['X-B', false]), { 'X-A': '1', 'X-B': 'false' }],
		[pairs(['X-A', undefined], ['X-B', '']), { 'X-B': '' }],
		[json('{"X-A":null,"X-B":"c"}'), { 'X-B': 'c' }],
		[pairs(['X-A', 'café']), { 'X-A': 'café' }],
		[pairs(["!#$%&'*+.^_`|~9z-", 'x']), { "!#$%&'*+.^_`|~9z-": 'x' }],
	])('of %j are %j', (fields, headers) => {
		expect(writeHeaders(singapay, fields)).toEqual({ kind: 'headers', headers });
	});

	it.each([
		['X Y', 'x', 'is not a header name'],
		['X:', 'x', 'is not a header name'],
		['X\r\nY', 'x', 'is not a header name'],
		['Authorızation', 'x', 'is not a header name'],
		['(x)', 'x', 'is not a header name'],
		['', 'x', "A name in 'Headers' is empty"],
		['Authorization', 'x', 'is set by the Singapay credential'],
		['AUTHORIZATION', '', 'is set by the Singapay credential'],
		['x-partner-id', 'x', 'is set by the Singapay credential'],
		['X-Signature', 'x', 'is set by the Singapay credential'],
		['X-CLIENT-ID', 'x', 'is set by the Singapay credential'],
		['x-timestamp', 'x', 'is set by the Singapay credential'],
		['Host', 'x', 'is set by the connection'],
		['content-length', '0', 'is set by the connection'],
		['Transfer-Encoding', 'chunked', 'is set by the connection'],
		['Connection', 'x', 'is set by the connection'],
		['Upgrade', 'x', 'is set by the connection'],
		['TE', 'x', 'is set by the connection'],
		['Trailer', 'x', 'is set by the connection'],
		['Expect', '100-continue', 'is set by the connection'],
		['X-A', 'a\r\nX-B: c', 'line break or control character'],
		['X-A', 'a\nb', 'line break or control character'],
		['X-A', 'a\u0000', 'line break or control character'],
		['X-A', '支付', 'contains a letter that headers cannot contain'],
		['X-A', ['1', '2'], "is in 'Headers' twice"],
		['X-A', { a: 1 }, 'is not text'],
	])('%j: %j are refused', (name, value, why) => {
		expect(writeHeaders(singapay, pairs([name, value]))).toMatchObject({
			kind: 'invalid',
			explanation: { message: expect.stringContaining(why), description: expect.any(String) },
		});
	});

	it('that another provider owns are free', () => {
		expect(writeHeaders(paySecurez, pairs(['X-PARTNER-ID', 'x'])).kind).toBe('headers');
	});

	it('with broken JSON are refused', () => {
		expect(writeHeaders(singapay, json('{"a"')).kind).toBe('invalid');
	});
});

describe('the body', () => {
	it.each([
		[{ kind: 'none' } as const, { text: undefined, contentType: '', json: undefined }],
		[
			{ kind: 'json', fields: json('{ }') } as const,
			{ text: '{ }', contentType: 'application/json', json: {} },
		],
		[
			{ kind: 'json', fields: json({ a: 1 }) } as const,
			{ text: '{"a":1}', contentType: 'application/json', json: { a: 1 } },
		],
		[
			{ kind: 'json', fields: pairs(['a', '1'], ['b', null]) } as const,
			{ text: '{"a":"1","b":null}', contentType: 'application/json', json: { a: '1', b: null } },
		],
		[
			{ kind: 'json', fields: json([]) } as const,
			{ text: '[]', contentType: 'application/json', json: [] },
		],
		[
			{ kind: 'form', fields: pairs(['a b', 'c&d']) } as const,
			{
				text: 'a%20b=c%26d',
				contentType: 'application/x-www-form-urlencoded',
				json: { 'a b': 'c&d' },
			},
		],
		[
			{ kind: 'raw', text: ' <a/>\n', contentType: 'text/xml' } as const,
			{ text: ' <a/>\n', contentType: 'text/xml', json: undefined },
		],
		[
			{ kind: 'raw', text: '{"id":12345678901234567891}', contentType: 'text/plain' } as const,
			{
				text: '{"id":12345678901234567891}',
				contentType: 'text/plain',
				json: { id: '12345678901234567891' },
			},
		],
	])('of %j is %j', (body, expected) => {
		expect(writeBody(body, 'repeat')).toEqual({ kind: 'body', body: expected });
	});

	it.each<readonly [Body, string]>([
		[{ kind: 'json', fields: json('{') } as const, 'not valid JSON'],
		[{ kind: 'json', fields: json('') } as const, 'is empty'],
		[{ kind: 'json', fields: pairs(['', 'x']) } as const, "A name in 'Body' is empty"],
		[{ kind: 'form', fields: json('[1]') } as const, 'is not an object'],
		[{ kind: 'json', fields: none } as const, "'Body' has no fields"],
		[{ kind: 'json', fields: pairs() } as const, "'Body' has no fields"],
		[{ kind: 'json', fields: pairs(['a', undefined]) } as const, "'Body' has no fields"],
		[{ kind: 'json', fields: json('null') } as const, "'Body' is empty"],
		[{ kind: 'json', fields: json('""') } as const, "'Body' is empty"],
		[{ kind: 'json', fields: json('" "') } as const, "'Body' is empty"],
		[{ kind: 'form', fields: pairs() } as const, "'Body' is empty"],
		[{ kind: 'form', fields: json('{}') } as const, "'Body' is empty"],
		[{ kind: 'form', fields: json({ a: undefined }) } as const, "'Body' is empty"],
		[{ kind: 'raw', text: '', contentType: 'text/plain' } as const, "'Body' is empty"],
		[{ kind: 'raw', text: ' \n\u200b', contentType: 'text/plain' } as const, "'Body' is empty"],
		...['plain', 'text/', 'text/plain\r\nX-A: b', 'text/plän', 'a b/c'].map(
			(contentType): readonly [Body, string] => [
				{ kind: 'raw', text: 'x', contentType },
				"'Content Type' is not a content type",
			],
		),
	])('of %j is refused', (body, why) => {
		expect(writeBody(body, 'repeat')).toMatchObject({
			kind: 'invalid',
			explanation: { message: expect.stringContaining(why) },
		});
	});
});
