/** What a value for a path, a header or a body may contain. */

export const hasControlCharacter = (value: string): boolean =>
	[...value].some((character) => character < ' ' || character === '\u007f');

/**
 * Spaces of every width, and what is not to be seen at all: zero-width, filling and soft ones, byte order and direction marks.
 * For a character class of a regular expression with the flag `u`.
 */
export const unseenClass = '\\s\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800';

const unseen = new RegExp(`[${unseenClass}]`, 'u');

/** Without the invisible characters that copied text often has at its ends. */
export function trimUnseen(value: string): string {
	const characters = [...value];
	const isSeen = (character: string): boolean => !unseen.test(character);
	const first = characters.findIndex(isSeen);
	return first === -1 ? '' : characters.slice(first, characters.findLastIndex(isSeen) + 1).join('');
}

/** A character in a text, as a sentence names it. */
export interface StrayCharacter {
	/** With its article, e.g. `a space`. */
	readonly name: string;
	/** Counted from 1. */
	readonly position: number;
}

/** The first character that no ID and no path has: blank, not to be seen, or half of one. */
export function strayCharacter(value: string): StrayCharacter | undefined {
	for (const [index, character] of [...value].entries()) {
		const name = strayName(character);
		if (name !== undefined) return { name, position: index + 1 };
	}
	return undefined;
}

function strayName(character: string): string | undefined {
	const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
	if (character === ' ') return 'a space';
	if (character === '\t') return 'a tab';
	if (/[\n\r\u2028\u2029]/.test(character)) return 'a line break';
	if (hasControlCharacter(character)) return `a control character (${code})`;
	if (character === '\u00a0') return `a non-breaking space (${code})`;
	// It cannot be sent.
	if (/\p{Surrogate}/u.test(character)) return `half a character (${code})`;
	return unseen.test(character) ? `an invisible character (${code})` : undefined;
}

/**
 * URL parsers take %2e for a dot. Many servers also take %2f for a slash and drop what follows a semicolon, so that an ID
 * like `..%2fpayouts` would ask for something else than its place in the path says.
 */
export const isDots = (part: string): boolean =>
	part.split(/%(?:25)*(?:2f|5c)/i).some((step) => /^(\.|%(?:25)*2e){1,2}(;|$)/i.test(step));

/** The values of a field that takes several. */
export const listedIn = (value: string): readonly string[] =>
	value.split(/[\s,;]+/).filter((part) => part !== '');

/** Text that was cut in the middle of a character has no URL encoding; the half becomes the replacement character. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
