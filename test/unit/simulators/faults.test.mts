import { fetch } from 'undici';

import type { Fault, ProviderId } from '../../../simulators/index.mts';
import {
	authorized,
	call,
	newestToken,
	headersFor,
	postJson,
	postSigned,
	readPaths,
	requestToken,
	until,
	useSimulator,
} from './support.mts';
import { payin, transaction, transfer } from './bodies.mts';

const errorCode = (error: unknown) =>
	(error as { cause?: { code?: string } }).cause?.code ?? 'none';

describe('a fault', () => {
	const { simulator } = useSimulator('smartFastPay');
	const read = async (headers: Record<string, string>, path = readPaths.smartFastPay) =>
		call(simulator(), path, { headers });
	const add = (fault: Fault) => simulator().control.addFault(fault);
	const payments = () => simulator().control.records()['payments'] ?? [];

	it('hits the next request and no other', async () => {
		const headers = await authorized(simulator());
		add({ status: 503 });
		expect((await read(headers)).status).toBe(503);
		expect((await read(headers)).status).toBe(200);
	});

	it('hits the next N requests', async () => {
		const headers = await authorized(simulator());
		add({ status: 500, times: 2 });
		const statuses = [await read(headers), await read(headers), await read(headers)];
		expect(statuses.map(({ status }) => status)).toEqual([500, 500, 200]);
	});

	it('lasts until the reset when its times are infinite', async () => {
		add({ status: 500, times: Infinity });
		expect((await read({})).status).toBe(500);
		expect((await read({})).status).toBe(500);
		simulator().control.reset();
		expect((await read({})).status).toBe(401);
	});

	it('waits its turn behind an earlier one', async () => {
		add({ status: 500 });
		add({ status: 429 });
		expect([(await read({})).status, (await read({})).status]).toEqual([500, 429]);
	});

	it('without a match leaves the token endpoint and the control plane alone', async () => {
		add({ status: 500 });
		expect((await requestToken(simulator())).status).toBe(200);
		expect((await call(simulator(), '/__simulator')).status).toBe(200);
		expect((await read({})).status).toBe(500);
	});

	it.each<[string, Fault['match'], string, number]>([
		['its exact path', { path: '/balance' }, '/balance?currency=BRL', 500],
		['its exact path only', { path: '/bal' }, '/balance', 200],
		['a prefix', { path: '/bal*' }, '/balance', 500],
		['its method', { method: 'get' }, '/balance', 500],
		['its method only', { method: 'POST' }, '/balance', 200],
	])('is matched by %s', async (_name, match, path, expected) => {
		const headers = await authorized(simulator());
		add({ match, status: 500 });
		expect((await read(headers, path)).status).toBe(expected);
	});

	it.each<[string, Fault['match']]>([
		['token', { token: true }],
		['its own path', { path: '/oauth2/token' }],
	])('reaches the token endpoint by %s and then nothing else', async (_name, match) => {
		const headers = await authorized(simulator());
		add({ match, status: 503 });
		expect((await read(headers)).status).toBe(200);
		expect((await requestToken(simulator())).status).toBe(503);
	});

	it('does not reach the token endpoint by a prefix', async () => {
		add({ match: { path: '/*' }, status: 503 });
		expect((await requestToken(simulator())).status).toBe(200);
	});

	it('answers with the headers and the body it was given', async () => {
		add({ status: 429, headers: { 'retry-after': '7' }, body: { slow: 'down' } });
		const answer = await read({});
		expect(answer.headers.get('retry-after')).toBe('7');
		expect(answer.body).toEqual({ slow: 'down' });
	});

	it('answers a text that starts with a tag as HTML', async () => {
		add({ status: 502, body: '<html>Bad Gateway</html>' });
		const answer = await read({});
		expect(answer.headers.get('content-type')).toContain('text/html');
		expect(answer.text).toBe('<html>Bad Gateway</html>');
	});

	it('can be an HTML page with status 200', async () => {
		add({ html: true });
		const answer = await read({});
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toContain('text/html');
		expect(answer.text).toContain('<h1>');
	});

	it('can refuse a good token without revoking it', async () => {
		const headers = await authorized(simulator());
		add({ tokenRefused: true });
		expect((await read(headers)).status).toBe(401);
		expect((await read(headers)).status).toBe(200);
	});

	it('at the token endpoint refuses the credentials', async () => {
		add({ match: { token: true }, tokenRefused: true });
		const { status, text } = await requestToken(simulator());
		expect(status).toBe(401);
		expect(text).toContain('Invalid client credentials');
		expect(simulator().control.tokens()).toEqual([]);
	});

	it('contains an answer back and lets later requests overtake it', async () => {
		const headers = await authorized(simulator());
		const order: string[] = [];
		add({ match: { path: '/balance' }, delayMs: 100 });
		await Promise.all([
			read(headers, '/balance').then(({ status }) => order.push(`balance ${status}`)),
			read(headers, '/payments').then(({ status }) => order.push(`payments ${status}`)),
		]);
		expect(order).toEqual(['payments 200', 'balance 200']);
	});

	it('holds answers until as many requests as it says are under way', async () => {
		const headers = await authorized(simulator());
		const answered: number[] = [];
		const ask = async (n: number): Promise<void> => {
			await read(headers, '/balance');
			answered.push(n);
		};
		add({ match: { path: '/balance' }, together: 3, times: 6 });
		const first = [ask(1), ask(2)];
		await until(() => simulator().control.counts()['GET /balance'] === 2);
		await read(headers, '/payments');
		expect(answered).toEqual([]);
		await Promise.all([...first, ask(3)]);
		expect(answered).toHaveLength(3);
		await Promise.all([ask(4), ask(5), ask(6)]);
		expect(simulator().control.traffic().maxAtOnce).toBe(3);
	});

	it('can hold and then fail', async () => {
		add({ together: 2, times: 2, status: 503 });
		const answers = await Promise.all([read({}), read({})]);
		expect(answers.map(({ status }) => status)).toEqual([503, 503]);
	});

	it('can delay and then fail', async () => {
		add({ delayMs: 1, status: 504 });
		expect((await read({})).status).toBe(504);
	});

	it('still makes the payment of a client that gave up waiting', async () => {
		const headers = await authorized(simulator());
		const patience = new AbortController();
		add({ delayMs: 200 });
		const charge = fetch(`${simulator().url}/v2/payin`, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: JSON.stringify(payin('order-slow')),
			signal: patience.signal,
		}).then(
			() => 'answered',
			(error: Error) => error.name,
		);
		await until(() => simulator().control.requests().at(-1)?.body !== '');
		patience.abort();
		expect(await charge).toBe('AbortError');
		expect(payments()).toHaveLength(60);
		await until(() => payments().length === 61);
		expect(payments().at(-1)).toMatchObject({ transaction_id: 'order-slow' });
	});

	it.each<[Fault['reset'], number, number | null]>([
		['beforeProcessing', 0, null],
		['afterProcessing', 1, null],
		['midBody', 1, 200],
	])('resets the connection %s', async (reset, stored, status) => {
		const headers = await authorized(simulator());
		add({ reset });
		const failure = await postJson(simulator(), '/v2/payin', payin('order-reset'), headers).then(
			() => 'answered',
			errorCode,
		);
		expect(failure).toBe(reset === 'midBody' ? 'UND_ERR_SOCKET' : 'ECONNRESET');
		expect(payments().filter((row) => row['transaction_id'] === 'order-reset')).toHaveLength(
			stored,
		);
		expect(simulator().control.counts()['POST /v2/payin']).toBe(1);
		expect(simulator().control.requests().at(-1)).toMatchObject({ path: '/v2/payin', status });
	});

	it('midBody sends the headers, the full length and half of the body', async () => {
		const headers = await authorized(simulator());
		const whole = (await read(headers)).text.length;
		add({ reset: 'midBody' });
		const response = await fetch(simulator().url + readPaths.smartFastPay, { headers });
		const length = Number(response.headers.get('content-length'));
		expect(response.status).toBe(200);
		// The request id varies by a few digits.
		expect(Math.abs(length - whole)).toBeLessThan(15);
		let received = 0;
		const reading = async () => {
			for await (const chunk of response.body ?? []) received += chunk.length;
		};
		await expect(reading()).rejects.toThrow('terminated');
		expect(received).toBe(Math.ceil(length / 2));
	});

	it('malformed cuts the JSON of an answer whose payment exists', async () => {
		const headers = await authorized(simulator());
		add({ malformed: true });
		const answer = await postJson(simulator(), '/v2/payin', payin('order-cut'), headers);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toContain('application/json');
		expect(answer.text).toMatch(/^\{"requestId"/);
		expect(answer.body).toBeUndefined();
		expect(payments().some((row) => row['transaction_id'] === 'order-cut')).toBe(true);
	});

	it.each<[string, Fault, string]>([
		['nothing at all', {}, 'needs a kind'],
		['only a match', { match: { path: '/x' } }, 'needs a kind'],
		['two kinds', { status: 500, html: true }, 'one kind'],
		['a body without status', { delayMs: 1, body: 'x' }, 'need its status'],
	])('is refused when it says %s', (_name, fault, message) => {
		expect(() => add(fault)).toThrow(message);
	});
});

describe.each<[ProviderId, unknown]>([
	[
		'smartFastPay',
		{ requestId: expect.any(String), moreInformation: { message: 'Internal Server Error' } },
	],
	['paySecurez', { statusCode: 500, message: 'Internal Server Error', error: expect.any(String) }],
	[
		'singapay',
		{ status: 500, success: false, error: { code: 500, message: 'Internal Server Error' } },
	],
])('a status fault of %s', (provider, expected) => {
	const { simulator } = useSimulator(provider);

	it('without a body has the provider’s own', async () => {
		simulator().control.addFault({ status: 500 });
		expect((await call(simulator(), readPaths[provider])).body).toEqual(expected);
	});
});

describe('a failure inside HTTP 200', () => {
	const fast = useSimulator('smartFastPay');
	const secure = useSimulator('paySecurez');
	const singa = useSimulator('singapay');

	it('is worded by SmartFastPay and makes no payment', async () => {
		const simulator = fast.simulator();
		const headers = await authorized(simulator);
		const before = simulator.control.records();
		simulator.control.addFault({ failureIn200: true, code: 'no-funds' });
		const answer = await postJson(simulator, '/v2/payin', payin('order-no'), headers);
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({ status: 'error', payload: { code: 'no-funds' } });
		expect(simulator.control.records()).toEqual(before);
	});

	it('is worded by PaySecurez', async () => {
		const simulator = secure.simulator();
		const headers = await authorized(simulator);
		simulator.control.addFault({ failureIn200: true });
		const answer = await postJson(simulator, '/api/v1/transactions', transaction('R-1'), headers);
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({ statusCode: 422 });
	});

	it('is worded by Singapay in the envelope of the path', async () => {
		const simulator = singa.simulator();
		simulator.control.addFault({ failureIn200: true, times: 2 });
		const v1 = await call(simulator, '/api/v1.0/accounts');
		expect(v1).toMatchObject({
			status: 200,
			body: { status: 422, success: false, error: { code: 422 } },
		});
		const v2 = await postSigned(simulator, '/api/v2.0/disbursement/transfer', transfer('R-1'));
		expect(v2).toMatchObject({ status: 200, body: { response_code: 'SP018', data: null } });
	});

	it('of Singapay carries the code it was given', async () => {
		const simulator = singa.simulator();
		simulator.control.addFault({ failureIn200: true, code: 'SP001' });
		const path = '/api/v2.0/disbursement/transfer';
		expect((await postSigned(simulator, path, transfer('R-1'))).body).toEqual({
			response_code: 'SP001',
			response_message: 'Transaction Failure',
			data: null,
		});
	});

	it('can be a refused token at Singapay', async () => {
		const simulator = singa.simulator();
		await requestToken(simulator);
		const headers = headersFor(simulator, newestToken(simulator));
		simulator.control.addFault({ tokenRefused: true, code: 'SP013' });
		const answer = await call(simulator, '/api/v1.0/accounts', { headers });
		expect(answer).toMatchObject({ status: 200, body: { response_code: 'SP013' } });
	});
});
