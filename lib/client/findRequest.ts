import type { ApiRequest, FindRequest, Settings } from '../providers/contract';

/** A template's request, filled in, on the credential's own host. */
export const requestOf = ({ baseUrl }: Settings, find: FindRequest): ApiRequest => ({
	method: find.method,
	url: baseUrl + find.target,
	headers: find.body === undefined ? {} : { 'Content-Type': 'application/json' },
	...(find.body === undefined ? {} : { body: find.body }),
});
