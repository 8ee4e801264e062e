import { isDots, strayCharacter, type StrayCharacter } from '../providers/characters';

/** Longer than any ID or reference of any provider. */
export const maxIdentifierLength = 255;

/** Why a text cannot be looked up as an ID or a reference. */
export type IdentifierProblem =
	| { readonly kind: 'empty' }
	| { readonly kind: 'tooLong'; readonly length: number }
	| ({ readonly kind: 'character' } & StrayCharacter)
	/** In a path it would lead somewhere else. */
	| { readonly kind: 'step' };

/** Undefined if it can be one: a text in one piece that stays in its place in a path. */
export function identifierProblem(value: string): IdentifierProblem | undefined {
	if (value === '') return { kind: 'empty' };
	if (value.length > maxIdentifierLength) return { kind: 'tooLong', length: value.length };
	const stray = strayCharacter(value);
	if (stray !== undefined) return { kind: 'character', ...stray };
	// Many servers decode a path before they resolve `..` in it.
	return [value, encodeURIComponent(value)].some(isDots) ? { kind: 'step' } : undefined;
}
