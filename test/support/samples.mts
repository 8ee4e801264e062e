import type { RequestInfo } from '../../lib/providers/endpoints';
import type { ApiResponse, Provider, Settings } from '../../lib/providers/contract';
import { singapay } from '../../lib/providers/singapay';
import type { RawResponse } from '../../lib/http/parse';
import { parseResponse } from '../../lib/http/parse';
import type { CallInfo } from '../../lib/client/messages';

export const settings: Settings = {
	baseUrl: 'https://api.example.com',
	clientId: 'client-1',
	clientSecret: 'secret-0001',
	extras: { partnerId: 'partner-1', authVersion: 'v1.0' },
};

export const raw = (
	body: string | Buffer,
	{ status = 200, headers = {} }: Partial<Omit<RawResponse, 'bytes'>> = {},
): RawResponse => ({ status, headers, bytes: Buffer.from(body as string) });

export const response = (body: unknown, status = 200): ApiResponse =>
	parseResponse(raw(typeof body === 'string' ? body : JSON.stringify(body), { status }));

export const read: RequestInfo = {
	kind: 'reads',
	reference: '',
	lookUp: '',
	find: undefined,
	endpoint: 'GET /payments',
};
export const payment: RequestInfo = {
	kind: 'movesMoney',
	reference: 'order-77',
	lookUp: 'GET /payments?reference=order-77',
	find: { method: 'GET', target: '/payments?reference=order-77' },
	endpoint: 'POST /payments',
};

export const called = (effect: RequestInfo, provider: Provider = singapay): CallInfo => ({
	provider,
	request: {
		method: effect.kind === 'reads' ? 'GET' : 'POST',
		url: `${settings.baseUrl}/payments`,
		headers: {},
	},
	effect,
	timeoutMs: 1_500,
});
