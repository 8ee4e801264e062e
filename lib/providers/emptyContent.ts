import { isObject, numberIn } from './json';

/** What a list may tell of itself beside its rows. */
const besideRows = new Set(['pagination', 'meta', 'links', 'page', 'limit', 'count', 'total']);

/**
 * Whether a body is an envelope with nothing in it, neither a record nor rows, and with nothing beside that could say why. A
 * failed look-up must not pass for one that found nothing.
 *
 * @param names The members of the envelope that say nothing but that the request succeeded.
 */
export const isEmptyEnvelope = (body: unknown, names: readonly string[]): boolean =>
	isObject(body) &&
	'data' in body &&
	(body.data === null || (Array.isArray(body.data) && body.data.length === 0)) &&
	Object.entries(body).every(
		([name, value]) =>
			name === 'data' || names.includes(name) || besideRows.has(name) || saysNothing(name, value),
	);

/** A member without a value, or the status of a success. */
const saysNothing = (name: string, value: unknown): boolean =>
	value === null ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0) ||
	(statusNames.has(name) && numberIn(value) >= 200 && numberIn(value) < 300);

const statusNames = new Set(['status', 'code', 'statusCode']);
