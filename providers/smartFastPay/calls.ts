import { withHeaders } from '../headers';
import { isObject, property, text } from '../json';
import type { ApiRequest, ApiResponse, ProviderFailure, Settings } from '../provider';

/** A bearer token and nothing else: no partner id, no signature (API requests page). */
export const authorize = (
	request: ApiRequest,
	_settings: Settings,
	accessToken: string,
): ApiRequest => withHeaders(request, { Authorization: `Bearer ${accessToken}` });

/** Expired and unknown tokens are HTTP 401 (authentication page); nothing is documented for refusals inside HTTP 200. */
export const isTokenRefused = (response: ApiResponse): boolean => response.status === 401;

/**
 * No error catalogue is published. Two shapes are known, from a public PHP client: `{ requestId, moreInformation }` and
 * `{ requestId, status, payload }`. Answers that succeed carry `data`, so these two never match one.
 */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const { body } = response;
	const isReported =
		isObject(body) && !('data' in body) && ('moreInformation' in body || 'payload' in body);
	if (!isReported && response.status < 400) return undefined;
	return {
		code: '',
		message: detail(
			property(body, 'moreInformation') ?? property(body, 'payload') ?? property(body, 'message'),
		),
		hint: requestIdHint(property(body, 'requestId')),
		outcome: 'refused',
	};
}

/** The shape of `moreInformation` is not documented: the first readable sentence in it will do. */
function detail(value: unknown): string {
	if (!isObject(value)) return text(value);
	return (
		text(value.message) ||
		Object.values(value)
			.map(text)
			.find((entry) => entry !== '') ||
		''
	);
}

const requestIdHint = (requestId: unknown): string =>
	text(requestId) === ''
		? ''
		: `SmartFastPay's support can find this call by its request ID ${text(requestId)}.`;

/** Every JSON answer is `{ requestId, data }`. */
export const unwrap = (body: unknown): unknown =>
	isObject(body) && 'data' in body && 'requestId' in body ? body.data : body;
