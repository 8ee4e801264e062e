import { findEndpoint } from './endpoints';
import type { ApiRequest, Explanation, Provider } from './contract';

/** `auto`: endpoints that require a signature get one. */
export type SignMode = 'auto' | 'always' | 'never';

export type Signable =
	| { readonly kind: 'request'; readonly request: ApiRequest }
	| { readonly kind: 'unsignable'; readonly explanation: Explanation };

/**
 * Marks a request that is to be signed and puts its body into canonical form. The signature itself is made by `authorize`
 * at the moment of sending, because it covers the token and the time.
 */
export function prepareSignature(
	provider: Provider,
	request: ApiRequest,
	mode: SignMode,
): Signable {
	const path = new URL(request.url).pathname;
	const isWanted = findEndpoint(provider, { method: request.method, path })?.isSigned === true;
	if (mode === 'never' || (mode === 'auto' && !isWanted)) return { kind: 'request', request };
	if (provider.api.canonicalBody === undefined)
		return unsignable(
			`${provider.displayName} has no signed requests`,
			"Set 'Sign Request' to Automatically.",
		);
	if (request.body === undefined || request.body === '')
		return unsignable(
			'This request has to be signed and has no body',
			"Turn 'Send Body' on and enter the fields of the request as JSON.",
		);
	const canonical = provider.api.canonicalBody(request.body);
	if (canonical.kind === 'unsignable') return canonical;
	return { kind: 'request', request: { ...request, body: canonical.text, isSigned: true } };
}

const unsignable = (message: string, description: string): Signable => ({
	kind: 'unsignable',
	explanation: { message, description },
});
