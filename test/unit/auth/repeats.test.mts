import {
	createTokenLifecycle,
	type TokenAcquired,
	type TokenLifecycle,
	type TokenQuery,
} from '../../../lib/auth/lifecycle';
import { createClock, startOfTests } from '../simulators/support.mts';
import { deferred, granted, script, type Script, type Scripted } from '../../support/scripted.mts';
import { subjects } from '../../support/subjects.mts';
import { createTimers, type TestTimers } from '../../support/timers.mts';

const { provider, settings } = subjects.paySecurez;
const clock = createClock();
const busy: Scripted = { status: 503 };
const asksFor = (seconds: number): Scripted => ({
	status: 429,
	headers: { 'retry-after': String(seconds) },
});

let lifecycle: TokenLifecycle;
let timers: TestTimers;
const begin = (options: { stands?: boolean } = {}) => {
	clock.reset();
	timers = createTimers(clock, options);
	lifecycle = createTokenLifecycle(clock.now, timers);
};
beforeEach(() => begin());

const ask = async ({ send }: Pick<Script, 'send'>, more: Partial<TokenQuery> = {}) =>
	await lifecycle.acquire({ provider, settings, stored: undefined, want: 'shared', send, ...more });
const idOf = (acquired: TokenAcquired) =>
	acquired.kind === 'token' ? acquired.token.accessToken : acquired.explanation.message;
/** Lets everybody who can go on go on. */
const turns = async () => await new Promise((resolve) => setImmediate(resolve));

describe('a token call that fails', () => {
	it.each<[string, Scripted]>([
		['the connection is lost', new Error('socket hang up')],
		['the connection is refused', Object.assign(new Error('x'), { syscall: 'connect' })],
		['no answer comes in time', Object.assign(new Error('x'), { code: 'ECONNABORTED' })],
		['408', { status: 408 }],
		['425', { status: 425 }],
		['429', { status: 429 }],
		['500', { status: 500 }],
		['a web page with 503', { status: 503, body: '<html>' }],
		['520', { status: 520 }],
		['a web page with 200', { status: 200, body: '<html>' }],
		['a web page with 403', { status: 403, body: '<html>' }],
		['500 inside 200', { status: 200, body: { statusCode: 500, message: 'x' } }],
	])('is repeated twice, after longer and longer delays: %s', async (_name, failure) => {
		const endpoint = script(failure, failure, granted('token-1'));
		expect(idOf(await ask(endpoint))).toBe('token-1');
		expect(timers.slept).toEqual([250, 500]);
	});

	it.each<[string, Scripted]>([
		['401', { status: 401 }],
		['400 in JSON', { status: 400, body: { statusCode: 400 } }],
		['501', { status: 501, body: {} }],
		['a redirect', { status: 302 }],
		['JSON without a token', { status: 200, body: {} }],
		['JSON with 404', { status: 404, body: {} }],
		['an expired certificate', Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' })],
		['n8n’s own refusal', new Error('Domain not allowed: x')],
	])('is not repeated where a repeat would end the same: %s', async (_name, failure) => {
		const endpoint = script(failure, granted('token-1'));
		expect(await ask(endpoint)).toMatchObject({ kind: 'unavailable', isPassing: false });
		expect(endpoint.requests).toHaveLength(1);
		expect(timers.slept).toEqual([]);
	});

	it('ends in a failure after the second repeat, and then in a short pause', async () => {
		const endpoint = script(busy, busy, busy, granted('token-1'));
		const failed = await ask(endpoint);
		expect(failed).toEqual({
			kind: 'unavailable',
			isPassing: true,
			retryAfterMs: undefined,
			status: 503,
			explanation: {
				message: 'PaySecurez did not issue a token (HTTP 503)',
				description: expect.stringContaining('asked again in 5 seconds at the earliest'),
			},
		});
		clock.advance(1_500);
		expect(await ask(endpoint)).toMatchObject({
			explanation: { description: expect.stringContaining('in 4 seconds ') },
		});
		clock.advance(3_500);
		expect(idOf(await ask(endpoint))).toBe('token-1');
	});

	describe('with a pause behind it', () => {
		const page: Scripted = { status: 403, body: '<html>' };
		const fails = async (failure: Scripted, times: number) => {
			await ask(script(...Array<Scripted>(times).fill(failure)));
			timers.slept.length = 0;
		};

		it.each<[string, Scripted, number, number]>([
			['503', busy, 3, 5_000],
			['a web page', page, 3, 5_000],
			['429 with Retry-After', asksFor(7), 3, 7_000],
			['429 with the longest that is waited for', asksFor(60), 3, 60_000],
		])('is waited out by a run that begins in it: %s', async (_name, failure, times, pause) => {
			await fails(failure, times);
			clock.advance(1_000);
			const endpoint = script(granted('token-1'));
			expect(idOf(await ask(endpoint, { runBeganAt: clock.now() }))).toBe('token-1');
			expect(timers.slept).toEqual([pause - 1_000]);
		});

		it.each<[string, Scripted, number]>([
			['a refusal', { status: 401 }, 1],
			['a longer Retry-After', asksFor(61), 1],
		])(
			'is not where waiting would not help, or would take too long: %s',
			async (_name, failure, times) => {
				await fails(failure, times);
				const endpoint = script(granted('token-1'));
				expect((await ask(endpoint, { runBeganAt: clock.now() })).kind).toBe('unavailable');
				expect([endpoint.requests.length, timers.slept]).toEqual([0, []]);
			},
		);

		it('is waited out once: later items of a run that has met the failure fail at once', async () => {
			await fails(busy, 3);
			const runBeganAt = clock.now();
			const endpoint = script(busy);
			await ask(endpoint, { runBeganAt });
			await ask(endpoint, { runBeganAt });
			expect([endpoint.requests.length, timers.slept]).toEqual([3, [5_000, 250, 500]]);
		});

		it('has all its repeats left', async () => {
			await fails(busy, 3);
			const endpoint = script(busy, busy, granted('token-1'));
			expect(idOf(await ask(endpoint, { runBeganAt: clock.now() }))).toBe('token-1');
		});

		it('does not delay a caller whose token is still valid', async () => {
			begin({ stands: true });
			const stored = { accessToken: 'old', expiresAt: clock.now() + 30_000, issuedAt: undefined };
			const failing = ask(script(busy));
			for (let sleeps = 0; sleeps < 2; sleeps += 1) {
				await turns();
				timers.wake();
			}
			await failing;
			const endpoint = script(granted('token-1'));
			expect(idOf(await ask(endpoint, { stored, runBeganAt: clock.now() }))).toBe('old');
			timers.wake();
		});
	});

	it('has no status where no answer came', async () => {
		expect(await ask(script(new Error('x')))).toMatchObject({ isPassing: true, status: undefined });
	});
});

describe('a Retry-After of the token endpoint', () => {
	it.each([
		[2, [2_000]],
		[60, [60_000]],
		[0, [250]],
	])('of %i seconds is waited for', async (seconds, slept) => {
		const endpoint = script(asksFor(seconds), granted('token-1'));
		expect(idOf(await ask(endpoint))).toBe('token-1');
		expect(timers.slept).toEqual(slept);
	});

	it('of more than a minute is not waited for, but reported and respected', async () => {
		const endpoint = script(asksFor(61), granted('token-1'));
		expect(await ask(endpoint)).toMatchObject({ status: 429, retryAfterMs: 61_000 });
		clock.advance(60_000);
		expect(await ask(endpoint)).toMatchObject({ status: 429, retryAfterMs: 1_000 });
		expect([endpoint.requests.length, timers.slept]).toEqual([1, []]);
		clock.advance(1_000);
		expect(idOf(await ask(endpoint))).toBe('token-1');
	});

	it('is waited for by all who share the token, with one call', async () => {
		const endpoint = script(asksFor(2), granted('token-1'));
		const all = await Promise.all(Array.from({ length: 20 }, async () => await ask(endpoint)));
		expect(new Set(all.map(idOf))).toEqual(new Set(['token-1']));
		expect([endpoint.requests.length, timers.slept]).toEqual([2, [2_000]]);
	});

	it('is waited for by those, too, who want a token of their own', async () => {
		begin({ stands: true });
		const endpoint = script(asksFor(2), granted('token-1'), granted('token-2'), granted('token-3'));
		const first = ask(endpoint, { want: 'own' });
		await turns();
		clock.advance(500);
		const others = [ask(endpoint, { want: 'own' }), ask(endpoint)];
		await turns();
		expect([endpoint.requests.length, timers.slept]).toEqual([1, [2_000, 1_500, 1_500]]);
		timers.wake();
		const ids = await Promise.all([first, ...others].map(async (one) => idOf(await one)));
		expect(new Set(ids)).toEqual(new Set(['token-1', 'token-2', 'token-3']));
	});

	it('is not waited for too long where the clock was turned back', async () => {
		const endpoint = script(asksFor(60), granted('token-1'), granted('token-2'));
		await ask(endpoint);
		clock.advance(-86_400_000);
		await ask(endpoint, { want: 'own' });
		expect(Math.max(...timers.slept)).toBe(60_000);
	});

	it('lets each of twelve payments have its token, the fifth after its wait', async () => {
		const answers = Array.from({ length: 12 }, (_, n) => granted(`token-${n}`));
		const endpoint = script(...answers.slice(0, 4), asksFor(2), ...answers.slice(4));
		const ids: string[] = [];
		for (let n = 0; n < 12; n += 1) ids.push(idOf(await ask(endpoint, { want: 'own' })));
		expect(ids).toEqual(answers.map((_, n) => `token-${n}`));
		expect(timers.slept).toEqual([2_000]);
	});
});

describe('a caller that waits', () => {
	const held = { accessToken: 'held', expiresAt: startOfTests + 30_000 };
	/** A call whose first answer is a failure, and whose repeat is still to come. */
	const waiting = (more: Partial<TokenQuery>, endpoint = script(busy, granted('token-1'))) => {
		begin({ stands: true });
		return { endpoint, ended: ask(endpoint, more) };
	};
	const reachBound = () => {
		for (const { reach } of timers.bounds) reach();
	};

	it('gives up after the maximum wait and reports the last failure', async () => {
		const { ended } = waiting({ maxWaitMs: 10_000 }, script(asksFor(10), granted('token-1')));
		await turns();
		expect(timers.bounds.map(({ ms }) => ms)).toEqual([10_000]);
		clock.advance(9_000);
		reachBound();
		expect(await ended).toEqual({
			kind: 'unavailable',
			isPassing: true,
			retryAfterMs: 1_000,
			status: 429,
			explanation: {
				message: 'PaySecurez did not issue a token (HTTP 429)',
				description: expect.stringContaining('asked again in 1 second '),
			},
		});
	});

	it('gives up at once where it is asked to wait longer than it may', async () => {
		const { ended } = waiting({ maxWaitMs: 10_000 }, script(asksFor(11), granted('token-1')));
		expect(await ended).toMatchObject({ isPassing: true, status: 429, retryAfterMs: 11_000 });
	});

	it('gives up on a call that does not end', async () => {
		const { ended } = waiting({ maxWaitMs: 10_000 }, script(deferred<Scripted>().promise));
		reachBound();
		expect(await ended).toMatchObject({
			isPassing: true,
			status: undefined,
			explanation: { message: 'PaySecurez did not answer the token request in time' },
		});
	});

	it.each(['shared', 'own', 'renewed'] as const)('ends with its signal: %s', async (want) => {
		const controller = new AbortController();
		const { ended } = waiting({ want, signal: controller.signal });
		await turns();
		controller.abort();
		expect(await ended).toMatchObject({
			kind: 'unavailable',
			isPassing: false,
			explanation: { message: 'The execution was canceled before this request' },
		});
	});

	it('sends no request when it was already aborted', async () => {
		const endpoint = script(granted('token-1'));
		const signal = AbortSignal.abort();
		expect(await ask(endpoint, { signal })).toMatchObject({ kind: 'unavailable' });
		expect(endpoint.requests).toEqual([]);
	});

	it('leaves its token to the others, however its own wait ends', async () => {
		const controller = new AbortController();
		const { ended, endpoint } = waiting({ signal: controller.signal });
		const bounded = ask(endpoint, { maxWaitMs: 10_000 });
		const other = ask(endpoint);
		await turns();
		controller.abort();
		reachBound();
		expect([(await ended).kind, (await bounded).kind]).toEqual(['unavailable', 'unavailable']);
		timers.wake();
		expect(idOf(await other)).toBe('token-1');
		expect(idOf(await ask(endpoint))).toBe('token-1');
		expect(endpoint.requests).toHaveLength(2);
	});

	it('leaves no listener on a signal that lives on', async () => {
		const { signal } = new AbortController();
		const added = jest.spyOn(signal, 'addEventListener');
		const removed = jest.spyOn(signal, 'removeEventListener');
		await ask(script(granted('token-1')), { signal });
		expect(added).toHaveBeenCalledTimes(1);
		expect(removed.mock.calls[0]?.[1]).toBe(added.mock.calls[0]?.[1]);
	});

	it('continues with a valid token, even if the call does not end in time', async () => {
		const { ended } = waiting(
			{ stored: held, maxWaitMs: 10_000 },
			script(deferred<Scripted>().promise),
		);
		reachBound();
		expect(idOf(await ended)).toBe('held');
	});
});
