import { withHeaders } from './headers';
import type { ApiRequest, ApiResponse, Settings } from './contract';

/** For providers that want a bearer token (RFC 6750) and nothing else. */
export const authorizeByBearer = (
	request: ApiRequest,
	_settings: Settings,
	accessToken: string,
): ApiRequest => withHeaders(request, { Authorization: `Bearer ${accessToken}` });

/** … and that use HTTP 401 alone to reject it. */
export const isRefusedBy401 = (response: ApiResponse): boolean => response.status === 401;
