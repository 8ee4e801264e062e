import {
	createTokenLifecycle,
	type TokenAcquired,
	type TokenLifecycle,
	type TokenQuery,
} from '../../../lib/auth/lifecycle';
import { maxRefusedTokens } from '../../../lib/auth/numbers';
import type { Token } from '../../../lib/auth/token';
import { createClock, startOfTests } from '../simulators/support.mts';
import { deferred, granted, script, type Script, type Scripted } from '../../support/scripted.mts';
import { subjects } from '../../support/subjects.mts';
import { createTimers } from '../../support/timers.mts';

const { provider, settings } = subjects.smartFastPay;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const clock = createClock();
const busy: Scripted = { status: 503 };
const refused: Scripted = { status: 401 };
const unreachable = new Error('socket hang up');

let lifecycle: TokenLifecycle;
beforeEach(() => {
	clock.reset();
	lifecycle = createTokenLifecycle(clock.now, createTimers(clock));
});

const ask = async ({ send }: Pick<Script, 'send'>, more: Partial<TokenQuery> = {}) =>
	await lifecycle.acquire({ provider, settings, stored: undefined, want: 'shared', send, ...more });
/** A token call and its repeats. */
const tries = 3;
const idOf = (acquired: TokenAcquired) =>
	acquired.kind === 'token' ? acquired.token.accessToken : acquired.explanation.message;
const get = async (endpoint: Pick<Script, 'send'>, more?: Partial<TokenQuery>) =>
	idOf(await ask(endpoint, more));
/** Lets everybody who can go on go on. */
const turns = async () => await new Promise((resolve) => setImmediate(resolve));
const giveUp = (accessToken: string) => lifecycle.refuse(provider, settings, { accessToken });

const busyMessage = 'SmartFastPay did not issue a token (HTTP 503)';
const refusedMessage = 'SmartFastPay did not accept the Client ID and Client Secret';
const unreachableMessage =
	'https://api.example.com closed the connection before it answered the token request';

describe('a token', () => {
	it.each([
		['before its renewal is due', 59 * minute - 1, 'token-1', 1],
		['from then on', 59 * minute, 'token-2', 2],
		['after its expiry', 61 * minute, 'token-2', 2],
	])('of an hour is used %s', async (_name, later, token, calls) => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		clock.advance(later);
		expect(await get(endpoint)).toBe(token);
		expect(endpoint.requests).toHaveLength(calls);
	});

	it.each<[string, unknown, number, number]>([
		['text, before its renewal', '3600', 59 * minute - 1, 1],
		['text, at its renewal', '3600', 59 * minute, 2],
		['short, before its last fifth', 30, 24 * second - 1, 1],
		['short, in its last fifth', 30, 24 * second, 2],
		['missing', null, 29 * 24 * 60 * minute, 1],
		['zero', 0, 29 * 24 * 60 * minute, 1],
		['no number', 'soon', 29 * 24 * 60 * minute, 1],
		['absurd, before 30 days', 1e12, 30 * 24 * 60 * minute - minute - 1, 1],
		['absurd, at 30 days', 1e12, 30 * 24 * 60 * minute - minute, 2],
	])('whose lifetime is %s', async (_name, expiresIn, later, calls) => {
		const endpoint = script(granted('token-1', expiresIn), granted('token-2', expiresIn));
		await get(endpoint);
		clock.advance(later);
		await get(endpoint);
		expect(endpoint.requests).toHaveLength(calls);
	});

	it('is not trusted when the clock was turned back', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		clock.advance(-1);
		expect(await get(endpoint)).toBe('token-2');
	});

	it.each<[string, object]>([
		['client id', { clientId: 'other' }],
		['secret', { clientSecret: 'other' }],
		['base URL', { baseUrl: 'https://other.example.com' }],
	])('is not shared with another %s', async (_name, change) => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		expect(await get(endpoint, { settings: { ...settings, ...change } })).toBe('token-2');
		expect(await get(endpoint)).toBe('token-1');
	});

	it('that is new does not count as stored because the previous one was', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		lifecycle.record(provider, settings).storedFor.add('credential-1');
		await get(endpoint);
		expect(lifecycle.record(provider, settings).storedFor.size).toBe(1);
		giveUp('token-1');
		await get(endpoint);
		expect(lifecycle.record(provider, settings).storedFor.size).toBe(0);
	});

	it('is not shared between two lifecycles', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		lifecycle = createTokenLifecycle(clock.now);
		expect(await get(endpoint)).toBe('token-2');
	});
});

describe('the token in the credential', () => {
	const stored = (expiresIn: number, accessToken = 'stored'): Token => ({
		accessToken,
		expiresAt: startOfTests + expiresIn,
	});

	it.each<[string, Token, string]>([
		['is used while it lives', stored(minute + 1), 'stored'],
		['is renewed when that is due', stored(minute), 'token-1'],
		['is not used after its expiry', stored(-1), 'token-1'],
		['is used where nobody knows its expiry', { accessToken: 'stored' }, 'stored'],
		['is not used when it outlives any real one', stored(31 * 24 * 60 * minute), 'token-1'],
	])('%s', async (_name, token, expected) => {
		expect(await get(script(granted('token-1')), { stored: token })).toBe(expected);
	});

	it.each<[string, Token, string]>([
		['lives longer', stored(2 * 60 * minute), 'stored'],
		['lives shorter', stored(30 * minute), 'token-1'],
		['lives as long', stored(60 * minute), 'token-1'],
	])('of another process is compared with the one in memory: it %s', async (_name, token, used) => {
		const endpoint = script(granted('token-1'));
		await get(endpoint);
		expect(await get(endpoint, { stored: token })).toBe(used);
		expect(await get(endpoint)).toBe(used);
	});

	it('is not used again after it was refused', async () => {
		const endpoint = script(granted('token-1'));
		const token = stored(60 * minute);
		expect(await get(endpoint, { stored: token })).toBe('stored');
		giveUp('stored');
		expect(await get(endpoint, { stored: token })).toBe('token-1');
	});

	it('keeps what is known about its issue if it is the one in memory', async () => {
		const endpoint = script(granted('token-1'));
		await get(endpoint);
		const acquired = await ask(endpoint, { stored: stored(60 * minute, 'token-1') });
		expect(acquired).toMatchObject({ token: { issuedAt: startOfTests } });
	});
});

describe('callers at the same time', () => {
	it('share one token call', async () => {
		const answer = deferred<Scripted>();
		const endpoint = script(answer.promise);
		const all = Array.from({ length: 50 }, async () => await get(endpoint));
		answer.resolve(granted('token-1'));
		expect(new Set(await Promise.all(all))).toEqual(new Set(['token-1']));
		expect(endpoint.requests).toHaveLength(1);
	});

	it.each<[string, Scripted, number, string]>([
		['a refusal', refused, 1, refusedMessage],
		['a busy provider', busy, tries, busyMessage],
		['a lost connection', unreachable, tries, unreachableMessage],
	])('share its failure, too, but not for ever: %s', async (_name, failure, calls, message) => {
		const endpoint = script(...Array<Scripted>(calls).fill(failure), granted('token-1'));
		const all = Array.from({ length: 10 }, async () => await get(endpoint));
		expect(new Set(await Promise.all(all))).toEqual(new Set([message]));
		expect(endpoint.requests).toHaveLength(calls);
		clock.advance(5 * second);
		expect(await get(endpoint)).toBe('token-1');
	});

	it('of two clients do not wait for each other', async () => {
		const answer = deferred<Scripted>();
		const waiting = get(script(answer.promise));
		const other = { ...settings, clientId: 'other' };
		expect(await get(script(granted('token-2')), { settings: other })).toBe('token-2');
		answer.resolve(granted('token-1'));
		expect(await waiting).toBe('token-1');
	});

	it('whose token was refused cost one token call', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		const all = Array.from({ length: 10 }, async () => {
			giveUp('token-1');
			return await get(endpoint);
		});
		expect(new Set(await Promise.all(all))).toEqual(new Set(['token-2']));
		expect(endpoint.requests).toHaveLength(2);
	});

	it('that come late do not give up the new token for the old one', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		giveUp('token-1');
		await get(endpoint);
		giveUp('token-1');
		expect(await get(endpoint)).toBe('token-2');
		expect(endpoint.requests).toHaveLength(2);
	});
});

describe('after a failure the token endpoint is left alone', () => {
	it.each<[string, Scripted, number, number]>([
		['a refusal', refused, 1, 5 * second],
		['JSON that is no token', { status: 404, body: {} }, 1, 5 * second],
		['a web page', { status: 403, body: '<html>' }, tries, 5 * second],
		['503', busy, tries, 5 * second],
		['a lost connection', unreachable, tries, 5 * second],
		['429 with Retry-After', { status: 429, headers: { 'retry-after': '7' } }, tries, 7 * second],
		['429 with a longer one', { status: 429, headers: { 'retry-after': '61' } }, 1, 61 * second],
		['429 with an absurd one', { status: 429, headers: { 'retry-after': '9999' } }, 1, hour],
	])('for a while: %s', async (_name, failure, calls, pause) => {
		const endpoint = script(...Array<Scripted>(calls).fill(failure), granted('token-1'));
		const first = await get(endpoint);
		clock.advance(pause - 1);
		expect(await get(endpoint)).toBe(first);
		expect(endpoint.requests).toHaveLength(calls);
		clock.advance(1);
		expect(await get(endpoint)).toBe('token-1');
	});

	it('not at all where n8n itself did not let the credential call', async () => {
		const blocked = new Error('Domain not allowed: x');
		const endpoint = script(blocked, granted('token-1'));
		expect(await get(endpoint)).toContain('n8n does not let this credential call');
		expect(await get(endpoint)).toBe('token-1');
	});

	it.each(['renewed', 'own'] as const)('whatever is wanted: %s', async (want) => {
		const endpoint = script(busy);
		await get(endpoint);
		expect(await get(endpoint, { want })).toBe(busyMessage);
		expect(endpoint.requests).toHaveLength(tries);
	});

	it.each(['renewed', 'own'] as const)('after a failure of what was wanted: %s', async (want) => {
		const endpoint = script(refused);
		expect(await get(endpoint, { want })).toBe(refusedMessage);
		await get(endpoint);
		expect(endpoint.requests).toHaveLength(1);
	});

	it('not for another secret', async () => {
		await get(script(refused));
		const corrected = { ...settings, clientSecret: 'corrected' };
		expect(await get(script(granted('token-1')), { settings: corrected })).toBe('token-1');
	});

	it('not when the clock was turned back: the pause would last too long', async () => {
		const endpoint = script(busy, busy, busy, granted('token-1'));
		await get(endpoint);
		clock.advance(-1);
		expect(await get(endpoint)).toBe('token-1');
	});

	it('not after a token call that succeeded meanwhile', async () => {
		const answer = deferred<Scripted>();
		const endpoint = script(answer.promise, busy, busy, busy, granted('token-2'));
		const succeeding = get(endpoint, { want: 'own' });
		expect(await get(endpoint, { want: 'own' })).toBe(busyMessage);
		answer.resolve(granted('token-1'));
		await succeeding;
		giveUp('token-1');
		expect(await get(endpoint)).toBe('token-2');
	});
});

describe('while the renewal fails', () => {
	/** Whoever waits for a repeat here waits for ever. */
	const standing = () => {
		const timers = createTimers(clock, { stands: true });
		lifecycle = createTokenLifecycle(clock.now, timers);
		return timers;
	};

	it.each<[string, Scripted, number]>([
		['a busy provider', busy, 59 * minute],
		['a lost connection', unreachable, 59 * minute],
		['a web page', { status: 200, body: '<html>' }, 59 * minute],
		['5001 ms are left', busy, hour - 5001],
	])('the old token is kept without waiting for a repeat: %s', async (_name, failure, later) => {
		standing();
		const endpoint = script(granted('token-1'), failure);
		await get(endpoint);
		clock.advance(later);
		expect(await get(endpoint)).toBe('token-1');
		expect(endpoint.requests).toHaveLength(2);
	});

	it.each<[string, Scripted, number, string]>([
		['5000 ms are left', busy, hour - 5000, busyMessage],
		['the secret is refused', refused, 59 * minute, refusedMessage],
	])('the old token is not kept: %s', async (_name, failure, later, expected) => {
		const endpoint = script(granted('token-1'), failure);
		await get(endpoint);
		clock.advance(later);
		expect(await get(endpoint)).toBe(expected);
	});

	it('the token in the credential is kept, too', async () => {
		const stored = { accessToken: 'stored', expiresAt: startOfTests + minute };
		expect(await get(script(busy), { stored })).toBe('stored');
	});

	it('the retries continue for the next caller, and no other call starts meanwhile', async () => {
		const timers = standing();
		const endpoint = script(granted('token-1'), busy, granted('token-2'));
		await get(endpoint);
		clock.advance(59 * minute);
		for (let n = 0; n < 5; n += 1) expect(await get(endpoint)).toBe('token-1');
		expect(endpoint.requests).toHaveLength(2);
		timers.wake();
		await turns();
		expect(await get(endpoint)).toBe('token-2');
		expect(endpoint.requests).toHaveLength(3);
	});

	it('a token that dies while the renewal fails is waited for', async () => {
		const timers = standing();
		const endpoint = script(granted('token-1'), busy, granted('token-2'));
		await get(endpoint);
		clock.advance(59 * minute);
		await get(endpoint);
		clock.advance(55 * second);
		const waiting = get(endpoint);
		await turns();
		timers.wake();
		expect(await waiting).toBe('token-2');
	});

	it('it is asked for again after the pause, not by every caller', async () => {
		const failure = { status: 429, headers: { 'retry-after': '61' } };
		const endpoint = script(granted('token-1'), failure);
		await get(endpoint);
		clock.advance(59 * minute);
		for (let n = 0; n < 5; n += 1) expect(await get(endpoint)).toBe('token-1');
		expect(endpoint.requests).toHaveLength(2);
		clock.advance(61 * second);
		await get(endpoint);
		expect(endpoint.requests).toHaveLength(3);
	});

	it('a token that was refused meanwhile is not kept', async () => {
		const answer = deferred<Scripted>();
		const endpoint = script(granted('token-1'), answer.promise);
		await get(endpoint);
		clock.advance(59 * minute);
		const waiting = get(endpoint);
		giveUp('token-1');
		answer.resolve(busy);
		expect(await waiting).toBe(busyMessage);
	});

	it('a token that another caller brought meanwhile is used', async () => {
		const answer = deferred<Scripted>();
		const endpoint = script(granted('token-1'), answer.promise, granted('token-2'));
		await get(endpoint);
		clock.advance(59 * minute);
		const waiting = get(endpoint);
		await get(endpoint, { want: 'own' });
		answer.resolve(busy);
		expect(await waiting).toBe('token-2');
	});
});

describe('while the renewal is slow', () => {
	const slow = async () => {
		const timers = createTimers(clock);
		lifecycle = createTokenLifecycle(clock.now, timers);
		const answer = deferred<Scripted>();
		const endpoint = script(granted('token-1'), answer.promise);
		await get(endpoint);
		clock.advance(59 * minute + 10 * second);
		const reach = () => {
			for (const bound of timers.bounds) bound.reach();
		};
		return { timers, answer, endpoint, reach };
	};

	it('nobody waits longer than a second while the old token is valid, and there is one call', async () => {
		const { timers, answer, endpoint, reach } = await slow();
		const waiting = Array.from({ length: 5 }, async () => await get(endpoint));
		await turns();
		expect(timers.bounds.map(({ ms }) => ms)).toEqual([1, 1, 1, 1, 1].map((n) => n * second));
		reach();
		expect(await Promise.all(waiting)).toEqual(Array.from({ length: 5 }, () => 'token-1'));
		answer.resolve(granted('token-2'));
		await turns();
		expect(await get(endpoint)).toBe('token-2');
		expect(endpoint.requests).toHaveLength(2);
	});

	it.each([
		[400, 600],
		[999, 1],
		[5_000, 0],
		// The clock was turned back.
		[-5_000, 1_000],
	])('the second begins with the token call: %i ms later, %i are left', async (laterMs, leftMs) => {
		const { timers, endpoint, reach } = await slow();
		const first = get(endpoint);
		await turns();
		clock.advance(laterMs);
		const second = get(endpoint);
		await turns();
		expect(timers.bounds.map(({ ms }) => ms)).toEqual([1_000, leftMs]);
		reach();
		expect([await first, await second]).toEqual(['token-1', 'token-1']);
	});

	it('a response within the second is waited for', async () => {
		const { answer, endpoint } = await slow();
		const waiting = get(endpoint);
		await turns();
		answer.resolve(granted('token-2'));
		expect(await waiting).toBe('token-2');
	});

	it('an old token that was refused meanwhile is not used', async () => {
		const { answer, endpoint, reach } = await slow();
		const waiting = get(endpoint);
		await turns();
		giveUp('token-1');
		reach();
		await turns();
		answer.resolve(granted('token-2'));
		expect(await waiting).toBe('token-2');
	});

	it('a token of its own is waited for as long as it takes', async () => {
		const { timers, answer, endpoint } = await slow();
		const waiting = get(endpoint, { want: 'own' });
		await turns();
		expect(timers.bounds).toEqual([]);
		answer.resolve(granted('token-2'));
		expect(await waiting).toBe('token-2');
	});
});

describe('a token of one’s own', () => {
	it('is asked for each time, also at the same time', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'), granted('token-3'));
		const own = async () => await get(endpoint, { want: 'own' });
		expect(await Promise.all([own(), own(), own()])).toEqual(['token-1', 'token-2', 'token-3']);
	});

	it('is not the one that others are waiting for', async () => {
		const answer = deferred<Scripted>();
		const endpoint = script(answer.promise, granted('token-2'));
		const shared = get(endpoint);
		expect(await get(endpoint, { want: 'own' })).toBe('token-2');
		answer.resolve(granted('token-1'));
		expect(await shared).toBe('token-1');
	});

	it('is not replaced by an older one when it cannot be had', async () => {
		const endpoint = script(granted('token-1'), busy);
		await get(endpoint);
		expect(await get(endpoint, { want: 'own' })).toBe(busyMessage);
	});
});

describe('a credential test', () => {
	it('asks the provider although a token is held', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		const stored = { accessToken: 'stored', expiresAt: startOfTests + 60 * minute };
		expect(await get(endpoint, { want: 'renewed', stored })).toBe('token-2');
		expect(await get(endpoint)).toBe('token-2');
	});

	it.each<[Scripted, string]>([
		[refused, refusedMessage],
		[busy, busyMessage],
	])('does not hide a failure behind a token that lives: %j', async (failure, message) => {
		const endpoint = script(granted('token-1'), failure);
		await get(endpoint);
		expect(await get(endpoint, { want: 'renewed' })).toBe(message);
	});
});

describe('a token that was refused', () => {
	it('is never handed out again, wherever it comes from', async () => {
		const endpoint = script(granted('token-1'), busy);
		await get(endpoint);
		giveUp('token-1');
		const stored = { accessToken: 'token-1', expiresAt: startOfTests + 60 * minute };
		expect(await get(endpoint, { stored })).toBe(busyMessage);
	});

	it('is not handed out again when so many others were refused that this one is forgotten', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		giveUp('token-1');
		for (let n = 0; n < maxRefusedTokens; n += 1) giveUp(`other ${n}`);
		expect(await get(endpoint)).toBe('token-2');
	});

	it('that is new and rejected stops further token calls for 5 s', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		lifecycle.refuseFresh(provider, settings, { accessToken: 'token-1' });
		clock.advance(5 * second - 1);
		expect(await ask(endpoint)).toMatchObject({
			kind: 'unavailable',
			explanation: { message: 'SmartFastPay issued a token and then rejected it' },
		});
		clock.advance(1);
		expect(await get(endpoint)).toBe('token-2');
	});

	it('does not stop the use of another one that lives', async () => {
		const endpoint = script(granted('token-1'));
		lifecycle.refuseFresh(provider, settings, { accessToken: 'old' });
		const stored = { accessToken: 'stored', expiresAt: startOfTests + 60 * minute };
		expect(await get(endpoint, { stored })).toBe('stored');
		expect(endpoint.requests).toEqual([]);
	});
});

describe('a token that another process may have stored', () => {
	const theirs: Token = { accessToken: 'theirs', expiresAt: clock.now() + hour, lifetimeMs: hour };

	it('is looked for before one is asked for', async () => {
		const endpoint = script(granted('token-1'));
		const readAgain = async () => await Promise.resolve(theirs);

		expect(await get(endpoint, { readAgain })).toBe('theirs');
		expect(endpoint.requests).toHaveLength(0);
	});

	it.each<[string, Partial<Token>]>([
		['expired', { expiresAt: clock.now() }],
		['due', { expiresAt: clock.now() + 20 * second }],
		['refused', { accessToken: 'refused' }],
	])('is not taken where it is %s', async (_name, change) => {
		giveUp('refused');
		const endpoint = script(granted('token-1'));
		const readAgain = async () => await Promise.resolve({ ...theirs, ...change });

		expect(await get(endpoint, { readAgain })).toBe('token-1');
	});

	it('is the one to be renewed itself: a new one is requested', async () => {
		const endpoint = script(granted('token-1'), granted('token-2'));
		await get(endpoint);
		clock.advance(59 * minute);
		const own: Token = {
			accessToken: 'token-1',
			expiresAt: clock.now() + minute,
			lifetimeMs: hour,
		};

		expect(await get(endpoint, { readAgain: async () => await Promise.resolve(own) })).toBe(
			'token-2',
		);
	});

	it('is not looked for where each write has a token of its own', async () => {
		const endpoint = script(granted('token-1'));
		const readAgain = async () => await Promise.resolve(theirs);

		expect(await get(endpoint, { readAgain, want: 'own' })).toBe('token-1');
	});

	it('is waited for after a refusal, and looked for once where there was none', async () => {
		let looks = 0;
		const readAgain = async () => {
			looks += 1;
			return await Promise.resolve(looks < 3 ? undefined : theirs);
		};
		const endpoint = script(granted('token-1'));

		expect(await get(endpoint, { readAgain, wasRefused: true })).toBe('theirs');
		expect([looks, endpoint.requests.length]).toEqual([3, 0]);
	});

	it('that cannot be read is ignored', async () => {
		const endpoint = script(granted('token-1'));
		const readAgain = async () => await Promise.reject(new Error('The database is away'));

		expect(await get(endpoint, { readAgain })).toBe('token-1');
	});
});
