import type { IHttpRequestOptions } from 'n8n-workflow';

import { isObject, text } from '../providers/json';
import type { Provider } from '../providers/contract';
import type { Signable } from '../providers/signing';

/** Reading the options with which n8n's senders, the current and the deprecated one, call `authenticate`. */

/** The deprecated sender of n8n's HTTP Request node says `uri`. */
export function urlOf(options: IHttpRequestOptions & { uri?: unknown }): URL | undefined {
	const url = options.url || text(options.uri);
	const base =
		options.baseURL === undefined || options.baseURL === '' ? undefined : options.baseURL;
	// A path after a base is appended, as n8n's HTTP library does, not resolved against it.
	const whole =
		base !== undefined && !URL.canParse(url)
			? `${base.replace(/(?<!\/)\/+$/, '')}/${url.replace(/^\/+/, '')}`
			: url;
	return URL.canParse(whole) ? new URL(whole) : undefined;
}

/** Stands on the request of a credential test, by which `authenticate` knows it, and is not sent. */
export const credentialTestHeader = 'x-credential-test';

export const isCredentialTest = ({ headers }: IHttpRequestOptions): boolean =>
	headers?.[credentialTestHeader] !== undefined;

/**
 * A redirect would carry the token to wherever it points, and after 307 the payment too: n8n's HTTP Request node follows
 * them unless told otherwise. The last two names are those of the deprecated sender.
 */
export const noRedirects = {
	disableFollowRedirect: true,
	maxRedirects: 0,
	followRedirect: false,
	followAllRedirects: false,
};

/** Empty for what is no text before it is sent, e.g. a form with files or a stream. */
export const bodyText = (body: unknown): { body?: string } => {
	if (typeof body === 'string') return { body };
	if (Buffer.isBuffer(body)) return { body: body.toString('utf8') };
	const isPlain =
		Array.isArray(body) || (isObject(body) && Object.getPrototypeOf(body) === Object.prototype);
	return isPlain ? { body: JSON.stringify(body) } : {};
};

const owned = (provider: Provider, name: string): boolean =>
	name.toLowerCase() === credentialTestHeader ||
	provider.auth.ownedHeaders.includes(name.toLowerCase());

/** Removes what a builder entered under the names of the credential's own headers, in any spelling, and empty headers. */
export const headersOf = (
	options: IHttpRequestOptions,
	provider: Provider,
): Record<string, string> =>
	Object.fromEntries(
		Object.entries(options.headers ?? {})
			.filter(([name, value]) => !owned(provider, name) && value !== undefined && value !== null)
			.map(([name, value]) => [name, String(value)]),
	);

/** n8n appends separate query parameters after this hook, in its own order and spelling: a signature could not cover them. */
export function coversQuery(signable: Signable, { qs }: IHttpRequestOptions): Signable {
	const isSigned = signable.kind === 'request' && signable.request.isSigned === true;
	if (!isSigned || Object.keys(qs ?? {}).length === 0) return signable;
	return {
		kind: 'unsignable',
		explanation: {
			message: 'This request has to be signed and has separate query parameters',
			description: 'Write them at the end of the URL instead, or use the Payment API Request node.',
		},
	};
}
