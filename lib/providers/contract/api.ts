import type { Explanation } from './explanation';
import type { ApiResponse } from './http';

/**
 * Templates have parameters in braces, e.g. `/payment/{id}`. Two names mean the same at every provider: what is asked for by
 * its ID stands for the first, the merchant's own reference for the second. Any other is a name that the provider has chosen.
 */
export const idParameter = 'id';
export const referenceParameter = 'reference';

/** What a request does. `reads` changes nothing, even where it is a POST. */
export type RequestKind = 'reads' | 'movesMoney' | 'changes';

/** A documented endpoint, and what calling it does. */
export interface Endpoint {
	readonly method: string;
	/** Template of the path. A builder who chooses the endpoint gets a field for each parameter. */
	readonly path: string;
	readonly name: string;
	/** Whether it is the same as another entry, under an older path: known, but not offered. */
	readonly isAlias?: true;
	readonly kind: RequestKind;
	/**
	 * Whether its page names no field of a body, or none that has to be there: who chooses the endpoint sends none at first. A
	 * DELETE never has to have one.
	 */
	readonly isBodyOptional?: true;
	/** Whether the provider wants the request signed. */
	readonly isSigned?: true;
	/** The merchant's own unique reference in the JSON body. */
	readonly reference?: ReferenceField;
	/** The request that asks by reference what became of one. Parameters beside `{reference}` are fields of the JSON body or the path. */
	readonly find?: FindRequest;
	/** How to find out afterwards what became of a request, for people; parameters as in `find`. */
	readonly lookUp?: string;
	/**
	 * Whether a successful response reports an earlier request with the same reference, so that no more money was moved. Where it
	 * is missing, the provider reports a reference that exists as a failure.
	 */
	readonly isRepeat?: (response: ApiResponse, times: RequestTimes) => boolean;
	/** What the record that `find` gives has to have in common with the request, to be the payment that it asked for. */
	readonly samePayment?: readonly SameValue[];
}

/** A value of a request and where it stands in the provider's record of the payment. Both are dotted paths. */
export interface SameValue {
	readonly inBody: string;
	readonly inRecord: string;
	/** As a person reads it, e.g. `amount`. */
	readonly name: string;
	/**
	 * An amount must be there and be the same number, and so must a `total`, the sum over a list of `quantity` times `unit_price`.
	 * A text is compared where both sides have it; a code only where both are of one form, digits or letters, and without
	 * the product before it (`EWALLET_GOPAY`).
	 */
	readonly as: 'amount' | 'code' | 'text' | 'total';
}

/** By the clock of this machine, in epoch milliseconds. */
export interface RequestTimes {
	readonly sentAt: number;
	readonly answeredAt: number;
}

export interface ReferenceField {
	/** Dotted path in the JSON body, e.g. `transaction.id`. */
	readonly path: string;
	/** In characters. */
	readonly maxLength: number;
}

/** A request without side effects, by template. */
export interface FindRequest {
	readonly method: 'GET' | 'POST';
	/** Template of path and query. */
	readonly target: string;
	/** Template of the JSON body. */
	readonly body?: string;
	/** The provider's word for the kind of record that is meant, where one reference can belong to several. */
	readonly kind?: string;
	/** The ID of the payment kind as which the record is read. */
	readonly readAs?: string;
}

/** A failure that the provider reported itself, in whatever shape it has. */
export interface ProviderFailure {
	/** The provider's own code, e.g. `SP003`; '' where it gave none. */
	readonly code: string;
	readonly message: string;
	/** What a builder can do about it; '' where nothing is known. */
	readonly hint: string;
	/** The HTTP status that it means: that of the answer, or another one that the body names. */
	readonly status: number;
	readonly verdict: Verdict;
}

/**
 * What a failure says of the request. `refused`: the provider says in its own documented words that it did not take it.
 * `duplicate`: something with its reference exists. `unknown`: anything else.
 */
export type Verdict = 'refused' | 'duplicate' | 'unknown';

/** How a provider divides its lists. */
export interface Paging {
	/** The query parameter with the page's number, counted from 1. */
	readonly pageParameter: string;
	/** The query parameter with the number of rows per page, where there is one, and its limits. */
	readonly limit?: { readonly parameter: string; readonly max: number };
	/**
	 * Whether a page follows this one; `perhaps` where the answer leaves it open. `asked`: rows per page; undefined where the
	 * provider decides.
	 */
	hasNext(body: unknown, rows: number, asked: number | undefined): 'yes' | 'perhaps' | 'no';
	/** Rows of the whole list, as an answer counts them; undefined where it does not. */
	readonly total?: (body: unknown) => number | undefined;
}

export type CanonicalBody =
	| { readonly kind: 'canonical'; readonly text: string }
	/** It would not survive the provider's own reading, so the signature could not match. */
	| { readonly kind: 'unsignable'; readonly explanation: Explanation };

/** What a provider's API offers, and how its answers are read. */
export interface ProviderApi {
	readonly endpoints: readonly Endpoint[];
	/** The product that an endpoint belongs to, by its path: people find it in a long list by that. In sentence case. */
	productOf(path: string): string;
	/** How to find out what became of a write that is not in `endpoints`. */
	readonly lookUp: string;
	/** Puts a JSON body into the form that a signature covers. Only where the provider knows signed requests. */
	readonly canonicalBody?: (json: string) => CanonicalBody;
	/** The provider's own report of a failure, also inside HTTP 200. Undefined where the answer reports none. */
	readFailure(response: ApiResponse): ProviderFailure | undefined;
	/** The content without the provider's envelope. */
	unwrap(body: unknown): unknown;
	/** Undefined where the provider has no lists. */
	readonly paging?: Paging;
}
