import { withHeaders } from '../headers';
import { numberIn, property } from '../json';
import type { ApiRequest, ApiResponse, Settings } from '../contract';
import { requestSignature } from './signature';

/** Bearer token and the API key as partner id, on every call (authorization page); a signature where money leaves. */
export const authorize = (
	request: ApiRequest,
	settings: Settings,
	accessToken: string,
	now: number,
): ApiRequest =>
	withHeaders(request, {
		Authorization: `Bearer ${accessToken}`,
		'X-PARTNER-ID': settings.extras.partnerId ?? '',
		...(request.isSigned === true ? signatureHeaders(request, settings, accessToken, now) : {}),
	});

function signatureHeaders(
	request: ApiRequest,
	settings: Settings,
	accessToken: string,
	now: number,
): Record<string, string> {
	const { pathname, search } = new URL(request.url);
	const timestamp = Math.floor(now / 1000);
	const signature = requestSignature({
		method: request.method,
		target: pathname + search,
		accessToken,
		canonicalBody: request.body ?? '',
		timestamp,
		clientSecret: settings.clientSecret,
	});
	return {
		'Content-Type': 'application/json',
		'X-Timestamp': String(timestamp),
		'X-Signature': signature,
	};
}

/**
 * Responses with a `response_code` say it there, with any HTTP status: SP013, and nothing else, means the token. The others
 * use HTTP 401, or their envelope's `status` if a proxy has turned that into a 200.
 */
export function isTokenRefused(response: ApiResponse): boolean {
	const code = property(response.body, 'response_code');
	if (typeof code === 'string') return code === 'SP013';
	if (response.status === 401) return true;
	return (
		property(response.body, 'success') === false &&
		numberIn(property(response.body, 'status')) === 401
	);
}
