import { Agent, fetch, type Response } from 'undici';

/** One signed-in browser, as far as n8n's REST API can tell. */
export interface RestSession {
	/** Sends JSON, returns what n8n answers with (its `data`, where it wraps it); throws a RestError for 4xx and 5xx. */
	send<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

export interface RestError extends Error {
	readonly status: number;
	readonly body: unknown;
}

export const isRestError = (error: unknown): error is RestError =>
	error instanceof Error && 'status' in error && 'body' in error;

const timeoutMs = 60_000;

/** A connection for each request: n8n closes an idle one after 5 s, and that may be the moment of the next request. */
const withoutKeepAlive = new Agent({ pipelining: 0 });

export function restSession(url: string): RestSession {
	let cookie = '';
	return {
		async send<T>(method: string, path: string, body?: unknown): Promise<T> {
			const response = await fetch(`${url}${path}`, {
				method,
				headers: { 'content-type': 'application/json', cookie },
				body: body === undefined ? undefined : JSON.stringify(body),
				signal: AbortSignal.timeout(timeoutMs),
				dispatcher: withoutKeepAlive,
			});
			cookie = sessionCookie(response) ?? cookie;
			const answer = parse(await response.text());
			if (!response.ok) throw restError(`${method} ${path}`, response.status, answer);
			return (hasData(answer) ? answer.data : answer) as T;
		},
	};
}

function sessionCookie(response: Response): string | undefined {
	const [first] = response.headers.getSetCookie();
	return first?.split(';')[0];
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

const hasData = (answer: unknown): answer is { data: unknown } =>
	typeof answer === 'object' && answer !== null && 'data' in answer;

function restError(request: string, status: number, body: unknown): RestError {
	const said = typeof body === 'string' ? body : JSON.stringify(body);
	return Object.assign(new Error(`${request} answered ${status}: ${said}`), { status, body });
}
