import type { ApiResponse, ProviderFailure } from '../contract';
import { meantStatus, verdictByStatus } from '../failures';
import { isObject, numberIn, property, text } from '../json';

/**
 * `{ statusCode, message, error }`, documented for 401 only and taken for the other failures: `message` is the short
 * reason, `error` the long one, and validation messages may be a list. Any answer with an `error` is one.
 */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const { body } = response;
	const status = meantStatus(response);
	const error = property(body, 'error') ?? null;
	const isReported = error !== null && error !== '' && error !== false;
	if (status < 400 && !isReported) return undefined;
	const message = [property(body, 'message'), error]
		.flat()
		.map(text)
		.filter((reason) => reason !== '')
		.join(': ');
	const isOwnShape = isObject(body) && numberIn(body.statusCode) >= 400;
	return {
		code: '',
		message,
		hint: '',
		status,
		verdict: verdictByStatus(status, isOwnShape, message),
	};
}

/** PaySecurez answers without an envelope. */
export const unwrap = (body: unknown): unknown => body;
