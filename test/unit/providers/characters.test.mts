import { hasControlCharacter } from '../../../lib/providers/characters';

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
