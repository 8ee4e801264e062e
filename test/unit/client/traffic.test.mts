import { createTraffic, type Caller, type Traffic } from '../../../lib/client/traffic';
import { failure } from '../../../lib/client/result';
import { singapay } from '../../../lib/providers/singapay';
import { infoOf, requestTo } from '../../support/fakeContext.mts';

/** Lets everything run that can. */
const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

interface Entry {
	readonly name: string;
	leave(): void;
	isCanceled(): boolean;
}

/** Callers of one process, by a clock that sleeping moves. */
function process() {
	const traffic: Traffic = createTraffic();
	const clock = { now: 1_000 };
	const slept: number[] = [];
	const inside: string[] = [];
	const caller = (change: Partial<Caller> = {}): Caller => ({
		origin: 'https://api.example.com',
		clientId: 'client-1',
		maxAtOnce: 2,
		signal: undefined,
		now: () => clock.now,
		sleep: async (ms) => {
			slept.push(ms);
			clock.now += ms;
			await Promise.resolve();
		},
		...change,
	});
	const enter = (name: string, change: Partial<Caller> = {}): Entry => {
		let leave: (() => void) | undefined;
		let isOver = false;
		void traffic.enter(caller(change)).then((given) => {
			leave = given;
			isOver = true;
			if (given !== undefined) inside.push(name);
		});
		return {
			name,
			leave() {
				leave?.();
				inside.splice(inside.indexOf(name), 1);
			},
			isCanceled: () => isOver && leave === undefined,
		};
	};
	const heed = (retryAfterMs: number | undefined, status = 429, change: Partial<Caller> = {}) => {
		const info = infoOf(singapay, requestTo('GET', '/x'));
		const explanation = { message: '', description: '' };
		traffic.heed(
			caller(change),
			failure(info, 'unavailable', explanation, { status, retryAfterMs }),
		);
	};
	return { enter, heed, inside, slept, clock };
}

describe('the requests of all executions', () => {
	it('are so many at once, and go on in order of arrival', async () => {
		const { enter, inside } = process();
		const [a, b, c] = ['a', 'b', 'c', 'd'].map((name) => enter(name));
		await settle();
		expect(inside).toEqual(['a', 'b']);
		b?.leave();
		await settle();
		expect(inside).toEqual(['a', 'c']);
		a?.leave();
		c?.leave();
		await settle();

		expect(inside).toEqual(['d']);
	});

	it('of one origin do not delay those of another', async () => {
		const { enter, inside } = process();
		for (const name of ['a', 'b', 'c']) enter(name);
		enter('other', { origin: 'https://other.example.com' });
		await settle();

		expect(inside).toEqual(['a', 'b', 'other']);
	});

	it('are limited by the execution that is next, and none overtakes it', async () => {
		const { enter, inside } = process();
		const first = ['a', 'b', 'c'].map((name) => enter(name, { maxAtOnce: 3 }));
		enter('narrow', { maxAtOnce: 1 });
		enter('wide', { maxAtOnce: 9 });
		await settle();
		expect(inside).toEqual(['a', 'b', 'c']);
		first[0]?.leave();
		await settle();
		expect(inside).toEqual(['b', 'c']);
		for (const entry of first.slice(1)) entry.leave();
		await settle();

		expect(inside).toEqual(['narrow', 'wide']);
	});

	it('leave the queue at once when they are canceled, and let the next go on', async () => {
		const { enter, inside } = process();
		const stop = new AbortController();
		const [a] = ['a', 'b', 'c'].map((name) => enter(name, { maxAtOnce: 3 }));
		const canceled = enter('canceled', { maxAtOnce: 1, signal: stop.signal });
		enter('next', { maxAtOnce: 3 });
		await settle();
		a?.leave();
		await settle();
		expect(inside).toEqual(['b', 'c']);
		stop.abort();
		await settle();

		expect(canceled.isCanceled()).toBe(true);
		expect(inside).toEqual(['b', 'c', 'next']);
	});

	it('that were canceled before take no place', async () => {
		const { enter, inside } = process();
		const entry = enter('a', { signal: AbortSignal.abort() });
		await settle();

		expect([entry.isCanceled(), inside]).toEqual([true, []]);
	});
});

describe('a provider that asks to wait', () => {
	it.each<[string, number | undefined, number, number[]]>([
		['by Retry-After', 3_000, 503, [3_000]],
		['for a minute', 60_000, 429, [60_000]],
		['for longer than a node should block', 60_001, 429, []],
		['by 429 alone', undefined, 429, [500]],
		['by no word', undefined, 500, []],
	])('%s is waited for by all', async (_how, retryAfterMs, status, expected) => {
		const { enter, heed, slept, inside } = process();
		heed(retryAfterMs, status);
		enter('a');
		await settle();

		expect(slept).toEqual(expected);
		expect(inside).toEqual(['a']);
	});

	it.each([
		['another client', { clientId: 'client-2' }],
		['another origin', { origin: 'https://other.example.com' }],
	])('is not waited for by %s', async (_who, change) => {
		const { enter, heed, slept } = process();
		heed(3_000);
		enter('a', change);
		await settle();

		expect(slept).toEqual([]);
	});

	it('is waited for by those too who were in the queue, without a place in hand', async () => {
		const { enter, heed, slept, inside } = process();
		const first = ['a', 'b'].map((name) => enter(name));
		enter('c');
		await settle();
		heed(3_000);
		enter('other client', { clientId: 'client-2' });
		for (const entry of first) entry.leave();
		await settle();

		expect(slept).toEqual([3_000]);
		expect(inside.toSorted()).toEqual(['c', 'other client']);
	});

	it('is not waited for after it was canceled', async () => {
		const { enter, heed, inside } = process();
		heed(3_000);
		const stop = new AbortController();
		const entry = enter('a', {
			signal: stop.signal,
			sleep: async () => await Promise.resolve(stop.abort()),
		});
		await settle();

		expect([entry.isCanceled(), inside]).toEqual([true, []]);
	});
});
