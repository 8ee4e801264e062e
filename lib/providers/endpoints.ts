import { property, text } from './json';
import { lenientParts, lenientReadings, normalizedPath } from './paths';
import {
	type ApiRequest,
	type Endpoint,
	type FindRequest,
	type Provider,
	referenceParameter,
	type RequestKind,
	type SameValue,
} from './contract';

/** A request as far as it matters for what it does: `path` without query, `json` the parsed body if it is one. */
export interface EndpointCall {
	readonly method: string;
	readonly path: string;
	readonly json: unknown;
}

/** What must be known about a request that may have taken effect. */
export interface RequestInfo {
	readonly kind: RequestKind;
	/** Whether it is one of the provider's documented endpoints. */
	readonly isDocumented: boolean;
	/** The merchant's own reference in the body; '' where there is none. */
	readonly reference: string;
	/** Where to look it up. */
	readonly lookUp: string;
	/** The same as a request; undefined if the provider has no lookup, or the body lacks what it needs. */
	readonly find: FindRequest | undefined;
	/** What the record found must contain, to be the requested payment. */
	readonly samePayment: readonly ExpectedValue[];
	/** The documented endpoint's template, or the path itself. */
	readonly endpoint: string;
	/**
	 * The scope of its reference: the same for endpoints, aliases and versions whose payments are looked up in the same
	 * place, because their payments cannot be distinguished by reference.
	 */
	readonly referenceScope: string;
}

/** A value of the request, to be compared with the record of the payment. */
export interface ExpectedValue extends SameValue {
	readonly value: unknown;
}

const parameter = /\{(\w+)\}/g;

/**
 * What the request does. A request that matches no documented endpoint is judged by its method: a GET reads, anything else
 * moves money.
 */
export function describeRequest(provider: Provider, asked: EndpointCall): RequestInfo {
	const endpoint = findEndpoint(provider, asked);
	const reads = asked.method === 'GET' || asked.method === 'HEAD';
	const reference =
		endpoint?.reference === undefined ? '' : text(valueAt(asked.json, endpoint.reference.path));
	const inPath = endpoint === undefined ? {} : parametersIn(endpoint.path, asked.path);
	const values = (name: string): string =>
		name === referenceParameter
			? reference
			: // Where the path names an account, the provider reads it there and ignores the body's.
				inPath[name] || text(property(asked.json, name));
	return {
		kind: endpoint?.kind ?? (reads ? 'reads' : 'movesMoney'),
		isDocumented: endpoint !== undefined,
		reference,
		// Parameters that the request itself names are filled in, so that the sentence can be followed as it stands.
		lookUp: fillIn(endpoint?.lookUp ?? provider.api.lookUp, values),
		find:
			endpoint?.find === undefined || reference === ''
				? undefined
				: fillInFind(endpoint.find, values),
		samePayment: (endpoint?.samePayment ?? []).map((same) => ({
			...same,
			value: valueAt(asked.json, same.inBody),
		})),
		endpoint: `${asked.method} ${endpoint?.path ?? asked.path}`,
		referenceScope: endpoint === undefined ? `${asked.method} ${asked.path}` : scopeOf(endpoint),
	};
}

/** Endpoints of one name are the same one under several paths. */
const scopeOf = ({ find, lookUp, name }: Endpoint): string =>
	find === undefined
		? (lookUp ?? name)
		: JSON.stringify([find.method, find.target, find.body, find.kind]);

/** The values of a template's parameters in a path that matches it. */
function parametersIn(template: string, path: string): Readonly<Record<string, string>> {
	const given = path.split('/');
	return Object.fromEntries(
		template.split('/').flatMap((part, index) => {
			const name = /^\{(\w+)\}$/.exec(part)?.[1];
			const value = given[index] ?? '';
			return name === undefined ? [] : [[name, decoded(value)]];
		}),
	);
}

/** A part of a path that cannot be decoded stands for itself. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** The value of a parameter; '' where there is none. */
type Values = (name: string) => string;

/**
 * The request that a template stands for; undefined where a value is missing or cannot be sent. Values are encoded for where
 * they stand: an ID from a webhook must not reach another path.
 */
export function fillInFind(find: FindRequest, values: Values): FindRequest | undefined {
	const target = fillIn(find.target, values, inUrl);
	const body = fillIn(find.body ?? '', values, (value) => JSON.stringify(value).slice(1, -1));
	const isMissing = parametersOf(find.target + (find.body ?? '')).some(
		(name) => values(name) === '',
	);
	if (isMissing || placeholder.test(target) || steps.test(target)) return undefined;
	return { ...find, target, ...(find.body === undefined ? {} : { body }) };
}

const placeholder = /\{\w+\}/;

/** A URL parser would take these parts of a path away. */
const steps = /\/\.{1,2}(\/|\?|$)/;

/** Half a surrogate pair cannot be asked for. */
const inUrl = (value: string): string =>
	/\p{Surrogate}/u.test(value) ? '{value}' : encodeURIComponent(value);

/** Equivalent spellings of a path are the same endpoint. */
export function findEndpoint(
	provider: Provider,
	{ method, path }: Pick<EndpointCall, 'method' | 'path'>,
): Endpoint | undefined {
	const given = normalizedPath(path).split('/');
	return provider.api.endpoints.find(
		(candidate) => candidate.method === method && fits(candidate.path.split('/'), given),
	);
}

/** The documented endpoint that a request is sent to. */
export const endpointOf = (provider: Provider, { method, url }: ApiRequest): Endpoint | undefined =>
	findEndpoint(provider, { method, path: new URL(url).pathname });

/**
 * The endpoint that a lenient server might take a path for, although it is spelled otherwise: in another case, with an
 * encoded slash, or with an ending that some servers ignore. Undefined where the path is documented as it stands.
 */
export function misspelledEndpoint(
	provider: Provider,
	asked: Pick<EndpointCall, 'method' | 'path'>,
): Endpoint | undefined {
	if (findEndpoint(provider, asked) !== undefined) return undefined;
	const readings = lenientReadings(asked.path) ?? [];
	return provider.api.endpoints.find(
		({ method, path }) =>
			method === asked.method && readings.some((reading) => fits(lenientParts(path), reading)),
	);
}

const fits = (template: readonly string[], given: readonly string[]): boolean =>
	template.length === given.length &&
	template.every((part, index) => part.startsWith('{') || part === given[index]);

/** The value at a dotted path, e.g. `transaction.id`; undefined where there is none. */
export const valueAt = (value: unknown, dottedPath: string): unknown =>
	dottedPath.split('.').reduce<unknown>(property, value);

/** A placeholder without a value stays. */
const fillIn = (
	template: string,
	values: Values,
	encode: (value: string) => string = (value) => value,
): string =>
	template.replace(parameter, (whole, name: string) => {
		const value = values(name);
		return value === '' ? whole : encode(value);
	});

/** The names of the parameters in a template, in its order. */
export const parametersOf = (template: string): readonly string[] =>
	[...template.matchAll(parameter)].map(([, name = '']) => name);
