import { samples } from '../support/providerSamples.mts';
import { jsonBody, type World, world } from './support/world.mts';

const echo = { path: '/diagnostics/echo' };
const post = { ...echo, method: 'POST' };
const received = ({ sim }: World) => sim.control.requests().at(-1);

const pairs = (...parameters: Array<[name: string, value: unknown]>): object => ({
	parameters: parameters.map(([name, value]) => ({ name, value })),
});

describe('a JSON body', () => {
	it.each([
		['empty', '{}'],
		['with odd spacing', '{ "a" : 1.50,\n"b":[ ] }\n'],
		['with an integer that no double can hold', '{"id":9007199254740993,"amount":10.10}'],
		['with letters of many scripts', '{"name":"Žofie 支付 💸"}'],
		['that is a list', '[1,2]'],
		['that looks like a form', '"a=1&b=2"'],
	])('%s arrives as it was typed', async (_what, body) => {
		const w = await world('smartFastPay');
		await w.run({ ...post, ...jsonBody(body) });

		expect(received(w)?.body).toBe(body);
		expect(received(w)?.headers['content-type']).toBe('application/json');
		expect(received(w)?.headers['content-length']).toBe(String(Buffer.byteLength(body)));
	});

	it('may be an object that an expression gives', async () => {
		const w = await world('smartFastPay');
		await w.run({ ...post, ...jsonBody('={{ { n: $json.n, list: [1, 2] } }}') });

		expect(received(w)?.body).toBe('{"n":0,"list":[1,2]}');
	});

	it('may be made of fields', async () => {
		const w = await world('smartFastPay');
		const bodyParameters = pairs(['a', '1'], ['b', '={{ $json.n }}'], ['a', '2']);
		await w.run({ ...post, sendBody: true, bodyParameters });

		expect(JSON.parse(received(w)?.body ?? '')).toEqual({ a: ['1', '2'], b: 0 });
	});

	it.each(['PUT', 'PATCH', 'DELETE'])('goes with %s too', async (method) => {
		const w = await world('smartFastPay');
		await w.run({ ...echo, method, ...jsonBody('{"a":1}') });

		expect(received(w)).toMatchObject({ method, body: '{"a":1}' });
	});

	it('does not go with GET, even when the parameters still hold one', async () => {
		const w = await world('smartFastPay');
		await w.run({ ...echo, ...jsonBody('{"a":1}') });

		expect(received(w)).toMatchObject({ method: 'GET', body: '' });
		expect(received(w)?.headers['content-type']).toBeUndefined();
	});
});

describe('a form body', () => {
	const form = { ...post, sendBody: true, contentType: 'form-urlencoded' };

	it('is written as pairs', async () => {
		const w = await world('smartFastPay');
		await w.run({ ...form, bodyParameters: pairs(['a b', 'c&d=e+f'], ['g', 'ž'], ['empty', '']) });
		const { body = '', headers } = received(w) ?? {};

		expect([...new URLSearchParams(body)]).toEqual([
			['a b', 'c&d=e+f'],
			['g', 'ž'],
			['empty', ''],
		]);
		expect(headers?.['content-type']).toContain('application/x-www-form-urlencoded');
	});

	it('takes JSON, long integers included', async () => {
		const w = await world('smartFastPay');
		const specifyBody = 'json';
		await w.run({ ...form, specifyBody, jsonBody: '{"id":9007199254740993,"list":[1,2]}' });

		expect([...new URLSearchParams(received(w)?.body)]).toEqual([
			['id', '9007199254740993'],
			['list', '1'],
			['list', '2'],
		]);
	});
});

describe('a raw body', () => {
	it.each([
		['application/xml', '<?xml version="1.0"?>\n<a b="ž"/>\n'],
		['text/plain', '  spaces stay  \r\n'],
		['application/json', '{ "kept" : 1.0 }  '],
		['application/x-www-form-urlencoded', 'a=b%20c&d=e+f&tilde=~'],
		['application/vnd.custom+json; charset=utf-8', '{"a": 1}'],
	])('of type %s arrives byte for byte', async (rawContentType, body) => {
		const w = await world('smartFastPay');
		await w.run({ ...post, sendBody: true, contentType: 'raw', rawContentType, body });

		expect(received(w)?.body).toBe(body);
		expect(received(w)?.headers['content-type']).toBe(rawContentType);
	});
});

describe('query parameters', () => {
	it.each([
		['repeat', '?id=1&id=2&from%5Bday%5D=3'],
		['brackets', '?id%5B%5D=1&id%5B%5D=2&from%5Bday%5D=3'],
		['indices', '?id%5B0%5D=1&id%5B1%5D=2&from%5Bday%5D=3'],
	])('are written with lists by %s', async (queryParameterArrays, search) => {
		const w = await world('smartFastPay');
		const jsonQuery = '{"id":[1,2],"from":{"day":3}}';
		await w.run({
			...echo,
			sendQuery: true,
			specifyQuery: 'json',
			jsonQuery,
			options: { queryParameterArrays },
		});

		expect(received(w)?.path).toBe(`${echo.path}${search}`);
	});

	it('join those that stand in the path', async () => {
		const w = await world('smartFastPay');
		const queryParameters = pairs(['b', 'x y'], ['c', '={{ $json.n }}']);
		await w.run({ path: `${echo.path}?a=1`, sendQuery: true, queryParameters });

		expect(received(w)?.path).toBe(`${echo.path}?a=1&b=x%20y&c=0`);
	});

	it('keep all digits of long integers', async () => {
		const w = await world('smartFastPay');
		const jsonQuery = '{"id":9007199254740993}';
		await w.run({ ...echo, sendQuery: true, specifyQuery: 'json', jsonQuery });

		expect(received(w)?.path).toBe(`${echo.path}?id=9007199254740993`);
	});

	it('write a date of an expression as ISO 8601', async () => {
		const w = await world('smartFastPay');
		const jsonQuery = "={{ { from: DateTime.fromISO('2026-01-05T12:00:00Z', { zone: 'utc' }) } }}";
		await w.run({ ...echo, sendQuery: true, specifyQuery: 'json', jsonQuery });

		expect(received(w)?.path).toBe(`${echo.path}?from=2026-01-05T12%3A00%3A00.000Z`);
	});

	it('typed as rows write a date of an expression as ISO 8601 too', async () => {
		const w = await world('smartFastPay');
		const value = "={{ DateTime.fromISO('2026-01-05T12:00:00Z', { zone: 'utc' }) }}";
		await w.run({ ...echo, sendQuery: true, queryParameters: pairs(['from', value]) });

		expect(received(w)?.path).toBe(`${echo.path}?from=2026-01-05T12%3A00%3A00.000Z`);
	});

	it('left empty in the editor are none', async () => {
		const w = await world('smartFastPay');
		await w.run({ ...echo, sendQuery: true });

		expect(received(w)?.path).toBe(echo.path);
	});
});

describe('headers', () => {
	it('arrive beside those of the credential', async () => {
		const w = await world('singapay');
		const headerParameters = pairs(
			['X-Request-ID', '={{ "r" + $json.n }}'],
			['Accept', 'text/csv'],
		);
		await w.run({ ...echo, sendHeaders: true, headerParameters });

		expect(received(w)?.headers).toMatchObject({
			'x-request-id': 'r0',
			accept: 'text/csv',
			'x-partner-id': 'sim-partner-0001',
			authorization: expect.stringMatching(/^Bearer \S+$/),
		});
	});

	it('may name a content type of their own', async () => {
		const w = await world('smartFastPay');
		const headerParameters = pairs(['content-type', 'application/merge-patch+json']);
		await w.run({ ...post, sendHeaders: true, headerParameters, ...jsonBody('{"a":1}') });

		expect(received(w)).toMatchObject({
			body: '{"a":1}',
			headers: { 'content-type': 'application/merge-patch+json' },
		});
	});
});

describe.each(samples)('a path at $provider', ({ provider, read }) => {
	it('may lack its first slash, or be a whole URL of the same host', async () => {
		const w = await world(provider);
		await w.run({ path: read.slice(1) });
		await w.run({ path: `${w.sim.url}${read}` });

		expect(w.calls()).toEqual([`GET ${read}`, `GET ${read}`]);
	});

	it('arrives as it was typed', async () => {
		const w = await world(provider);
		const path = '/diagnostics/echo?a=%2e%2e&b=x%2Fy+z&c=../d';
		await w.run({ path });

		expect(w.calls()).toEqual([`GET ${path}`]);
	});
});
