import type { ProviderId } from '../../../simulators/index.mts';
import { authorized, call, useSimulator } from './support.mts';

describe.each<[ProviderId, (data: string) => RegExp]>([
	['smartFastPay', (data) => new RegExp(`^\\{"requestId":".+","data":${data}\\}$`)],
	['paySecurez', (data) => new RegExp(`^${data}$`)],
	['singapay', (data) => new RegExp(`^\\{"status":200,"success":true,"data":${data}\\}$`)],
])('the diagnostics of %s', (provider, envelope) => {
	const { simulator } = useSimulator(provider);
	const get = async (path: string) =>
		call(simulator(), path, { headers: await authorized(simulator()) });

	it('answer an integer beyond 2^53 in the provider’s envelope', async () => {
		const { text } = await get('/diagnostics/big-integer');
		expect(text).toMatch(envelope('\\{"id":9007199254740993,"text":"9007199254740993"\\}'));
	});

	it.each([0, 1, 65_536, 65_537, 3_000_000])('answer exactly %i bytes', async (count) => {
		const whole = await get(`/diagnostics/bytes?count=${count}`);
		expect(whole.text).toHaveLength(count);
		expect(whole.headers.get('content-length')).toBe(String(count));
	});

	it('answer bytes without telling how many', async () => {
		const chunked = await get('/diagnostics/bytes?count=70000&chunked=1');
		expect(chunked.text).toHaveLength(70_000);
		expect(chunked.headers.has('content-length')).toBe(false);
	});

	it('refuse a count that is no number', async () => {
		expect((await get('/diagnostics/bytes?count=many')).status).toBeGreaterThanOrEqual(400);
	});

	it('echo the request as it arrived', async () => {
		const headers = await authorized(simulator());
		const { text } = await call(simulator(), '/diagnostics/echo?a=%2F&b=1+2&a=', {
			method: 'PUT',
			headers: { ...headers, 'content-type': 'text/plain', 'x-odd': 'yes' },
			body: '{"not": JSON',
		});
		const body = JSON.parse(text) as Record<string, unknown>;
		expect(body['data'] ?? body).toMatchObject({
			method: 'PUT',
			query: 'a=%2F&b=1+2&a=',
			headers: { ...headers, 'x-odd': 'yes' },
			body: '{"not": JSON',
		});
	});

	it('redirect to the given address', async () => {
		const to = 'http://other.example.com/path?x=1';
		const answer = await get(`/diagnostics/redirect?to=${encodeURIComponent(to)}`);
		expect(answer.status).toBe(302);
		expect(answer.headers.get('location')).toBe(to);
	});

	it('need a token', async () => {
		const { partnerId = '' } = simulator().credentials;
		const answer = await call(simulator(), '/diagnostics/echo', {
			headers: { 'x-partner-id': partnerId },
		});
		expect(answer.status).toBe(401);
	});
});
