import { property, text } from '../json';
import type { ApiResponse, ProviderFailure } from '../contract';

/**
 * `{ statusCode, message, error }`, documented for 401 only and taken for the other failures: `message` is the short
 * reason, `error` the long one, and validation messages may be a list.
 */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const reported = Number(property(response.body, 'statusCode'));
	if (response.status < 400 && !(reported >= 400)) return undefined;
	const reasons = [property(response.body, 'message'), property(response.body, 'error')].flat();
	return {
		code: '',
		message: reasons
			.map(text)
			.filter((reason) => reason !== '')
			.join(': '),
		hint: '',
		outcome: 'refused',
	};
}

/** PaySecurez answers without an envelope. */
export const unwrap = (body: unknown): unknown => body;
