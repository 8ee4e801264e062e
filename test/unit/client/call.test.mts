import type { Token } from '../../../lib/auth/token';
import { call, type CallContext } from '../../../lib/client/call';
import { maxTokenReplacements } from '../../../lib/client/numbers';
import type { Answered } from '../../../lib/client/result';
import type { Provider } from '../../../lib/providers/contract';
import { basicAuthorization } from '../../../lib/providers/oauth';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { answer, fakeContext, fault, type Replies, settings } from '../../support/fakeContext.mts';
import { readRequest, writeRequest } from '../../support/providerSamples.mts';

const refusal = answer({ response_code: 'SP013' }, 401);
const ok = answer({ success: true, data: { fine: true } });
const down = answer('', 503);

/** A provider that answers as told, and a read and a write of it. */
function calling(
	replies: Replies,
	change: Partial<CallContext> = {},
	provider: Provider = singapay,
) {
	const fake = fakeContext(provider, replies, change);
	const options = { timeoutMs: 1_000, maxRetries: 2 };
	return {
		...fake,
		tokens: () => fake.requests.map(({ token }) => token),
		get: async () => await call(fake.context, readRequest(provider), options),
		post: async () => await call(fake.context, writeRequest(provider), options),
	};
}

describe('an answer', () => {
	it('is read, and was asked for once', async () => {
		const { get, tokens, tokenCalls } = calling(ok);

		expect(await get()).toMatchObject({
			kind: 'answered',
			response: { status: 200, isJson: true, body: { data: { fine: true } } },
			call: { kind: 'reads', request: readRequest(singapay) },
		});
		expect(tokens()).toEqual(['token-0001']);
		expect(tokenCalls()).toBe(1);
	});

	it('that reports a failure is recognised as a failure', async () => {
		const { post } = calling(answer({ response_code: 'SP003' }));

		expect(await post()).toMatchObject({
			kind: 'failed',
			cause: 'refused',
			code: 'SP003',
			call: { kind: 'movesMoney', reference: 'order-77' },
		});
	});
});

const live: Token = { accessToken: 'of-another-worker', expiresAt: Date.UTC(2026, 0, 6) };

describe('a refused token', () => {
	it.each(['get', 'post'] as const)(
		'is renewed, and the request sent once more (%s)',
		async (how) => {
			const run = calling([refusal, ok]);

			expect(await run[how]()).toMatchObject({ kind: 'answered', response: { status: 200 } });
			expect(run.tokens()).toEqual(['token-0001', 'token-0002']);
			expect(run.slept).toEqual([]);
		},
	);

	it.each(['get', 'post'] as const)('that is refused again ends the call (%s)', async (how) => {
		const run = calling(refusal);

		expect(await run[how]()).toMatchObject({
			kind: 'failed',
			cause: 'tokenRefused',
			effect: 'none',
			isPassing: false,
			status: 401,
			message: 'Singapay issued a token and then rejected it',
		});
		expect(run.tokens()).toEqual(['token-0001', 'token-0002']);
	});

	it('that is refused again stops further calls for five seconds', async () => {
		const { get, clock, requests, tokenCalls } = calling(refusal);
		await get();
		clock.now += 4_999;
		expect(await get()).toMatchObject({ kind: 'failed', cause: 'noToken' });
		expect([requests.length, tokenCalls()]).toEqual([2, 2]);
		clock.now += 1;
		await get();

		expect(tokenCalls()).toBeGreaterThan(2);
	});

	it('is replaced by what another process has stored meanwhile', async () => {
		const run = calling([refusal, ok], {
			stored: async () => await Promise.resolve(run.requests.length === 0 ? undefined : live),
		});
		await run.get();

		expect(run.tokens()).toEqual(['token-0001', 'of-another-worker']);
		expect(run.tokenCalls()).toBe(1);
	});

	it('is not asked for at all where another process has stored one meanwhile', async () => {
		const { get, tokens, tokenCalls } = calling(ok, {
			stored: async (again) => await Promise.resolve(again ? live : undefined),
		});
		await get();

		expect([tokens(), tokenCalls()]).toEqual([['of-another-worker'], 0]);
	});

	it.each([
		['get', 4, { kind: 'answered' }],
		['post', 2, { kind: 'failed', cause: 'tokenRefused', effect: 'none' }],
	] as const)(
		'that others keep replacing does not count against the credential: a read continues with theirs, a write is sent twice at most (%s)',
		async (how, sent, outcome) => {
			let replaced = 0;
			const run = calling([refusal, refusal, refusal, ok], {
				stored: async () => {
					// Each time another one, that the provider has already dropped for the next.
					if (run.requests.length > 0) replaced += 1;
					return await Promise.resolve(
						replaced === 0 ? undefined : { ...live, accessToken: `of-another-worker-${replaced}` },
					);
				},
			});

			expect(await run[how]()).toMatchObject(outcome);
			expect(run.requests).toHaveLength(sent);
			expect(run.tokenCalls()).toBe(1);
		},
	);

	it('stays one where the stored token was refused, too', async () => {
		const old: Token = { ...live, accessToken: 'old' };
		const run = calling(refusal, { stored: async () => await Promise.resolve(old) });

		expect(await run.get()).toMatchObject({ kind: 'failed', cause: 'tokenRefused' });
		expect(run.tokens()).toEqual(['old', 'token-0001']);
	});

	it('of a write is no other than its own: a stored one of the reads does not count', async () => {
		const run = calling(
			answer('', 401),
			{ stored: async () => await Promise.resolve(live) },
			paySecurez,
		);

		expect(await run.post()).toMatchObject({ kind: 'failed', cause: 'tokenRefused' });
		expect(run.tokens()).toEqual(['token-0001', 'token-0002']);
	});

	it('that is replaced again and again is given up, and blocks no other request', async () => {
		let replaced = 0;
		const run = calling(refusal, {
			stored: async () => {
				replaced += 1;
				return await Promise.resolve({ ...live, accessToken: `of-another-worker-${replaced}` });
			},
		});

		expect(await run.get()).toMatchObject({ kind: 'failed', cause: 'tokenRefused' });
		expect(run.requests.length).toBeLessThanOrEqual(maxTokenReplacements + 1);
		expect(await run.get()).toMatchObject({ cause: 'tokenRefused' });
	});

	it('does not use up a retry, nor the other way round', async () => {
		const { get, slept, tokens } = calling([down, refusal, down, ok]);

		expect(await get()).toMatchObject({ kind: 'answered', response: { status: 200 } });
		expect(tokens()).toEqual(['token-0001', 'token-0001', 'token-0002', 'token-0002']);
		expect(slept).toEqual([250, 500]);
	});

	it('is renewed once in a call, however long the call goes on', async () => {
		const { get, tokens } = calling([refusal, down, refusal]);

		expect(await get()).toMatchObject({ kind: 'failed', cause: 'tokenRefused' });
		expect(tokens()).toEqual(['token-0001', 'token-0002', 'token-0002']);
	});
});

describe('a token for each write', () => {
	it('is asked for before each write, and not before each read', async () => {
		const { get, post, tokens } = calling(answer({}), {}, paySecurez);
		await get();
		await get();
		await post();
		await post();

		expect(tokens()).toEqual(['token-0001', 'token-0001', 'token-0002', 'token-0003']);
	});

	it('is another one when it was refused', async () => {
		const { post, tokens } = calling([answer('', 401), answer({})], {}, paySecurez);

		expect((await post()).kind).toBe('answered');
		expect(tokens()).toEqual(['token-0001', 'token-0002']);
	});
});

describe('without a token', () => {
	it('nothing is sent', async () => {
		const { post, requests } = calling(ok, {
			send: async () =>
				await Promise.resolve({ statusCode: 401, headers: {}, body: Buffer.from('{}') }),
		});

		expect(await post()).toMatchObject({
			kind: 'failed',
			cause: 'noToken',
			effect: 'none',
			message: 'Singapay did not accept the Client ID and Client Secret',
		});
		expect(requests).toEqual([]);
	});
});

describe('after a temporary failure', () => {
	it('a read is repeated, with a pause', async () => {
		const { get, slept, requests } = calling([down, fault(''), ok]);

		expect((await get()).kind).toBe('answered');
		expect(requests).toHaveLength(3);
		expect(slept).toEqual([250, 500]);
	});

	it('a read ends with what the last answer says', async () => {
		const { get, requests } = calling([down, down, answer('', 502)]);

		expect(await get()).toMatchObject({ kind: 'failed', cause: 'unavailable', status: 502 });
		expect(requests).toHaveLength(3);
	});

	it('a write with a long Retry-After reports its outcome, not how long to wait', async () => {
		const { post } = calling(answer('', 429, { 'Retry-After': '3600' }));

		expect(await post()).toMatchObject({
			effect: 'unknown',
			retryAfterMs: 3_600_000,
			message: expect.stringMatching(/^Outcome unknown/),
		});
	});

	it('a read that would have to wait too long says how long', async () => {
		const { get, slept } = calling(answer('', 429, { 'Retry-After': '3600' }));

		expect(await get()).toMatchObject({
			kind: 'failed',
			cause: 'unavailable',
			isPassing: true,
			retryAfterMs: 3_600_000,
			status: 429,
			message: 'Singapay asks to wait 3600 seconds (HTTP 429)',
		});
		expect(slept).toEqual([]);
	});
});

describe('a canceled execution', () => {
	it('sends nothing', async () => {
		const { post, requests } = calling(ok, { signal: AbortSignal.abort() });

		expect(await post()).toMatchObject({
			kind: 'failed',
			cause: 'canceled',
			effect: 'none',
		});
		expect(requests).toEqual([]);
	});

	it('sends nothing more after the pause in which it was canceled', async () => {
		const controller = new AbortController();
		const { get, requests } = calling(down, {
			signal: controller.signal,
			sleep: async () => await Promise.resolve(controller.abort()),
		});

		expect(await get()).toMatchObject({ kind: 'failed', cause: 'canceled', effect: 'none' });
		expect(requests).toHaveLength(1);
	});
});

describe('secrets in an answer', () => {
	const basic = basicAuthorization(settings).slice('Basic '.length);

	it.each(['token-0001', settings.clientSecret, basic])(
		'%s is hidden before anything reads it',
		async (secret) => {
			const { get } = calling(answer({ echo: secret }, 200, { 'x-echo': secret }));
			const { raw, response } = (await get()) as Answered;
			const result = JSON.stringify([raw.bytes.toString(), raw.headers, response]);

			expect(result).toContain('[hidden]');
			expect(result).not.toContain(secret);
		},
	);

	it('the token that n8n sent in place of the chosen one is hidden too', async () => {
		const body = { echo: 'Bearer another-token' };
		const { get } = calling([], {
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
