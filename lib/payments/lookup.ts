import { fillInFind } from '../providers/endpoints';
import { text } from '../providers/json';
import {
	type ApiRequest,
	type Explanation,
	idParameter,
	type PaymentKind,
	type Provider,
	referenceParameter,
	type Settings,
} from '../providers/contract';
import { requestOf } from '../client/findRequest';
import { hasControlCharacter, isDots } from '../client/path';

/** Which payment a builder means, as entered. */
export interface LookupForm {
	readonly kind: string;
	readonly by: string;
	/** ID or reference. */
	readonly value: unknown;
	readonly accountId: unknown;
	/** The names of the fields in the editor, for the sentences. */
	readonly fields: { readonly kind: string; readonly value: string };
}

/** One payment to ask for. */
export interface Lookup {
	readonly kind: PaymentKind;
	readonly by: 'id' | 'reference';
	readonly value: string;
	readonly accountId: string;
	/** Undefined where only the list can be searched for the reference. */
	readonly request: ApiRequest | undefined;
}

export type LookupRead =
	| { readonly kind: 'lookup'; readonly lookup: Lookup }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/** Longer than any ID or reference of any provider. */
const maxValueLength = 255;

/** Turns what a builder entered into a question that can be asked, or says what is wrong with it. Nothing is sent. */
export function readLookup(provider: Provider, settings: Settings, form: LookupForm): LookupRead {
	const chosen = readKind(provider, form.kind, form.fields.kind);
	if (chosen.kind === 'invalid') return chosen;
	const kind = chosen.chosen;
	const account = readAccount(kind, form.accountId);
	if (account.kind === 'invalid') return account;
	const { accountId } = account;
	const given = readValue(form.value, form.fields.value);
	if (given.kind === 'invalid') return given;
	const { value } = given;
	const values: Readonly<Record<string, string>> = {
		...(kind.account === undefined ? {} : { [kind.account.parameter]: accountId }),
		[idParameter]: value,
		[referenceParameter]: value,
	};
	const known = (name: string): string => values[name] ?? '';

	if (form.by === 'reference') {
		if (provider.payments.notInReferences.test(value))
			return invalid(
				`'${form.fields.value}' holds a character that ${provider.displayName} cannot be asked for`,
				'Enter the reference that the payment was created with.',
			);
		if (kind.byReference === undefined && kind.list === undefined)
			return invalid(
				`${provider.displayName} cannot be asked for ${one(kind)} by reference`,
				`Look it up by ID: the answer that created the ${kind.name} holds it.`,
			);
		const find = kind.byReference === undefined ? undefined : fillInFind(kind.byReference, known);
		const request = find === undefined ? undefined : requestOf(settings, find);
		return { kind: 'lookup', lookup: { kind, by: 'reference', value, accountId, request } };
	}

	const { idForm } = kind;
	if (idForm !== undefined && !idForm.pattern.test(value))
		return invalid(
			`'${form.fields.value}' is not the ID of ${one(kind)}`,
			`${provider.displayName} gives each ${kind.name} ${idForm.description}. To use your own reference, look it up by reference.`,
		);
	const find = fillInFind(kind.byId, known);
	if (find === undefined) return unlikeAnId(form.fields.value);
	const request = requestOf(settings, find);
	return { kind: 'lookup', lookup: { kind, by: 'id', value, accountId, request } };
}

/** The same question by ID, where the reference can only be searched for and the ID can be asked for. */
export function lookupById(
	{ provider, settings }: { readonly provider: Provider; readonly settings: Settings },
	lookup: Lookup,
	id: string | null | undefined,
): Lookup {
	const { kind, accountId, request } = lookup;
	if (request !== undefined || id === null || id === undefined) return lookup;
	const fields = { kind: 'Status Of', value: 'Payment ID' };
	const form = { kind: kind.id, by: 'id', value: id, accountId, fields };
	const read = readLookup(provider, settings, form);
	return read.kind === 'lookup' ? read.lookup : lookup;
}

/** The kind of payment by its name in the editor. */
export function readKind(
	provider: Provider,
	name: string,
	field: string,
): { readonly kind: 'kind'; readonly chosen: PaymentKind } | Invalid {
	const chosen = provider.payments.kinds.find(({ id }) => id === name);
	if (chosen !== undefined) return { kind: 'kind', chosen };
	const choices = provider.payments.kinds.map(({ label }) => label).join(', ');
	return invalid(
		`'${field}' is not one of ${provider.displayName}'s choices`,
		`Choose ${choices}. If it is an expression, check what it gives for this item.`,
	);
}

/** The account whose payment it is, where the provider's endpoint wants one. */
export function readAccount(
	kind: PaymentKind,
	given: unknown,
): { readonly kind: 'account'; readonly accountId: string } | Invalid {
	if (kind.account === undefined) return { kind: 'account', accountId: '' };
	const read = readValue(given, kind.account.label);
	return read.kind === 'invalid' ? read : { kind: 'account', accountId: read.value };
}

interface Invalid {
	readonly kind: 'invalid';
	readonly explanation: Explanation;
}

/** An ID or a reference: text or a whole number, in one piece. */
export function readValue(
	given: unknown,
	field: string,
): { readonly kind: 'value'; readonly value: string } | Invalid {
	const isText =
		typeof given === 'string' || (typeof given === 'number' && Number.isSafeInteger(given));
	if (!isText && given !== undefined && given !== null)
		return invalid(`'${field}' is neither text nor a whole number`, checkIt);
	const value = text(given).trim();
	if (value === '') return invalid(`'${field}' is empty`, `Enter it. ${checkIt}`);
	if (value.length > maxValueLength)
		return invalid(
			`'${field}' has ${value.length} characters`,
			`No provider has one of more than ${maxValueLength}.`,
		);
	// Half a surrogate pair cannot be sent.
	if (/[\s\p{Surrogate}]/u.test(value) || hasControlCharacter(value)) return unlikeAnId(field);
	// Many servers decode a path before they take the steps in it.
	if ([value, encodeURIComponent(value)].some(isDots)) return unlikeAnId(field);
	return { kind: 'value', value };
}

/** With its article. */
const one = ({ name }: PaymentKind): string => `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;

const unlikeAnId = (field: string): Invalid =>
	invalid(
		`'${field}' holds a space, line break or something else that no ID has`,
		`Enter one value. ${checkIt}`,
	);

const checkIt = 'If it is an expression, check what it gives for this item.';

const invalid = (message: string, description: string): Invalid => ({
	kind: 'invalid',
	explanation: { message, description },
});
