import { hasControlCharacter, trimUnseen } from '../../../../lib/providers/characters';
import { isCnpj, isCpf } from '../../../../lib/providers/documents';
import { brokenNumber } from '../../../../lib/providers/numbers';
import type { Choice, FormField } from '../../../../lib/providers/contract';
import { checkExpression, invalid, type Invalid } from '../../../shared/forms/invalid';
import { brokenIn } from '../jsonField';

/** The fields whose value is one line of text, in various forms. */

export type TextRead = { readonly kind: 'text'; readonly text: string } | Invalid;

type Of<Type extends FormField['type']> = Extract<FormField, { type: Type }>;

/** One line, as a person typed it or an expression returns it; '' if it is empty. Half a character cannot be sent. */
export function readLine(name: string, given: unknown): TextRead {
	if (given === undefined || given === null) return { kind: 'text', text: '' };
	const broken = brokenNumber(given);
	if (broken !== undefined) return brokenIn(name, broken);
	if (typeof given !== 'string' && typeof given !== 'number')
		return invalid(`${name} is neither text nor a number`, checkExpression);
	const text = trimUnseen(String(given));
	if (hasControlCharacter(text))
		return invalid(
			`${name} contains a line break or control character`,
			`Remove it. ${checkExpression}`,
		);
	return /\p{Surrogate}/u.test(text)
		? invalid(`${name} contains half a character`, `It cannot be sent. ${checkExpression}`)
		: { kind: 'text', text };
}

/** Puts a text that is not empty into the form that its field wants. `kindGiven`: the value of a document's `kindField`. */
export function readText(
	field: Of<'text' | 'email' | 'url' | 'phone' | 'country' | 'currency' | 'document' | 'birthdate'>,
	text: string,
	kindGiven: string,
): TextRead {
	const name = `'${field.label}'`;
	switch (field.type) {
		case 'text':
			return matching(field, name, text) ?? within(field, name, text);
		case 'email':
			return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text)
				? within(field, name, text)
				: invalid(`${name} is not an email address`, `Enter e.g. ${field.example}.`);
		case 'url':
			return isWebAddress(text)
				? within(field, name, text)
				: invalid(`${name} is not a web address`, `Enter it with https://, e.g. ${field.example}.`);
		case 'phone':
			return readPhone(field, name, text);
		case 'country':
		case 'currency':
			return readCode(field, name, text);
		case 'document':
			return readDocument(field, name, text, kindGiven);
		case 'birthdate':
			return readDay(name, text);
	}
}

export function readChoice({ label, choices }: Of<'choice'>, text: string): TextRead {
	return choices.some(({ value }) => value === text)
		? { kind: 'text', text }
		: notAChoice(`'${label}'`, choices);
}

export const notAChoice = (name: string, choices: readonly Choice[]): Invalid =>
	invalid(
		`${name} is not one of its choices`,
		`Use ${choices.map(({ value }) => value).join(', ')}. ${checkExpression}`,
	);

function matching({ pattern }: Of<'text'>, name: string, text: string): Invalid | undefined {
	if (pattern === undefined || pattern.matches.test(text)) return undefined;
	return invalid(
		`${name} does not have the expected format`,
		`It has to be ${pattern.description}. ${checkExpression}`,
	);
}

/** Length in characters, as a person counts them. */
function within(
	{ minLength = 0, maxLength = Infinity }: { minLength?: number; maxLength?: number },
	name: string,
	text: string,
): TextRead {
	const { length } = [...text];
	const message = `${name} has ${length} ${length === 1 ? 'character' : 'characters'}`;
	if (length > maxLength) return invalid(message, `At most ${maxLength} are allowed.`);
	return length < minLength
		? invalid(message, `At least ${minLength} are required.`)
		: { kind: 'text', text };
}

function isWebAddress(text: string): boolean {
	if (/\s/.test(text) || !URL.canParse(text)) return false;
	return ['https:', 'http:'].includes(new URL(text).protocol);
}

/** People write numbers with blanks, dots, dashes and brackets. */
function readPhone(field: Of<'phone'>, name: string, text: string): TextRead {
	const plain = text.replace(/[\s().-]/g, '');
	const bare = field.writtenAs === 'digits' ? plain.replace(/^\+/, '') : plain;
	const form = { e164: /^\+[1-9]\d{6,14}$/, digits: /^\d+$/, any: /^\+?\d+$/ }[field.writtenAs];
	if (!form.test(bare))
		return invalid(
			`${name} is not a phone number`,
			field.writtenAs === 'e164'
				? `Enter it with + and the country code, e.g. ${field.example}.`
				: `Enter its digits, e.g. ${field.example}.`,
		);
	return within(field, name, bare);
}

function readCode(field: Of<'country' | 'currency'>, name: string, text: string): TextRead {
	const code = text.toUpperCase();
	const length = field.type === 'country' && field.writtenAs === 'alpha2' ? 2 : 3;
	const isCode = /^[A-Z]+$/.test(code) && code.length === length;
	const isKnown = field.type === 'country' || currencies.has(code);
	return isCode && isKnown
		? { kind: 'text', text: code }
		: invalid(
				`${name} is not the code of a ${field.type}`,
				`Enter its ${length} letters (ISO ${field.type === 'country' ? '3166' : '4217'}), e.g. ${field.example}.`,
			);
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** The check digits reveal a mistyped number before money depends on it. */
function readDocument(
	field: Of<'document'>,
	name: string,
	text: string,
	kindGiven: string,
): TextRead {
	const number = text.replace(/[\s./-]/g, '').toUpperCase();
	const kind = field.kindField === undefined ? kindByLength(number) : kindGiven.toUpperCase();
	if (kind === '' || (kind === 'CPF' && !isCpf(number)) || (kind === 'CNPJ' && !isCnpj(number)))
		return invalid(
			`${name} is not a valid ${kind === '' ? 'CPF or CNPJ' : kind}`,
			`A CPF has 11 digits, a CNPJ 14; the last two are check digits, and they do not match. ${checkExpression}`,
		);
	return /^[0-9A-Z]+$/.test(number)
		? within(field, name, number)
		: invalid(
				`${name} contains a character that no document number has`,
				`Enter its letters and digits. ${checkExpression}`,
			);
}

const kindByLength = (number: string): string => ({ 11: 'CPF', 14: 'CNPJ' })[number.length] ?? '';

/** `mm-dd-yyyy`; an ISO 8601 date is accepted, with any time. */
function readDay(name: string, text: string): TextRead {
	const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text) ?? [];
	const [, ownMonth, ownDay, ownYear] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(text) ?? [];
	const [year, month, day] = [isoYear ?? ownYear, isoMonth ?? ownMonth, isoDay ?? ownDay];
	const iso = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
	const time = Date.parse(`${iso}T00:00:00Z`);
	const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
	return isDay
		? { kind: 'text', text: `${month ?? ''}-${day ?? ''}-${year ?? ''}` }
		: invalid(`${name} is not a date`, 'Enter it as 1990-01-31.');
}
