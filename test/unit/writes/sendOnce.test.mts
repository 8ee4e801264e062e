import {
	createWriteMemory,
	type WriteMemory,
	type RememberedWrite,
} from '../../../lib/writes/memory';
import type { Recovery } from '../../../lib/writes/recover';
import { sendOnce, type SendResult, type Write } from '../../../lib/writes/sendOnce';

type Outcome = SendResult<string>['outcome'];
type Look = Recovery['kind'];
type Before = Look | 'refuse';

const newMemory = (maxResults = 10): WriteMemory<string> =>
	createWriteMemory<string>({ maxEntries: 100, maxResults, maxAgeMs: 1_000 }, () => 0);

const foundOf = (kind: Look): Recovery => {
	if (kind === 'found') return { kind, record: 'the record' };
	return kind === 'conflict'
		? { kind, explanation: { message: 'another payment', description: '' } }
		: { kind };
};

interface Try {
	readonly outcome?: Outcome;
	/** What the look-up after an unknown outcome says; undefined where none is wanted. */
	readonly look?: Look | undefined;
	/** Whether that is done for a lost answer too, and not for a duplicate only. */
	readonly looksUpLost?: boolean;
	/** What the look before sending says; undefined where this is no retried execution. */
	readonly before?: Before;
	readonly key?: string | undefined;
	/** How sending ends, where it takes its time. */
	readonly sending?: Promise<SendResult<string>>;
}

/** One node run with one item. Returns what the item became and, in order, what was done. */
async function attempt(memory: WriteMemory<string>, given: Try): Promise<[string, string[]]> {
	const { outcome = 'done', look, looksUpLost = true, before } = given;
	const did: string[] = [];
	const write: Write<string> = {
		memory,
		key: 'key' in given ? given.key : 'item',
		send: async () => {
			did.push('sent');
			return await (given.sending ?? Promise.resolve({ outcome, result: `answer: ${outcome}` }));
		},
		lookUp:
			look === undefined
				? undefined
				: async () => {
						did.push('looked up');
						return await Promise.resolve(foundOf(look));
					},
		looksUpLost,
		before:
			before === undefined
				? undefined
				: async () => {
						did.push('looked before');
						return await Promise.resolve(before === 'refuse' ? { kind: before } : foundOf(before));
					},
		as: {
			replayed: (result) => `replayed ${result}`,
			found: (record) => `found ${String(record)}`,
			conflict: ({ message }) => `conflict with ${message}`,
			absent: () => 'absent',
			goneThrough: () => 'gone through',
			open: () => 'open',
			notAgain: () => 'not again',
		},
	};
	return [await sendOnce(write), did];
}

const done = (result?: string): RememberedWrite<string> => ({ kind: 'done', result });

describe('the first try of a write', () => {
	it.each<[Outcome, Look | undefined, string, string[], RememberedWrite<string> | undefined]>([
		['done', undefined, 'answer: done', ['sent'], done('answer: done')],
		['done', 'found', 'answer: done', ['sent'], done('answer: done')],
		['none', undefined, 'answer: none', ['sent'], undefined],
		['none', 'found', 'answer: none', ['sent'], undefined],
		[
			'unknown',
			undefined,
			'answer: unknown',
			['sent'],
			{ kind: 'unknown', result: 'answer: unknown' },
		],
		['unknown', 'found', 'found the record', ['sent', 'looked up'], done('found the record')],
		['unknown', 'absent', 'absent', ['sent', 'looked up'], { kind: 'unknown', result: 'absent' }],
		[
			'unknown',
			'unclear',
			'answer: unknown',
			['sent', 'looked up'],
			{ kind: 'unknown', result: 'answer: unknown' },
		],
		[
			'unknown',
			'conflict',
			'conflict with another payment',
			['sent', 'looked up'],
			{ kind: 'duplicate', result: 'conflict with another payment' },
		],
		['duplicate', 'found', 'found the record', ['sent', 'looked up'], done('found the record')],
		[
			'duplicate',
			'conflict',
			'conflict with another payment',
			['sent', 'looked up'],
			{ kind: 'duplicate', result: 'conflict with another payment' },
		],
		// The provider itself has said that there is one: it is never said to be safe to send again.
		[
			'duplicate',
			'absent',
			'answer: duplicate',
			['sent', 'looked up'],
			{ kind: 'duplicate', result: 'answer: duplicate' },
		],
		[
			'duplicate',
			undefined,
			'answer: duplicate',
			['sent'],
			{ kind: 'duplicate', result: 'answer: duplicate' },
		],
	])('that ends %s, with the look-up %s, becomes "%s"', async (outcome, look, item, did, entry) => {
		const memory = newMemory();

		expect(await attempt(memory, { outcome, look })).toEqual([item, did]);
		expect(memory.find('item')).toEqual(entry);
	});

	it.each<[Outcome, string, string[]]>([
		['unknown', 'answer: unknown', ['sent']],
		['duplicate', 'found the record', ['sent', 'looked up']],
	])(
		'that ends %s, where lost answers are not looked up, becomes "%s"',
		async (outcome, item, did) => {
			const given: Try = { outcome, look: 'found', looksUpLost: false };

			expect(await attempt(newMemory(), given)).toEqual([item, did]);
		},
	);

	it('is noted before it is sent, so that one that is cut off is not sent again', async () => {
		const memory = newMemory();
		let entry: RememberedWrite<string> | undefined;
		const cutOff: Write<string> = {
			memory,
			key: 'item',
			send: async () => {
				entry = memory.find('item');
				return await Promise.reject(new Error('cut off'));
			},
			lookUp: undefined,
			looksUpLost: true,
			before: undefined,
			as: {
				replayed: String,
				found: String,
				conflict: String,
				absent: String,
				goneThrough: String,
				open: String,
				notAgain: String,
			},
		};

		await expect(sendOnce(cutOff)).rejects.toThrow('cut off');
		expect(entry).toEqual({ kind: 'begun' });
		expect(await attempt(memory, {})).toEqual(['open', []]);
	});
});

describe('the second try of a write', () => {
	it.each<[string, Try, Try, string, string[]]>([
		['went through', { outcome: 'done' }, {}, 'replayed answer: done', []],
		['went through', { outcome: 'done' }, { look: 'absent' }, 'replayed answer: done', []],
		['went through', { outcome: 'done' }, { before: 'absent' }, 'replayed answer: done', []],
		['had no effect', { outcome: 'none' }, {}, 'answer: done', ['sent']],
		[
			'had no effect',
			{ outcome: 'none' },
			{ outcome: 'unknown', look: 'found' },
			'found the record',
			['sent', 'looked up'],
		],
		['stayed open', { outcome: 'unknown' }, {}, 'answer: unknown', []],
		['stayed open', { outcome: 'unknown' }, { before: 'absent' }, 'answer: unknown', []],
		[
			'stayed open',
			{ outcome: 'unknown', look: 'unclear' },
			{ look: 'unclear' },
			'answer: unknown',
			['looked up'],
		],
		[
			'stayed open',
			{ outcome: 'unknown', look: 'unclear' },
			{ look: 'found' },
			'found the record',
			['looked up'],
		],
		[
			'stayed open',
			{ outcome: 'unknown', look: 'unclear' },
			{ look: 'absent' },
			'absent',
			['looked up'],
		],
		[
			'was found',
			{ outcome: 'unknown', look: 'found' },
			{ look: 'absent' },
			'replayed found the record',
			[],
		],
		[
			'was not there',
			{ outcome: 'unknown', look: 'absent' },
			{ look: 'absent' },
			'absent',
			['looked up'],
		],
		[
			'was not there',
			{ outcome: 'unknown', look: 'absent' },
			{ look: 'found' },
			'found the record',
			['looked up'],
		],
		[
			'was a duplicate',
			{ outcome: 'duplicate', look: 'unclear', looksUpLost: false },
			{ look: 'found', looksUpLost: false },
			'found the record',
			['looked up'],
		],
		[
			'was a duplicate',
			{ outcome: 'duplicate', look: 'absent' },
			{ look: 'absent' },
			'answer: duplicate',
			['looked up'],
		],
		[
			'was another payment',
			{ outcome: 'duplicate', look: 'conflict' },
			{ look: 'absent' },
			'conflict with another payment',
			['looked up'],
		],
	])('after one that %s (%j, then %j): "%s"', async (_what, first, second, item, did) => {
		const memory = newMemory();
		await attempt(memory, first);

		expect(await attempt(memory, second)).toEqual([item, did]);
	});

	it.each<[RememberedWrite<string>, Look | undefined, string, string[]]>([
		[{ kind: 'begun' }, undefined, 'open', []],
		[{ kind: 'begun' }, 'unclear', 'open', ['looked up']],
		[{ kind: 'begun' }, 'found', 'found the record', ['looked up']],
		[{ kind: 'begun' }, 'absent', 'open', ['looked up']],
		[done(undefined), undefined, 'gone through', []],
		[done(undefined), 'absent', 'gone through', []],
		[{ kind: 'unknown', result: undefined }, undefined, 'open', []],
		[{ kind: 'unknown', result: undefined }, 'unclear', 'open', ['looked up']],
		[{ kind: 'unknown', result: undefined }, 'found', 'found the record', ['looked up']],
	])('of which only %j is known, with the look-up %s: "%s"', async (entry, look, item, did) => {
		const memory = newMemory();
		memory.note('item', entry);

		expect(await attempt(memory, { look })).toEqual([item, did]);
	});

	it('is not sent when many newer results have displaced its own', async () => {
		const memory = newMemory(1);
		await attempt(memory, { key: 'first' });
		await attempt(memory, { key: 'second' });

		expect(await attempt(memory, { key: 'first' })).toEqual(['gone through', []]);
		expect(await attempt(memory, { key: 'second' })).toEqual(['replayed answer: done', []]);
	});

	it('is another one for another item', async () => {
		const memory = newMemory();
		await attempt(memory, { key: 'first' });

		expect(await attempt(memory, { key: 'second' })).toEqual(['answer: done', ['sent']]);
	});

	it('is not sent while the first is under way, even if the provider knows none yet', async () => {
		const memory = newMemory();
		let answer = (_sent: SendResult<string>): void => undefined;
		const sending = new Promise<SendResult<string>>((resolve) => {
			answer = resolve;
		});
		const first = attempt(memory, { sending });
		const meanwhile = [
			await attempt(memory, { look: 'absent' }),
			await attempt(memory, { look: 'absent' }),
		];
		answer({ outcome: 'done', result: 'late answer' });

		expect(meanwhile).toEqual([
			['open', ['looked up']],
			['open', ['looked up']],
		]);
		expect(await first).toEqual(['late answer', ['sent']]);
		expect(await attempt(memory, {})).toEqual(['replayed late answer', []]);
	});

	it('may be the third and the fourth: still nothing is sent', async () => {
		const memory = newMemory();
		await attempt(memory, { outcome: 'unknown', look: 'unclear' });
		const later = [
			await attempt(memory, {}),
			await attempt(memory, { look: 'found' }),
			await attempt(memory, {}),
		];

		expect(later).toEqual([
			['answer: unknown', []],
			['found the record', ['looked up']],
			['replayed found the record', []],
		]);
	});
});

describe('a write in a retried execution', () => {
	it.each<[Before, Try, string, string[], RememberedWrite<string> | undefined]>([
		['found', {}, 'found the record', ['looked before'], done('found the record')],
		['absent', {}, 'answer: done', ['looked before', 'sent'], done('answer: done')],
		[
			'conflict',
			{},
			'conflict with another payment',
			['looked before'],
			{ kind: 'duplicate', result: 'conflict with another payment' },
		],
		['unclear', {}, 'not again', ['looked before'], undefined],
		['unclear', { look: 'absent' }, 'not again', ['looked before'], undefined],
		['refuse', {}, 'not again', ['looked before'], undefined],
		[
			'absent',
			{ outcome: 'unknown', look: 'found' },
			'found the record',
			['looked before', 'sent', 'looked up'],
			done('found the record'),
		],
	])('of which the look says %s (%j) becomes "%s"', async (before, more, item, did, entry) => {
		const memory = newMemory();

		expect(await attempt(memory, { ...more, before })).toEqual([item, did]);
		expect(memory.find('item')).toEqual(entry);
	});

	it('is sent once by two tries that begin at the same moment', async () => {
		const memory = newMemory();
		const both = await Promise.all([
			attempt(memory, { before: 'absent' }),
			attempt(memory, { before: 'absent' }),
		]);

		expect(both).toEqual([
			['answer: done', ['looked before', 'sent']],
			['open', []],
		]);
	});

	it('is looked for again at the next try when it was not sent', async () => {
		const memory = newMemory();
		await attempt(memory, { before: 'unclear' });

		expect(await attempt(memory, { before: 'found' })).toEqual([
			'found the record',
			['looked before'],
		]);
		expect(await attempt(memory, { before: 'absent' })).toEqual(['replayed found the record', []]);
	});
});

describe('a write in an execution without a name', () => {
	it.each<[Try, string, string[]]>([
		[{ outcome: 'done' }, 'answer: done', ['sent']],
		[{ outcome: 'none' }, 'answer: none', ['sent']],
		[{ outcome: 'unknown' }, 'answer: unknown', ['sent']],
		[{ outcome: 'unknown', look: 'found' }, 'found the record', ['sent', 'looked up']],
		[{ outcome: 'unknown', look: 'absent' }, 'absent', ['sent', 'looked up']],
		[{ outcome: 'unknown', look: 'unclear' }, 'answer: unknown', ['sent', 'looked up']],
		[{ before: 'found' }, 'found the record', ['looked before']],
		[{ before: 'refuse' }, 'not again', ['looked before']],
	])('%j becomes "%s" and is not remembered', async (given, item, did) => {
		const noted: unknown[] = [];
		const memory: WriteMemory<string> = {
			find: (key) => void noted.push(key),
			note: (key) => void noted.push(key),
			forget: (key) => void noted.push(key),
		};

		expect(await attempt(memory, { ...given, key: undefined })).toEqual([item, did]);
		expect(noted).toEqual([]);
	});
});
