import { isRenewalDue, isUsable, longerLived, type Token } from '../../../lib/auth/token';
import { maxTokenLifetimeMs } from '../../../lib/providers/oauth';

const now = 1_700_000_000_000;
const token = (more: Partial<Token> = {}): Token => ({ accessToken: 'token-1', ...more });

describe('a token may start a request', () => {
	it.each<[string, Partial<Token>, boolean]>([
		['5001 ms before its expiry', { expiresAt: now + 5001 }, true],
		['not 5 s before', { expiresAt: now + 5000 }, false],
		['not 4999 ms before', { expiresAt: now + 4999 }, false],
		['not after it', { expiresAt: now - 1 }, false],
		['while nobody knows its expiry', {}, true],
		['in the millisecond of its issue', { issuedAt: now, expiresAt: now + 60_000 }, true],
		['not before its issue: the clock was turned back', { issuedAt: now + 1 }, false],
		['with the longest life that is believed', { expiresAt: now + maxTokenLifetimeMs }, true],
		[
			'not with a longer one: the clock was turned back',
			{ expiresAt: now + maxTokenLifetimeMs + 1 },
			false,
		],
	])('%s', (_name, more, usable) => {
		expect(isUsable(token(more), now)).toBe(usable);
	});
});

describe('a renewal is due', () => {
	const hour = { issuedAt: now - 3_600_000 };
	const half = { issuedAt: now };

	it.each<[string, Token, number, boolean]>([
		['not 60001 ms before the expiry', token({ ...hour, expiresAt: now }), now - 60_001, false],
		['60 s before', token({ ...hour, expiresAt: now }), now - 60_000, true],
		['59999 ms before', token({ ...hour, expiresAt: now }), now - 59_999, true],
		[
			'not before the last fifth of a short life',
			token({ ...half, expiresAt: now + 30_000 }),
			now + 23_999,
			false,
		],
		['in the last fifth', token({ ...half, expiresAt: now + 30_000 }), now + 24_000, true],
		[
			'a life of 5 minutes: a fifth is a minute',
			token({ ...half, expiresAt: now + 300_000 }),
			now + 239_999,
			false,
		],
		['… and then', token({ ...half, expiresAt: now + 300_000 }), now + 240_000, true],
		['not 60001 ms before, of an unknown life', token({ expiresAt: now }), now - 60_001, false],
		['60 s before, of an unknown life', token({ expiresAt: now }), now - 60_000, true],
		['never, of an unknown expiry', token(hour), now + maxTokenLifetimeMs, false],
		[
			'not 30001 ms before, of an hour that another process asked for: it renews it itself',
			token({ expiresAt: now, lifetimeMs: 3_600_000 }),
			now - 30_001,
			false,
		],
		['… 30 s before', token({ expiresAt: now, lifetimeMs: 3_600_000 }), now - 30_000, true],
		[
			'not before the last tenth of a short life of another process',
			token({ expiresAt: now + 30_000, lifetimeMs: 30_000 }),
			now + 26_999,
			false,
		],
		['… and then', token({ expiresAt: now + 30_000, lifetimeMs: 30_000 }), now + 27_000, true],
	])('%s', (_name, subject, at, due) => {
		expect(isRenewalDue(subject, at)).toBe(due);
	});
});

describe('of two tokens', () => {
	const early = token({ expiresAt: now });
	const late = token({ expiresAt: now + 1 });
	const open = token();

	it.each<[string, Token | undefined, Token | undefined, Token | undefined]>([
		['the later expiry', early, late, late],
		['the later expiry, first', late, early, late],
		['the first of two alike', early, { ...early, accessToken: 'token-2' }, early],
		['the first, if its expiry is not known', open, late, open],
		['the first, if that of the second is not known', early, open, early],
		['the only one', undefined, early, early],
		['the only one, first', early, undefined, early],
		['none', undefined, undefined, undefined],
	])('%s is preferred', (_name, a, b, preferred) => {
		expect(longerLived(a, b)).toBe(preferred);
	});
});
