import { buildRequest, noBody, type RequestBuilt } from '../../../lib/client/buildRequest';
import type { ArrayFormat } from '../../../lib/client/query';
import { trimUnseen } from '../../../lib/providers/characters';
import type { Provider, Settings } from '../../../lib/providers/contract';
import type { SignMode } from '../../../lib/providers/signing';
import { withReference } from '../../../lib/writes/reference';
import { type Body, type Fields, writeBody, writeHeaders, writeQuery } from './fields';
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

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Turns what was entered into a request that may be sent, or says what is wrong with it. Nothing is sent here. */
export function readRequest(
	provider: Provider,
	settings: Settings,
	form: RequestForm,
): RequestBuilt {
	const method = trimUnseen(form.method).toUpperCase();
	if (!methods.has(method))
		return {
			kind: 'invalid',
			explanation: {
				message: "'Method' is not one of its choices",
				description: `Use ${[...methods].join(', ')}. If it is an expression, check its result for this item.`,
			},
		};
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

/** Invisible characters around a reference are removed; a blank reference is kept, so that it is refused. */
const readReference = (given: unknown): unknown =>
	typeof given === 'string' ? trimUnseen(given) || given : given;

const noWrittenBody = { kind: 'body', body: noBody } as const;
