import type { ApiRequest, Explanation, Provider, Settings } from '../providers/contract';
import { prepareSignature, type SignMode } from '../providers/signing';
import { type Body, type Fields, writeBody, writeHeaders, writeQuery } from './fields';
import { resolvePath } from './path';
import type { ArrayFormat } from './query';
import { withReference } from './reference';

/** One request as the builder describes it. */
export interface RequestDescription {
	readonly method: string;
	readonly path: string;
	readonly query: Fields;
	readonly headers: Fields;
	readonly body: Body;
	readonly arrays: ArrayFormat;
	readonly sign: SignMode;
	/** Put into a body that has none; '' for nothing. */
	readonly reference: unknown;
}

export type RequestBuilt =
	| { readonly kind: 'prepared'; readonly request: ApiRequest }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Turns a description into a request that may be sent, or says what is wrong with it. Pure: nothing is sent here. */
export function buildRequest(
	provider: Provider,
	settings: Settings,
	wanted: RequestDescription,
): RequestBuilt {
	const method = wanted.method.trim().toUpperCase();
	if (!methods.has(method))
		return {
			kind: 'invalid',
			explanation: {
				message: "'Method' is not one of its choices",
				description: `Use ${[...methods].join(', ')}. If it is an expression, check what it gives for this item.`,
			},
		};
	const target = resolvePath(provider, settings, wanted.path);
	if (target.kind === 'invalid') return target;
	const query = writeQuery(wanted.query, wanted.arrays);
	if (query.kind === 'invalid') return query;
	const headers = writeHeaders(provider, wanted.headers);
	if (headers.kind === 'invalid') return headers;
	const carriesBody = method !== 'GET' && method !== 'HEAD';
	const body = writeBody(carriesBody ? wanted.body : { kind: 'none' }, wanted.arrays);
	if (body.kind === 'invalid') return body;

	const { url } = target;
	const referenced = withReference(provider, {
		method,
		path: url.pathname,
		body: body.text,
		json: body.json,
		isJson: /\bjson\b/i.test(body.contentType),
		reference: wanted.reference,
	});
	if (referenced.kind === 'invalid') return referenced;
	if (query.query !== '')
		url.search = url.search === '' ? query.query : `${url.search}&${query.query}`;
	const request: ApiRequest = {
		method,
		url: url.href,
		headers: withContentType(headers.headers, body.contentType),
		...(referenced.body === undefined ? {} : { body: referenced.body }),
	};
	const signable = prepareSignature(provider, request, wanted.sign);
	if (signable.kind === 'unsignable') return { kind: 'invalid', explanation: signable.explanation };
	return { kind: 'prepared', request: signable.request };
}

/** A content type that the builder typed wins. */
function withContentType(
	headers: Record<string, string>,
	contentType: string,
): Record<string, string> {
	const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
	return contentType === '' || isTyped ? headers : { ...headers, 'Content-Type': contentType };
}
