import { decimalsOf } from '../../../lib/providers/currencies';
import { minus, plus } from '../../../lib/providers/decimal';
import { valueAt } from '../../../lib/providers/endpoints';
import type { FormField, RequestForm } from '../../../lib/providers/contract';
import type { FormRead } from '../../../nodes/PaymentApiRequest/forms/create/body';
import { askedFor, bodyOf, everyForm, fieldOf, readWith } from '../../support/createForms.mts';

/** Each limit that a form's data names, at its edge and one beyond, for every field of every method. */

interface Edges {
	readonly passes: readonly unknown[];
	readonly refused: readonly unknown[];
}

const currencyOf = (form: RequestForm): string =>
	'always' in form.currency ? form.currency.always : fieldOf(form, form.currency.field).example;

/** Characters of which each is two code units: lengths count what a person sees. */
const wide = (length: number): string => '😀'.repeat(length);

const lengths = (
	{ minLength, maxLength }: { readonly minLength?: number; readonly maxLength?: number },
	make: (length: number) => string,
): Edges => ({
	passes: [minLength, maxLength].flatMap((length) => (length === undefined ? [] : [make(length)])),
	refused: [
		...(maxLength === undefined ? [] : [make(maxLength + 1)]),
		...(minLength === undefined || minLength === 1 ? [] : [make(minLength - 1)]),
	],
});

function edgesOf(form: RequestForm, field: FormField): Edges {
	switch (field.type) {
		case 'text':
			return {
				passes: [field.example, ...lengths(field, wide).passes],
				refused: [{}, `a${'\n'}b`, '\ud83d', ...lengths(field, wide).refused],
			};
		case 'amount': {
			const { min, max, multipleOf } = field;
			const decimals = field.decimals ?? decimalsOf(currencyOf(form));
			const step = decimals === 0 ? '1' : '0.01';
			return {
				passes: [min, max, field.example].filter((amount) => amount !== undefined),
				refused: [
					'0',
					`-${field.example}`,
					`${field.example.split('.')[0]},00`,
					`${field.example.split('.')[0]}.${'0'.repeat(decimals)}1`,
					...(min === undefined ? [] : [minus(min, step)]),
					...(max === undefined ? [] : [plus(max, step)]),
					...(multipleOf === undefined ? [] : [plus(multipleOf, step)]),
				],
			};
		}
		case 'integer':
			return {
				passes: [field.min, field.max].filter((number) => number !== undefined),
				refused: [
					'one',
					1.5,
					...(field.min === undefined ? [] : [field.min - 1]),
					...(field.max === undefined ? [] : [field.max + 1]),
				],
			};
		case 'choice':
			return { passes: field.choices.map(({ value }) => value), refused: ['?', {}] };
		case 'boolean':
			return { passes: [true, false], refused: ['perhaps'] };
		case 'email': {
			const host = '@example.com';
			const edges = lengths(field, (length) => `${'a'.repeat(length - host.length)}${host}`);
			return { ...edges, refused: ['ana', ...edges.refused] };
		}
		case 'url': {
			const host = 'https://example.com/';
			const edges = lengths(field, (length) => host + 'a'.repeat(length - host.length));
			return { ...edges, refused: ['example.com', ...edges.refused] };
		}
		case 'phone': {
			const edges = lengths(field, (length) => '8'.repeat(length));
			return { ...edges, refused: ['call me', ...edges.refused] };
		}
		case 'document':
			return { passes: [field.example], refused: ['12345678900', '?'] };
		case 'country':
			return { passes: [field.example], refused: ['B', 'Brazil', '12'] };
		case 'currency':
			return { passes: [field.example], refused: ['R$', 'QQQ'] };
		case 'birthdate':
			return { passes: ['02-29-2000', '2000-02-29'], refused: ['02-30-1990', '31-01-1990'] };
		case 'time':
			return {
				passes: [new Date('2026-01-05T12:00:01Z')],
				refused: [new Date('2026-01-05T12:00:00Z'), 'soon'],
			};
		case 'textList':
			return { passes: [field.example], refused: [[{}], '['] };
		case 'json':
			return { passes: [field.example], refused: [field.shape === 'array' ? '{}' : '[]', '{'] };
		case 'account':
			return { passes: [field.example], refused: [{}, ['a'], '..', 'a b'] };
	}
}

/** What else has to be said so that a field is asked for, and its value the only one that can be wrong. */
const beside = (form: RequestForm, field: FormField): Readonly<Record<string, unknown>> => {
	const document = form.fields.find((each) => each.type === 'document');
	const isCurrency = 'field' in form.currency && form.currency.field === field.name;
	const isKind = document?.type === 'document' && document.kindField === field.name;
	// A number that is right for every kind but the two of Brazil, which have a test of their own.
	return {
		...askedFor(field),
		...(isCurrency ? { amount: '100.00' } : {}),
		...(isKind ? { [document.name]: '11222333000181' } : {}),
	};
};

/** Choosing CPF makes another number right, which is a test of its own. */
const isBrazilian = (form: RequestForm, field: FormField, given: unknown): boolean =>
	given === 'CPF' &&
	form.fields.some((each) => each.type === 'document' && each.kindField === field.name);

const shown = (field: FormField, given: unknown): string => {
	const text = JSON.stringify(given) ?? 'undefined';
	return `${field.name}: ${text.length > 60 ? `${[...text].length} characters` : text}`;
};

/** Reads the form with each of a field's values, and collects what is wrong with what comes of it. */
function problems(
	form: RequestForm,
	valuesOf: (field: FormField) => readonly unknown[],
	problem: (read: FormRead, field: FormField, given: unknown) => string | undefined,
): string[] {
	return form.fields.flatMap((field) =>
		valuesOf(field)
			.filter((given) => !isBrazilian(form, field, given))
			.flatMap((given) => {
				const read = readWith(form, { ...beside(form, field), [field.name]: given });
				const found = problem(read, field, given);
				return found === undefined ? [] : [`${shown(field, given)}: ${found}`];
			}),
	);
}

const nothing = [undefined, null, '', ' \u00a0'];

describe.each(everyForm)('%s', (_name, form) => {
	it('takes each value at its edge, and sends it', () => {
		const found = problems(
			form,
			(field) => edgesOf(form, field).passes,
			(read, field, given) => {
				if (read.kind === 'invalid') return read.explanation.message;
				const isSent =
					field.in === 'path'
						? read.path.includes(String(given))
						: valueAt(bodyOf(read), field.path) !== undefined;
				return isSent ? undefined : 'it is not sent';
			},
		);
		expect(found).toEqual([]);
	});

	it('refuses each value beyond it, with the name of the field and what to do', () => {
		const found = problems(
			form,
			(field) => edgesOf(form, field).refused,
			(read, field) => {
				if (read.kind !== 'invalid') return 'it was taken';
				const { message, description } = read.explanation;
				const isWhole =
					message.includes(`'${field.label}'`) &&
					/^[A-Z].*\.$/.test(description) &&
					!/undefined|null|\[object/.test(`${message} ${description}`);
				return isWhole ? undefined : `${message}: ${description}`;
			},
		);
		expect(found).toEqual([]);
	});

	it('names a required field that is empty', () => {
		const found = problems(
			form,
			({ required }) => (required ? nothing : []),
			(read, { label, help }) => {
				if (read.kind !== 'invalid') return 'it was left out';
				const { message, description } = read.explanation;
				const isAsked = message === `'${label}' is empty` && description.includes(help);
				return isAsked ? undefined : `${message}: ${description}`;
			},
		);
		expect(found).toEqual([]);
	});

	it('leaves out what is optional and not entered', () => {
		const found = problems(
			form,
			({ required }) => (required ? [] : nothing),
			(read, { path }) => (valueAt(bodyOf(read), path) === undefined ? undefined : 'it is sent'),
		);
		expect(found).toEqual([]);
	});
});

it('has edges of every kind to try', () => {
	const each = (which: keyof Edges): unknown[] =>
		everyForm.flatMap(([, form]) => form.fields.flatMap((field) => edgesOf(form, field)[which]));
	expect(each('passes').length).toBeGreaterThan(300);
	expect(each('refused').length).toBeGreaterThan(300);
});
