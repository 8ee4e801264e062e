import { parseJson } from '../../../lib/http/parse';
import { isObject, type JsonObject } from '../../../lib/providers/json';
import { type BrokenNumber, brokenNumber } from '../../../lib/providers/numbers';
import type { Explanation } from '../../../lib/providers/contract';

export type JsonRead =
	| { readonly kind: 'json'; readonly value: unknown; readonly text: string }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/**
 * Reads a JSON field, which n8n hands out as text or, from an expression, as the value itself. Text is kept as typed, so
 * that digits beyond a JavaScript number's precision arrive as they were written.
 */
export function readJsonField(label: string, given: unknown): JsonRead {
	if (typeof given !== 'string') return readValue(label, given);
	if (given.trim() === '') return empty(label);
	const parsed = parseJson(given);
	if (parsed.ok) return { kind: 'json', value: parsed.value, text: given };
	return invalid(
		`${label} is not valid JSON${placeOf(given)}`,
		'Check quotes, commas and brackets there. Values from an expression need JSON.stringify() or quotes around them.',
	);
}

/** The same, for fields that have to be an object of names and values. */
export function readJsonObject(
	label: string,
	given: unknown,
):
	| { readonly kind: 'object'; readonly object: JsonObject }
	| Extract<JsonRead, { kind: 'invalid' }> {
	const read = readJsonField(label, given);
	if (read.kind === 'invalid') return read;
	if (!isObject(read.value))
		return invalid(
			`${label} is not an object`,
			'Enter names and values in braces, e.g. {"limit": 10}.',
		);
	return { kind: 'object', object: read.value };
}

function readValue(label: string, given: unknown): JsonRead {
	if (given === undefined || given === null) return empty(label);
	const broken = brokenNumber(given);
	if (broken !== undefined)
		return brokenIn(`${label}${broken.place === '' ? '' : ` at ${broken.place}`}`, broken);
	return { kind: 'json', value: given, text: JSON.stringify(given) };
}

const empty = (label: string): Extract<JsonRead, { kind: 'invalid' }> =>
	invalid(`${label} is empty`, 'Enter {} to send an empty object, or turn the section off.');

/** A value from an expression that is not what was written, and would be sent as something else. */
export const brokenIn = (
	name: string,
	{ problem }: BrokenNumber,
): Extract<JsonRead, { kind: 'invalid' }> =>
	problem === 'lostDigits'
		? invalid(
				`${name} is a number beyond 2^53 and has lost digits`,
				'Pass it as text from its source, e.g. in quotes: longer numbers are rounded before this node sees them.',
			)
		: invalid(
				`${name} is NaN or Infinity`,
				'An expression converted a value that is not a number. Check its result for this item.',
			);

/** Only the place: the parser's own message quotes the text, and a payment body holds account and card numbers. */
function placeOf(source: string): string {
	const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(complaintOf(source))?.[1];
	if (position === undefined) return '';
	const before = source.slice(0, Number(position)).split('\n');
	return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

function complaintOf(source: string): string {
	try {
		JSON.parse(source);
		return '';
	} catch (error) {
		return String(error);
	}
}

const invalid = (message: string, description: string): Extract<JsonRead, { kind: 'invalid' }> => ({
	kind: 'invalid',
	explanation: { message, description },
});
