import type { IHttpRequestOptions } from 'n8n-workflow';
import { createTokenLifecycle } from '../../lib/auth/lifecycle';
import { type CallContext, callInfo } from '../../lib/client/call';
import type { CallInfo } from '../../lib/client/result';
import { parseResponse, type RawResponse } from '../../lib/http/parse';
import type { ApiRequest, ApiResponse, Provider, Settings } from '../../lib/providers/contract';

export const startMs = Date.UTC(2026, 0, 5, 12);

export const settings: Settings = {
	baseUrl: 'https://api.example.com',
	clientId: 'client-1',
	clientSecret: 'secret-0001',
	extras: { partnerId: 'partner-1', authVersion: 'v1.0' },
};

/** Far longer than a test takes: deadlines that pass while others run cost more than those. Messages show its fraction. */
export const options = { timeoutMs: 29_500, maxRetries: 0 };
export const repeating = { ...options, maxRetries: 2 };

/** What the provider says to one request, or how the connection ends. A body that is no text is written as JSON. */
export type Reply =
	{ readonly status: number; readonly body?: unknown; readonly headers?: Headers } | Error;

type Headers = Readonly<Record<string, string>>;

export const answer = (body: unknown, status = 200, headers: Headers = {}): Reply => ({
	status,
	headers,
	body,
});

/** What an HTTP library throws: a `syscall` of connect or getaddrinfo comes before the request. */
export const fault = (code: string, syscall = ''): Error =>
	Object.assign(new Error('gone'), { code, syscall });

export const lost = (): Reply => fault('ECONNRESET');

/** One request that was sent, token calls apart. */
export interface SentRequest {
	readonly method: string;
	readonly url: string;
	/** Path and query. */
	readonly target: string;
	readonly body: string | undefined;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly token: string;
}

export interface FakeContext {
	readonly context: CallContext;
	readonly requests: SentRequest[];
	/** How long was slept, each time. */
	readonly slept: number[];
	/** Moved by sleeping, and by the test. */
	readonly clock: { now: number };
	/** Tokens asked for. */
	readonly tokenCalls: () => number;
}

/** One reply for all requests, one after the other (the last is repeated), or one that follows from the request. */
export type Replies = Reply | readonly Reply[] | ((request: SentRequest, attempt: number) => Reply);

/** A provider that hands out `token-0001`, `token-0002`, … and answers as told; nothing is sent over a network. */
export function fakeContext(
	provider: Provider,
	replies: Replies,
	change: Partial<CallContext> = {},
): FakeContext {
	const requests: SentRequest[] = [];
	const slept: number[] = [];
	const clock = { now: startMs };
	let tokenCalls = 0;
	const context: CallContext = {
		provider,
		settings,
		// A token call that is repeated takes no time of the test's.
		lifecycle: createTokenLifecycle(() => clock.now, {
			sleep: async (ms) => {
				clock.now += ms;
				await Promise.resolve();
			},
		}),
		send: async () => {
			tokenCalls += 1;
			const access_token = `token-${String(tokenCalls).padStart(4, '0')}`;
			const token = { access_token, expires_in: 3600 };
			return await written(answer({ ...token, data: token }));
		},
		sendAs: ({ accessToken }) => ({
			send: async (options) => {
				const request = sentRequest(context.settings, options, accessToken);
				return await written(replyTo(replies, request, requests.push(request) - 1));
			},
			isUnsent: () => false,
			sentToken: () => accessToken,
		}),
		stored: async () => await Promise.resolve(undefined),
		sleep: async (ms) => {
			slept.push(ms);
			clock.now += ms;
			await Promise.resolve();
		},
		random: () => 0,
		signal: undefined,
		allowedDomains: undefined,
		...change,
	};
	return { context, requests, slept, clock, tokenCalls: () => tokenCalls };
}

const sentRequest = (
	{ baseUrl }: Settings,
	{ method = 'GET', url, body, headers = {} }: IHttpRequestOptions,
	token: string,
): SentRequest => ({
	method,
	url,
	target: url.replace(baseUrl, ''),
	body: body === undefined ? undefined : String(body),
	headers,
	token,
});

function replyTo(replies: Replies, request: SentRequest, attempt: number): Reply {
	if (typeof replies === 'function') return replies(request, attempt);
	const reply = Array.isArray(replies) ? replies[Math.min(attempt, replies.length - 1)] : replies;
	if (reply === undefined) throw new Error('Nothing may be sent here');
	return reply as Reply;
}

async function written(reply: Reply): Promise<unknown> {
	if (reply instanceof Error) throw reply;
	const { status, headers = {}, body } = reply;
	return await Promise.resolve({ statusCode: status, headers, body: bytesOf(body) });
}

const bytesOf = (body: unknown = ''): Buffer =>
	Buffer.isBuffer(body)
		? body
		: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

export const raw = (
	body: unknown,
	{ status = 200, headers = {} }: Partial<Omit<RawResponse, 'bytes'>> = {},
): RawResponse => ({ status, headers, bytes: bytesOf(body) });

export const response = (body: unknown, status = 200): ApiResponse =>
	parseResponse(raw(body, { status }));

/** A request as `call` takes it; a body is JSON. */
export const requestTo = (method: string, path: string, body?: object): ApiRequest => ({
	method,
	url: settings.baseUrl + path,
	headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
	...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

/** What is known of that request before it is sent. */
export const infoOf = (provider: Provider, request: ApiRequest): CallInfo =>
	callInfo({ provider }, request, options);
