import type { Exchange } from '../../../lib/http/exchange';
import type { Fault } from '../../../lib/http/faults';
import { type Attempted, decideRetry } from '../../../lib/client/retry';
import { raw } from '../../support/samples.mts';

const now = Date.UTC(2026, 0, 5);
const answered = (status: number, retryAfter?: string): Exchange => ({
	kind: 'answered',
	raw: raw('', {
		status,
		headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	}),
});
const failed = (fault: Fault): Exchange => ({ kind: 'failed', fault });
const decide = (more: Partial<Attempted> = {}) =>
	decideRetry({
		method: 'GET',
		exchange: answered(503),
		retries: 0,
		maxRetries: 2,
		now,
		random: 0,
		...more,
	});

describe('a read is repeated', () => {
	it.each([408, 429, 500, 502, 503, 504])('after %i', (status) => {
		expect(decide({ exchange: answered(status) }).kind).toBe('retry');
		expect(decide({ method: 'HEAD', exchange: answered(status) }).kind).toBe('retry');
	});

	it.each([
		{ kind: 'neverLeft', code: 'ECONNREFUSED' },
		{ kind: 'lost', code: 'ECONNRESET' },
		{ kind: 'timeout' },
	] as const)('after %j', (fault) => {
		expect(decide({ exchange: failed(fault) }).kind).toBe('retry');
	});
});

describe('a read is not repeated', () => {
	it.each([200, 204, 301, 400, 401, 403, 404, 409, 422, 499, 501, 505, 599])(
		'after %i',
		(status) => {
			expect(decide({ exchange: answered(status) })).toEqual({ kind: 'stop' });
		},
	);

	it.each([
		{ kind: 'canceled', wasSent: true },
		{ kind: 'canceled', wasSent: false },
		{ kind: 'tooLarge' },
		{ kind: 'blocked', reason: 'no' },
	] as const)('after %j', (fault) => {
		expect(decide({ exchange: failed(fault) })).toEqual({ kind: 'stop' });
	});

	it.each([
		[0, 0],
		[1, 1],
		[2, 2],
		[5, 2],
	])('after %i repeats of at most %i', (retries, maxRetries) => {
		expect(decide({ retries, maxRetries })).toEqual({ kind: 'stop' });
	});
});

describe('a write is never repeated', () => {
	it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'get', '', 'OPTIONS'])('by %p', (method) => {
		for (const status of [408, 429, 500, 502, 503, 504])
			expect(decide({ method, exchange: answered(status, '1') })).toEqual({ kind: 'stop' });
		expect(decide({ method, exchange: answered(429, '3600') })).toEqual({ kind: 'stop' });
		expect(decide({ method, exchange: failed({ kind: 'lost', code: '' }) })).toEqual({
			kind: 'stop',
		});
	});
});

describe('the delay', () => {
	it.each([
		[0, 0, 250],
		[0, 0.5, 375],
		[0, 1, 500],
		[1, 0, 500],
		[1, 1, 1_000],
		[3, 1, 4_000],
		[4, 1, 8_000],
		[4, 0, 4_000],
	])('of repeat %i with chance %p is %i ms', (retries, random, delayMs) => {
		expect(decide({ retries, random, maxRetries: 5 })).toEqual({ kind: 'retry', delayMs });
	});

	it('never grows beyond eight seconds', () => {
		expect(decide({ retries: 20, random: 1, maxRetries: 50 })).toEqual({
			kind: 'retry',
			delayMs: 8_000,
		});
	});

	it.each([
		['1', 1_000],
		['60', 60_000],
		['0', 250],
		['-1', 250],
		['soon', 250],
		['Mon, 05 Jan 2026 00:00:30 GMT', 30_000],
		['Sun, 04 Jan 2026 00:00:00 GMT', 250],
	])('is at least what Retry-After: %s asks for', (retryAfter, delayMs) => {
		expect(decide({ exchange: answered(429, retryAfter) })).toEqual({ kind: 'retry', delayMs });
	});

	it.each([
		['61', 61_000],
		['3600', 3_600_000],
		['Mon, 05 Jan 2026 00:02:00 GMT', 120_000],
	])('is not waited for when Retry-After: %s asks for too much', (retryAfter, waitMs) => {
		expect(decide({ exchange: answered(503, retryAfter) })).toEqual({
			kind: 'askedToWait',
			waitMs,
		});
	});

	it('that is asked for by an answer that needs no repeat is ignored', () => {
		expect(decide({ exchange: answered(200, '3600') })).toEqual({ kind: 'stop' });
	});
});
