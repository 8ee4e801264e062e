import { noBody, type RequestBody } from '../../../lib/client/buildRequest';
import { parseJson } from '../../../lib/http/parse';
import { hasControlCharacter, trimUnseen } from '../../../lib/providers/characters';
import { isObject } from '../../../lib/providers/json';
import { brokenNumber } from '../../../lib/providers/numbers';
import type { Explanation, Provider } from '../../../lib/providers/contract';
import { checkExpression } from '../../shared/forms/invalid';
import { brokenIn, readJsonField, readJsonObject } from './jsonField';
import { type ArrayFormat, encodePairs } from '../../../lib/client/query';

/** A section of the node, as the builder filled it in. */
export type Fields =
	| { readonly kind: 'none' }
	| {
			readonly kind: 'pairs';
			readonly pairs: readonly { readonly name: string; readonly value: unknown }[];
	  }
	| { readonly kind: 'json'; readonly json: unknown };

export type Body =
	| { readonly kind: 'none' }
	| { readonly kind: 'json'; readonly fields: Fields }
	| { readonly kind: 'form'; readonly fields: Fields }
	| { readonly kind: 'raw'; readonly text: string; readonly contentType: string };

interface Invalid {
	readonly kind: 'invalid';
	readonly explanation: Explanation;
}

/** The query string without the question mark; '' for none. */
export function writeQuery(
	fields: Fields,
	arrays: ArrayFormat,
): { kind: 'query'; query: string } | Invalid {
	const read = readFields(fields, 'Query Parameters');
	return read.kind === 'invalid'
		? read
		: { kind: 'query', query: encodePairs(read.values, arrays) };
}

/** Header names have to be tokens (RFC 9110, 5.1), and not those that the credential or the connection owns. */
export function writeHeaders(
	provider: Provider,
	fields: Fields,
): { kind: 'headers'; headers: Record<string, string> } | Invalid {
	const read = readFields(fields, 'Headers');
	if (read.kind === 'invalid') return read;
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(read.values)) {
		const problem = headerProblem(provider, name, value);
		if (problem !== undefined) return { kind: 'invalid', explanation: problem };
		if (value !== undefined && value !== null) headers[name] = String(value);
	}
	return { kind: 'headers', headers };
}

/** The body's text and content type. */
export function writeBody(
	body: Body,
	arrays: ArrayFormat,
): { readonly kind: 'body'; readonly body: RequestBody } | Invalid {
	switch (body.kind) {
		case 'none':
			return { kind: 'body', body: noBody };
		case 'raw':
			if (trimUnseen(body.text) === '') return { kind: 'invalid', explanation: emptyBody };
			if (!mediaType.test(body.contentType)) return { kind: 'invalid', explanation: noContentType };
			return written(body.text, body.contentType, jsonOrNothing(body.text));
		case 'form': {
			const read = readFields(body.fields, 'Body');
			if (read.kind === 'invalid') return read;
			const text = encodePairs(read.values, arrays);
			if (text === '') return { kind: 'invalid', explanation: emptyBody };
			return written(text, 'application/x-www-form-urlencoded', read.values);
		}
		case 'json': {
			if (body.fields.kind === 'json') {
				const read = readJsonField("'JSON' of 'Body'", body.fields.json);
				if (read.kind === 'invalid') return read;
				if (saysNothing(read.value)) return { kind: 'invalid', explanation: emptyBody };
				return written(read.text, 'application/json', read.value);
			}
			const read = readFields(body.fields, 'Body');
			if (read.kind === 'invalid') return read;
			if (!hasMembers(read.values)) return { kind: 'invalid', explanation: noFields };
			return written(JSON.stringify(read.values), 'application/json', read.values);
		}
	}
}

const written = (
	text: string,
	contentType: string,
	json: unknown,
): { readonly kind: 'body'; readonly body: RequestBody } => ({
	kind: 'body',
	body: { text, contentType, json },
});

const emptyBody: Explanation = {
	message: "'Body' is empty",
	description:
		"Enter the body, or turn 'Send Body' off. If it is an expression, check its result for this item.",
};

/** RFC 9110, 8.3.1; what follows the semicolon is left to the builder. */
const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+ *(;[ -~]*)?$/;

const noContentType: Explanation = {
	message: "'Content Type' is not a content type",
	description: `Enter e.g. text/plain. ${checkExpression}`,
};

const noFields: Explanation = {
	message: "'Body' has no fields",
	description:
		"Enter the fields, or turn 'Send Body' off. For an empty object, choose Using JSON and enter {}.",
};

/** JSON of which a form that was left empty is made: `null` and `""`. An empty object or list may be meant. */
const saysNothing = (value: unknown): boolean =>
	value === null || (typeof value === 'string' && trimUnseen(value) === '');

/** Whether it is an object that is sent with at least one member: undefined is left out. */
export const hasMembers = (value: unknown): boolean =>
	isObject(value) && Object.values(value).some((member) => member !== undefined);

function readFields(
	fields: Fields,
	section: string,
): { kind: 'values'; values: Readonly<Record<string, unknown>> } | Invalid {
	switch (fields.kind) {
		case 'none':
			return { kind: 'values', values: {} };
		case 'json': {
			const read = readJsonObject(`'JSON' of '${section}'`, fields.json);
			return read.kind === 'invalid' ? read : { kind: 'values', values: read.object };
		}
		case 'pairs':
			return gather(fields.pairs, section);
	}
}

/** The same name twice is a list, as in a query typed by hand. */
function gather(
	pairs: Extract<Fields, { kind: 'pairs' }>['pairs'],
	section: string,
): { kind: 'values'; values: Record<string, unknown> } | Invalid {
	const values = new Map<string, unknown>();
	for (const { name, value } of pairs) {
		if (name.trim() === '')
			return {
				kind: 'invalid',
				explanation: {
					message: `A name in '${section}' is empty`,
					description:
						'Enter the name, or remove the row. If it is an expression, check its result for this item.',
				},
			};
		const broken = brokenNumber(value);
		if (broken !== undefined)
			return brokenIn(`The value of ${JSON.stringify(name)} in '${section}'`, broken);
		values.set(name, values.has(name) ? [values.get(name), value].flat() : value);
	}
	return { kind: 'values', values: Object.fromEntries(values) };
}

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Set by the connection itself; a second one could split a request in two. */
const connectionHeaders = new Set([
	'host',
	'content-length',
	'transfer-encoding',
	'connection',
	'upgrade',
	'te',
	'trailer',
	'expect',
]);

function headerProblem(provider: Provider, name: string, value: unknown): Explanation | undefined {
	const shown = JSON.stringify(name);
	if (!headerName.test(name))
		return {
			message: `The name ${shown} in 'Headers' is not a header name`,
			description: 'Header names consist of letters, digits and hyphens, e.g. X-Request-ID.',
		};
	if (provider.auth.ownedHeaders.includes(name.toLowerCase()))
		return {
			message: `The header ${name} is set by the ${provider.displayName} credential`,
			description:
				"Remove it from 'Headers'. The credential fills it in, and renews it when needed.",
		};
	if (connectionHeaders.has(name.toLowerCase()))
		return {
			message: `The header ${name} is set by the connection`,
			description: "Remove it from 'Headers'.",
		};
	if (Array.isArray(value))
		return {
			message: `The header ${name} is in 'Headers' twice`,
			description: 'Keep one of the two rows.',
		};
	if (hasControlCharacter(String(value ?? '')))
		return {
			message: `The value of the header ${name} contains a line break or control character`,
			description: 'Remove it. If the value is an expression, check its result for this item.',
		};
	if (typeof value === 'object' && value !== null)
		return {
			message: `The value of the header ${name} is not text`,
			description: 'Enter text or a number. If the value is an expression, check its result.',
		};
	// n8n's HTTP library would drop such letters silently, and two references could become the same.
	if ([...String(value ?? '')].some((character) => character > '\u00ff'))
		return {
			message: `The value of the header ${name} contains a letter that headers cannot contain`,
			description: 'Use Latin letters, or encode the value (e.g. encodeURIComponent).',
		};
	return undefined;
}

function jsonOrNothing(text: string): unknown {
	const parsed = parseJson(text);
	return parsed.ok ? parsed.value : undefined;
}
