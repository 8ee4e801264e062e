import { json, plain, subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.singapay;

describe('a Singapay request', () => {
	const request = { method: 'GET', url: 'https://api.example.com/x', headers: {} };

	it('carries the token and the API key', () => {
		expect(provider.auth.authorize(request, settings, 'abc', 0).headers).toEqual({
			Accept: 'application/json',
			Authorization: 'Bearer abc',
			'X-PARTNER-ID': 'partner-1',
		});
	});

	it('never carries `undefined` as the API key', () => {
		const { headers } = provider.auth.authorize(request, { ...settings, extras: {} }, 'abc', 0);
		expect(headers['X-PARTNER-ID']).toBe('');
	});

	it('replaces what a builder put there, in any spelling', () => {
		const headers = { authorization: 'Basic x', 'x-partner-id': 'else', Accept: 'text/csv' };
		expect(provider.auth.authorize({ ...request, headers }, settings, 'abc', 0).headers).toEqual({
			Accept: 'text/csv',
			Authorization: 'Bearer abc',
			'X-PARTNER-ID': 'partner-1',
		});
	});
});

describe('a Singapay refusal of the token', () => {
	const v1 = (status: number) => ({ status, success: false, error: { code: status } });
	const v2 = (code: unknown) => ({ response_code: code, response_message: 'x', data: null });

	it.each<[string, number, unknown, boolean]>([
		['SP013', 401, v2('SP013'), true],
		['SP013', 200, v2('SP013'), true],
		['SP016, the signature', 401, v2('SP016'), false],
		['SP017, the IP address', 401, v2('SP017'), false],
		['SP017, the IP address', 403, v2('SP017'), false],
		['SP000', 200, v2('SP000'), false],
		['a code that is no text', 401, v2(13), true],
		['the first envelope', 401, v1(401), true],
		['the first envelope', 200, v1(401), true],
		['the first envelope with 403', 200, v1(403), false],
		['the first envelope', 403, v1(403), false],
		['the status as text', 200, { ...v1(401), status: '401' }, true],
		['a success that says 401', 200, { ...v1(401), success: true }, false],
		['no body', 401, '', true],
		['no body', 403, '', false],
		['no body', 500, '', false],
	])('%s in HTTP %i %j: %s', (_name, status, body, refused) => {
		expect(provider.auth.isTokenRefused(json(status, body))).toBe(refused);
	});

	it('is a web page with HTTP 401, too', () => {
		expect(provider.auth.isTokenRefused(plain(401, '<html>'))).toBe(true);
	});
});

describe('a Singapay envelope', () => {
	it.each<[string, unknown, unknown]>([
		['the first', { status: 200, success: true, data: { id: 1 } }, { id: 1 }],
		['the second', { response_code: 'SP000', response_message: 'x', data: [1] }, [1]],
		['data that is null', { response_code: 'SP000', data: null }, null],
		['none: data alone', { data: 1 }, { data: 1 }],
		['none: no data', { success: true }, { success: true }],
		['none: text', 'data', 'data'],
		['none: nothing', undefined, undefined],
	])('is taken off: %s', (_name, body, content) => {
		expect(provider.api.unwrap(body)).toEqual(content);
	});
});
