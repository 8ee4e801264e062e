import { invisibleIn, trimmed } from '../../lib/auth/pasted';
import { cpuMs } from '../support/cpuTime.mts';
import { attackLength, attacksOn, timeOf } from './support/attacks.mts';
import { builtRegexes, regexesInSources } from './support/regexes.mts';

/**
 * Every regular expression in the sources of the package, found by reading them, takes a time that grows with the text and not with its
 * square: what comes from a provider, a webhook or an expression may be long and made to be slow.
 */

/** Of the processor, for one text of `attackLength` characters. */
const maxMs = 40;

/** The best of so many: the first may compile the pattern, or collect garbage. */
const tries = 4;

const isSlow = (pattern: RegExp, text: string): boolean => {
	for (let attempt = 0; attempt < tries; attempt += 1)
		if (timeOf(pattern, text) <= maxMs) return false;
	return true;
};

const attackOf = (pattern: RegExp): string | undefined => {
	for (const text of attacksOn(pattern)) if (isSlow(pattern, text)) return text.slice(0, 8);
	return undefined;
};

/** For all of them. */
const timeoutMs = 2 * 60_000;

test(
	'no regular expression is slow',
	() => {
		const regexes = regexesInSources();
		expect(regexes.length).toBeGreaterThan(100);
		const slow = regexes.flatMap(({ where, pattern }) => {
			const attack = attackOf(pattern);
			return attack === undefined ? [] : [`${where} ${pattern}: ${JSON.stringify(attack)}`];
		});
		expect(slow).toEqual([]);
	},
	timeoutMs,
);

/** The last six stood in the sources until this test was written. */
test.each([
	/(a+)+$/,
	/^(\d+)*x$/,
	/\s+$/,
	/(.*),(.*)$/,
	/\/+$/,
	/(\.\d*?)0+$/,
	/^[^\s@]+@[^\s@]+\.[^\s@]+$/,
	/^(\d{16,}|.*\D.*)$/,
	/(\.[a-z][a-z0-9]*)?\.*$/,
	/\[([^\]]*)\]/g,
])('the search finds that %s is slow', (pattern) => {
	expect(attackOf(pattern)).toBeDefined();
});

test('those that are built from text are these, and each has a test of its own', () => {
	expect(builtRegexes().map((place) => place.replace(/:.*/s, ''))).toEqual([
		// Below.
		'lib/auth/pasted.ts',
		'lib/auth/pasted.ts',
		// Classes of one character.
		'lib/providers/characters.ts',
		'lib/providers/paths.ts',
		// Anchored at both ends, with fixed lengths.
		'lib/webhooks/seen.ts',
	]);
});

test.each(['\u200b', '\u00a0', '\n'])('a pasted value full of %j is trimmed in time', (unseen) => {
	const value = `a${unseen.repeat(attackLength)}b`;
	const tookMs = cpuMs(() => {
		expect(trimmed(value)).toBe(value);
		expect(trimmed(`${unseen}${value}${unseen}`)).toBe(value);
		expect(invisibleIn(value, 'Client ID', 'Provider')).toBeDefined();
	});
	expect(tookMs).toBeLessThan(maxMs * tries);
});
