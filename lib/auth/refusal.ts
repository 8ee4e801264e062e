import { isWebPage } from '../http/parse';
import { leavesOpen } from '../http/passing';
import type { ApiResponse, Provider } from '../providers/contract';

/**
 * Whether an answer says that the token, and nothing else, was not accepted: then the request itself was not looked at, and may
 * be sent again. A page of something on the way says nothing of the token, and a server that gave up or redirects may have
 * processed the request, whatever it says beside.
 */
export function saysTokenRefused({ api, auth }: Provider, response: ApiResponse): boolean {
	const meant = api.readFailure(response)?.status ?? response.status;
	if ([response.status, meant].some(leavesOpen) || isWebPage(response.body)) return false;
	return auth.isTokenRefused(response);
}
