import { isWebPage } from '../http/parse';
import { leavesOpen } from '../http/passing';
import type { ApiResponse, Provider } from '../providers/contract';

/**
 * Whether a response says that the token, and nothing else, was rejected: then the request itself was not looked at,
 * and may be sent again. A web page from something in between says nothing about the token, and a server that failed or
 * redirects may have processed the request, whatever else it says.
 */
export function saysTokenRefused({ api, auth }: Provider, response: ApiResponse): boolean {
	const meant = api.readFailure(response)?.status ?? response.status;
	if ([response.status, meant].some(leavesOpen) || isWebPage(response.body)) return false;
	return auth.isTokenRefused(response);
}
