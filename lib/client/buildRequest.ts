import type { ApiRequest, Explanation, Provider } from '../providers/contract';
import { prepareSignature, type SignMode } from '../providers/signing';

/** A request in its parts, each read and checked. */
export interface RequestParts {
	readonly method: string;
	/** On the credential's own host; it may have a query. */
	readonly url: URL;
	/** Added to the URL's own: without the question mark, '' for none. */
	readonly query: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: RequestBody;
	readonly sign: SignMode;
}

export interface RequestBody {
	/** Undefined where there is none. */
	readonly text: string | undefined;
	/** Of the text, unless the headers name one; '' for none. */
	readonly contentType: string;
	/** What the text says, where it can be read. */
	readonly json: unknown;
}

/** A request without a body. */
export const noBody: RequestBody = { text: undefined, contentType: '', json: undefined };

export type RequestBuilt =
	| { readonly kind: 'prepared'; readonly request: ApiRequest }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/** Puts a request together, and into the form that is signed where it has to be. Pure: nothing is sent here. */
export function buildRequest(provider: Provider, parts: RequestParts): RequestBuilt {
	const { method, body } = parts;
	const url = new URL(parts.url);
	if (parts.query !== '')
		url.search = url.search === '' ? parts.query : `${url.search}&${parts.query}`;
	const request: ApiRequest = {
		method,
		url: url.href,
		headers: withContentType(parts.headers, body.contentType),
		...(body.text === undefined ? {} : { body: body.text }),
	};
	const signable = prepareSignature(provider, request, parts.sign);
	if (signable.kind === 'unsignable') return { kind: 'invalid', explanation: signable.explanation };
	return { kind: 'prepared', request: signable.request };
}

/** A content type that the builder typed wins. */
function withContentType(
	headers: Readonly<Record<string, string>>,
	contentType: string,
): Readonly<Record<string, string>> {
	const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
	return contentType === '' || isTyped ? headers : { ...headers, 'Content-Type': contentType };
}
