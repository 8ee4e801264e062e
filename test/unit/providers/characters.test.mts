import { hasControlCharacter, strayCharacter, trimUnseen } from '../../../lib/providers/characters';

describe('a control character', () => {
	it.each([
		['\u0000', true],
		['\u001f', true],
		['\u007f', true],
		[' ', false],
		['~', false],
		['ž', false],
		['', false],
	])('%j: %p', (value, expected) => {
		expect(hasControlCharacter(value)).toBe(expected);
	});
});

describe('invisible characters', () => {
	it.each([
		['', ''],
		['a', 'a'],
		[' \u200b\ufeffa b\u00a0\u200e', 'a b'],
		['\u2060', ''],
		['\u200d💸\u200d', '💸'],
		['\u0000a', '\u0000a'],
	])('is taken from the ends of %j', (value, trimmed) => {
		expect(trimUnseen(value)).toBe(trimmed);
	});

	it('takes no longer where there is much of it inside', () => {
		const value = `a${' '.repeat(200_000)}b`;

		expect(trimUnseen(value)).toBe(value);
	});

	it.each<[string, object | undefined]>([
		['pay-1', undefined],
		['größe-😀', undefined],
		['a b', { name: 'a space', position: 2 }],
		['😀\n', { name: 'a line break', position: 2 }],
		['\u202e', { name: 'an invisible character (U+202E)', position: 1 }],
	])('is named in %j', (value, stray) => {
		expect(strayCharacter(value)).toEqual(stray);
	});
});
