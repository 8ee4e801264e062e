import { parseJson } from '../../../lib/http/parse';
import { identifierProblem, maxIdentifierLength } from '../../../lib/payments/identifier';
import { trimUnseen } from '../../../lib/providers/characters';
import { numberProblem } from '../../../lib/providers/numbers';
import { checkExpression, invalid, type Invalid } from './invalid';

export type IdentifierRead = { readonly kind: 'value'; readonly value: string } | Invalid;

/** No ID that a provider gives has a character that separates or encloses; a merchant's reference may. */
export type IdentifierKind = 'id' | 'reference';

/** Reads one ID or reference: text or a whole number, in one piece. */
export const readIdentifier = (
	given: unknown,
	field: string,
	by: IdentifierKind = 'id',
): IdentifierRead => readOne(given, `'${field}'`, by);

/**
 * Reads several: a list, its JSON, or text with one per line, or with commas, semicolons or (between IDs) vertical bars between
 * them. Each comes once.
 */
export function readIdentifiers(
	given: unknown,
	field: string,
	by: IdentifierKind,
): { readonly kind: 'values'; readonly values: readonly string[] } | Invalid {
	const list = listOf(given, by);
	if (list === 'broken')
		return invalid(
			`'${field}' looks like a list but is not valid JSON`,
			'Write ["ID1", "ID2"], or one per line without brackets.',
		);
	const values = new Set<string>();
	for (const [index, entry] of list.filter((each) => !isBlank(each)).entries()) {
		const read = readOne(entry, `Entry ${index + 1} of '${field}'`, by);
		if (read.kind === 'invalid') return read;
		values.add(read.value);
	}
	return { kind: 'values', values: [...values] };
}

function listOf(given: unknown, by: IdentifierKind): readonly unknown[] | 'broken' {
	if (Array.isArray(given)) return given as readonly unknown[];
	if (typeof given !== 'string') return [given];
	const list = listIn(given);
	if (list !== undefined) return list;
	const text = trimUnseen(given);
	if (text.startsWith('[')) return 'broken';
	return isJsonObject(text) ? [text] : given.split(between[by]);
}

/** Line breaks, tabs, and commas and semicolons of any script. A merchant may have put a bar into a reference. */
const between: Readonly<Record<IdentifierKind, RegExp>> = {
	id: /[\n\r\t\u2028\u2029,;|\uff0c\u3001\uff1b]/,
	reference: /[\n\r\t\u2028\u2029,;\uff0c\u3001\uff1b]/,
};

/** Whether a text is, or is meant to be, an object in JSON. A GUID in braces may be a merchant's reference. */
const isJsonObject = (text: string): boolean => /^\{(.*[":]|\s*\}$)/s.test(text);

/** The list that a text holds as JSON. */
function listIn(given: string): readonly unknown[] | undefined {
	const parsed = parseJson(trimUnseen(given));
	return parsed.ok && Array.isArray(parsed.value)
		? (parsed.value as readonly unknown[])
		: undefined;
}

const isBlank = (entry: unknown): boolean =>
	entry === undefined || entry === null || (typeof entry === 'string' && trimUnseen(entry) === '');

/** @param name of the field or of its part, as a sentence begins with it */
function readOne(given: unknown, name: string, by: IdentifierKind): IdentifierRead {
	if (Array.isArray(given) || (typeof given === 'string' && listIn(given) !== undefined))
		return invalid(
			`${name} is a list`,
			`${oneValue} Choose one of the list, or split it into items before.`,
		);
	if (typeof given === 'number') {
		const problem = inNumber(given, name);
		if (problem !== undefined) return problem;
	} else if (!isBlank(given) && typeof given !== 'string' && typeof given !== 'bigint')
		return invalid(`${name} is neither text nor a whole number`, checkExpression);
	const value = isBlank(given) ? '' : trimUnseen(String(given as string | number | bigint));
	if (isJsonObject(value))
		return invalid(
			`${name} looks like an object in JSON`,
			'Enter the ID or reference alone, without its name and braces.',
		);
	return inText(value, name, by) ?? { kind: 'value', value };
}

function inNumber(given: number, name: string): Invalid | undefined {
	switch (numberProblem(given)) {
		case 'lostDigits':
			return invalid(
				`${name} is a number beyond 2^53 and has lost digits`,
				'Pass it as text from its source, e.g. in quotes: longer numbers are rounded before this node sees them.',
			);
		case 'notANumber':
			return invalid(
				`${name} is ${given}`,
				'An expression converted a value that is not a number. Pass it as text.',
			);
		case undefined:
			return Number.isInteger(given)
				? undefined
				: invalid(`${name} is a number with decimals`, `IDs have none. ${checkExpression}`);
	}
}

function inText(value: string, name: string, by: IdentifierKind): Invalid | undefined {
	const problem = identifierProblem(value);
	switch (problem?.kind) {
		case 'empty':
			return invalid(`${name} is empty`, `Enter it. ${checkExpression}`);
		case 'tooLong':
			return invalid(
				`${name} has ${problem.length} characters`,
				`No provider has an ID or reference of more than ${maxIdentifierLength}.`,
			);
		case 'character':
			return invalid(
				`${name} contains ${problem.name} at position ${problem.position}`,
				`${oneValue} Remove everything else. ${checkExpression}`,
			);
		case 'step':
			return noIdentifier(name);
	}
	if (/^(["'`]).*\1$|^“.*”$/.test(value) && value.length > 1)
		return invalid(`${name} is in quotation marks`, 'Enter it without them.');
	if (/^(null|undefined|NaN)$/.test(value))
		return invalid(
			`${name} is the word '${value}'`,
			'An expression that found nothing has been made into text. Check its result for this item.',
		);
	if (by === 'reference') return undefined;
	const characters = [...value];
	const at = characters.findIndex((character) => notInIds.has(character));
	return at === -1
		? undefined
		: invalid(
				`${name} contains ${notInIds.get(characters[at] ?? '') ?? ''} at position ${at + 1}`,
				`${oneValue} ${checkExpression}`,
			);
}

const notInIds: ReadonlyMap<string, string> = new Map([
	[',', 'a comma'],
	['\uff0c', 'a comma (U+FF0C)'],
	['\u3001', 'a comma (U+3001)'],
	[';', 'a semicolon'],
	['\uff1b', 'a semicolon (U+FF1B)'],
	['|', 'a vertical bar'],
	['(', 'a bracket'],
	[')', 'a bracket'],
	['{', 'a brace'],
	['}', 'a brace'],
]);

/** E.g. for a value that would leave its place in a path. */
export const noIdentifier = (name: string): Invalid =>
	invalid(`${name} contains a character that no ID has`, `${oneValue} ${checkExpression}`);

const oneValue = 'One value is expected.';
