import { providers } from '../../../lib/providers';
import type { Provider } from '../../../lib/providers/contract';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { resolvePath } from '../../../nodes/PaymentApiRequest/forms/path';
import { settings } from '../../support/fakeContext.mts';

const resolve = (path: string, baseUrl = settings.baseUrl) =>
	resolvePath(singapay, { ...settings, baseUrl }, 'GET', path);

describe('a path', () => {
	it.each([
		['/payments', '/payments'],
		['payments', '/payments'],
		['  /payments  ', '/payments'],
		['\u200b\ufeff/payments\u00a0\u200e', '/payments'],
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
		// RFC 3986, 6.2.2: two spellings of one path.
		['/%70ay%2Dments/a%2eb%7e', '/pay-ments/a.b~'],
		['/a%2fb/%c5%be', '/a%2Fb/%C5%BE'],
		['/a%252D', '/a%252D'],
	])('%p means %p on the host of the credential', (typed, expected) => {
		const read = resolve(typed);

		expect(read).toMatchObject({ kind: 'url' });
		if (read.kind !== 'url') return;
		expect(read.url.href).toBe(settings.baseUrl + expected);
	});

	it.each([
		['', 'is empty'],
		[' \t ', 'is empty'],
		['/a b', 'contains a space at position 3'],
		['/a\nb', 'contains a line break at position 3'],
		['/a\tb', 'contains a tab at position 3'],
		['/a\u0000b', 'contains a control character (U+0000) at position 3'],
		['/a\u007fb', 'contains a control character (U+007F) at position 3'],
		['/a\u2028b', 'contains a line break at position 3'],
		['/a\u00a0b', 'contains a non-breaking space (U+00A0) at position 3'],
		['/a\u200bb', 'contains an invisible character (U+200B) at position 3'],
		['/a\u202eb', 'contains an invisible character (U+202E) at position 3'],
		['/a\ud83d', 'contains half a character (U+D83D) at position 3'],
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
		['/payment/', 'ends with a slash'],
		['/payment//', 'empty part'],
		['/api/v1.0/access-token/b2b/', 'ends with a slash'],
		['/payment//x', 'empty part'],
		['https://api.example.com//x', 'empty part'],
		['https://evil.example.com/x', "a host other than the credential's"],
		['https://api.example.com.evil.example/x', "a host other than the credential's"],
		['https://api.example.com:8443/x', "a host other than the credential's"],
		['http://api.example.com/x', "a host other than the credential's"],
		['//evil.example.com', "a host other than the credential's"],
		['https://user:pass@api.example.com/x', "a host other than the credential's"],
		['https://user@api.example.com/x', "a host other than the credential's"],
		['https://:pass@api.example.com/x', "a host other than the credential's"],
		['https:/x', "a host other than the credential's"],
		['https:x', "a host other than the credential's"],
		['https:../x', "a host other than the credential's"],
		['mailto:a', "a host other than the credential's"],
		['https://', 'not a path'],
		['https://[', 'not a path'],
		['/api/v1.0/access-token/b2b', 'returns a secret'],
		['/api/v1.0/access-token/b2b?x=1', 'returns a secret'],
		['/api/v1.1/access-token/b2b', 'returns a secret'],
		['/api/v1.1/access%2Dtoken/b2%62', 'returns a secret'],
		['/payment/50%', 'a % that encodes nothing'],
		['/payment/%2', 'a % that encodes nothing'],
		['/payment/%u0061', 'a % that encodes nothing'],
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

describe('a slash at the end of a path', () => {
	const account = '/api/v1.0/accounts';
	const sent = (provider: Provider, method: string, path: string): string => {
		const read = resolvePath(provider, settings, method, path);
		return read.kind === 'url'
			? read.url.href.slice(settings.baseUrl.length)
			: read.explanation.message;
	};

	it.each<[Provider, string, string, string]>([
		[smartFastPay, 'GET', '/payments/', '/payments'],
		[smartFastPay, 'GET', 'payments/', '/payments'],
		[smartFastPay, 'HEAD', '/payments/', '/payments'],
		[smartFastPay, 'GET', '/payments/?limit=1/', '/payments?limit=1/'],
		[smartFastPay, 'GET', `${settings.baseUrl}/payments/`, '/payments'],
		[smartFastPay, 'GET', '/payment/pay-1/', '/payment/pay-1'],
		[smartFastPay, 'POST', '/v2/payin/', '/v2/payin'],
		[smartFastPay, 'POST', '/payment/', '/payment'],
		[paySecurez, 'POST', '/api/v1/transactions/', '/api/v1/transactions'],
		[singapay, 'POST', `${account}/`, account],
		[singapay, 'GET', `${account}/acc-1/`, `${account}/acc-1`],
	])('of %p is not sent where the path without it is documented: %s %s', (at, method, path, to) => {
		expect(sent(at, method, path)).toBe(to);
	});

	it.each<[Provider, string, string]>([
		[smartFastPay, 'GET', '/payment/'],
		[smartFastPay, 'GET', '/v1/payout/'],
		[singapay, 'GET', `${account}/`],
		[singapay, 'DELETE', `${account}/`],
		[singapay, 'GET', '/api/v1.0/qris-dynamic/acc-1/show/'],
	])('of %p precedes a missing ID: %s %s', (at, method, path) => {
		expect(sent(at, method, path)).toBe("'Path' has an empty part");
	});

	it.each<[Provider, string, string]>([
		[smartFastPay, 'GET', '/unknown/'],
		[smartFastPay, 'DELETE', '/payments/'],
		[smartFastPay, 'POST', '/v2/payin/x/'],
		[singapay, 'GET', '/api/v1.0/qris-dynamic/acc-1/generate-qr/'],
	])('of %p that is not documented is refused: %s %s', (at, method, path) => {
		expect(sent(at, method, path)).toBe("'Path' ends with a slash");
	});

	it.each(providers.map((provider) => [provider.displayName, provider] as const))(
		'never makes an unknown endpoint of a documented one of %s',
		(_name, provider) => {
			for (const { method, path } of provider.api.endpoints) {
				const filled = path.replace(/\{\w+\}/g, 'x');
				expect([filled, "'Path' has an empty part"]).toContain(
					sent(provider, method, `${filled}/`),
				);
			}
		},
	);

	it('is kept where an endpoint is documented with it', () => {
		const [endpoint] = smartFastPay.api.endpoints;
		if (endpoint === undefined) throw new Error('There is no endpoint');
		const endpoints = [{ ...endpoint, method: 'GET', path: '/things/' }];
		const provider = { ...smartFastPay, api: { ...smartFastPay.api, endpoints } };

		expect(sent(provider, 'GET', '/things/')).toBe('/things/');
	});
});

describe('a payment path that is spelled otherwise', () => {
	const resolved = (provider: Provider, path: string): string => {
		const read = resolvePath(provider, settings, 'POST', path);
		return read.kind === 'url' ? read.url.pathname : read.explanation.message;
	};

	it.each<[Provider, string, string]>([
		[smartFastPay, '/v2/pay%6fut', '/v2/payout'],
		[smartFastPay, '/%762/payout', '/v2/payout'],
		[paySecurez, '/api/v1/%74ransactions', '/api/v1/transactions'],
		[singapay, '/api/v1.0/virtual%2Daccounts/acc-1', '/api/v1.0/virtual-accounts/acc-1'],
		[singapay, '/api/v1%2e0/virtual-accounts/a%2db', '/api/v1.0/virtual-accounts/a-b'],
	])('at %p is sent as documented: %s', (provider, typed, path) => {
		expect(resolved(provider, typed)).toBe(path);
	});

	it.each<[Provider, string, string]>([
		[smartFastPay, '/V2/payout', '/v2/payout'],
		[smartFastPay, '/v2/PayOut', '/v2/payout'],
		[smartFastPay, '/v2%2Fpayout', '/v2/payout'],
		[smartFastPay, '/v2/pay%256fut', '/v2/payout'],
		[smartFastPay, '/v2/payout%20', '/v2/payout'],
		[smartFastPay, '/v2/payout;a=b', '/v2/payout'],
		[smartFastPay, '/v2/payout.json', '/v2/payout'],
		[smartFastPay, '/v2/payout%3Fa=b', '/v2/payout'],
		[smartFastPay, '/v2/x/%252e%252e%252fpayout%23', "'..'"],
		[paySecurez, '/API/v1/transactions', '/api/v1/transactions'],
		[singapay, '/api/v1.0/Virtual-Accounts/acc-1', '/api/v1.0/virtual-accounts/{account_id}'],
	])('at %p is not sent where a server might take it for the endpoint: %s', (at, typed, named) => {
		expect(resolved(at, typed)).toMatch(/^'Path' (differs from|contains)/);
		expect(resolved(at, typed)).toContain(named);
	});

	it.each<[Provider, string]>([
		[smartFastPay, '/v2/payouts2'],
		[smartFastPay, '/v9/payout'],
		[singapay, '/api/v1.0/virtual-accounts/ACC-1'],
		[singapay, '/api/v1.0/virtual-accounts/a%2Fb.json;c'],
	])('at %p is another path, or names another ID: %s', (provider, path) => {
		expect(resolved(provider, path)).toBe(path);
	});
});
