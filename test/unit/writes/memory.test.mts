import { createWriteMemory, type WriteMemoryLimits } from '../../../lib/writes/memory';

const hour = 3_600_000;

function opened(limits: Partial<WriteMemoryLimits> = {}) {
	const clock = { now: Date.UTC(2026, 0, 5) };
	const memory = createWriteMemory<string>(
		{ maxEntries: 100, maxResults: 100, maxAgeMs: 12 * hour, ...limits },
		() => clock.now,
	);
	const done = (...keys: string[]): void => {
		for (const key of keys) memory.note(key, { kind: 'done', result: `result of ${key}` });
	};
	const kinds = (keys: string): unknown[] => [...keys].map((key) => memory.find(key)?.kind);
	const results = (keys: string): unknown[] =>
		[...keys].map((key) => {
			const entry = memory.find(key);
			return entry === undefined || entry.kind === 'begun' ? undefined : entry.result;
		});
	return { clock, memory, done, kinds, results };
}

describe('the memory', () => {
	it('knows nothing of what was not noted', () => {
		expect(opened().memory.find('a')).toBeUndefined();
	});

	it.each([
		{ kind: 'begun' },
		{ kind: 'done', result: 'r' },
		{ kind: 'unknown', result: 'r' },
	] as const)('gives back what was noted: %j', (entry) => {
		const { memory } = opened();
		memory.note('a', entry);

		expect(memory.find('a')).toEqual(entry);
		expect(memory.find('b')).toBeUndefined();
	});

	it('holds the last of several notes', () => {
		const { memory } = opened();
		memory.note('a', { kind: 'begun' });
		memory.note('a', { kind: 'unknown', result: 'no answer' });
		memory.note('a', { kind: 'done', result: 'found' });

		expect(memory.find('a')).toEqual({ kind: 'done', result: 'found' });
	});

	it('forgets one without the others', () => {
		const { memory, done, kinds } = opened();
		done('a', 'b');
		memory.forget('a');
		memory.forget('never noted');

		expect(kinds('ab')).toEqual([undefined, 'done']);
	});

	it('uses the clock of the machine when it is given none', () => {
		const memory = createWriteMemory<string>({ maxEntries: 1, maxResults: 1, maxAgeMs: hour });
		memory.note('a', { kind: 'begun' });

		expect(memory.find('a')).toEqual({ kind: 'begun' });
	});
});

describe('an old entry of the memory', () => {
	it.each([
		['at the limit stays', 12 * hour, 'done'],
		['beyond it goes', 12 * hour + 1, undefined],
	])('%s', (_what, age, kind) => {
		const { clock, done, kinds } = opened();
		done('a');
		clock.now += age;
		done('b');

		expect(kinds('ab')).toEqual([kind, 'done']);
	});

	it('is as young as its last note', () => {
		const { clock, memory, kinds } = opened();
		memory.note('a', { kind: 'begun' });
		memory.note('b', { kind: 'begun' });
		clock.now += 10 * hour;
		memory.note('a', { kind: 'begun' });
		clock.now += 10 * hour;
		memory.note('c', { kind: 'begun' });

		expect(kinds('abc')).toEqual(['begun', undefined, 'begun']);
	});

	it('goes without taking younger ones with it', () => {
		const { clock, done, kinds } = opened();
		done('a', 'b');
		clock.now += 8 * hour;
		done('c');
		clock.now += 8 * hour;
		done('d');

		expect(kinds('abcd')).toEqual([undefined, undefined, 'done', 'done']);
	});

	it('does not lose its age with its result', () => {
		const { clock, done, kinds } = opened({ maxResults: 1 });
		done('a');
		clock.now += 8 * hour;
		done('b');
		clock.now += 8 * hour;
		done('c');

		expect(kinds('abc')).toEqual([undefined, 'done', 'done']);
	});
});

describe('a full memory', () => {
	it('forgets the oldest', () => {
		const { done, kinds } = opened({ maxEntries: 3 });
		done('a', 'b', 'c');
		expect(kinds('abc')).toEqual(['done', 'done', 'done']);
		done('d', 'e');

		expect(kinds('abcde')).toEqual([undefined, undefined, 'done', 'done', 'done']);
	});

	it('takes one noted anew for the newest', () => {
		const { done, kinds } = opened({ maxEntries: 3 });
		done('a', 'b', 'c', 'a', 'd');

		expect(kinds('abcd')).toEqual(['done', undefined, 'done', 'done']);
	});

	it('drops the oldest results and still knows what became of them', () => {
		const { memory, done, kinds, results } = opened({ maxResults: 2 });
		memory.note('a', { kind: 'unknown', result: 'no answer' });
		done('b', 'c', 'd');

		expect(kinds('abcd')).toEqual(['unknown', 'done', 'done', 'done']);
		expect(results('abcd')).toEqual([undefined, undefined, 'result of c', 'result of d']);
	});

	it('counts results only: what is begun drops none', () => {
		const { memory, done, results } = opened({ maxResults: 2 });
		done('a', 'b');
		for (const key of ['c', 'd', 'e']) memory.note(key, { kind: 'begun' });

		expect(results('ab')).toEqual(['result of a', 'result of b']);
	});

	it('counts no result that was forgotten or begun anew', () => {
		const { memory, done, results } = opened({ maxResults: 2 });
		done('a', 'b', 'c');
		memory.forget('b');
		memory.note('c', { kind: 'begun' });
		done('d', 'e');

		expect(results('de')).toEqual(['result of d', 'result of e']);
	});

	it('drops the result of one noted anew last', () => {
		const { done, results } = opened({ maxResults: 2 });
		done('a', 'b', 'a', 'c');

		expect(results('abc')).toEqual(['result of a', undefined, 'result of c']);
	});

	it('stays within both limits however much is noted', () => {
		const { done, kinds, results } = opened({ maxEntries: 5, maxResults: 2 });
		const keys = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
		done(...keys, ...keys);

		expect(kinds(keys.join('')).filter((kind) => kind !== undefined)).toHaveLength(5);
		expect(results(keys.join('')).filter((result) => result !== undefined)).toEqual([
			'result of y',
			'result of z',
		]);
	});
});
