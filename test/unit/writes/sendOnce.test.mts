import {
	createWriteMemory,
	type RememberedWrite,
	type WriteKey,
	type WriteMemory,
} from '../../../lib/writes/memory';
import type { Recovery } from '../../../lib/writes/recover';
import { sendOnce, type SendResult, type Write } from '../../../lib/writes/sendOnce';

type Outcome = SendResult<string>['outcome'];
type Look = Recovery['kind'];

const newMemory = (): WriteMemory<string> => createWriteMemory<string>();
const now = 1_000;

const foundOf = (kind: Look): Recovery => {
	if (kind === 'found') return { kind, record: 'the record' };
	return kind === 'conflict'
		? { kind, explanation: { message: 'another payment', description: '' } }
		: { kind };
};

interface Try {
	readonly outcome?: Outcome;
	/** What the look-up says; undefined where the provider cannot be asked. */
	readonly look?: Look | undefined;
	/** Whether that is done for a lost answer too, and not for a duplicate only. */
	readonly looksUpLost?: boolean;
	/** What the look before sending says, or what to do without; undefined where this is no retried execution. */
	readonly before?: Look | 'refuse' | 'send';
	readonly key?: Partial<WriteKey>;
	/** What is noted of payments over executions; undefined for a write without a reference. */
	readonly noted?: Set<string>;
	readonly allowsRepeats?: boolean;
	/** Which uses of that memory fail: the first, the second, … */
	readonly noteFails?: readonly boolean[];
	/** How sending ends, where it takes its time. */
	readonly sending?: Promise<SendResult<string>>;
}

/** One node run with one item. Returns what the item became and, in order, what was done. */
async function attempt(memory: WriteMemory<string>, given: Try): Promise<[string, string[]]> {
	const { outcome = 'done', look, looksUpLost = true, before, noted } = given;
	const key = { slot: 'item', payment: undefined, request: 'request', ...given.key };
	const did: string[] = [];
	const fails = [...(given.noteFails ?? [])];
	const answerNote = async (): Promise<void> => {
		if (fails.shift() ?? false) throw new Error('The database is gone');
		await Promise.resolve();
	};
	const payment = noted && {
		allowsRepeats: given.allowsRepeats ?? false,
		async claim() {
			did.push('noted');
			await answerNote();
			const isNew = !noted.has(key.payment ?? '');
			noted.add(key.payment ?? '');
			return isNew;
		},
		async confirm() {
			did.push('confirmed');
			await answerNote();
			noted.add(key.payment ?? '');
		},
		async remove() {
			did.push('removed');
			await answerNote();
			noted.delete(key.payment ?? '');
		},
		release: () => undefined,
	};
	const write: Write<string> = {
		memory,
		key,
		payment,
		now: () => now,
		send: async () => {
			did.push('sent');
			return await (given.sending ?? Promise.resolve({ outcome, result: `answer: ${outcome}` }));
		},
		lookUp:
			look === undefined
				? undefined
				: async (since) => {
						did.push(since === undefined ? 'looked up' : `looked up since ${since}`);
						return await Promise.resolve(foundOf(look));
					},
		looksUpLost,
		before:
			before === undefined
				? undefined
				: async () => {
						did.push('looked before');
						return await Promise.resolve(
							before === 'refuse' || before === 'send' ? { kind: before } : foundOf(before),
						);
					},
		as: {
			replayed: (result) => `replayed ${result}`,
			found: (record) => `found ${String(record)}`,
			conflict: ({ message }) => `conflict with ${message}`,
			absent: () => 'absent',
			open: () => 'open',
			otherRequest: () => 'other request',
			notAgain: () => 'not again',
			sentBefore: (seen) => `sent before, ${seen}`,
			notNoted: (error) => `not noted: ${(error as Error).message}`,
		},
	};
	return [await sendOnce(write), did];
}

/** What the memory holds of the item afterwards. */
const rememberedIn = async (
	memory: WriteMemory<string>,
): Promise<RememberedWrite<string> | undefined> =>
	memory.has({ slot: 'item', payment: undefined, request: '' })
		? (await memory.claim({ slot: 'item', payment: undefined, request: '' })).earlier?.write
		: undefined;

const done = (result: string): RememberedWrite<string> => ({ kind: 'done', result });
const open = (result: string): RememberedWrite<string> => ({ kind: 'unknown', result, since: now });
const duplicate = (result: string): RememberedWrite<string> => ({ kind: 'duplicate', result });
const sinceNow = `looked up since ${now}`;

describe('the first try of a write', () => {
	it.each<[Outcome, Look | undefined, string, string[], RememberedWrite<string> | undefined]>([
		['done', undefined, 'answer: done', ['sent'], done('answer: done')],
		['done', 'found', 'answer: done', ['sent'], done('answer: done')],
		['none', undefined, 'answer: none', ['sent'], undefined],
		['none', 'found', 'answer: none', ['sent'], undefined],
		['unknown', undefined, 'answer: unknown', ['sent'], open('answer: unknown')],
		['unknown', 'found', 'found the record', ['sent', sinceNow], done('found the record')],
		['unknown', 'absent', 'absent', ['sent', sinceNow], open('absent')],
		['unknown', 'unclear', 'answer: unknown', ['sent', sinceNow], open('answer: unknown')],
		[
			'unknown',
			'conflict',
			'conflict with another payment',
			['sent', sinceNow],
			duplicate('conflict with another payment'),
		],
		// What is a duplicate was there before.
		['duplicate', 'found', 'found the record', ['sent', 'looked up'], done('found the record')],
		[
			'duplicate',
			'conflict',
			'conflict with another payment',
			['sent', 'looked up'],
			duplicate('conflict with another payment'),
		],
		// The provider itself has said that there is one: it is never said to be absent.
		[
			'duplicate',
			'absent',
			'answer: duplicate',
			['sent', 'looked up'],
			duplicate('answer: duplicate'),
		],
		['duplicate', undefined, 'answer: duplicate', ['sent'], duplicate('answer: duplicate')],
	])('that ends %s, with the look-up %s, becomes "%s"', async (outcome, look, item, did, entry) => {
		const memory = newMemory();

		expect(await attempt(memory, { outcome, look })).toEqual([item, did]);
		expect(await rememberedIn(memory)).toEqual(entry);
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

	it('that is thrown out of may have gone through: it is not sent again', async () => {
		const memory = newMemory();
		const sending = Promise.reject(new Error('cut off'));

		await expect(attempt(memory, { sending })).rejects.toThrow('cut off');
		expect(await attempt(memory, {})).toEqual(['open', []]);
		expect(await attempt(memory, { look: 'absent' })).toEqual(['open', ['looked up']]);
		expect(await attempt(memory, { look: 'found' })).toEqual(['found the record', ['looked up']]);
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
			['sent', sinceNow],
		],
		['stayed open', { outcome: 'unknown' }, {}, 'answer: unknown', []],
		['stayed open', { outcome: 'unknown' }, { before: 'absent' }, 'answer: unknown', []],
		[
			'stayed open',
			{ outcome: 'unknown', look: 'unclear' },
			{ look: 'unclear' },
			'answer: unknown',
			[sinceNow],
		],
		[
			'stayed open',
			{ outcome: 'unknown', look: 'unclear' },
			{ look: 'found' },
			'found the record',
			[sinceNow],
		],
		[
			'stayed open',
			{ outcome: 'unknown', look: 'unclear' },
			{ look: 'absent' },
			'absent',
			[sinceNow],
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
			[sinceNow],
		],
		[
			'was not there',
			{ outcome: 'unknown', look: 'absent' },
			{ look: 'found' },
			'found the record',
			[sinceNow],
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

	it('is another one for another item', async () => {
		const memory = newMemory();
		await attempt(memory, { key: { slot: 'first' } });

		expect(await attempt(memory, { key: { slot: 'second' } })).toEqual(['answer: done', ['sent']]);
	});

	it('is the same write even if its reference was generated again', async () => {
		const memory = newMemory();
		await attempt(memory, { key: { payment: 'R-1', request: 'R-1' } });

		expect(await attempt(memory, { key: { payment: 'R-2', request: 'R-2' } })).toEqual([
			'replayed answer: done',
			[],
		]);
	});

	it.each<[Outcome, Partial<WriteKey>, Look | undefined, string, string[]]>([
		// Of the second reference nothing was ever sent: that there is none says nothing of the first.
		['unknown', { payment: 'R-2', request: 'R-2' }, 'absent', 'answer: unknown', []],
		['unknown', { payment: 'R-2', request: 'R-2' }, 'found', 'answer: unknown', []],
		['duplicate', { payment: 'R-2', request: 'R-2' }, 'absent', 'answer: duplicate', []],
		['duplicate', { payment: 'R-2', request: 'R-2' }, 'found', 'answer: duplicate', []],
		['unknown', { payment: undefined, request: 'R-2' }, 'absent', 'answer: unknown', []],
		['unknown', { payment: 'R-1', request: 'changed' }, 'absent', 'absent', [sinceNow]],
		['unknown', { payment: 'R-1', request: 'changed' }, 'found', 'found the record', [sinceNow]],
	])(
		'is looked up by the reference that was sent, and by no other: %s, then %j (%s)',
		async (outcome, key, look, item, did) => {
			const memory = newMemory();
			await attempt(memory, {
				outcome,
				look: 'unclear',
				key: { payment: 'R-1', request: 'R-1' },
			});

			expect(await attempt(memory, { key, look })).toEqual([item, did]);
		},
	);

	it('waits while the first is under way, and is answered from it', async () => {
		const memory = newMemory();
		let answer = (_sent: SendResult<string>): void => undefined;
		const sending = new Promise<SendResult<string>>((resolve) => {
			answer = resolve;
		});
		const first = attempt(memory, { sending });
		const second = attempt(memory, { look: 'absent' });
		await new Promise((resolve) => setImmediate(resolve));
		answer({ outcome: 'done', result: 'late answer' });

		expect(await first).toEqual(['late answer', ['sent']]);
		expect(await second).toEqual(['replayed late answer', []]);
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
			['found the record', [sinceNow]],
			['replayed found the record', []],
		]);
	});
});

describe('a payment that comes again in the same execution, in a loop or from an agent', () => {
	const first = { slot: 'round 1', payment: 'R-1' };
	const second = { slot: 'round 2', payment: 'R-1' };

	it.each<[Try, Try, string, string[]]>([
		[{}, {}, 'replayed answer: done', []],
		[{}, { key: { request: 'another amount' } }, 'other request', []],
		[{ outcome: 'none' }, {}, 'answer: done', ['sent']],
		// The failure of the other round names the other round's item.
		[{ outcome: 'unknown' }, {}, 'open', []],
		[{ outcome: 'unknown' }, { look: 'found' }, 'found the record', [sinceNow]],
		[{ outcome: 'duplicate' }, {}, 'open', []],
		[{ outcome: 'duplicate' }, { look: 'found' }, 'found the record', ['looked up']],
	])('after %j, with %j: "%s"', async (before, after, item, did) => {
		const memory = newMemory();
		await attempt(memory, { ...before, key: { ...first, ...before.key } });

		expect(await attempt(memory, { ...after, key: { ...second, ...after.key } })).toEqual([
			item,
			did,
		]);
	});

	it('is another payment where repeated references are allowed', async () => {
		const memory = newMemory();
		await attempt(memory, { key: { slot: 'round 1' } });

		expect(await attempt(memory, { key: { slot: 'round 2' } })).toEqual(['answer: done', ['sent']]);
	});
});

describe('a payment with a reference is noted before it is sent, and', () => {
	it.each<[Try, string, string[], boolean]>([
		[{ outcome: 'done' }, 'answer: done', ['noted', 'sent', 'confirmed'], true],
		[{ outcome: 'none' }, 'answer: none', ['noted', 'sent', 'removed'], false],
		[{ outcome: 'unknown' }, 'answer: unknown', ['noted', 'sent', 'confirmed'], true],
		[
			{ outcome: 'unknown', look: 'absent' },
			'absent',
			['noted', 'sent', 'confirmed', sinceNow],
			true,
		],
		[
			{ outcome: 'duplicate', look: 'absent' },
			'answer: duplicate',
			['noted', 'sent', 'confirmed', 'looked up'],
			true,
		],
		[{ before: 'absent' }, 'answer: done', ['looked before', 'noted', 'sent', 'confirmed'], true],
		[{ before: 'found' }, 'found the record', ['looked before', 'confirmed'], true],
		[{ before: 'unclear' }, 'not again', ['looked before'], false],
	])('after %j: "%s", %j', async (given, item, did, isNoted) => {
		const noted = new Set<string>();

		expect(await attempt(newMemory(), { ...given, noted, key: { payment: 'R-1' } })).toEqual([
			item,
			did,
		]);
		expect(noted.has('R-1')).toBe(isNoted);
	});

	it('stays noted when it is thrown out of', async () => {
		const noted = new Set<string>();
		const sending = Promise.reject(new Error('cut off'));

		await expect(attempt(newMemory(), { noted, sending })).rejects.toThrow('cut off');
		expect(noted.size).toBe(1);
	});

	it.each<[string, Try, string, string[]]>([
		[
			'is answered with what the provider has',
			{ look: 'found' },
			'found the record',
			['looked up'],
		],
		[
			'is an error where that is another payment',
			{ look: 'conflict' },
			'conflict with another payment',
			['looked up'],
		],
		['is an error where it has none', { look: 'absent' }, 'sent before, absent', ['looked up']],
		[
			'is an error where it cannot tell',
			{ look: 'unclear' },
			'sent before, unclear',
			['looked up'],
		],
		['is an error where it cannot be asked', {}, 'sent before, notAskable', []],
		[
			'is looked up whatever On Unknown Outcome says',
			{ look: 'found', looksUpLost: false },
			'found the record',
			['looked up'],
		],
	])('in the next execution %s', async (_what, given, item, did) => {
		const noted = new Set(['R-1']);
		const next = await attempt(newMemory(), { ...given, noted, key: { payment: 'R-1' } });

		expect(next).toEqual([item, ['noted', ...did]]);
		expect([...noted]).toEqual(['R-1']);
	});

	it.each<[string, Try, string, string[]]>([
		[
			'is looked up again: another execution may have sent it since',
			{ before: 'absent', look: 'found' },
			'found the record',
			['noted', 'looked up'],
		],
		[
			'is not sent where it cannot be asked',
			{ before: 'send' },
			'sent before, notAskable',
			['noted'],
		],
	])('in a retried execution that knows it %s', async (_what, given, item, did) => {
		const noted = new Set(['R-1']);

		expect(await attempt(newMemory(), { ...given, noted, key: { payment: 'R-1' } })).toEqual([
			item,
			['looked before', ...did],
		]);
	});

	it('is asked for again at the next try, as long as nothing was sent', async () => {
		const memory = newMemory();
		const given = { noted: new Set(['R-1']), key: { payment: 'R-1' } };
		await attempt(memory, { ...given, look: 'unclear' });

		expect(await attempt(memory, { ...given, look: 'found' })).toEqual([
			'found the record',
			['noted', 'looked up'],
		]);
	});

	describe('where repeated references are allowed', () => {
		it.each<[Try, string, string[]]>([
			[{}, 'answer: done', ['noted', 'sent', 'confirmed']],
			// An earlier payment with this reference may exist: it stays noted.
			[{ outcome: 'none' }, 'answer: none', ['noted', 'sent']],
			// Which of the payments with this reference is this one, the provider cannot tell.
			[{ outcome: 'unknown', look: 'found' }, 'answer: unknown', ['noted', 'sent', 'confirmed']],
			// What the provider has may be another payment with this reference.
			[
				{ outcome: 'duplicate', look: 'found' },
				'answer: duplicate',
				['noted', 'sent', 'confirmed'],
			],
			[{ before: 'found' }, 'not again', ['looked before']],
			[{ before: 'conflict' }, 'not again', ['looked before']],
			[{ before: 'absent' }, 'answer: done', ['looked before', 'noted', 'sent', 'confirmed']],
		])('is sent again: %j', async (given, item, did) => {
			const noted = new Set(['']);

			expect(await attempt(newMemory(), { ...given, noted, allowsRepeats: true })).toEqual([
				item,
				did,
			]);
			expect([...noted]).toEqual(['']);
		});

		it('one that is new is noted, for when repeats are no longer allowed', async () => {
			const noted = new Set<string>();
			await attempt(newMemory(), { noted, allowsRepeats: true });

			expect(await attempt(newMemory(), { noted, look: 'found' })).toEqual([
				'found the record',
				['noted', 'looked up'],
			]);
		});
	});

	describe('where it cannot be noted', () => {
		it.each<[string, Try, string, string[]]>([
			['is not sent', { noteFails: [true] }, 'not noted: The database is gone', ['noted']],
			[
				'is sent where repeated references are allowed',
				{ noteFails: [true], allowsRepeats: true },
				'answer: done',
				['noted', 'sent', 'confirmed'],
			],
			[
				'stays what it became where only the second note fails',
				{ noteFails: [false, true] },
				'answer: done',
				['noted', 'sent', 'confirmed'],
			],
			[
				'stays refused where it cannot be removed',
				{ outcome: 'none', noteFails: [false, true] },
				'answer: none',
				['noted', 'sent', 'removed'],
			],
		])('%s', async (_what, given, item, did) => {
			expect(await attempt(newMemory(), { noted: new Set(), ...given })).toEqual([item, did]);
		});

		it('is sent by the next try that can note it', async () => {
			const memory = newMemory();
			const noted = new Set<string>();
			await attempt(memory, { noted, noteFails: [true] });

			expect(await attempt(memory, { noted })).toEqual([
				'answer: done',
				['noted', 'sent', 'confirmed'],
			]);
		});
	});
});

describe('a write in a retried execution', () => {
	it.each<[NonNullable<Try['before']>, Try, string, string[], RememberedWrite<string> | undefined]>(
		[
			['found', {}, 'found the record', ['looked before'], done('found the record')],
			['absent', {}, 'answer: done', ['looked before', 'sent'], done('answer: done')],
			[
				'conflict',
				{},
				'conflict with another payment',
				['looked before'],
				duplicate('conflict with another payment'),
			],
			['unclear', {}, 'not again', ['looked before'], undefined],
			['unclear', { look: 'absent' }, 'not again', ['looked before'], undefined],
			['refuse', {}, 'not again', ['looked before'], undefined],
			['send', {}, 'answer: done', ['looked before', 'sent'], done('answer: done')],
			[
				'absent',
				{ outcome: 'unknown', look: 'found' },
				'found the record',
				['looked before', 'sent', sinceNow],
				done('found the record'),
			],
		],
	)('for which the lookup says %s (%j) becomes "%s"', async (before, more, item, did, entry) => {
		const memory = newMemory();

		expect(await attempt(memory, { ...more, before })).toEqual([item, did]);
		expect(await rememberedIn(memory)).toEqual(entry);
	});

	it('is sent once by two tries that begin at the same moment', async () => {
		const memory = newMemory();
		const both = await Promise.all([
			attempt(memory, { before: 'absent' }),
			attempt(memory, { before: 'absent' }),
		]);

		expect(both).toEqual([
			['answer: done', ['looked before', 'sent']],
			['replayed answer: done', []],
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
