import { property } from '../json';
import { basicAuthorization, isOAuthError, readBearerToken, refusesClient } from '../oauth';
import type { ApiRequest, ApiResponse, Settings, TokenAnswer } from '../contract';

export const tokenPath = '/oauth2/token';

/** HTTP Basic and no body: the API requests page shows neither a body nor a `grant_type`. */
export function tokenRequest(settings: Settings): ApiRequest {
	return {
		method: 'POST',
		url: settings.baseUrl + tokenPath,
		headers: {
			Authorization: basicAuthorization(settings),
			Accept: 'application/json',
			'Content-Type': 'application/json',
		},
	};
}

/** The pages show `{ requestId, data: { access_token, … } }`, the oldest page a bare OAuth answer: both are read. */
export function readToken(response: ApiResponse, requestedAt: number): TokenAnswer {
	const { status, body } = response;
	if (status >= 400)
		return refusesClient(status, property(body, 'requestId') !== undefined || isOAuthError(body))
			? { kind: 'refused', explanation: refusal }
			: { kind: 'failed', status };
	const wrapped = property(body, 'data');
	return readBearerToken(wrapped ?? body, requestedAt);
}

const refusal = {
	message: 'SmartFastPay did not accept the Client ID and Client Secret',
	description:
		"Check 'Client ID' and 'Client Secret', and that both belong to the selected 'Environment': sandbox and live have separate pairs. The dashboard shows the secret only once, when it is created.",
};
