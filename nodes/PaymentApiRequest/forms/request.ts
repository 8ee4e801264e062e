import {
	buildRequest,
	noBody,
	type RequestBody,
	type RequestBuilt,
} from '../../../lib/client/buildRequest';
import type { ArrayFormat } from '../../../lib/client/query';
import { trimUnseen } from '../../../lib/providers/characters';
import type { Explanation, Provider, Settings } from '../../../lib/providers/contract';
import { findEndpoint } from '../../../lib/providers/endpoints';
import type { SignMode } from '../../../lib/providers/signing';
import { withReference } from '../../../lib/writes/reference';
import { readChoice } from '../../shared/forms/choice';
import { checkExpression } from '../../shared/forms/invalid';
import { needsBody } from '../endpoints';
import { type Body, type Fields, hasMembers, writeBody, writeHeaders, writeQuery } from './fields';
import { resolvePath } from './path';

/** One request as entered in the editor. */
export interface RequestForm {
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

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Turns what was entered into a request that may be sent, or says what is wrong with it. Nothing is sent here. */
export function readRequest(
	provider: Provider,
	settings: Settings,
	form: RequestForm,
): RequestBuilt {
	const chosen = readMethod(trimUnseen(form.method).toUpperCase());
	if (chosen.kind === 'invalid') return chosen;
	const method = chosen.choice;
	const target = resolvePath(provider, settings, method, form.path);
	if (target.kind === 'invalid') return target;
	const { url } = target;
	const query = writeQuery(form.query, form.arrays);
	if (query.kind === 'invalid') return query;
	const headers = writeHeaders(provider, form.headers);
	if (headers.kind === 'invalid') return headers;
	const carriesBody = method !== 'GET' && method !== 'HEAD';
	const written = carriesBody ? writeBody(form.body, form.arrays) : noWrittenBody;
	if (written.kind === 'invalid') return written;
	const { body } = written;
	const problem = bodyProblem(provider, method, url, body);
	if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	const referenced = withReference(provider, {
		method,
		path: url.pathname,
		body: body.text,
		json: body.json,
		isJson: /\bjson\b/i.test(body.contentType),
		reference: readReference(form.reference),
	});
	if (referenced.kind === 'invalid') return referenced;
	return buildRequest(provider, {
		method,
		url,
		query: query.query,
		headers: headers.headers,
		body: { ...body, text: referenced.body, json: referenced.json },
		sign: form.sign,
	});
}

export const readMethod = (given: unknown) =>
	readChoice(given, { label: 'Method', choices: methods, otherwise: 'GET' });

/**
 * The documented endpoints that write take an object, and refuse one without fields; what is not JSON is sent as it was
 * entered. Any other path may take an empty object or list, or no body at all.
 */
function bodyProblem(
	provider: Provider,
	method: string,
	{ pathname }: URL,
	{ text, json }: RequestBody,
): Explanation | undefined {
	const endpoint = findEndpoint(provider, { method, path: pathname });
	if (endpoint === undefined || endpoint.kind === 'reads' || !needsBody(endpoint)) return undefined;
	if (text === undefined)
		return {
			message: "'Send Body' is off, but this endpoint needs a body",
			description: "Turn 'Send Body' on and enter the fields of the request as JSON.",
		};
	if (json === undefined || hasMembers(json)) return undefined;
	return {
		message: "'Body' is not an object with fields",
		description: `This endpoint needs the fields of the request, as names and values in braces. ${checkExpression}`,
	};
}

/** Invisible characters around a reference are removed; a blank reference is kept, so that it is refused. */
const readReference = (given: unknown): unknown =>
	typeof given === 'string' ? trimUnseen(given) || given : given;

const noWrittenBody = { kind: 'body', body: noBody } as const;
