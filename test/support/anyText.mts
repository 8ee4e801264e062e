import fc from 'fast-check';

/** Halves of characters, in the middle of all code points. */
const surrogates = { first: 0xd800, count: 0x800 };
const lastCodePoint = 0x10_ffff;

/**
 * Text of any characters, as fast-check's unit `binary` has them. That makes a table of all 1.1 million when it is first used,
 * which takes longer than trying most properties.
 */
const anyCharacter = fc.integer({ min: 0, max: lastCodePoint - surrogates.count }).map(
	(index) => String.fromCodePoint(index < surrogates.first ? index : index + surrogates.count),
	// So that fast-check can begin with the texts that it knows to be dangerous, such as `__proto__`.
	(character) => {
		const isOne = typeof character === 'string' && /^\P{Surrogate}$/su.test(character);
		const code = isOne ? character.codePointAt(0) : undefined;
		if (code === undefined) throw new Error('Not one character');
		return code < surrogates.first ? code : code - surrogates.count;
	},
);

export const anyText = (constraints: { readonly maxLength?: number } = {}) =>
	fc.string({ unit: anyCharacter, ...constraints });

/** A part of a path: what may stand there as it is, and the rest encoded. */
export const pathSegment = () =>
	fc
		.array(fc.oneof(fc.constantFrom(...pathCharacters), anyCharacter.map(encodeURIComponent)))
		.map((characters) => characters.join(''));

const pathCharacters =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";
