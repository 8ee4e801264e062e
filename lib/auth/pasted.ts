import { unseenClass } from '../providers/characters';
import type { Explanation } from '../providers/contract';

/**
 * Characters that are copied along with a value from an email or a web page, control characters and halves of
 * characters among them.
 */
const unseen = `[\\p{Cc}\\p{Cs}${unseenClass}]`;
/** Written into an expression as well (auth/credential.ts). */
export const atTheEnds = new RegExp(`^${unseen}+|(?<!${unseen})${unseen}+$`, 'gu');
const inside = new RegExp(`(?! )${unseen}`, 'u');

export const trimmed = (value: string): string => value.replace(atTheEnds, '');

/** Reports the position of an invisible character inside a value, which it never quotes; undefined if there is none. */
export function invisibleIn(value: string, label: string, owner: string): Explanation | undefined {
	const characters = [...value];
	const index = characters.findIndex((character) => inside.test(character));
	const found = characters[index]?.codePointAt(0);
	if (found === undefined) return undefined;
	const name = `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
	return {
		message: `'${label}' of ${owner} contains an invisible character (${name}) at position ${index + 1}`,
		description:
			'It may have been copied along with the value. Type the value, or copy it again without line breaks. If it is an expression, check its result for this item.',
	};
}
