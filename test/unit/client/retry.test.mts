import { type Failed, failure } from '../../../lib/client/result';
import { type Attempted, decideRetry } from '../../../lib/client/retry';
import { singapay } from '../../../lib/providers/singapay';
import { response } from '../../support/fakeContext.mts';
import { readInfo } from '../../support/providerSamples.mts';

const failed = (known: Partial<Pick<Failed, 'isPassing' | 'retryAfterMs'>> = {}): Failed =>
	failure(
		readInfo(singapay),
		'unavailable',
		{ message: 'M', description: 'D.' },
		{ isPassing: true, ...known },
	);
const answered: Attempted['result'] = {
	kind: 'answered',
	call: readInfo(singapay),
	raw: { status: 200, headers: {}, bytes: Buffer.alloc(0) },
	response: response('{}'),
};
const decide = (more: Partial<Attempted> = {}) =>
	decideRetry({
		method: 'GET',
		result: failed(),
		retries: 0,
		maxRetries: 2,
		random: 0,
		...more,
	});

describe('a read', () => {
	it.each(['GET', 'HEAD'])('by %s is repeated after a failure that may pass', (method) => {
		expect(decide({ method }).kind).toBe('retry');
	});

	it.each(['GET', 'HEAD'])('by %s is not repeated after one that stays', (method) => {
		expect(decide({ method, result: failed({ isPassing: false }) })).toEqual({ kind: 'stop' });
	});

	it('is not repeated once it is answered', () => {
		expect(decide({ result: answered })).toEqual({ kind: 'stop' });
	});

	it.each([
		[0, 0],
		[1, 1],
		[2, 2],
		[5, 2],
	])('is not repeated after %i repeats of at most %i', (retries, maxRetries) => {
		expect(decide({ retries, maxRetries })).toEqual({ kind: 'stop' });
	});
});

describe('a write is never repeated', () => {
	it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'get', '', 'OPTIONS'])('by %p', (method) => {
		for (const retryAfterMs of [undefined, 1_000, 3_600_000])
			expect(decide({ method, result: failed({ retryAfterMs }) })).toEqual({ kind: 'stop' });
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
		[1_000, 1_000],
		[60_000, 60_000],
		[0, 250],
		[undefined, 250],
	])('is at least the %p ms that the provider asks for', (retryAfterMs, delayMs) => {
		expect(decide({ result: failed({ retryAfterMs }) })).toEqual({ kind: 'retry', delayMs });
	});

	it.each([60_001, 3_600_000])('is not waited for when the provider asks for %i ms', (waitMs) => {
		expect(decide({ result: failed({ retryAfterMs: waitMs }) })).toEqual({
			kind: 'askedToWait',
			waitMs,
		});
	});

	it('that a failure asks for which stays is ignored', () => {
		expect(decide({ result: failed({ isPassing: false, retryAfterMs: 3_600_000 }) })).toEqual({
			kind: 'stop',
		});
	});
});
