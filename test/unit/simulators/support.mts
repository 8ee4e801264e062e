import { fetch, type Headers, type RequestInit } from 'undici';

import { startSimulator } from '../../../simulators/index.mts';
import type { ProviderId, Simulator } from '../../../simulators/index.mts';
import { requestSignature, tokenSignature } from '../../../simulators/singapay/signature.mts';

/** A clock that moves only when it is told to. */
export interface Clock {
	now(): number;
	advance(ms: number): void;
	reset(): void;
}

export interface Answered {
	status: number;
	headers: Headers;
	text: string;
	body: unknown;
}

/** 15 January 2026, 10:00 in Jakarta. */
export const startOfTests = Date.UTC(2026, 0, 15, 3, 0, 0);

export function createClock(start = startOfTests): Clock {
	let time = start;
	return {
		now: () => time,
		advance(ms) {
			time += ms;
		},
		reset() {
			time = start;
		},
	};
}

/** Starts one simulator for the tests of a `describe`, it and its clock reset before each and closed at the end. */
export function useSimulator(provider: ProviderId): { simulator(): Simulator; clock: Clock } {
	const clock = createClock();
	let simulator: Simulator | undefined;
	const running = (): Simulator => {
		if (!simulator) throw new Error('The simulator is not running');
		return simulator;
	};
	beforeAll(async () => {
		simulator = await startSimulator(provider, { now: clock.now });
	});
	beforeEach(() => {
		clock.reset();
		running().control.reset();
	});
	afterAll(async () => {
		await running().close();
	});
	return { simulator: running, clock };
}

export async function call(
	simulator: Simulator,
	path: string,
	init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Answered> {
	const response = await fetch(simulator.url + path, { redirect: 'manual', ...init });
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

export function postJson(
	simulator: Simulator,
	path: string,
	body: unknown,
	headers: Record<string, string> = {},
): Promise<Answered> {
	return call(simulator, path, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
}

export function basic(clientId: string, clientSecret: string): Record<string, string> {
	const encoded = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	return { authorization: `Basic ${encoded}` };
}

/** The token call of each provider, the way its pages describe it. */
export function requestToken(simulator: Simulator, now = startOfTests): Promise<Answered> {
	const { clientId, clientSecret, partnerId = '' } = simulator.credentials;
	switch (simulator.provider) {
		case 'smartFastPay':
			return call(simulator, '/oauth2/token', {
				method: 'POST',
				headers: basic(clientId, clientSecret),
			});
		case 'paySecurez':
			return postJson(simulator, '/api/token', {
				client_id: clientId,
				client_secret: clientSecret,
			});
		case 'singapay':
			return postJson(
				simulator,
				'/api/v1.1/access-token/b2b',
				{ grant_type: 'client_credentials' },
				{
					'x-partner-id': partnerId,
					'x-client-id': clientId,
					'x-signature': tokenSignature(clientId, clientSecret, now),
				},
			);
	}
}

export const readPaths: Record<ProviderId, string> = {
	smartFastPay: '/payment/pay-0001',
	paySecurez: '/api/v1/transactions/txn_demo0001/status',
	singapay: '/api/v1.0/accounts',
};

/** Headers with a fresh token. */
export async function authorized(
	simulator: Simulator,
	now = startOfTests,
): Promise<Record<string, string>> {
	await requestToken(simulator, now);
	return headersFor(simulator, newestToken(simulator));
}

export function headersFor(simulator: Simulator, token: string): Record<string, string> {
	const { partnerId } = simulator.credentials;
	return {
		authorization: `Bearer ${token}`,
		...(partnerId === undefined ? {} : { 'x-partner-id': partnerId }),
	};
}

export function newestToken(simulator: Simulator): string {
	return simulator.control.tokens().at(-1)?.accessToken ?? '';
}

/** A signed Singapay call with a fresh token. */
export async function postSigned(
	simulator: Simulator,
	path: string,
	body: unknown,
	{ now = startOfTests, secret = simulator.credentials.clientSecret } = {},
): Promise<Answered> {
	const headers = await authorized(simulator);
	const parts = {
		method: 'POST',
		path,
		accessToken: newestToken(simulator),
		body: JSON.stringify(body),
		timestamp: String(Math.floor(now / 1000)),
	};
	return postJson(simulator, path, body, {
		...headers,
		'x-timestamp': parts.timestamp,
		'x-signature': requestSignature(parts, secret) ?? '',
	});
}

/** Lets the event loop turn until something has happened; the test's own timeout is the limit. */
export async function until(happened: () => boolean): Promise<void> {
	while (!happened()) await new Promise((resolve) => setImmediate(resolve));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
