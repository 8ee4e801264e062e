import type { CreateForm, FormField, RequestForm } from '../../lib/providers/contract';
import { type FormRead, readForm } from '../../nodes/PaymentApiRequest/forms/create/body';
import { eachProvider, subjects } from './subjects.mts';

/** The forms of all providers, and what a builder enters into them. */

export type Entered = Readonly<Record<string, unknown>>;

/** Before the moments of all examples. */
export const nowMs = Date.UTC(2026, 0, 5, 12);

export const everyCreate: ReadonlyArray<readonly [name: string, form: CreateForm]> =
	eachProvider.flatMap(([id, { provider }]) =>
		provider.forms.creates.map((form) => [`${id} ${form.resource} ${form.id}`, form] as const),
	);

export const everyForm: ReadonlyArray<readonly [name: string, form: RequestForm]> = [
	...everyCreate,
	...eachProvider.flatMap(([id, { provider }]) =>
		provider.forms.links === undefined
			? []
			: [[`${id} link update`, provider.forms.links.update] as const],
	),
];

export function createForm(
	id: keyof typeof subjects,
	resource: CreateForm['resource'],
	method: string,
): CreateForm {
	const { creates } = subjects[id].provider.forms;
	const found = creates.find((each) => each.resource === resource && each.id === method);
	if (found === undefined) throw new Error(`${id} has no ${resource} ${method}`);
	return found;
}

export const fieldOf = ({ fields }: RequestForm, name: string): FormField => {
	const found = fields.find((field) => field.name === name);
	if (found === undefined) throw new Error(`There is no field ${name}`);
	return found;
};

/** What has to be chosen so that a field is asked for. */
export const askedFor = ({ when }: FormField): Entered =>
	when === undefined ? {} : { [when.field]: when.is[0] };

/** The examples of all required fields, as the editor shows them. */
export const requiredOf = ({ fields }: RequestForm): Entered =>
	Object.fromEntries(
		fields.filter(({ required }) => required).map(({ name, example }) => [name, example]),
	);

export const read = (form: RequestForm, entered: Entered, more: object = {}): FormRead =>
	readForm(form, {
		valueOf: ({ name }) => entered[name],
		extraJson: '',
		timezone: 'UTC',
		now: nowMs,
		...more,
	});

/** With the examples of the required fields, where nothing else is entered. */
export const readWith = (form: RequestForm, entered: Entered, more: object = {}): FormRead =>
	read(form, { ...requiredOf(form), ...entered }, more);

export function bodyOf(result: FormRead): unknown {
	if (result.kind === 'invalid') throw new Error(result.explanation.message);
	return JSON.parse(result.body);
}
