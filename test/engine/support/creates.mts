import type { CreateForm, FormField } from '../../../lib/providers/contract';
import { account } from './writes.mts';
import type { World } from './world.mts';

/** The node's parameters of a create. */

type Entered = Readonly<Record<string, unknown>>;

/** What the stand-ins know, where the example that the editor shows is nobody's. */
const known: Entered = {
	bindingId: 'binding-1',
	qrText: '00020101021126570011ID.EXAMPLE.WWW01189360000000000000026304C3D4',
	beneficiaryAccountNumber: '100000000002',
	// Optional in the form, and needed by the method of the example.
	destination: '12345678909',
};

/** What a builder enters into a field: the example that the editor shows. */
export function enter(field: FormField): unknown {
	if (field.name in known) return known[field.name];
	switch (field.type) {
		case 'account':
			return { __rl: true, mode: 'id', value: account };
		case 'boolean':
			return true;
		default:
			return field.example;
	}
}

/**
 * @param more values of required fields, where the example does not serve
 * @param added values of Additional Fields
 */
export function create(
	form: CreateForm,
	reference: string,
	more: Entered = {},
	added: Entered = {},
	options: object = {},
): object {
	const required = form.fields.filter((field) => field.required);
	const needed = form.fields.filter(
		({ name, required: isRequired }) =>
			isRequired !== true && form.resource === 'payout' && form.id === 'other' && name in known,
	);
	return {
		resource: form.resource,
		operation: 'create',
		paymentMethod: form.id,
		reference,
		...Object.fromEntries(required.map((field) => [field.name, enter(field)])),
		...more,
		additionalFields: {
			...Object.fromEntries(needed.map((field) => [field.name, enter(field)])),
			...added,
		},
		options,
	};
}

/** Not even a token was asked for. */
export function expectNothingSent(w: World): void {
	expect([w.calls(), w.tokenCalls()]).toEqual([[], 0]);
}
