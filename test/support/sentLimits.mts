import { decimalsOf } from '../../lib/providers/currencies';
import { minus, plus } from '../../lib/providers/decimal';
import type { FormField, RequestForm } from '../../lib/providers/contract';
import { fieldOf } from './createForms.mts';

/** Values of a field at each of its limits and one beyond, as a builder enters them and as the request would hold them. */

export interface LimitCase {
	readonly name: string;
	/** What is entered into the form. */
	readonly given: unknown;
	/** What the body would hold if the form did not look at it; undefined leaves the member out. */
	readonly sent: unknown;
	/** Which of both have to take it; `same`: no limit is documented, so that both have to say the same. */
	readonly taken: boolean | 'same';
}

const one = (name: string, given: unknown, taken: LimitCase['taken'], sent = given): LimitCase => ({
	name,
	given,
	sent,
	taken,
});

export function limitsOf(form: RequestForm, field: FormField): readonly LimitCase[] {
	return [...(field.required ? [one('nothing', undefined, false)] : []), ...ofType(form, field)];
}

function ofType(form: RequestForm, field: FormField): readonly LimitCase[] {
	switch (field.type) {
		case 'text':
			return [
				...lengths(field, letters),
				...(inForm[field.name] ?? []).filter(() => field.pattern),
			];
		case 'amount':
			return amounts(form, field);
		case 'integer':
			return bounds(field);
		case 'choice':
			return [
				...field.choices.map(({ value }) => one(`the choice ${value}`, value, true)),
				one('no choice', '?', false),
			];
		case 'boolean':
			return [one('yes', true, true), one('no', false, true), one('no boolean', 'perhaps', false)];
		case 'email':
			return [
				...lengths(field, (length) => `${letters(length - '@example.com'.length)}@example.com`),
				one('no address', 'ana', false),
			];
		case 'url':
			return [
				...lengths(field, (length) => `https://example.com/${'a'.repeat(length - 20)}`),
				one('no address', 'example.com', false),
			];
		case 'phone':
			return phones(field);
		case 'country':
			return [one('a name', 'Brazil', false), one('one letter', 'B', false)];
		case 'currency':
			return [one('no code', 'R$', false), one('an unknown code', 'QQQ', false)];
		case 'birthdate':
			return [
				one('a leap day', '02-29-2000', true),
				one('a day of another month', '02-30-1990', false),
				one('the day first', '31-01-1990', false),
			];
		case 'time':
			return times(field);
		case 'document':
			return [one('a wrong check digit', '12345678900', false), one('a letter', 'x', false)];
		case 'textList':
			return [one('one', ['QRIS'], true), one('no text', [{}], false)];
		case 'json':
			return [one('the other shape', field.shape === 'array' ? {} : [], false)];
		case 'account':
			return [];
	}
}

/** Where no page tells a length, this one: longer than any that is documented. */
const endless = 5_000;

const letters = (length: number): string => 'é'.repeat(length);

const lengths = (
	{ minLength, maxLength, ...field }: { readonly minLength?: number; readonly maxLength?: number },
	make: (length: number) => string,
): LimitCase[] => [
	...(minLength === undefined ? [] : [one(`${minLength} characters`, make(minLength), true)]),
	...(maxLength === undefined ? [] : [one(`${maxLength} characters`, make(maxLength), true)]),
	...(minLength === undefined || minLength < 2
		? []
		: [one(`${minLength - 1} characters`, make(minLength - 1), false)]),
	...(maxLength !== undefined
		? [one(`${maxLength + 1} characters`, make(maxLength + 1), false)]
		: 'pattern' in field
			? []
			: [one('a long text', make(endless), 'same')]),
];

const digits = (length: number): string => '1'.repeat(length);

/** What fits the patterns, and what just does not. */
const inForm: Readonly<Record<string, readonly LimitCase[]>> = {
	bankCode: [
		one('a number', '014', true),
		one('a SWIFT code', 'CENAIDJA', true),
		one('a SWIFT code of a branch', 'CENAIDJAXXX', true),
		one('a SWIFT code in small letters', 'cenaidja', 'same'),
		one('two digits', '14', false),
		one('four digits', '0014', false),
		one('nine letters', 'CENAIDJAX', false),
	],
	bankAccountNumber: [
		one('6 digits', digits(6), true),
		one('30 digits', digits(30), true),
		one('5 digits', digits(5), false),
		one('31 digits', digits(31), false),
		one('a dash', '1000-123456', false),
	],
	state: [
		one('two letters', 'SC', true),
		one('three letters', 'CUN', true),
		one('one letter', 'S', false),
		one('four letters', 'ABCD', false),
		one('a digit', 'S1', false),
	],
	beneficiaryAccountNumber: [
		one('12 digits', '100000000002', true),
		one('11 digits', digits(11), false),
		one('13 digits', digits(13), false),
	],
};

function amounts(
	form: RequestForm,
	field: Extract<FormField, { type: 'amount' }>,
): readonly LimitCase[] {
	const { min, max, multipleOf, example } = field;
	const currency =
		'always' in form.currency ? form.currency.always : fieldOf(form, form.currency.field).example;
	const decimals = field.decimals ?? decimalsOf(currency);
	const step = decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
	const amount = (name: string, text: string | null, taken: boolean): LimitCase =>
		one(name, text, taken, field.writtenAs === 'text' ? withCents(text ?? '') : Number(text));
	return [
		...(min === undefined ? [amount('the least', step, true)] : []),
		...(min === undefined ? [] : [amount('the least', min, true)]),
		...(min === undefined ? [] : [amount('less than the least', minus(min, step), false)]),
		...(max === undefined ? [] : [amount('the most', max, true)]),
		...(max === undefined ? [] : [amount('more than the most', plus(max, step), false)]),
		...(multipleOf === undefined ? [] : [amount('the next', plus(min ?? '0', multipleOf), true)]),
		...(multipleOf === undefined ? [] : [amount('between', plus(multipleOf, step), false)]),
		amount('too many decimals', `${example.split('.')[0]}.${'0'.repeat(decimals)}1`, false),
		amount('nothing at all', '0', false),
		amount('less than nothing', `-${example}`, false),
		one('no amount', 'ten', false),
	];
}

const withCents = (text: string): string => {
	const [whole = '', fraction = ''] = text.split('.');
	return `${whole}.${fraction.padEnd(2, '0')}`;
};

const bounds = ({ min, max }: Extract<FormField, { type: 'integer' }>): readonly LimitCase[] => [
	...(min === undefined ? [] : [one('the least', min, true)]),
	...(min === undefined ? [] : [one('less than the least', min - 1, false)]),
	...(max === undefined ? [] : [one('the most', max, true)]),
	...(max === undefined ? [] : [one('more than the most', max + 1, false)]),
	one('a half', 1.5, false),
	one('no number', 'one', false),
];

function phones(field: Extract<FormField, { type: 'phone' }>): readonly LimitCase[] {
	if (field.writtenAs === 'e164')
		return [
			one('7 digits', '+1234567', true),
			one('15 digits', `+${digits(15)}`, true),
			one('6 digits', '+123456', false),
			one('16 digits', `+${digits(16)}`, false),
			one('no plus', '573000000000', false),
		];
	return [...lengths(field, digits), one('no number', 'call me', false)];
}

/** Epoch milliseconds at which the form and the stand-ins are asked. */
export const limitsNowMs = Date.UTC(2026, 0, 15, 3);

function times({ writtenAs }: Extract<FormField, { type: 'time' }>): readonly LimitCase[] {
	const at = (name: string, ms: number, taken: boolean): LimitCase => {
		const iso = new Date(ms).toISOString();
		return one(name, iso, taken, writtenAs === 'milliseconds' ? String(ms) : iso);
	};
	return [
		at('a second ahead', limitsNowMs + 1_000, true),
		at('now', limitsNowMs, false),
		at('a second ago', limitsNowMs - 1_000, false),
		one('no time', 'soon', false),
	];
}
