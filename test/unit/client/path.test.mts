import { singapay } from '../../../lib/providers/singapay';
import { hasControlCharacter, resolvePath } from '../../../lib/client/path';
import { settings } from '../../support/fakeContext.mts';

const resolve = (path: string, baseUrl = settings.baseUrl) =>
	resolvePath(singapay, { ...settings, baseUrl }, path);

describe('a path', () => {
	it.each([
		['/payments', '/payments'],
		['payments', '/payments'],
		['  /payments  ', '/payments'],
		['/', '/'],
		['/payments?limit=1&to=../x', '/payments?limit=1&to=../x'],
		['?limit=1', '/?limit=1'],
		['/a..b/c...d', '/a..b/c...d'],
		['/a%2Fb/%20', '/a%2Fb/%20'],
		['/v1/@me/a:b', '/v1/@me/a:b'],
		['/žofie', '/%C5%BEofie'],
		['/a;b=c/d', '/a;b=c/d'],
		['https://api.example.com/payments', '/payments'],
		['HTTPS://API.EXAMPLE.COM:443/payments', '/payments'],
		['//api.example.com/payments', '/payments'],
		['https://api.example.com', '/'],
	])('%p means %p on the host of the credential', (typed, expected) => {
		const read = resolve(typed);

		expect(read).toMatchObject({ kind: 'url' });
		if (read.kind !== 'url') return;
		expect(read.url.href).toBe(settings.baseUrl + expected);
	});

	it.each([
		['', 'is empty'],
		[' \t ', 'is empty'],
		['/a b', 'space, line break or control character'],
		['/a\nb', 'space, line break or control character'],
		['/a\u0000b', 'space, line break or control character'],
		['/a\u007fb', 'space, line break or control character'],
		['/a\u2028b', 'space, line break or control character'],
		['/a\u00a0b', 'space, line break or control character'],
		['/a\\b', 'backslash'],
		['\\\\evil.example.com', 'backslash'],
		['/a#b', '#'],
		['/..', "'..'"],
		['/a/../b', "'..'"],
		['/a/./b', "'..'"],
		['/a/%2e%2e/b', "'..'"],
		['/a/.%2E', "'..'"],
		['/a/%252e%252e/b', "'..'"],
		['/a/..%2fb', "'..'"],
		['/a/x%2F..', "'..'"],
		['/a/..%5cb', "'..'"],
		['/a/..%252fb', "'..'"],
		['/a/..;x/b', "'..'"],
		['https://api.example.com/a/../b', "'..'"],
		['/payment/{id}', 'placeholder {id}'],
		['/payment/', 'empty part'],
		['/payment//x', 'empty part'],
		['https://api.example.com//x', 'empty part'],
		['https://evil.example.com/x', 'another host'],
		['https://api.example.com.evil.example/x', 'another host'],
		['https://api.example.com:8443/x', 'another host'],
		['http://api.example.com/x', 'another host'],
		['//evil.example.com', 'another host'],
		['https://user:pass@api.example.com/x', 'another host'],
		['https://user@api.example.com/x', 'another host'],
		['https://:pass@api.example.com/x', 'another host'],
		['https:/x', 'another host'],
		['https:x', 'another host'],
		['https:../x', 'another host'],
		['mailto:a', 'another host'],
		['https://', 'not a path'],
		['https://[', 'not a path'],
		['/api/v1.0/access-token/b2b', 'gives out a secret'],
		['/api/v1.0/access-token/b2b?x=1', 'gives out a secret'],
		['/api/v1.1/access-token/b2b', 'gives out a secret'],
	])('%p is refused: %s', (typed, why) => {
		const read = resolve(typed);

		expect(read.kind).toBe('invalid');
		if (read.kind !== 'invalid') return;
		expect(read.explanation.message).toContain("'Path'");
		expect(read.explanation.message).toContain(why);
		expect(read.explanation.description).not.toBe('');
	});

	it('is held to the port of the credential', () => {
		const local = 'http://127.0.0.1:8080';

		expect(resolve('http://127.0.0.1:8080/x', local).kind).toBe('url');
		expect(resolve('http://127.0.0.1:8081/x', local).kind).toBe('invalid');
		expect(resolve('http:x', local).kind).toBe('invalid');
	});
});

describe('a control character', () => {
	it.each([
		['\u0000', true],
		['\u001f', true],
		['\u007f', true],
		[' ', false],
		['~', false],
		['ž', false],
		['', false],
	])('%j: %p', (value, expected) => {
		expect(hasControlCharacter(value)).toBe(expected);
	});
});
