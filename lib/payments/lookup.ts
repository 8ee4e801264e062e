import { fillInFind } from '../providers/endpoints';
import {
	type ApiRequest,
	type FindRequest,
	idParameter,
	type PaymentKind,
	type Provider,
	referenceParameter,
	type Settings,
} from '../providers/contract';
import { requestOf } from '../client/requestOf';
import { identifierProblem } from './identifier';

/** Which payment is meant. */
export interface LookupQuery {
	readonly kind: PaymentKind;
	readonly by: 'id' | 'reference';
	/** ID or reference. */
	readonly value: string;
	/** Ignored where the provider's endpoint wants none. */
	readonly accountId: string;
}

/** One payment to ask for. */
export interface Lookup extends LookupQuery {
	/** Undefined where only the list can be searched for it. */
	readonly request: ApiRequest | undefined;
}

/** Why a provider cannot be asked for a payment. */
export type LookupProblem =
	/** ID, reference or account is none. */
	| 'value'
	| 'account'
	/** The provider cannot be asked for a reference with such a character. */
	| 'referenceCharacter'
	/** There is neither an endpoint that takes a reference nor a list to search. */
	| 'notByReference'
	/** There is neither an endpoint that takes an ID nor a list to search. */
	| 'notById'
	/** IDs of this kind look different. */
	| 'idForm';

/** The lookup of one payment; undefined where `lookupProblem` says why there is none. Nothing is sent. */
export function buildLookup(
	provider: Provider,
	settings: Settings,
	query: LookupQuery,
): Lookup | undefined {
	if (lookupProblem(provider, query) !== undefined) return undefined;
	const { kind, by, value } = query;
	const accountId = kind.account === undefined ? '' : query.accountId;
	const find = findOf(query);
	const request = find === undefined ? undefined : requestOf(settings, find);
	return { kind, by, value, accountId, request };
}

export function lookupProblem(provider: Provider, query: LookupQuery): LookupProblem | undefined {
	const { kind, by, value, accountId } = query;
	if (kind.account !== undefined && identifierProblem(accountId) !== undefined) return 'account';
	if (identifierProblem(value) !== undefined) return 'value';
	if (by === 'reference') {
		if (provider.payments.notInReferences.test(value)) return 'referenceCharacter';
		return kind.byReference === undefined && kind.list === undefined ? 'notByReference' : undefined;
	}
	if (kind.byId === undefined && kind.list === undefined) return 'notById';
	if (kind.idForm?.pattern.test(value) === false) return 'idForm';
	return templateOf(query) !== undefined && findOf(query) === undefined ? 'value' : undefined;
}

function findOf(query: LookupQuery): FindRequest | undefined {
	const { kind, value, accountId } = query;
	const find = templateOf(query);
	const values: Readonly<Record<string, string>> = {
		...(kind.account === undefined ? {} : { [kind.account.parameter]: accountId }),
		[idParameter]: value,
		[referenceParameter]: value,
	};
	return find && fillInFind(find, (name) => values[name] ?? '');
}

/** Undefined where the list is searched. */
function templateOf({ kind, by, value }: LookupQuery): FindRequest | undefined {
	if (by === 'reference') return kind.byReference;
	return kind.listedIds?.test(value) === true ? undefined : kind.byId;
}

/**
 * The same lookup by ID, where a list has to be searched for the reference but the ID has an endpoint. Not for attempts at
 * one payment: the next attempt may be the one that succeeds.
 */
export function lookupById(
	{ provider, settings }: { readonly provider: Provider; readonly settings: Settings },
	lookup: Lookup,
	id: string | null | undefined,
): Lookup {
	const isSearched = lookup.request === undefined && lookup.kind.isAttempt !== true;
	if (!isSearched || id === null || id === undefined) return lookup;
	return buildLookup(provider, settings, { ...lookup, by: 'id', value: id }) ?? lookup;
}

/** Whether its answer is one of several attempts: one that has failed says nothing of the next. */
export const isAttemptAt = ({ kind, by }: Pick<LookupQuery, 'kind' | 'by'>): boolean =>
	kind.isAttempt === true && by === 'reference';

/** A kind of payment by its name in the contract; undefined where the provider has none of that name. */
export const findKind = ({ payments }: Provider, id: string): PaymentKind | undefined =>
	payments.kinds.find((kind) => kind.id === id);
