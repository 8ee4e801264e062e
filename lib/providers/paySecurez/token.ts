import { numberIn, property } from '../json';
import { isOAuthError, readBearerToken, refusesClient } from '../oauth';
import type { ApiRequest, ApiResponse, Settings, TokenAnswer } from '../contract';

export const tokenPath = '/api/token';

/** Client id and secret as JSON, without `grant_type` and without HTTP Basic (authentication page). */
export function tokenRequest(settings: Settings): ApiRequest {
	return {
		method: 'POST',
		url: settings.baseUrl + tokenPath,
		headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
		body: JSON.stringify({ client_id: settings.clientId, client_secret: settings.clientSecret }),
	};
}

/** A bare OAuth answer: `{ access_token, expires_in, token_type }`. A failure names its status, also inside HTTP 200. */
export function readToken(response: ApiResponse, requestedAt: number): TokenAnswer {
	const reported = numberIn(property(response.body, 'statusCode'));
	const status = reported >= 400 ? reported : response.status;
	if (status < 400) return readBearerToken(response.body, requestedAt);
	const isOwn = reported >= 400 || isOAuthError(response.body);
	return refusesClient(status, isOwn)
		? { kind: 'refused', explanation: refusal }
		: { kind: 'failed', status };
}

const refusal = {
	message: 'PaySecurez did not accept the Client ID and Client Secret',
	description:
		"Check 'Client ID' and 'Client Secret' against the PaySecurez dashboard. If PaySecurez gave you an address other than its live one, set 'Environment' to Custom and enter it as 'Base URL'.",
};
