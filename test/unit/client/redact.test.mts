import { redact } from '../../../lib/client/redact';
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
		['on a web page', `a&b<c>"d'`, '<p>a&amp;b&lt;c&gt;&quot;d&#39;</p>', '<p>[hidden]</p>'],
		['that ends in a backslash', 'secret\\', JSON.stringify({ a: 'secret\\' }), '{"a":"[hidden]"}'],
		['that is no whole text', 'secret\ud800', 'x', 'x'],
		['between letters of many scripts', 'secret-1', '支secret-1付', '支[hidden]付'],
	])('%s is hidden', (_how, secret, body, expected) => {
		expect(shown(body, secret)).toBe(expected);
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
