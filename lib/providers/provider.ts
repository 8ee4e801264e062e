/**
 * The provider contract: everything in which one payment provider differs from another, as plain data and pure functions.
 *
 * A provider does no input or output, reads no clock and knows nothing of n8n. Whoever needs a new difference widens this
 * contract; a branch on a provider's name anywhere else means that the contract is wrong.
 */

/** One HTTP request, complete: absolute URL, headers by their usual spelling, body as the text that is sent. */
export interface ApiRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Whether `authorize` has to sign it. Its body is in canonical form then: what is hashed is what is sent. */
	readonly isSigned?: boolean;
}

/** One HTTP answer, read whole. `body` is the parsed JSON value, or the text where it is not JSON ('' when empty). */
export interface ApiResponse {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
	readonly isJson: boolean;
}

/** What a person reads: what happened, then what to do about it. Never holds a secret. */
export interface Explanation {
	readonly message: string;
	readonly description: string;
}

/** The credential as a person filled it in: trimmed, checked and complete. */
export interface Settings {
	/** Scheme, host and port, without a slash at the end. */
	readonly baseUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** The values of the provider's own `extraFields`, by name. */
	readonly extras: Readonly<Record<string, string>>;
}

/** A credential field that only this provider has. */
export interface ExtraField {
	readonly name: string;
	readonly label: string;
	readonly required: boolean;
	/** Whether another value here makes an existing token one that was issued for somebody else. */
	readonly bindsToken: boolean;
	readonly default: string;
}

/** What the token endpoint's answer says. 429 and 5xx are judged before it is read, alike for all providers. */
export type TokenAnswer =
	| { readonly kind: 'token'; readonly accessToken: string; readonly expiresAt?: number }
	/** Asking again with the same settings would give the same answer. */
	| { readonly kind: 'refused'; readonly explanation: Explanation }
	| { readonly kind: 'unreadable' };

/** A failure that the provider reported itself, in whatever shape it has. */
export interface ProviderFailure {
	/** The provider's own code, e.g. `SP003`; '' where it gave none. */
	readonly code: string;
	readonly message: string;
	/** What a builder can do about it; '' where nothing is known. */
	readonly hint: string;
	/** `unknown`: the provider itself does not know whether the request took effect. */
	readonly outcome: 'refused' | 'unknown';
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
	/** Path and query. */
	readonly target: string;
	readonly body?: string;
	/** The provider's word for the kind of record that is meant, where one reference can belong to several. */
	readonly kind?: string;
}

/** What the provider knows of a reference. */
export type Found =
	| { readonly kind: 'found'; readonly record: unknown }
	| { readonly kind: 'absent' }
	| { readonly kind: 'unclear' };

/** A documented endpoint, and what calling it does. */
export interface Endpoint {
	readonly method: string;
	/** Path with parameters in braces, e.g. `/payment/{id}`. */
	readonly path: string;
	readonly name: string;
	/** Whether it is the same as another entry, under an older path: known, but not offered. */
	readonly isAlias?: true;
	/** `reads` changes nothing, even where it is a POST. */
	readonly kind: 'reads' | 'movesMoney' | 'changes';
	/** Whether the provider wants the request signed. */
	readonly isSigned?: true;
	/** The merchant's own unique reference in the JSON body. */
	readonly reference?: ReferenceField;
	/** The request that asks by reference what became of one; placeholders as in `path`, and `{reference}`. */
	readonly find?: FindRequest;
	/** How to find out afterwards what became of a request; `{reference}` stands for the reference. */
	readonly lookUp?: string;
}

/** The common words for what became of a payment, alike for all providers. */
export const paymentStatuses = [
	'pending',
	'succeeded',
	'failed',
	'canceled',
	'expired',
	'refunded',
	'unknown',
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/** What a provider's own status word means. */
export interface StatusMeaning {
	readonly status: PaymentStatus;
	/** Whether the provider expects no further change. */
	readonly final: boolean;
	/** A later change that is legal all the same. */
	readonly mayBecome?: PaymentStatus;
}

/** What a provider's record of a payment says. '' or null where it does not. */
export interface PaymentFacts {
	readonly id: string;
	/** The merchant's own reference. */
	readonly reference: string;
	/** The provider's own status word, as it wrote it. */
	readonly providerStatus: string;
	/** Why it failed, in the provider's words. */
	readonly reason: string;
	/** A plain decimal number in major units. */
	readonly amount: string | null;
	readonly currency: string;
	/** Epoch milliseconds. */
	readonly createdAt: number | null;
	readonly updatedAt: number | null;
}

/** What a list is asked for, as far as the provider can narrow it. What it cannot is left out of its answer afterwards. */
export interface ListFilter {
	/** Epoch milliseconds, both ends included. */
	readonly from?: number | undefined;
	readonly to?: number | undefined;
	readonly reference?: string | undefined;
	readonly order: 'newestFirst' | 'oldestFirst';
}

export interface PaymentList {
	/** Path with parameters in braces. */
	readonly path: string;
	/** The query that narrows and orders it; without paging. */
	query(filter: ListFilter): Readonly<Record<string, string>>;
}

/** One kind of payment that a provider can be asked about. */
export interface PaymentKind {
	/** The value of the nodes' `statusOf` and `listOf`. */
	readonly id: string;
	/** As a choice in the editor. */
	readonly label: string;
	/** Within a sentence, e.g. `payout`. */
	readonly name: string;
	/** Asks for one by its ID: `{id}`, and what else stands in braces. */
	readonly byId: FindRequest;
	/** What an ID of this kind looks like, where that is documented. */
	readonly idForm?: { readonly pattern: RegExp; readonly description: string };
	/** Asks for one by the merchant's reference. Without it, the list is searched. */
	readonly byReference?: FindRequest;
	readonly list?: PaymentList;
	/** The documented status words, in lower case. Any other is `unknown` and not final. */
	readonly statusMap: Readonly<Record<string, StatusMeaning>>;
	read(record: unknown): PaymentFacts;
}

/** How a provider divides its lists. */
export interface Paging {
	/** The query parameter with the page's number, counted from 1. */
	readonly pageParameter: string;
	/** The query parameter with the number of rows per page, where there is one, and its limits. */
	readonly limit?: { readonly parameter: string; readonly most: number };
	/**
	 * Whether a page follows this one; `perhaps` where the answer leaves it open. `asked`: rows per page; undefined where the
	 * provider decides.
	 */
	hasNext(body: unknown, rows: number, asked: number | undefined): 'yes' | 'perhaps' | 'no';
}

/** A request that has reached a webhook, before anything in it is believed. */
export interface WebhookRequest {
	/** Path and query as the sender may have called it: a proxy on the way may have rewritten what arrived. */
	readonly targets: readonly string[];
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** The bytes as they came: a signature covers these and no re-encoding of them. */
	readonly body: Buffer;
}

/** Whether a notification comes from the provider. `reason` continues "The notification was refused:". */
export type Verification =
	{ readonly kind: 'genuine' } | { readonly kind: 'refused'; readonly reason: string };

/** How a notification's record of a payment is read. */
export type WebhookEventKind = Pick<PaymentKind, 'id' | 'statusMap' | 'read'>;

/** One payment that a notification tells of. */
export interface WebhookEvent {
	/** One of the provider's `events`, or another that it has invented since. */
	readonly event: string;
	readonly kind: WebhookEventKind;
	/** As the provider wrote it. */
	readonly record: unknown;
	/** The record as `kind` reads it, where that is not the same. */
	readonly readAs?: unknown;
}

export interface ProviderWebhooks {
	readonly events: readonly { readonly value: string; readonly label: string }[];
	/** Where to enter the webhook's URL, for people. */
	readonly setUp: string;
	/** Undefined where the provider signs nothing: what a notification claims has to be asked for. */
	readonly signature?: {
		readonly secret:
			| { readonly kind: 'clientSecret' }
			/** Of its own: fetched from the first of the paths that gives one. */
			| {
					readonly kind: 'fetched';
					readonly paths: readonly string[];
					read(body: unknown): string;
			  };
		/** Whether the address is signed, too: a proxy that rewrites it has to be told of. */
		readonly coversPath?: true;
		/** `now` and `toleranceMs` in milliseconds; the time that was signed may lie so far before or after. */
		verify(inbound: WebhookRequest, secret: string, now: number, toleranceMs: number): Verification;
	};
	/** A message of the dashboard's test button: unsigned, and about no payment. */
	isTest(body: unknown): boolean;
	/** The payments that a notification tells of, in its order. */
	read(body: unknown): readonly WebhookEvent[];
}

export type CanonicalBody =
	| { readonly kind: 'canonical'; readonly text: string }
	/** It would not survive the provider's own reading, so the signature could not match. */
	| { readonly kind: 'unsignable'; readonly explanation: Explanation };

export interface Provider {
	/** The value of the node's `provider` parameter. */
	readonly id: string;
	readonly displayName: string;
	/** The n8n credential type's name. */
	readonly credentialType: string;
	/** Name of the environment, as stored in the credential, to its base URL. `custom` is added for all providers. */
	readonly environments: Readonly<Record<string, string>>;
	readonly extraFields: readonly ExtraField[];
	/** The credential fields to check when the token is refused, as a person sees them. */
	readonly secretLabels: string;
	/** Headers, in lower case, that a builder may not set because the credential does. */
	readonly ownedHeaders: readonly string[];
	/** Cheap authenticated GET: asks whether a token is accepted. What else it answers does not matter. */
	readonly probe: { readonly path: string };
	readonly endpoints: readonly Endpoint[];
	/** How to find out what became of a write that is not in `endpoints`. */
	readonly lookUp: string;
	/** Endpoints that give out tokens and other secrets. A builder never calls them by hand: these would end up in an item. */
	readonly secretPaths: readonly string[];

	/** The request for a new token. `now` in epoch milliseconds. */
	tokenRequest(settings: Settings, now: number): ApiRequest;
	/** Reads the answer to `tokenRequest`. `requestedAt` is the moment before the request, in epoch milliseconds. */
	readToken(response: ApiResponse, requestedAt: number): TokenAnswer;
	/** Puts a JSON body into the form that a signature covers. Only where the provider knows signed requests. */
	readonly canonicalBody?: (json: string) => CanonicalBody;
	/**
	 * Adds what proves who is calling, and the signature of a request that `isSigned`. Overwrites, so calling it twice gives
	 * the same as calling it once.
	 */
	authorize(request: ApiRequest, settings: Settings, accessToken: string, now: number): ApiRequest;
	/** `perTransaction`: each write gets a token of its own; reads share one. */
	reusePolicy(settings: Settings): 'untilExpiry' | 'perTransaction';
	/** Whether this answer says that the token, and nothing else, was not accepted. */
	isTokenRefused(response: ApiResponse): boolean;
	/** The provider's own report of a failure, also inside HTTP 200. Undefined where the answer reports none. */
	readFailure(response: ApiResponse): ProviderFailure | undefined;
	/** Characters that no reference may hold at this provider, beside control characters. */
	readonly notInReferences: RegExp;
	/** Reads the answer to a `find` request. */
	readFound(response: ApiResponse, reference: string, kind?: string): Found;
	/** The content without the provider's envelope. */
	unwrap(body: unknown): unknown;
	/** How payments are looked up, and what their status words mean. */
	readonly statuses: {
		readonly kinds: readonly PaymentKind[];
		/** Whether the answer says that there is no such payment. */
		isNotFound(response: ApiResponse): boolean;
	};
	/** Undefined where the provider has no lists. */
	readonly paging?: Paging;
	readonly webhooks: ProviderWebhooks;
}
