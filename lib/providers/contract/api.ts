import type { Explanation } from './explanation';
import type { ApiResponse } from './http';

/**
 * Templates have parameters in braces, e.g. `/payment/{id}`. Two names mean the same at every provider: the first stands
 * for the ID of what is requested, the second for the merchant's own reference. Any other name is the provider's.
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
	/** Whether its page names no field of a body, or no required one: then Send Body starts off. A DELETE never needs a body. */
	readonly isBodyOptional?: true;
	/** Whether the provider wants the request signed. */
	readonly isSigned?: true;
	/** The merchant's own unique reference in the JSON body. */
	readonly reference?: ReferenceField;
	/**
	 * Of a request that moves money: where the content of its success names what was made. By its page one of them has a value;
	 * an answer without them says nothing of what became of the request.
	 */
	readonly namedBy?: readonly string[];
	/**
	 * The request that looks a payment up by its reference. Parameters beside `{reference}` are fields of the JSON body or
	 * the path.
	 */
	readonly find?: FindRequest;
	/** How to find out afterwards what happened to a request, for people; parameters as in `find`. */
	readonly lookUp?: string;
	/**
	 * Whether a successful response reports an earlier request with the same reference, so that no more money was moved.
	 * Without it, the provider reports an existing reference as a failure.
	 */
	readonly isRepeat?: (response: ApiResponse, times: RequestTimes) => boolean;
	/** What the record that `find` returns must have in common with the request, to be the requested payment. */
	readonly samePayment?: readonly SameValue[];
}

/** A value of a request, and its place in the provider's record of the payment. Both are dotted paths. */
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
	/** Where the content of a success repeats it, if its page says so. */
	readonly inAnswer?: string;
}

/** A request without side effects, by template. */
export interface FindRequest {
	readonly method: 'GET' | 'POST';
	/** Template of path and query. */
	readonly target: string;
	/** Template of the JSON body. */
	readonly body?: string;
	/** The provider's name for the kind of record, if one reference can belong to several kinds. */
	readonly kind?: string;
	/** The ID of the payment kind as which the record is read. */
	readonly readAs?: string;
}

/** A failure that the provider itself reported, in whatever format. */
export interface ProviderFailure {
	/** The provider's own code, e.g. `SP003`; '' where it gave none. */
	readonly code: string;
	readonly message: string;
	/** What a builder can do about it; '' where nothing is known. */
	readonly hint: string;
	/** The HTTP status that it stands for: that of the response, or another one that the body contains. */
	readonly status: number;
	readonly verdict: Verdict;
}

/**
 * What a failure says about the request. `refused`: the provider says in its own documented format that it did not accept
 * it. `duplicate`: something with its reference exists. `unknown`: anything else.
 */
export type Verdict = 'refused' | 'duplicate' | 'unknown';

/** How a provider pages its lists. */
export interface Paging {
	/** The query parameter with the page's number, counted from 1. */
	readonly pageParameter: string;
	/** The query parameter with the number of rows per page, where there is one, and its limits. */
	readonly limit?: { readonly parameter: string; readonly max: number };
	/**
	 * Whether a page follows this one; `perhaps` if the response leaves it open. `asked`: rows per page; undefined if the
	 * provider decides.
	 */
	hasNext(body: unknown, rows: number, asked: number | undefined): 'yes' | 'perhaps' | 'no';
	/** Rows of the whole list, as the response counts them; undefined if it does not. */
	readonly total?: (body: unknown) => number | undefined;
}

export type CanonicalBody =
	| { readonly kind: 'canonical'; readonly text: string }
	/** It would not survive the provider's own reading, so the signature could not match. */
	| { readonly kind: 'unsignable'; readonly explanation: Explanation };

/** What a provider's API offers, and how its answers are read. */
export interface ProviderApi {
	readonly endpoints: readonly Endpoint[];
	/** The product that an endpoint belongs to, by its path: it helps people find it in a long list. In sentence case. */
	productOf(path: string): string;
	/** How to find out what happened to a write that is not in `endpoints`. */
	readonly lookUp: string;
	/** Puts a JSON body into the form that a signature covers. Only where the provider knows signed requests. */
	readonly canonicalBody?: (json: string) => CanonicalBody;
	/** The provider's own report of a failure, also inside HTTP 200. Undefined where the answer reports none. */
	readFailure(response: ApiResponse): ProviderFailure | undefined;
	/** The content without the provider's envelope. */
	unwrap(body: unknown): unknown;
	/**
	 * Whether a body says that there is nothing, and nothing else: an empty list, or no record. What could be the notice of a
	 * failure is not, nor is a content without the envelope that the provider documents.
	 */
	isEmpty(body: unknown): boolean;
	/** Whether a body says in the provider's own format that the request succeeded, whatever its content. */
	isSuccess(body: unknown): boolean;
	/** Undefined where the provider has no lists. */
	readonly paging?: Paging;
}
