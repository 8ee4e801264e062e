import { parseJson } from '../../../../lib/http/parse';
import { isObject } from '../../../../lib/providers/json';
import type { FormField } from '../../../../lib/providers/contract';
import { readDate } from '../../../shared/forms/dates';
import { readIdentifier } from '../../../shared/forms/identifier';
import { checkExpression, invalid, type Invalid } from '../../../shared/forms/invalid';
import { readJsonField } from '../jsonField';
import { readAmount } from './amount';
import { notAChoice, readChoice, readLine, readText } from './text';

/** What a field's value depends on, beside itself. */
export interface Surroundings {
	/** Of the amounts; '' where it is not known. */
	readonly currency: string;
	/** The text of another field; '' where there is none. */
	textOf(field: string): string;
	/** IANA name, for times that name no zone. */
	readonly timezone: string;
	/** Epoch milliseconds. */
	readonly now: number;
}

export type ValueRead =
	/** `literal`: as JSON. `text`: for a path. */
	| { readonly kind: 'value'; readonly literal: string; readonly text: string }
	/** Nothing was entered. */
	| { readonly kind: 'none' }
	| Invalid;

/** Reads one field as it was entered, checks it, and puts it into the form in which it is sent. */
export function readValue(field: FormField, given: unknown, around: Surroundings): ValueRead {
	if (isBlank(given)) return { kind: 'none' };
	const name = `'${field.label}'`;
	switch (field.type) {
		case 'amount':
			return readAmount(field, given, around.currency);
		case 'integer':
			return readInteger(field, given, name);
		case 'boolean':
			return readSwitch(given, name);
		case 'time':
			return readTime(field, given, around);
		case 'textList':
			return readList(field, given, name);
		case 'json':
			return readJson(field, given, name);
		case 'account': {
			const read = readIdentifier(given, field.label);
			return read.kind === 'invalid' ? read : textValue(read.value);
		}
		default: {
			const line = readLine(name, given);
			if (line.kind === 'invalid') return line;
			if (line.text === '') return { kind: 'none' };
			const read =
				field.type === 'choice'
					? readChoice(field, line.text)
					: readText(field, line.text, documentKind(field, around));
			return read.kind === 'invalid' ? read : textValue(read.text);
		}
	}
}

const isBlank = (given: unknown): boolean =>
	given === undefined || given === null || (typeof given === 'string' && given.trim() === '');

const documentKind = (field: FormField, { textOf }: Surroundings): string =>
	field.type === 'document' && field.kindField !== undefined ? textOf(field.kindField) : '';

const textValue = (text: string): ValueRead => ({
	kind: 'value',
	literal: JSON.stringify(text),
	text,
});

function readInteger(
	{ min = -Infinity, max = Infinity }: Extract<FormField, { type: 'integer' }>,
	given: unknown,
	name: string,
): ValueRead {
	const written =
		typeof given === 'number' || typeof given === 'string' ? String(given).trim() : '';
	const number = Number(written);
	if (!/^-?\d+$/.test(written) || !Number.isSafeInteger(number))
		return invalid(`${name} is not a whole number`, checkExpression);
	if (number < min) return invalid(`${name} is less than ${min}`, `It is ${number}.`);
	if (number > max) return invalid(`${name} is more than ${max}`, `It is ${number}.`);
	return { kind: 'value', literal: String(number), text: String(number) };
}

function readSwitch(given: unknown, name: string): ValueRead {
	const word = String(given).trim().toLowerCase();
	return word === 'true' || word === 'false'
		? { kind: 'value', literal: word, text: word }
		: invalid(`${name} is neither true nor false`, checkExpression);
}

/** The last time with 13 digits in Unix milliseconds, the providers' format: in the year 2286. */
const latestTime = 9_999_999_999_999;

function readTime(
	{ label, writtenAs }: Extract<FormField, { type: 'time' }>,
	given: unknown,
	{ timezone, now }: Surroundings,
): ValueRead {
	const read = readDate(given, label, timezone, 'end');
	if (read.kind === 'invalid') return read;
	if (read.time <= now)
		return invalid(
			`'${label}' is in the past`,
			`It is ${new Date(read.time).toISOString()}. ${checkExpression}`,
		);
	if (read.time > latestTime)
		return invalid(`'${label}' is too far in the future`, checkExpression);
	// Whole seconds: no page shows a fraction.
	const iso = `${new Date(read.time).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`;
	return textValue(writtenAs === 'iso' ? iso : String(read.time));
}

function readList(
	{ choices, anyWord }: Extract<FormField, { type: 'textList' }>,
	given: unknown,
	name: string,
): ValueRead {
	const listed = listOf(given);
	if (listed === 'broken')
		return invalid(
			`${name} looks like a list but is not valid JSON`,
			'Write ["A", "B"], or A, B without brackets.',
		);
	const texts: string[] = [];
	for (const entry of listed) {
		const read = readLine(name, entry);
		if (read.kind === 'invalid') return read;
		if (read.text === '') continue;
		if (choices !== undefined && !choices.some(({ value }) => value === read.text))
			return notAChoice(name, choices);
		texts.push(read.text);
	}
	if (texts.includes(anyWord ?? ''))
		return texts.length === 1
			? { kind: 'value', literal: '[]', text: '[]' }
			: invalid(
					`${name} contains ${anyWord ?? ''} together with other values`,
					`Write ${anyWord ?? ''} alone, or leave it out.`,
				);
	const literal = JSON.stringify(texts);
	return texts.length === 0 ? { kind: 'none' } : { kind: 'value', literal, text: literal };
}

function listOf(given: unknown): readonly unknown[] | 'broken' {
	if (Array.isArray(given)) return given as readonly unknown[];
	if (typeof given !== 'string') return [given];
	if (!given.trim().startsWith('[')) return given.split(',');
	const parsed = parseJson(given);
	return parsed.ok && Array.isArray(parsed.value) ? (parsed.value as readonly unknown[]) : 'broken';
}

function readJson(
	{ shape }: Extract<FormField, { type: 'json' }>,
	given: unknown,
	name: string,
): ValueRead {
	const read = readJsonField(name, given);
	if (read.kind === 'invalid') return read;
	const fits = shape === 'array' ? Array.isArray(read.value) : isObject(read.value);
	return fits
		? { kind: 'value', literal: read.text, text: read.text }
		: invalid(
				`${name} is not ${shape === 'array' ? 'a list' : 'an object'}`,
				shape === 'array' ? 'Enter [ … ].' : 'Enter names and values in braces.',
			);
}
