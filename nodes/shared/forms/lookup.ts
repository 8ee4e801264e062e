import type { PaymentKind, Provider, Settings } from '../../../lib/providers/contract';
import {
	buildLookup,
	findKind,
	type Lookup,
	lookupProblem,
	type LookupQuery,
} from '../../../lib/payments/lookup';
import { locatedValue } from '../locator';
import { noIdentifier, readIdentifier } from './identifier';
import { checkExpression, invalid, type Invalid } from './invalid';

/** Which payment a builder means, as entered. */
export interface LookupForm {
	readonly kind: string;
	readonly by: string;
	/** ID or reference. */
	readonly value: unknown;
	readonly accountId: unknown;
	/** The name of the value's field in the editor, for the sentences. */
	readonly field: string;
}

export type LookupRead = { readonly kind: 'lookup'; readonly lookup: Lookup } | Invalid;

/** Turns what a builder entered into a question that can be asked, or says what is wrong with it. Nothing is sent. */
export function readLookup(provider: Provider, settings: Settings, form: LookupForm): LookupRead {
	const chosen = readKind(provider, form.kind);
	if (chosen.kind === 'invalid') return chosen;
	const kind = chosen.chosen;
	const account = readAccount(kind, form.accountId);
	if (account.kind === 'invalid') return account;
	const by = form.by === 'reference' ? 'reference' : 'id';
	const given = readIdentifier(form.value, form.field, by);
	if (given.kind === 'invalid') return given;
	const query = { kind, by, value: given.value, accountId: account.accountId } as const;
	return askable(provider, settings, query, form.field);
}

/** The look-up of a value that was read from the field of this name, or why the provider cannot be asked for it. */
export function askable(
	provider: Provider,
	settings: Settings,
	query: LookupQuery,
	field: string,
): LookupRead {
	const lookup = buildLookup(provider, settings, query);
	return lookup === undefined ? notAskable(provider, query, field) : { kind: 'lookup', lookup };
}

function notAskable(provider: Provider, query: LookupQuery, field: string): Invalid {
	const { kind } = query;
	switch (lookupProblem(provider, query)) {
		case 'referenceCharacter':
			return invalid(
				`'${field}' contains a character that ${provider.displayName} cannot look up`,
				'Enter the reference that the payment was created with.',
			);
		case 'notByReference':
			return invalid(
				`${provider.displayName} has no lookup of ${one(kind)} by reference`,
				`Look it up by ID: the response that created the ${kind.name} contains it.`,
			);
		case 'notById':
			return invalid(
				`${provider.displayName} has no lookup of ${one(kind)} by ID`,
				"Set 'Look Up By' to Reference, and enter the reference that it was created with.",
			);
		case 'idForm':
			return invalid(
				`'${field}' is not the ID of ${one(kind)}`,
				`${provider.displayName} gives each ${kind.name} ${kind.idForm?.description ?? ''}. To use your own reference, look it up by reference.`,
			);
		default:
			return noIdentifier(`'${field}'`);
	}
}

/** The kind of payment by its name in the editor. */
export function readKind(
	provider: Provider,
	name: string,
): { readonly kind: 'kind'; readonly chosen: PaymentKind } | Invalid {
	const chosen = findKind(provider, name);
	if (chosen !== undefined) return { kind: 'kind', chosen };
	const choices = provider.payments.kinds.map(({ label }) => label).join(', ');
	return invalid(
		`'Kind' is not one of ${provider.displayName}'s choices`,
		`Choose ${choices}. ${checkExpression}`,
	);
}

/** The account whose payment it is, where the provider's endpoint wants one. */
export function readAccount(
	kind: PaymentKind,
	given: unknown,
): { readonly kind: 'account'; readonly accountId: string } | Invalid {
	if (kind.account === undefined) return { kind: 'account', accountId: '' };
	const read = readIdentifier(locatedValue(given), kind.account.label);
	return read.kind === 'invalid' ? read : { kind: 'account', accountId: read.value };
}

/** With its article. */
const one = ({ name }: PaymentKind): string => `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
