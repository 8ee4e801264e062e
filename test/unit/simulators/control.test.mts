import { fetch } from 'undici';

import { createRecorder } from '../../../simulators/core/recorder.mts';
import { startSimulator } from '../../../simulators/index.mts';
import {
	authorized,
	call,
	postJson,
	readPaths,
	requestToken,
	until,
	useSimulator,
} from './support.mts';
import { payin } from './bodies.mts';

const { simulator, clock } = useSimulator('smartFastPay');
const plane = (path: string, body?: unknown) =>
	body === undefined
		? call(simulator(), `/__simulator${path}`)
		: postJson(simulator(), `/__simulator${path}`, body);

describe('the control plane', () => {
	it('returns what was received, counted and issued', async () => {
		const headers = await authorized(simulator());
		await postJson(simulator(), '/v2/payin?a=1', payin('order-seen'), headers);
		await call(simulator(), '/nowhere', { headers });
		const state = await plane('');
		expect(state.body).toMatchObject({
			settings: { tokenLifetimeSeconds: 3600, newTokenKillsOld: false, allowedIps: null },
			counts: { 'POST /oauth2/token': 1, 'POST /v2/payin': 1, 'GET (unknown)': 1 },
			tokens: [{ uses: 2, revoked: false, issuedAt: clock.now() }],
			requests: [
				{ method: 'POST', path: '/oauth2/token', body: '', status: 200, at: clock.now() },
				{
					method: 'POST',
					path: '/v2/payin?a=1',
					headers,
					body: JSON.stringify(payin('order-seen')),
					status: 200,
				},
				{ method: 'GET', path: '/nowhere', status: 404 },
			],
		});
		expect((await plane('/counts')).body).toEqual(simulator().control.counts());
	});

	it('is itself never counted', async () => {
		await plane('');
		await plane('/counts');
		expect((await plane('/nothing')).status).toBe(404);
		expect(simulator().control.requests()).toEqual([]);
		expect(simulator().control.counts()).toEqual({});
	});

	it('keeps the last thousand requests and counts them all', () => {
		const recorder = createRecorder(clock.now);
		for (let index = 0; index < 1005; index += 1) {
			recorder.receive('GET /payment/:id', {
				method: 'GET',
				path: `/payment/${index}`,
				headers: {},
			});
		}
		expect(recorder.requests()).toHaveLength(1000);
		expect(recorder.requests()[0]?.path).toBe('/payment/5');
		expect(recorder.counts()).toEqual({ 'GET /payment/:id': 1005 });
	});

	it('changes settings', async () => {
		const answer = await plane('/settings', { tokenLifetimeSeconds: 5, expiresIn: '7' });
		expect(answer.body).toMatchObject({ tokenLifetimeSeconds: 5, expiresIn: '7' });
		expect((await requestToken(simulator())).text).toContain('"expires_in":"7"');
		const [token] = simulator().control.tokens();
		expect((token?.expiresAt ?? 0) - (token?.issuedAt ?? 0)).toBe(5000);
	});

	it.each([{ lifetime: 5 }, { tokenLifetimeSeconds: '5' }, { allowedIps: 'all' }])(
		'refuses the settings %j',
		async (patch) => {
			expect((await plane('/settings', patch)).status).toBe(400);
		},
	);

	it('takes one fault or a list', async () => {
		expect((await plane('/faults', { status: 500 })).body).toEqual({ added: 1 });
		expect((await plane('/faults', [{ status: 502 }, { html: true }])).body).toEqual({ added: 2 });
		const statuses = [];
		for (let index = 0; index < 4; index += 1) {
			statuses.push((await call(simulator(), readPaths.smartFastPay)).status);
		}
		expect(statuses).toEqual([500, 502, 200, 401]);
	});

	it.each([{ statuss: 500 }, { status: 500, html: true }, { times: 2 }, { status: 500, times: 0 }])(
		'refuses the fault %j',
		async (fault) => {
			expect((await plane('/faults', fault)).status).toBe(400);
			expect((await call(simulator(), readPaths.smartFastPay)).status).toBe(401);
		},
	);

	it('revokes tokens', async () => {
		const headers = await authorized(simulator());
		await plane('/revoke', {});
		expect((await call(simulator(), readPaths.smartFastPay, { headers })).status).toBe(401);
	});

	it('moves a payment, and does not know an unknown one', async () => {
		expect((await plane('/payments/pay-0002/status', { status: 'denied' })).status).toBe(200);
		const payments = simulator().control.records()['payments'] ?? [];
		expect(payments.find(({ id }) => id === 'pay-0002')).toMatchObject({ status: 'denied' });
		expect((await plane('/payments/none/status', { status: 'paid' })).status).toBe(404);
		expect(() => simulator().control.setStatus('none', 'paid')).toThrow('no payment none');
	});

	it('brings everything back to the seed state', async () => {
		const seed = simulator().control.records();
		const headers = await authorized(simulator());
		await postJson(simulator(), '/v2/payin', payin('order-gone'), headers);
		simulator().control.setStatus('pay-0001', 'denied');
		simulator().control.configure({ tokenLifetimeSeconds: 1, wrapToken: false, expiresIn: 'omit' });
		simulator().control.addFault({ status: 500 });
		await plane('/reset', {});
		expect(simulator().control.records()).toEqual(seed);
		expect(simulator().control.counts()).toEqual({});
		expect(simulator().control.tokens()).toEqual([]);
		expect(simulator().control.settings).toEqual({
			tokenLifetimeSeconds: 3600,
			newTokenKillsOld: false,
			allowedIps: null,
		});
		expect((await call(simulator(), readPaths.smartFastPay, { headers })).status).toBe(401);
	});
});

describe('starting a simulator', () => {
	it('listens on 127.0.0.1 and frees its port when closed', async () => {
		const first = await startSimulator('paySecurez', { port: 0 });
		expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		const port = Number(new URL(first.url).port);
		await expect(startSimulator('paySecurez', { port })).rejects.toMatchObject({
			code: 'EADDRINUSE',
		});
		await first.close();
		const second = await startSimulator('singapay', { port });
		expect(second.credentials.partnerId).toBe('sim-partner-0001');
		await second.close();
	});

	it('does not wait for an answer that a fault holds back', async () => {
		const held = await startSimulator('paySecurez');
		held.control.addFault({ delayMs: 3600_000 });
		const pending = fetch(held.url).then(
			() => 'answered',
			() => 'closed',
		);
		await until(() => held.control.requests().length > 0);
		await held.close();
		expect(await pending).toBe('closed');
	});
});
