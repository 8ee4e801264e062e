import {
	createWriteMemory,
	type EarlierWrite,
	type RememberedWrite,
	type WriteKey,
	type WriteMemory,
} from '../../../lib/writes/memory';

const key = (slot: string, payment?: string, request = 'request'): WriteKey => ({
	slot,
	payment,
	request,
});
const cutOff = { kind: 'unknown', result: undefined, since: undefined } as const;

/** Claims a write, notes how it ended, and releases it. */
async function ended(
	memory: WriteMemory<string>,
	of: WriteKey,
	write?: RememberedWrite<string>,
): Promise<void> {
	const { record, earlier } = await memory.claim(of);
	if (earlier !== undefined) throw new Error('It is claimed already');
	if (write !== undefined) record.note(write);
	record.release();
}

const earlierOf = async (memory: WriteMemory<string>, of: WriteKey) =>
	(await memory.claim(of)).earlier;

/** Lets everybody who can go on go on. */
const turns = async () => await new Promise((resolve) => setImmediate(resolve));

describe('the memory of one execution', () => {
	it('lets the first one send', async () => {
		const memory = createWriteMemory<string>();

		expect(memory.has(key('a'))).toBe(false);
		expect(await earlierOf(memory, key('a'))).toBeUndefined();
		expect(memory.has(key('a'))).toBe(true);
	});

	it.each<[RememberedWrite<string> | undefined, RememberedWrite<string>]>([
		[
			{ kind: 'done', result: 'r' },
			{ kind: 'done', result: 'r' },
		],
		[
			{ kind: 'unknown', result: 'r', since: 7 },
			{ kind: 'unknown', result: 'r', since: 7 },
		],
		[
			{ kind: 'duplicate', result: 'r' },
			{ kind: 'duplicate', result: 'r' },
		],
		// It was thrown out of, so nobody knows.
		[undefined, cutOff],
	])('gives back how it ended: %j', async (noted, write) => {
		const memory = createWriteMemory<string>();
		await ended(memory, key('a'), noted);

		expect(await earlierOf(memory, key('a'))).toEqual({
			write,
			isOwn: true,
			isSameRequest: true,
			isSamePayment: true,
		});
		expect(memory.has(key('b'))).toBe(false);
	});

	it('holds the last of several notes', async () => {
		const memory = createWriteMemory<string>();
		const { record } = await memory.claim(key('a'));
		record.note({ kind: 'unknown', result: 'no answer', since: 1 });
		record.note({ kind: 'done', result: 'found' });
		record.release();

		expect((await earlierOf(memory, key('a')))?.write).toEqual({ kind: 'done', result: 'found' });
	});

	it.each<[string, WriteKey, WriteKey, Omit<EarlierWrite<string>, 'write'> | undefined]>([
		['another item', key('a'), key('b'), undefined],
		['another item without a reference', key('a', 'P'), key('b'), undefined],
		['another payment', key('a', 'P'), key('b', 'Q'), undefined],
		[
			'the same item with a reference made anew',
			key('a', 'P'),
			key('a', 'Q', 'another'),
			{ isOwn: true, isSameRequest: false, isSamePayment: false },
		],
		[
			'the same item without a reference, changed',
			key('a'),
			key('a', undefined, 'another'),
			{ isOwn: true, isSameRequest: false, isSamePayment: false },
		],
		[
			'the same payment in another round of a loop',
			key('a', 'P'),
			key('b', 'P'),
			{ isOwn: false, isSameRequest: true, isSamePayment: true },
		],
		[
			'the same reference for another request',
			key('a', 'P'),
			key('b', 'P', 'another'),
			{ isOwn: false, isSameRequest: false, isSamePayment: true },
		],
	])('knows %s', async (_what, first, second, known) => {
		const memory = createWriteMemory<string>();
		await ended(memory, first, { kind: 'done', result: 'r' });

		expect(await earlierOf(memory, second)).toEqual(
			known === undefined ? undefined : { ...known, write: { kind: 'done', result: 'r' } },
		);
	});

	it('forgets what had no effect, under its item and its payment', async () => {
		const memory = createWriteMemory<string>();
		const { record } = await memory.claim(key('a', 'P'));
		record.forget();
		record.release();

		expect([memory.has(key('a')), memory.has(key('b', 'P'))]).toEqual([false, false]);
		expect(await earlierOf(memory, key('b', 'P'))).toBeUndefined();
	});

	it('makes callers that arrive while it is under way wait for its end', async () => {
		const memory = createWriteMemory<string>();
		const { record } = await memory.claim(key('a', 'P'));
		const order: string[] = [];
		const second = memory.claim(key('b', 'P')).then(({ earlier }) => {
			order.push('second goes on');
			return earlier;
		});
		await turns();
		record.note({ kind: 'done', result: 'r' });
		await turns();
		order.push('first ends');
		record.release();

		expect((await second)?.write).toEqual({ kind: 'done', result: 'r' });
		expect(order).toEqual(['first ends', 'second goes on']);
	});

	it('lets one of those who waited send it when it had no effect, and the others wait on', async () => {
		const memory = createWriteMemory<string>();
		const { record } = await memory.claim(key('a', 'P'));
		const others = ['b', 'c'].map(async (slot) => await memory.claim(key(slot, 'P')));
		const ends: string[] = [];
		for (const [index, other] of others.entries())
			void other.then(({ earlier }) => ends.push(`${index} ${earlier?.write.kind ?? 'sends'}`));
		record.forget();
		record.release();
		await turns();

		expect(ends).toEqual(['0 sends']);
		const [first] = await Promise.all([others[0]]);
		first?.record.note({ kind: 'done', result: 'r' });
		first?.record.release();
		await turns();
		expect(ends).toEqual(['0 sends', '1 done']);
	});

	it('keeps what another has claimed after it was forgotten', async () => {
		const memory = createWriteMemory<string>();
		const first = await memory.claim(key('a', 'P'));
		first.record.forget();
		const second = await memory.claim(key('b', 'P'));
		first.record.release();
		first.record.forget();
		second.record.note({ kind: 'done', result: 'second' });
		second.record.release();

		expect((await earlierOf(memory, key('c', 'P')))?.write).toEqual({
			kind: 'done',
			result: 'second',
		});
	});
});
