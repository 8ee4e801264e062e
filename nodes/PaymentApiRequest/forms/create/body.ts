import { trimUnseen } from '../../../../lib/providers/characters';
import { parametersOf, fillInFind } from '../../../../lib/providers/endpoints';
import { property } from '../../../../lib/providers/json';
import { brokenNumber } from '../../../../lib/providers/numbers';
import type { Explanation, FormField, RequestForm } from '../../../../lib/providers/contract';
import { insertLiteral } from '../../../../lib/writes/insertMember';
import { checkExpression, invalid, type Invalid } from '../../../shared/forms/invalid';
import { brokenIn, readJsonObject } from '../jsonField';
import { readValue, type Surroundings } from './value';

/** What a builder entered into the fields of a form. */
export interface FormGiven {
	/** The value of a field; undefined where it was left out. */
	valueOf(field: FormField): unknown;
	/** Members that no field is for, as JSON; '' for none. */
	readonly extraJson: unknown;
	readonly timezone: string;
	readonly now: number;
}

export type FormRead =
	| {
			readonly kind: 'form';
			readonly path: string;
			readonly body: string;
			/** The requested amount, as a decimal number in text; null if the form has no such field, or if it is empty. */
			readonly amount: string | null;
			/** '' where none is known. */
			readonly currency: string;
	  }
	| Invalid;

/** Turns the fields of a form into the path and the JSON body of its request, or says what is wrong with one of them. */
export function readForm(form: RequestForm, given: FormGiven): FormRead {
	const around = surroundingsOf(form, given);
	const extra = readExtra(form, given.extraJson);
	if (extra.kind === 'invalid') return extra;
	const inPath = new Map<string, string>();
	let amount: string | null = null;
	let body = extra.text;
	const put = (path: string, literal: string): Invalid | undefined => {
		const inserted = insertLiteral(body, path.split('.'), literal);
		if (inserted.kind !== 'inserted') return noPlace(path, inserted.name);
		body = inserted.text;
		return undefined;
	};
	for (const [path, value] of Object.entries(form.fixed ?? {})) {
		const problem = put(path, JSON.stringify(value));
		if (problem !== undefined) return problem;
	}
	for (const field of form.fields.filter((each) => isAsked(each, around))) {
		const read = readValue(field, given.valueOf(field), around);
		if (read.kind === 'invalid') return read;
		if (read.kind === 'none' && field.required === true) return missing(field);
		if (read.kind === 'none') continue;
		if (field.name === amountField) amount = read.text;
		if (field.in === 'path') inPath.set(field.path, read.text);
		const problem = field.in === 'path' ? undefined : put(field.path, read.literal);
		if (problem !== undefined) return problem;
	}
	return { kind: 'form', path: pathOf(form, inPath), body, amount, currency: around.currency };
}

/** The field with the amount to pay; other amounts are its bounds. */
const amountField = 'amount';

/** Whether a field matters, by the value of the one that it depends on. */
export const isAsked = ({ when }: FormField, { textOf }: Pick<Surroundings, 'textOf'>): boolean =>
	when === undefined || when.is.includes(textOf(when.field));

function surroundingsOf(form: RequestForm, given: FormGiven): Surroundings {
	const textOf = (name: string): string => {
		const field = form.fields.find((each) => each.name === name);
		const value = field === undefined ? undefined : given.valueOf(field);
		return typeof value === 'string' ? trimUnseen(value) : '';
	};
	const { currency } = form;
	return {
		currency: ('always' in currency ? currency.always : textOf(currency.field)).toUpperCase(),
		textOf,
		timezone: given.timezone,
		now: given.now,
	};
}

/** The extra members as text, so that no digit is lost. None may replace a field of the form. */
function readExtra(
	form: RequestForm,
	given: unknown,
): { readonly kind: 'extra'; readonly text: string } | Invalid {
	const isBlank = given === undefined || given === null || String(given).trim() === '';
	if (isBlank) return { kind: 'extra', text: '{}' };
	// What is checked is what is sent: objects from n8n's expressions serialize differently.
	const text = typeof given === 'string' ? given : JSON.stringify(given);
	const broken = brokenNumber(given);
	if (broken !== undefined) return brokenIn(`'Extra JSON' at ${broken.place}`, broken);
	const read = readJsonObject("'Extra JSON'", text);
	if (read.kind === 'invalid') return read;
	const own = [...Object.keys(form.fixed ?? {}), ...bodyPaths(form)];
	const taken = own.find(
		(path) => path.split('.').reduce<unknown>(property, read.object) !== undefined,
	);
	if (taken !== undefined)
		return invalid(
			`'Extra JSON' contains ${taken}, which has its own field`,
			'Enter it there and remove it from the JSON: with two values it is unclear which one is meant.',
		);
	return { kind: 'extra', text };
}

const bodyPaths = ({ fields }: RequestForm): readonly string[] =>
	fields.filter((field) => field.in !== 'path').map(({ path }) => path);

const noPlace = (path: string, name: string): Invalid =>
	invalid(
		`'Extra JSON' leaves no place for ${path}`,
		`${name} has to be an object there, and appear once.`,
	);

const missing = ({ label, help }: FormField): Invalid =>
	invalid(`'${label}' is empty`, `${help}. Enter it. ${checkExpression}`);

/** A value that no path can contain is left to the checks of the path, which say what is wrong with it. */
function pathOf({ path }: RequestForm, values: ReadonlyMap<string, string>): string {
	if (parametersOf(path).length === 0) return path;
	const filled = fillInFind({ method: 'GET', target: path }, (name) => values.get(name) ?? '');
	return filled?.target ?? path;
}

/** Why a create without a reference is not sent. */
export const referenceMissing: Explanation = {
	message: "'Reference' is empty",
	description: `It keeps the payment from being made twice: use a value of the payment itself, e.g. its order or invoice number, which stays the same however often the workflow runs. ${checkExpression}`,
};
