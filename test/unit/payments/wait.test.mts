import { singapay } from '../../../lib/providers/singapay';
import type { LookupResult } from '../../../lib/payments/lookupPayment';
import { type Payment, readPayment } from '../../../lib/payments/payment';
import { type Waited, waitForFinal } from '../../../lib/payments/wait';
import { type Failed, failure } from '../../../lib/client/result';
import { infoOf, requestTo } from '../../support/fakeContext.mts';

const [disbursement] = singapay.payments.kinds;
if (disbursement === undefined) throw new Error('Singapay has no kinds');

const seen = (word: string): Extract<LookupResult, { kind: 'found' }> => ({
	kind: 'found',
	...readPayment(singapay, disbursement, { transaction_id: 'T-1', status: word }),
});
const pending = seen('pending');
const paid = seen('success');
const lapsed = seen('failed');
const info = infoOf(singapay, requestTo('GET', '/api/v1.0/disbursement/acc-1/T-1'));
const trouble = (known: Parameters<typeof failure>[3], cause: Failed['cause'] = 'unavailable') =>
	failure(info, cause, { message: 'Trouble', description: 'Wait.' }, known);
const absent = trouble({}, 'notFound');
const passing = trouble({ isPassing: true });
const permanent = trouble({}, 'refused');
const asksFor = (seconds: number): LookupResult =>
	trouble({ isPassing: true, retryAfterMs: seconds * 1000 });

interface Course {
	/** In seconds. */
	readonly maxWait?: number;
	readonly random?: number;
	/** How long each look takes, in seconds. */
	readonly takes?: number;
	/** When somebody stops the wait, in seconds. */
	readonly stoppedAt?: number;
	/** How many milliseconds too early the timers go off. */
	readonly early?: number;
	/** How long each look waits for its turn, in seconds; more than so much behind the end it is not worth it. */
	readonly queue?: { readonly takes: number; readonly isLateAfter: number };
	/** Whether a final status ends the wait. */
	readonly isOver?: (payment: Payment) => boolean;
}

/** Runs a wait against a clock that moves by what is waited only. The last answer is repeated. */
async function waitFor(
	answers: readonly LookupResult[],
	{
		maxWait = 300,
		random = 0.5,
		takes = 0,
		stoppedAt = Infinity,
		early = 0,
		queue,
		isOver = () => true,
	}: Course = {},
): Promise<{ waited: Waited; looks: number[]; endedAt: number }> {
	let ms = 1_000_000;
	const begunAt = ms;
	const looks: number[] = [];
	const isStopped = (): boolean => ms - begunAt >= stoppedAt * 1000;
	const pass = (span: number): void => {
		ms = Math.min(ms + span, Math.max(ms, begunAt + stoppedAt * 1000));
	};
	const waited = await waitForFinal({
		lookup: async (endsAt) => {
			expect(endsAt).toBe(begunAt + maxWait * 1000);
			pass((queue?.takes ?? 0) * 1000);
			if (queue !== undefined && ms > endsAt + queue.isLateAfter * 1000) return undefined;
			looks.push((ms - begunAt) / 1000);
			pass(takes * 1000);
			const looked = answers[Math.min(looks.length, answers.length) - 1];
			if (looked === undefined) throw new Error('Nothing may be asked here');
			return await Promise.resolve(looked);
		},
		isOver,
		maxWaitMs: maxWait * 1000,
		now: () => ms,
		sleep: async (span) => {
			expect(span).toBeGreaterThan(0);
			pass(Math.max(span - early, 1));
			await Promise.resolve();
		},
		isStopped,
		random: () => random,
	});
	return { waited, looks, endedAt: (ms - begunAt) / 1000 };
}

const inSeconds = (looks: readonly number[]): number[] =>
	looks.map((at) => Math.round(at * 1000) / 1000);

/** 5, 7.5, 11.25, 16.875, 25.3125, then 30 s each. */
const drawnEven = [5, 12.5, 23.75, 40.625, 65.938, 95.938, 125.938];

describe('the lookups of a payment that stays pending', () => {
	it.each<[string, Course, number[]]>([
		['drawn even, grow by half up to 30 s', { maxWait: 130 }, [...drawnEven, 130]],
		[
			'drawn short, are 10 % shorter each, which does not add up',
			{ random: 0, maxWait: 100 },
			[4.5, 11.25, 21.375, 36.563, 59.344, 86.344, 100],
		],
		[
			'drawn long, are close to 10 % longer each',
			{ random: 0.999, maxWait: 100 },
			[5.499, 13.748, 26.12, 44.679, 72.518, 100],
		],
		['end with one at the very end', { maxWait: 41 }, [5, 12.5, 23.75, 40.625, 41]],
		['are not doubled where the last falls on the end', { maxWait: 12.5 }, [5, 12.5]],
		['are one at the end of a wait shorter than the first', { maxWait: 3 }, [3]],
		['are one at the end of a wait of a second', { maxWait: 1, random: 0.999 }, [1]],
		['count the time that a look takes', { maxWait: 60, takes: 2 }, [5, 14.5, 27.75, 46.625, 60]],
		['go on for an hour', { maxWait: 3600 }, []],
	])('%s', async (_what, how, looks) => {
		const run = await waitFor([pending], how);

		expect(run.waited).toMatchObject({ kind: 'timeout', last: pending });
		if (looks.length > 0) expect(inSeconds(run.looks)).toEqual(looks);
		else expect(run.looks).toHaveLength(5 + Math.ceil((3600 - 65.9375) / 30));
		expect(run.looks.at(-1)).toBe(how.maxWait);
	});

	it('are not missed because a timer goes off a little early', async () => {
		const { waited, looks } = await waitFor([pending], { maxWait: 12, early: 2 });

		expect(waited.kind).toBe('timeout');
		expect(looks.at(-1)).toBe(12);
	});

	it('are never more than 33 s apart', async () => {
		const { looks } = await waitFor([pending], { maxWait: 3600, random: 0.999_999 });
		const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));

		expect(Math.max(...gaps)).toBeGreaterThan(32.9);
		expect(Math.max(...gaps)).toBeLessThan(33);
	});
});

describe('a wait ends', () => {
	it.each<[string, LookupResult[], Course, number, Waited]>([
		['with a final status at the first look', [paid], {}, 5, { kind: 'final', last: paid }],
		[
			'with a final status later',
			[pending, pending, paid],
			{},
			23.75,
			{ kind: 'final', last: paid },
		],
		[
			'with a final status at the very last look',
			[pending, pending, paid],
			{ maxWait: 20 },
			20,
			{ kind: 'final', last: paid },
		],
		[
			'with what was seen last, though a look failed after it',
			[pending, passing],
			{ maxWait: 20 },
			20,
			{ kind: 'timeout', last: pending, waitedMs: 20_000 },
		],
		[
			'without anything seen, and with what stood in the way',
			[passing],
			{ maxWait: 20 },
			20,
			{ kind: 'neverSeen', trouble: passing, waitedMs: 20_000 },
		],
		['at once at a trouble that stays', [permanent], {}, 5, { kind: 'failed', trouble: permanent }],
		[
			'at once at a trouble that stays, though the payment was seen',
			[pending, permanent],
			{},
			12.5,
			{ kind: 'failed', trouble: permanent },
		],
		[
			'with the attempt that succeeds, after one that did not',
			[pending, lapsed, pending, paid],
			{ isOver: ({ status }) => status === 'succeeded' },
			40.625,
			{ kind: 'final', last: paid },
		],
		[
			'at its end with an attempt that did not succeed, where no other came',
			[pending, lapsed],
			{ maxWait: 20, isOver: ({ status }) => status === 'succeeded' },
			20,
			{ kind: 'final', last: lapsed },
		],
	])('%s', async (_how, answers, how, at, expected) => {
		const { waited, endedAt } = await waitFor(answers, how);

		expect(waited).toEqual(expected);
		expect(endedAt).toBe(at);
	});

	it('never because of a temporary failure, however often', async () => {
		const { waited, looks } = await waitFor([...Array.from({ length: 12 }, () => passing), paid]);

		expect(waited).toEqual({ kind: 'final', last: paid });
		expect(looks).toHaveLength(13);
	});
});

describe('a payment that is not there', () => {
	it.each<[string, LookupResult[], Course, Waited['kind'], number]>([
		['may come within the first 30 s', [absent, absent, paid], {}, 'final', 23.75],
		['may come at the first look after them', [absent, absent, absent, paid], {}, 'final', 40.625],
		['is given up after them', [absent], {}, 'failed', 40.625],
		// The second look is at 22.5 s.
		['is given up by the time of its answer', [absent], { takes: 10 }, 'failed', 32.5],
		['is tolerated once more after it was seen', [pending, absent, paid], {}, 'final', 23.75],
		[
			'is waited for on, once it was seen',
			[pending, pending, pending, absent, absent, paid],
			{},
			'final',
			95.9375,
		],
		['is never seen in a wait shorter than that', [absent], { maxWait: 20 }, 'neverSeen', 20],
	])('%s', async (_what, answers, how, kind, at) => {
		const { waited, endedAt } = await waitFor(answers, how);

		expect(waited.kind).toBe(kind);
		expect(endedAt).toBe(at);
	});

	it.each([
		[24.999, 'timeout'],
		[25, 'failed'],
	])('by an answer that takes %d s from the fifth on, ends as %s', async (takes, kind) => {
		const { waited } = await waitFor([absent, pending], { maxWait: 32, takes });

		expect(waited.kind).toBe(kind);
	});
});

describe('a provider that asks to wait', () => {
	it.each<[string, number, Course, number[]]>([
		['longer than the next wait, gets it', 20, { maxWait: 60 }, [5, 25, 36.25, 53.125, 60]],
		['shorter than the next wait, changes nothing', 2, { maxWait: 30 }, [5, 12.5, 23.75, 30]],
		['exactly to the end, is asked once more there', 55, { maxWait: 60 }, [5, 60]],
		['beyond the end, is not asked again', 56, { maxWait: 60 }, [5]],
		['for ever, is not asked again', Infinity, {}, [5]],
	])('%s', async (_how, seconds, how, looks) => {
		const run = await waitFor([asksFor(seconds), pending], how);

		expect(inSeconds(run.looks)).toEqual(looks);
		expect(run.waited.kind).toBe(looks.length === 1 ? 'neverSeen' : 'timeout');
	});

	it('does so for one look, not for all that follow', async () => {
		const { looks } = await waitFor([pending, asksFor(30), pending, paid]);

		expect(looks).toEqual([5, 12.5, 42.5, 59.375]);
	});

	it('beyond the end of the wait leaves what was seen before', async () => {
		const { waited, endedAt } = await waitFor([pending, asksFor(600)]);

		expect(waited).toEqual({ kind: 'timeout', last: pending, waitedMs: 12_500 });
		expect(endedAt).toBe(12.5);
	});
});

describe('a lookup whose wait is over when its turn comes', () => {
	const queue = { takes: 20, isLateAfter: 5 };

	it.each<[string, LookupResult[], Course, number[], Waited]>([
		[
			'ends the wait with what was seen before',
			[pending],
			{ maxWait: 40, queue },
			[25],
			{ kind: 'timeout', last: pending, waitedMs: 52_500 },
		],
		[
			'is one at the end, which would have waited too long',
			[pending],
			{ maxWait: 30, queue },
			[25],
			{ kind: 'timeout', last: pending, waitedMs: 50_000 },
		],
		[
			'ends it with the trouble there was before',
			[passing],
			{ maxWait: 40, queue },
			[25],
			{ kind: 'neverSeen', trouble: passing, waitedMs: 52_500 },
		],
		[
			'leaves the one before its time what it saw, though trouble followed',
			[pending, passing],
			{ maxWait: 70, queue },
			[25, 52.5],
			{ kind: 'timeout', last: pending, waitedMs: 83_750 },
		],
		[
			'ends it without anything where it is the first',
			[],
			{ maxWait: 10, queue },
			[],
			{ kind: 'neverSeen', trouble: undefined, waitedMs: 25_000 },
		],
		[
			'is none while its turn comes in time',
			[pending, paid],
			{ maxWait: 50, queue },
			[25, 52.5],
			{ kind: 'final', last: paid },
		],
	])('%s', async (_what, answers, how, looks, expected) => {
		const run = await waitFor(answers, how);

		expect(run.looks).toEqual(looks);
		expect(run.waited).toEqual(expected);
	});

	it('is reported as stopped when a person stopped the wait meanwhile', async () => {
		const { waited } = await waitFor([pending], { maxWait: 10, queue, stoppedAt: 20 });

		expect(waited).toEqual({ kind: 'stopped' });
	});
});

describe('a person who stops the wait', () => {
	it.each<[string, LookupResult[], Course, number[]]>([
		['before the first look, has nothing asked', [], { stoppedAt: 2 }, []],
		['between two looks, has no further one asked', [pending], { stoppedAt: 7 }, [5]],
		['during a look, does not wait for another', [pending], { stoppedAt: 6, takes: 3 }, [5]],
		[
			'during a look that fails, hears that it was stopped',
			[permanent],
			{ stoppedAt: 6, takes: 3 },
			[5],
		],
	])('%s', async (_when, answers, how, looks) => {
		const run = await waitFor(answers, how);

		expect(run.waited).toEqual({ kind: 'stopped' });
		expect(run.looks).toEqual(looks);
		expect(run.endedAt).toBe(how.stoppedAt);
	});
});
