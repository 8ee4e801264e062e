import type { ApiRequest } from './contract';

/**
 * Sets headers, replacing them in any spelling, so that doing it twice leaves no second copy. JSON is asked for unless the
 * request already says what it accepts.
 */
export function withHeaders(
	request: ApiRequest,
	owned: Readonly<Record<string, string>>,
): ApiRequest {
	const names = new Set(Object.keys(owned).map((name) => name.toLowerCase()));
	const others = Object.entries(request.headers).filter(([name]) => !names.has(name.toLowerCase()));
	const accepts = others.some(([name]) => name.toLowerCase() === 'accept');
	return {
		...request,
		headers: {
			...(accepts ? {} : { Accept: 'application/json' }),
			...Object.fromEntries(others),
			...owned,
		},
	};
}
