import type { ApiResponse, ProviderFailure } from '../contract';
import { meantStatus, saysFailed, verdictByStatus } from '../failures';
import { isFilledObject, isObject, numberIn, property, text } from '../json';

/**
 * `{ statusCode, message, error }`, documented for 401 only and taken for the other failures: `message` is the short
 * reason, `error` the long one, and validation messages may be a list. Any answer with an `error` is one.
 */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const { body } = response;
	const status = meantStatus(response);
	if (status < 400 && !saysFailed(body)) return undefined;
	const message = [property(body, 'message'), property(body, 'error')]
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

/** It has no lists, and answers an unknown transaction with HTTP 404. */
export const isEmpty = (): boolean => false;

/** Its content stands alone. */
export const isSuccess = isFilledObject;
