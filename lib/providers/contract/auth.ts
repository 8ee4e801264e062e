import type { Explanation } from './explanation';
import type { ApiRequest, ApiResponse } from './http';

/** The credential as a person filled it in: trimmed, checked and complete. */
export interface Settings {
	/** Scheme, host and port, without a slash at the end. */
	readonly baseUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** The values of the other `fields`, by name. */
	readonly extras: Readonly<Record<string, string>>;
}

/** A choice in the editor. */
export interface Choice {
	/** As it is stored. */
	readonly value: string;
	readonly label: string;
	readonly description?: string;
}

/** One of the provider's own hosts. */
export interface Environment extends Choice {
	/** Base URL: an https origin. */
	readonly url: string;
}

/** A field of the credential, as a person fills it in. Its value is text. */
export interface CredentialField<Name extends string = string> {
	/** As it is stored: with another name, existing credentials would lose their value. */
	readonly name: Name;
	/** In the editor, and in every sentence about the field. */
	readonly label: string;
	readonly description: string;
	/** A line that the editor shows below the field at all times. */
	readonly hint?: string;
	readonly required?: true;
	/** Whether n8n hides the value and never gives it out again. */
	readonly isSecret?: true;
	/** Whether it takes several values, with commas or blanks between them (`listedIn`). */
	readonly isList?: true;
	/** Whether a token belongs to this value, so that a change makes existing tokens invalid. */
	readonly bindsToken?: true;
	/** '' unless given. */
	readonly default?: string;
	/** Where the value is one of a few; the default is among them. */
	readonly choices?: readonly Choice[];
}

/** What the token endpoint's answer says. */
export type TokenAnswer =
	| { readonly kind: 'token'; readonly accessToken: string; readonly expiresAt?: number }
	/** A verdict on the client, in the provider's own words: the same settings would get the same answer. */
	| { readonly kind: 'refused'; readonly explanation: Explanation }
	/** Any other failure. The status is that of HTTP, or the one inside the body where a failure stands there. */
	| { readonly kind: 'failed'; readonly status: number }
	| { readonly kind: 'unreadable' };

/** How a provider issues tokens, and how requests carry them. */
export interface ProviderAuth {
	/** What a person has to know before filling the credential in; shown above its fields. */
	readonly notice?: string;
	/** The first is the default. `custom`, with a base URL of one's own, is added for all providers. */
	readonly environments: readonly [Environment, ...Environment[]];
	readonly environmentDescription: string;
	/** In the order of the editor. */
	readonly fields: readonly [
		CredentialField<'clientId'>,
		CredentialField<'clientSecret'>,
		...CredentialField[],
	];
	/** Headers, in lower case, that a builder may not set because the credential does. */
	readonly ownedHeaders: readonly string[];
	/** Cheap authenticated GET that shows whether a token is accepted. The rest of the response does not matter. */
	readonly probe: { readonly path: string };
	/** Endpoints that return tokens and other secrets. A builder may not call them: the secrets would end up in an item. */
	readonly secretPaths: readonly string[];

	/** The request for a new token. `now` in epoch milliseconds. */
	tokenRequest(settings: Settings, now: number): ApiRequest;
	/**
	 * Reads the response to `tokenRequest`, which is JSON or a 401 without a body: everything else (429, 5xx, redirects,
	 * web pages) is judged before, in the same way for all providers. `requestedAt` is the moment before the request, in
	 * epoch milliseconds.
	 */
	readToken(response: ApiResponse, requestedAt: number): TokenAnswer;
	/**
	 * Adds what proves who is calling, and the signature of a request that `isSigned`. Overwrites, so calling it twice gives
	 * the same as calling it once.
	 */
	authorize(request: ApiRequest, settings: Settings, accessToken: string, now: number): ApiRequest;
	/** `perTransaction`: each write gets a token of its own; reads share one. */
	reusePolicy(settings: Settings): 'untilExpiry' | 'perTransaction';
	/** Whether this response says that the token, and nothing else, was rejected. */
	isTokenRefused(response: ApiResponse): boolean;
}
