import { hasControlCharacter, isDots } from '../providers/characters';

/** Longer than any ID or reference of any provider. */
export const maxIdentifierLength = 255;

/** Why a text is no ID and no reference that could be asked for. */
export type IdentifierProblem = 'empty' | 'tooLong' | 'character';

/** Undefined for what may be one: a text in one piece that stays in its place in a path. */
export function identifierProblem(value: string): IdentifierProblem | undefined {
	if (value === '') return 'empty';
	if (value.length > maxIdentifierLength) return 'tooLong';
	// Half a surrogate pair cannot be sent.
	if (/[\s\p{Surrogate}]/u.test(value) || hasControlCharacter(value)) return 'character';
	// Many servers decode a path before they take the steps in it.
	return [value, encodeURIComponent(value)].some(isDots) ? 'character' : undefined;
}
