import { redact } from '../../../lib/redaction/redact';
import { parseResponse } from '../../../lib/http/parse';
import { raw } from '../../support/fakeContext.mts';

const shown = (body: string, ...secrets: string[]): string =>
	redact(raw(body), secrets).bytes.toString('utf8');

describe('a secret in an answer', () => {
	it.each([
		['as it is', 'abc/d+e="x"', 'said abc/d+e="x".', 'said [hidden].'],
		['twice', 'secret-1', 'secret-1,secret-1', '[hidden],[hidden]'],
		['in JSON', 'ab"c\\d', JSON.stringify({ a: 'ab"c\\d' }), '{"a":"[hidden]"}'],
		['in JSON as PHP writes it', 'ab/cd/ef', '{"a":"ab\\/cd\\/ef"}', '{"a":"[hidden]"}'],
		['in a URL', 'a b/c+d', '?x=a%20b%2Fc%2Bd&y=1', '?x=[hidden]&y=1'],
		['with letters of many scripts', 'žofie-支付', 'is žofie-支付!', 'is [hidden]!'],
		[
			'in JSON as Go writes it',
			'a<b>&cde',
			'{"a":"a\\u003cb\\u003e\\u0026cde"}',
			'{"a":"[hidden]"}',
		],
		['in JSON as PHP escapes letters', 'žofie/1', '{"a":"\\u017eofie\\/1"}', '{"a":"[hidden]"}'],
		['in a URL in lower case', 'a/b+c=d', '?x=a%2fb%2bc%3dd', '?x=[hidden]'],
		['in a form', 'a b/c+d', 'x=a+b%2Fc%2Bd', 'x=[hidden]'],
		['that begins with a space, in a form', ' éa/c+d', 'x=+%C3%A9a%2Fc%2Bd', 'x=[hidden]'],
		['on a web page', `a&b<c>"d'`, '<p>a&amp;b&lt;c&gt;&quot;d&#39;</p>', '<p>[hidden]</p>'],
		['that ends in a backslash', 'secret\\', JSON.stringify({ a: 'secret\\' }), '{"a":"[hidden]"}'],
		['that is no whole text', 'secret\ud800', 'x', 'x'],
		['between letters of many scripts', 'secret-1', '支secret-1付', '支[hidden]付'],
	])('%s is hidden', (_how, secret, body, expected) => {
		expect(shown(body, secret)).toBe(expected);
	});

	it.each([
		['\\u in capitals', 'a+b/c=d', '{"a":"a\\u002Bb\\u002Fc\\u003Dd"}', '{"a":"[hidden]"}'],
		['\\u for letters', 'secret-1', '{"a":"s\\u0065cret-1"}', '{"a":"[hidden]"}'],
		['\\u for half a character each', 'secret😀', '"\\u0073ecret\\uD83D\\uDE00"', '"[hidden]"'],
		['numbers of HTML', 'a+b/c=d', 'a&#43;b&#x2F;c&#X3d;d', '[hidden]'],
		['numbers with zeros', 'a+b/c=d', 'a&#00043;b&#x0002f;c&#0061;d', '[hidden]'],
		['numbers without a semicolon', 'a+b/c=d', 'a&#43b&#47 c&#61d a&#43b&#47c&#61d', undefined],
		['names of HTML', 'a+b/c=d&e', 'a&plus;b&sol;c&equals;d&amp;e', '[hidden]'],
		['names of letters', 'café-crème', 'caf&eacute;-cr&egrave;me', '[hidden]'],
		['capital names', 'a<b&c>d', 'a&LT;b&AMP;c&GT;d', '[hidden]'],
		['percents', 'a+b/c=d', 'a%2Bb%2fc%3Dd', '[hidden]'],
		['percents twice', 'a+b/c=d', 'a%252Bb%252fc%253Dd', '[hidden]'],
		['percents of Latin-1', 'caf\u00e9-1', 'caf%E9-1', '[hidden]'],
		['all of these in turn', 'a+b/c=d"e', 'a\\u002bb&#47;c%3D\\u0064\\"e', '[hidden]'],
		['JSON in JSON', 'a+b/c"d', '"{\\"k\\":\\"a\\\\u002Bb\\\\\\/c\\\\\\"d\\"}"', undefined],
		['JSON in a URL', 'a+b/c"d', 'a%5Cu002Bb%5C%2Fc%5C%22d', '[hidden]'],
		['a URL in JSON', 'a+b/c=d', '"a\\u00252Bb%2\\u0046c%3Dd"', '"[hidden]"'],
		['a page in JSON', 'a+b/c=d', '"a\\u0026#43;b\\u0026sol;c&#61;d"', '"[hidden]"'],
	])('in %s is hidden', (_how, secret, body, expected) => {
		const text = shown(body, secret);

		expect(text).toContain('[hidden]');
		if (expected !== undefined) expect(text).toBe(expected);
	});

	it('is hidden in JSON within JSON, which stays JSON', () => {
		const inner = JSON.stringify({ k: 'x a+b/c"d\\ y', other: '\\"' }).replace('+', '\\u002B');
		const text = shown(JSON.stringify({ inner }), 'a+b/c"d\\');

		expect(JSON.parse(JSON.parse(text).inner)).toEqual({ k: 'x [hidden] y', other: '\\"' });
	});

	it.each(['', 'a', 'ab', 'id:'])('in base64 behind %j is hidden', (before) => {
		for (const after of ['', 'y', 'yz', '\n'])
			for (const encoding of ['base64', 'base64url'] as const) {
				const written = Buffer.from(`${before}a?~ÿ>b${after}`).toString(encoding);
				const text = shown(`x ${written} x`, 'a?~ÿ>b');
				const left = Buffer.from(text.replace('[hidden]', '').slice(2, -2), encoding);

				expect(text).toContain('[hidden]');
				// Neither a part of it nor, in the digits next to it, half of its first and last letter.
				expect(left.toString().length).toBeLessThanOrEqual(before.length + after.length);
			}
	});

	it.each([
		['JSON', '{"s":"Ab/cd+ef gh\\"é😀"}'],
		['JSON of PHP', '{"s":"Ab\\/cd+ef gh\\"\\u00e9\\ud83d\\ude00"}'],
		['JSON of PHP that keeps slashes', '{"s":"Ab/cd+ef gh\\"\\u00e9\\ud83d\\ude00"}'],
		['JSON of PHP that keeps letters', '{"s":"Ab\\/cd+ef gh\\"é😀"}'],
		['a URL', '?s=Ab%2Fcd%2Bef%20gh%22%C3%A9%F0%9F%98%80&t=1'],
		['a URL in lower case', '?s=Ab%2fcd%2bef%20gh%22%c3%a9%f0%9f%98%80&t=1'],
	])('is hidden in base64 of %s', (_what, written) => {
		for (const before of ['', 'x', 'xy'])
			for (const encoding of ['base64', 'base64url'] as const) {
				const text = shown(Buffer.from(before + written).toString(encoding), 'Ab/cd+ef gh"é😀');
				expect(text).toContain('[hidden]');
				expect(Buffer.from(text.split('[')[0] ?? '', encoding).toString()).not.toContain('Ab');
			}
	});

	it('is hidden in base64 of which every digit is an escape, without a half of one left', () => {
		const digits = [...Buffer.from('i:secret-1;').toString('base64')];
		const escapes = digits.map((digit) => `\\u00${digit.charCodeAt(0).toString(16)}`);
		const text = shown(`"${escapes.join('')}"`, 'secret-1');

		expect(JSON.parse(text)).toContain('[hidden]');
	});

	it('is hidden in base64 that is wrapped, escaped or of an encoded form', () => {
		const secret = 'a/b+c=d '.repeat(12).trim();
		const base64 = Buffer.from(`id:${secret}`).toString('base64');
		const wrapped = base64.replace(/.{76}/g, '$&\r\n');
		const encoded = Buffer.from(`id:${encodeURIComponent(secret)}`).toString('base64');

		for (const text of [wrapped, JSON.stringify(wrapped), encodeURIComponent(base64), encoded])
			expect(shown(text, secret).replace('[hidden]', '').length).toBeLessThan(20);
	});

	it.each([
		['behind an escape whose end it looks like', '"\\u0041secret"', '41secret', '"[hidden]"'],
		[
			'before an escape that it looks like a part of',
			'"abcdef\\u0041"',
			'abcdef\\u00',
			'"[hidden]"',
		],
		['behind a line break', '"\\nsecret"', 'nsecret', '"[hidden]"'],
		['behind a backslash', '"C:\\\\secret"', 'secret', '"C:\\\\[hidden]"'],
		['before a quote', '"secret\\\\"', 'secret\\', '"[hidden]"'],
		['before an escaped quote', '"secret\\\\\\" x"', 'secret\\', '"[hidden]\\" x"'],
		['that a string only seems to hold', '["secret\\\\",1]', 'secret\\"', '["secret\\\\",1]'],
		['in a number', '{"a": 1234567890 ,"b":[12.345678]}', '345678', '{"a": null ,"b":[null]}'],
		['in a number that is a text', '"no. 1234567890, x"', '345678', '"no. 12[hidden]90, x"'],
		['as the whole answer', '12345678', '12345678', 'null'],
	])('leaves JSON that is JSON: %s', (_where, body, secret, expected) => {
		expect(shown(body, secret)).toBe(expected);
		expect(() => void JSON.parse(expected)).not.toThrow();
	});

	it('is hidden together with one that overlaps it', () => {
		expect(shown('x secret-token-1 y', 'secret-token', 'token-1')).toBe('x [hidden] y');
	});

	it('is hidden in the name of a header, which is in lower case', () => {
		const { headers } = redact(raw('x', { headers: { 'x-secret-a': 'b' } }), ['Secret-A']);

		expect(headers).toEqual({ 'x-[hidden]': 'b' });
	});

	it.each([
		['in escapes', 'said a%2Bb&#47;cd'],
		['in bytes that are read as Latin-1', Buffer.from('said café-1').toString('latin1')],
		['in letters of many scripts', '支 said café-1'],
	])('is hidden in the value of a header %s', (_how, value) => {
		const { headers } = redact(raw('x', { headers: { 'x-echo': value } }), ['a+b/cd', 'café-1']);

		expect(headers['x-echo']).toMatch(/said \[hidden\]$/);
	});

	it.each([
		['utf-16', 'application/json; charset=utf-16le', Buffer.from('{"a":"token-1 支"}', 'utf16le')],
		['iso-2022-jp', 'text/plain; charset=iso-2022-jp', Buffer.from('\u001b(Jtoken-1\u001b(B')],
		[
			'windows-1252',
			'text/plain; charset=windows-1252',
			Buffer.from([...Buffer.from('token-1'), 0x80]),
		],
	])('is hidden in an answer in %s', (_what, type, bytes) => {
		const hidden = parseResponse(
			redact(raw(bytes, { headers: { 'content-type': type } }), ['token-1']),
		);

		expect(JSON.stringify(hidden.body)).not.toContain('token-1');
		expect(JSON.stringify(hidden.body)).toContain('[hidden]');
	});

	it('leaves an answer in another character set as it came, where it holds none', () => {
		const answer = raw(Buffer.from('{"a":"支"}', 'utf16le'), {
			headers: { 'content-type': 'application/json; charset=utf-16le' },
		});

		expect(redact(answer, ['token-1'])).toEqual(answer);
	});

	it('is hidden in headers', () => {
		const answer = raw('x', { headers: { 'x-echo': 'Bearer token-1', other: 'kept' } });

		expect(redact(answer, ['token-1']).headers).toEqual({
			'x-echo': 'Bearer [hidden]',
			other: 'kept',
		});
	});

	it('is hidden wherever several are', () => {
		expect(shown('a token-1 b secret-1', 'token-1', 'secret-1')).toBe('a [hidden] b [hidden]');
	});

	it('is hidden whole where one contains another', () => {
		expect(shown('x secret-1-long y', 'secret-1', 'secret-1-long')).not.toContain('-long');
	});

	it.each(['', 'abc', '12345'])('%p is too short to be one', (secret) => {
		expect(shown(`a${secret}b`, secret)).toBe(`a${secret}b`);
	});
});

describe('an answer without secrets', () => {
	it('keeps every byte', () => {
		const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
		const answer = { status: 200, headers: { a: 'b' }, bytes };

		expect(redact(answer, ['secret-1'])).toEqual(answer);
	});

	it('keeps every byte beside a secret', () => {
		const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
		const answer = raw(Buffer.concat([bytes, Buffer.from('secret-1'), bytes]));

		expect(redact(answer, ['secret-1']).bytes).toEqual(
			Buffer.concat([bytes, Buffer.from('[hidden]'), bytes]),
		);
	});
});
