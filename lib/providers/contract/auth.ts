import type { Explanation } from './explanation';
import type { ApiRequest, ApiResponse } from './http';

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
	/** Whether no answer may show its value. */
	readonly isSecret: boolean;
	readonly default: string;
}

/** What the token endpoint's answer says. 429 and 5xx are judged before it is read, alike for all providers. */
export type TokenAnswer =
	| { readonly kind: 'token'; readonly accessToken: string; readonly expiresAt?: number }
	/** Asking again with the same settings would give the same answer. */
	| { readonly kind: 'refused'; readonly explanation: Explanation }
	| { readonly kind: 'unreadable' };

/** How a provider issues tokens, and how requests carry them. */
export interface ProviderAuth {
	/** Name of the environment, as stored in the credential, to its base URL. `custom` is added for all providers. */
	readonly environments: Readonly<Record<string, string>>;
	readonly extraFields: readonly ExtraField[];
	/** The credential fields to check when the token is refused, as a person sees them. */
	readonly secretLabels: string;
	/** Headers, in lower case, that a builder may not set because the credential does. */
	readonly ownedHeaders: readonly string[];
	/** Cheap authenticated GET: asks whether a token is accepted. What else it answers does not matter. */
	readonly probe: { readonly path: string };
	/** Endpoints that give out tokens and other secrets. A builder never calls them by hand: these would end up in an item. */
	readonly secretPaths: readonly string[];

	/** The request for a new token. `now` in epoch milliseconds. */
	tokenRequest(settings: Settings, now: number): ApiRequest;
	/** Reads the answer to `tokenRequest`. `requestedAt` is the moment before the request, in epoch milliseconds. */
	readToken(response: ApiResponse, requestedAt: number): TokenAnswer;
	/**
	 * Adds what proves who is calling, and the signature of a request that `isSigned`. Overwrites, so calling it twice gives
	 * the same as calling it once.
	 */
	authorize(request: ApiRequest, settings: Settings, accessToken: string, now: number): ApiRequest;
	/** `perTransaction`: each write gets a token of its own; reads share one. */
	reusePolicy(settings: Settings): 'untilExpiry' | 'perTransaction';
	/** Whether this answer says that the token, and nothing else, was not accepted. */
	isTokenRefused(response: ApiResponse): boolean;
}
