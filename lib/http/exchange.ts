import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { ApiRequest } from '../providers/contract';
import { deadlineAfter } from './deadline';
import { type Fault, faultOf } from './faults';
import { maxResponseBytes } from './limits';
import type { RawResponse } from './parse';
import { readAll } from './readAll';

/** One of n8n's request helpers, bound to its context. */
export type SendOptions = (options: IHttpRequestOptions) => Promise<unknown>;

export type Exchange =
	| { readonly kind: 'answered'; readonly raw: RawResponse }
	| { readonly kind: 'failed'; readonly fault: Fault };

export interface ExchangeLimits {
	/** From the first byte sent to the last byte read, in milliseconds; a fiftieth more is possible. */
	readonly timeoutMs: number;
	/** The execution's cancel signal, where there is one. */
	readonly signal?: AbortSignal | undefined;
	/** The credential's allowed domains, comma-separated; undefined for any. */
	readonly allowedDomains?: string | undefined;
	/** Whether it is certain that nothing was sent; asked after an exception. */
	readonly isUnsent?: () => boolean;
}

/**
 * Sends one request once and reads the whole response. Never throws, never follows a redirect, never sends again: what to
 * do about a status is the caller's decision.
 */
export async function exchange(
	send: SendOptions,
	request: ApiRequest,
	limits: ExchangeLimits,
): Promise<Exchange> {
	if (limits.signal?.aborted ?? false) return failed({ kind: 'canceled', wasSent: false });
	const deadline = deadlineAfter(limits.timeoutMs);
	const { signal: stopped, end } = stoppedBy(deadline, limits.signal);
	try {
		const answer = (await send(optionsFor(request, limits, stopped))) as IN8nHttpFullResponse;
		const read = await readAll(answer.body, maxResponseBytes, stopped);
		if (read.kind === 'broken') return failed(judge(read.error, limits, deadline));
		if (read.kind === 'tooLarge') return failed(read);
		const headers = flatten(answer.headers);
		return { kind: 'answered', raw: { status: answer.statusCode, headers, bytes: read.bytes } };
	} catch (error) {
		return failed(judge(error, limits, deadline));
	} finally {
		// Releases a connection whose response is not read to its end.
		end();
	}
}

/**
 * A signal for one exchange, which outlives nothing: those that it follows live longer, and would keep what `AbortSignal.any`
 * makes of them.
 */
function stoppedBy(...given: readonly (AbortSignal | undefined)[]) {
	const controller = new AbortController();
	const followed = given.filter((signal) => signal !== undefined);
	const stop = ({ target }: Event): void => controller.abort((target as AbortSignal).reason);
	for (const signal of followed) signal.addEventListener('abort', stop);
	const end = (): void => {
		for (const signal of followed) signal.removeEventListener('abort', stop);
		controller.abort(noReason);
	};
	return { signal: controller.signal, end };
}

/** Nobody receives it; a shared reason spares each exchange an error with a stack. */
const noReason = new Error('The exchange is over');

const failed = (fault: Fault): Exchange => ({ kind: 'failed', fault });

function judge(error: unknown, limits: ExchangeLimits, deadline: AbortSignal): Fault {
	const isUnsent = limits.isUnsent?.() ?? false;
	if (limits.signal?.aborted ?? false) return { kind: 'canceled', wasSent: !isUnsent };
	const fault = faultOf(error);
	if (fault.kind === 'lost' && isUnsent) return { kind: 'neverLeft', code: fault.code };
	return deadline.aborted && fault.kind !== 'neverLeft' ? { kind: 'timeout' } : fault;
}

const optionsFor = (
	request: ApiRequest,
	limits: ExchangeLimits,
	stopped: AbortSignal,
): IHttpRequestOptions => ({
	method: request.method as IHttpRequestOptions['method'],
	url: request.url,
	headers: { ...request.headers },
	...bodyOf(request),
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// A redirect would carry the token, and after 307 the payment itself, to wherever it points.
	disableFollowRedirect: true,
	// A stream is the only way to stop reading: n8n sets no limit to the size of an answer.
	encoding: 'stream',
	// n8n's own timeout ends with the headers of a stream; the signal is the deadline for all of it.
	timeout: limits.timeoutMs,
	abortSignal: stopped,
	...(limits.allowedDomains === undefined ? {} : { allowedDomains: limits.allowedDomains }),
});

/**
 * Bytes arrive as they are; a string would be trimmed by n8n's HTTP library where it is JSON. Form bodies have to stay
 * strings, because n8n re-reads them by their content type.
 */
function bodyOf(request: ApiRequest): { body?: string | Buffer } {
	if (request.body === undefined || request.body === '') return {};
	const isForm = Object.values(request.headers).includes('application/x-www-form-urlencoded');
	return { body: isForm ? request.body : Buffer.from(request.body, 'utf8') };
}

const flatten = (headers: IN8nHttpFullResponse['headers']): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : String(value),
		]),
	);
