import type { ApiRequest, Endpoint, Provider } from '../../lib/providers/contract';
import { requestTo } from './fakeContext.mts';

/** A request to an endpoint, with its parameters filled in and a reference where it takes one. */
export function requestToEndpoint({ method, path, reference }: Endpoint): ApiRequest {
	const filled = path.replace(/\{(\w+)\}/g, '$1-1');
	if (method === 'GET') return requestTo(method, filled);
	const body: Record<string, unknown> = { account_id: 'account_id-1' };
	const names = (reference?.path ?? 'note').split('.');
	const [first = '', second] = names;
	body[first] = second === undefined ? 'order-77' : { [second]: 'order-77' };
	return requestTo(method, filled, body);
}

export interface NamedRequest {
	readonly name: string;
	readonly request: ApiRequest;
	readonly isDocumented: boolean;
	readonly kind: Endpoint['kind'];
}

/** A request to each documented endpoint. */
export const documentedRequests = ({ api }: Provider): readonly NamedRequest[] =>
	api.endpoints.map((endpoint) => ({
		name: `${endpoint.method} ${endpoint.path}`,
		request: requestToEndpoint(endpoint),
		isDocumented: true,
		kind: endpoint.kind,
	}));

/** Writes to a path that no page documents: taken for payments. */
export const undocumentedWrites: readonly NamedRequest[] = ['POST', 'PUT', 'PATCH', 'DELETE'].map(
	(method) => ({
		name: `${method} /undocumented`,
		request: requestTo(method, '/undocumented', {}),
		isDocumented: false,
		kind: 'movesMoney',
	}),
);
