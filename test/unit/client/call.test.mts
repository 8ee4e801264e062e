import { createTokenLifecycle } from '../../../lib/auth/lifecycle';
import type { Token } from '../../../lib/auth/token';
import { basicAuthorization } from '../../../lib/providers/oauth';
import { paySecurez } from '../../../lib/providers/paySecurez';
import type { ApiRequest, Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { call, type CallContext, type CallOptions } from '../../../lib/client/call';
import { payment, read, settings } from '../../support/samples.mts';

type Reply = { status?: number; body?: unknown; headers?: Record<string, string> } | Error;
const refusal: Reply = { status: 401, body: { response_code: 'SP013' } };
const ok: Reply = { body: { success: true, data: { fine: true } } };

/** A provider that hands out token-1, token-2, … and answers requests as told; the last reply is repeated. */
function stage(replies: Reply[], more: Partial<CallContext> = {}, provider: Provider = singapay) {
	const clock = { now: Date.UTC(2026, 0, 5) };
	const sent: string[] = [];
	const slept: number[] = [];
	let mints = 0;
	const tokenAnswer = (): unknown => ({ access_token: `token-${mints}`, expires_in: 3600 });
	const context: CallContext = {
		provider,
		settings,
		lifecycle: createTokenLifecycle(() => clock.now),
		send: async () => {
			mints += 1;
			const body = JSON.stringify({ data: tokenAnswer(), ...(tokenAnswer() as object) });
			return await Promise.resolve({ statusCode: 200, headers: {}, body });
		},
		sendAs: (token) => ({
			send: async () => {
				sent.push(token.accessToken);
				const reply = replies.length > 1 ? replies.shift() : replies[0];
				if (reply instanceof Error) throw reply;
				const { status = 200, body = '', headers = {} } = reply ?? {};
				const text = typeof body === 'string' ? body : JSON.stringify(body);
				return await Promise.resolve({ statusCode: status, headers, body: Buffer.from(text) });
			},
			isUnsent: () => false,
			sentToken: () => token.accessToken,
		}),
		stored: async () => await Promise.resolve(undefined),
		sleep: async (ms) => {
			slept.push(ms);
			await Promise.resolve();
		},
		random: () => 0,
		signal: undefined,
		allowedDomains: undefined,
		...more,
	};
	const request = (method: string): ApiRequest => ({
		method,
		url: `${settings.baseUrl}/x`,
		headers: {},
	});
	const options: CallOptions = { timeoutMs: 1_000, maxRetries: 2 };
	return {
		clock,
		sent,
		slept,
		context,
		mints: () => mints,
		get: async () => await call(context, request('GET'), read, options),
		post: async () => await call(context, request('POST'), payment, options),
	};
}

describe('an answer', () => {
	it('is read, and was asked for once', async () => {
		const { get, sent, mints } = stage([ok]);

		expect(await get()).toMatchObject({
			kind: 'answered',
			response: { status: 200, isJson: true, body: { data: { fine: true } } },
			failure: undefined,
		});
		expect(sent).toEqual(['token-1']);
		expect(mints()).toBe(1);
	});

	it('that reports a failure is told apart', async () => {
		const { post } = stage([{ body: { response_code: 'SP003' } }]);

		expect(await post()).toMatchObject({ kind: 'answered', failure: { code: 'SP003' } });
	});
});

describe('a refused token', () => {
	it.each(['get', 'post'] as const)(
		'is renewed, and the request sent once more (%s)',
		async (how) => {
			const play = stage([refusal, ok]);

			expect(await play[how]()).toMatchObject({ kind: 'answered', response: { status: 200 } });
			expect(play.sent).toEqual(['token-1', 'token-2']);
			expect(play.slept).toEqual([]);
		},
	);

	it.each(['get', 'post'] as const)('that is refused again ends the call (%s)', async (how) => {
		const play = stage([refusal]);

		expect(await play[how]()).toMatchObject({
			kind: 'tokenRefused',
			status: 401,
			explanation: { message: 'Singapay issued a token and then did not accept it' },
		});
		expect(play.sent).toEqual(['token-1', 'token-2']);
	});

	it('that is refused again stops further calls for five seconds', async () => {
		const { get, sent, mints, clock } = stage([refusal]);
		await get();
		clock.now += 4_999;
		expect(await get()).toMatchObject({ kind: 'noToken' });
		expect([sent.length, mints()]).toEqual([2, 2]);
		clock.now += 1;
		await get();

		expect(mints()).toBeGreaterThan(2);
	});

	it('is replaced by what another process has stored meanwhile', async () => {
		const live: Token = { accessToken: 'of-another-worker', expiresAt: Date.UTC(2026, 0, 6) };
		const asked: boolean[] = [];
		const { get, sent, mints } = stage([refusal, ok], {
			stored: async (again) => {
				asked.push(again);
				return await Promise.resolve(again ? live : undefined);
			},
		});
		await get();

		expect(sent).toEqual(['token-1', 'of-another-worker']);
		expect(mints()).toBe(1);
		expect(asked).toEqual([false, true]);
	});

	it('does not use up a retry, nor the other way round', async () => {
		const { get, sent, slept } = stage([{ status: 503 }, refusal, { status: 503 }, ok]);

		expect(await get()).toMatchObject({ kind: 'answered', response: { status: 200 } });
		expect(sent).toEqual(['token-1', 'token-1', 'token-2', 'token-2']);
		expect(slept).toEqual([250, 500]);
	});

	it('is renewed once in a call, however long the call goes on', async () => {
		const { get, sent } = stage([refusal, { status: 503 }, refusal]);

		expect((await get()).kind).toBe('tokenRefused');
		expect(sent).toEqual(['token-1', 'token-2', 'token-2']);
	});
});

describe('a token for each write', () => {
	it('is asked for before each write, and not before each read', async () => {
		const { get, post, sent } = stage([{ body: {} }], {}, paySecurez);
		await get();
		await get();
		await post();
		await post();

		expect(sent).toEqual(['token-1', 'token-1', 'token-2', 'token-3']);
	});

	it('is another one when it was refused', async () => {
		const { post, sent } = stage([{ status: 401 }, { body: {} }], {}, paySecurez);

		expect((await post()).kind).toBe('answered');
		expect(sent).toEqual(['token-1', 'token-2']);
	});
});

describe('without a token', () => {
	it('nothing is sent', async () => {
		const { post, sent } = stage([ok], {
			send: async () =>
				await Promise.resolve({ statusCode: 401, headers: {}, body: Buffer.from('{}') }),
		});

		expect(await post()).toMatchObject({
			kind: 'noToken',
			explanation: { message: 'Singapay did not accept the Client ID and Client Secret' },
		});
		expect(sent).toEqual([]);
	});
});

describe('after a passing failure', () => {
	it('a read is repeated, with a pause', async () => {
		const { get, sent, slept } = stage([{ status: 503 }, Object.assign(new Error(), {}), ok]);

		expect((await get()).kind).toBe('answered');
		expect(sent).toHaveLength(3);
		expect(slept).toEqual([250, 500]);
	});

	it('a read ends with the last answer', async () => {
		const { get, sent } = stage([{ status: 503 }]);

		expect(await get()).toMatchObject({ kind: 'answered', response: { status: 503 } });
		expect(sent).toHaveLength(3);
	});

	it.each<Reply>([{ status: 503 }, { status: 429 }, { status: 500 }, new Error('reset')])(
		'a write is not repeated: %p',
		async (reply) => {
			const { post, sent, slept } = stage([reply]);
			await post();

			expect(sent).toHaveLength(1);
			expect(slept).toEqual([]);
		},
	);

	it('a write with a long Retry-After is answered, not asked to wait', async () => {
		const { post } = stage([{ status: 429, headers: { 'Retry-After': '3600' } }]);

		expect((await post()).kind).toBe('answered');
	});

	it('a read that would have to wait too long says how long', async () => {
		const { get, slept } = stage([{ status: 429, headers: { 'Retry-After': '3600' } }]);

		expect(await get()).toEqual({ kind: 'askedToWait', waitMs: 3_600_000, status: 429 });
		expect(slept).toEqual([]);
	});

	it('a lost connection ends a write as a fault', async () => {
		const { post } = stage([Object.assign(new Error('x'), { code: 'ECONNRESET' })]);

		expect(await post()).toEqual({ kind: 'failed', fault: { kind: 'lost', code: 'ECONNRESET' } });
	});
});

describe('a canceled execution', () => {
	it('sends nothing', async () => {
		const { post, sent } = stage([ok], { signal: AbortSignal.abort() });

		expect(await post()).toEqual({
			kind: 'failed',
			fault: { kind: 'canceled', wasSent: false },
		});
		expect(sent).toEqual([]);
	});

	it('sends nothing more after the pause in which it was canceled', async () => {
		const controller = new AbortController();
		const { get, sent } = stage([{ status: 503 }], {
			signal: controller.signal,
			sleep: async () => await Promise.resolve(controller.abort()),
		});

		expect(await get()).toMatchObject({ kind: 'failed', fault: { wasSent: false } });
		expect(sent).toHaveLength(1);
	});
});

describe('secrets in an answer', () => {
	const basic = basicAuthorization(settings).slice('Basic '.length);

	it.each(['token-1', settings.clientSecret, basic])(
		'%s is hidden before anything reads it',
		async (secret) => {
			const play = stage([{ body: { echo: secret }, headers: { 'x-echo': secret } }]);
			const result = JSON.stringify(await play.get());

			expect(result).toContain('[hidden]');
			expect(result).not.toContain(secret);
		},
	);

	it('the token that n8n sent in place of the chosen one is hidden too', async () => {
		const body = { echo: 'Bearer another-token' };
		const { get } = stage([], {
			sendAs: () => ({
				send: async () =>
					await Promise.resolve({
						statusCode: 200,
						headers: {},
						body: Buffer.from(JSON.stringify(body)),
					}),
				isUnsent: () => false,
				sentToken: () => 'another-token',
			}),
		});

		expect(await get()).toMatchObject({ response: { body: { echo: 'Bearer [hidden]' } } });
	});
});
