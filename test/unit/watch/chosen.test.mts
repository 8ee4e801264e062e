import { maxLookupsPerPoll, maxSearchesPerPoll } from '../../../lib/watch/numbers';
import type { Polled } from '../../../lib/watch/list';
import { pollChosen } from '../../../lib/watch/chosen';
import { begin, type WatchState } from '../../../lib/watch/state';
import {
	disbursementsByReference,
	isSearch,
	type ChosenModel,
	payoutsById,
	payoutsByReference,
	transactionsById,
} from './support/chosen.mts';
import {
	fakeContext,
	lost,
	type Reply,
	type SentRequest,
	startMs,
} from '../../support/fakeContext.mts';
import { watchOptions } from './support/watcher.mts';

/** Watches chosen payments of which the test says what each look finds: a word, nothing, or a reply of its own. */
function watching(values: string[], model: ChosenModel = payoutsById) {
	const found = new Map<string, string | Reply>();
	const asked: string[] = [];
	const searched: string[] = [];
	const reply = (request: SentRequest): Reply => {
		const value = model.askedFor(request);
		asked.push(value);
		if (isSearch(request)) searched.push(value);
		clock.now += 100;
		const what = found.get(value);
		return typeof what === 'object' ? what : model.answer(value, what, request, updated.get(value));
	};
	const updated = new Map<string, number>();
	const { context, clock } = fakeContext(model.provider, reply, { settings: model.settings });
	const watched = {
		values,
		found,
		/** When each was changed last; long ago unless it is told. */
		updated,
		asked,
		/** Of those asked, the ones for which the list was searched. */
		searched,
		clock,
		state: begin('w', 'c', startMs) as WatchState,
		warnings: [] as readonly string[],
		async poll(endsAt = Infinity): Promise<Polled> {
			asked.length = 0;
			searched.length = 0;
			const lookups = watched.values.map((value) => model.lookup(value));
			const polled = await pollChosen(
				context,
				{ lookups, endsAt, options: watchOptions },
				watched.state,
			);
			watched.state = polled.state ?? watched.state;
			watched.warnings = polled.kind === 'polled' ? polled.warnings : [];
			return polled;
		},
		/** What was emitted: `asked for previous>status`. */
		async told(endsAt?: number): Promise<string[]> {
			const polled = await watched.poll(endsAt);
			if (polled.kind === 'failed') throw new Error(polled.failed.message);
			return polled.changes.map(
				({ payment, previousStatus }) =>
					`${payment.reference ?? payment.id ?? ''} ${String(previousStatus)}>${payment.status}`,
			);
		},
	};
	return watched;
}

const down: Reply = { status: 500, body: { message: 'oops' } };
const many = Array.from({ length: maxLookupsPerPoll + 20 }, (_, n) => `pay-${n}`);

describe('a chosen payment', () => {
	it('is remembered by the first poll, and only its changes are reported', async () => {
		const watched = watching(['pay-1']);
		watched.found.set('pay-1', 'pending');
		expect(await watched.told()).toEqual([]);
		expect(await watched.told()).toEqual([]);
		watched.found.set('pay-1', 'onhold');
		expect(await watched.told()).toEqual([]);
		watched.found.set('pay-1', 'failed');
		expect(await watched.told()).toEqual(['pay-1 pending>failed']);
		expect(await watched.told()).toEqual([]);
	});

	it.each([payoutsById, payoutsByReference, disbursementsByReference])(
		'that did not exist is reported when it appears: $name',
		async (model) => {
			const watched = watching(['pay-1'], model);
			expect(await watched.told()).toEqual([]);
			watched.found.set('pay-1', Object.keys(model.words)[0] ?? '');
			expect(await watched.told()).toEqual([expect.stringMatching(/^pay-1 null>/)]);
			expect(await watched.told()).toEqual([]);
		},
	);

	it('that is not there is warned of once', async () => {
		const watched = watching(['pay-1']);
		await watched.told();
		expect(watched.warnings).toEqual(['SmartFastPay has no payout with the ID pay-1']);
		await watched.told();
		expect(watched.warnings).toEqual([]);
	});

	it('that is not found any more keeps its status', async () => {
		const watched = watching(['pay-1']);
		watched.found.set('pay-1', 'pending');
		await watched.told();
		watched.found.delete('pay-1');
		expect(await watched.told()).toEqual([]);
		expect(watched.warnings).toHaveLength(1);
		watched.found.set('pay-1', 'pending');
		expect(await watched.told()).toEqual([]);
		watched.found.set('pay-1', 'success');
		expect(await watched.told()).toEqual(['pay-1 pending>succeeded']);
	});

	it('that is added later is remembered silently; one taken away is forgotten', async () => {
		const watched = watching(['pay-1']);
		watched.found.set('pay-1', 'pending').set('pay-2', 'failed');
		await watched.told();
		watched.values = ['pay-2'];

		expect(await watched.told()).toEqual([]);
		expect(watched.state.payments.map(({ key }) => key)).toEqual(['pay-2']);
	});
});

describe('a settled payment', () => {
	it.each<[string, ChosenModel, string]>([
		['a failed payout', payoutsById, 'failed'],
		['a refunded payout', payoutsById, 'refunded'],
		['a refunded payout, found by reference', payoutsByReference, 'refunded'],
		['a disbursement that failed', disbursementsByReference, '06'],
		['a refunded disbursement', disbursementsByReference, '04'],
	])('is not asked for again: %s', async (_what, model, word) => {
		const watched = watching(['pay-1', 'pay-2'], model);
		watched.found.set('pay-1', word);
		await watched.told();
		expect(watched.asked.toSorted()).toEqual(['pay-1', 'pay-2']);
		await watched.told();
		expect(watched.asked).toEqual(['pay-2']);
	});

	it('leaves nothing to ask, and nothing fails', async () => {
		const watched = watching(['pay-1']);
		watched.found.set('pay-1', 'failed');
		await watched.told();

		expect(await watched.told()).toEqual([]);
		expect(watched.asked).toEqual([]);
		expect(watched.state.payments).toHaveLength(1);
	});

	it.each<[string, ChosenModel, string, string]>([
		['a payout', payoutsById, 'success', 'refunded'],
		['a disbursement', disbursementsByReference, '00', '04'],
	])('is asked for on where it may be refunded: %s', async (_what, model, word, refunded) => {
		const watched = watching(['pay-1'], model);
		watched.found.set('pay-1', word);
		await watched.told();
		await watched.told();
		expect(watched.asked).toEqual(['pay-1']);
		watched.found.set('pay-1', refunded);
		expect(await watched.told()).toEqual(['pay-1 succeeded>refunded']);
		await watched.told();
		expect(watched.asked).toEqual([]);
	});
});

describe('more payments than one poll asks for', () => {
	it('take turns', async () => {
		const watched = watching(many);
		await watched.told();
		expect(watched.asked).toEqual(many.slice(0, maxLookupsPerPoll));
		await watched.told();
		expect(watched.asked.slice(0, 20)).toEqual(many.slice(maxLookupsPerPoll));
		expect(watched.asked).toHaveLength(maxLookupsPerPoll);
		await watched.told();
		expect(new Set(watched.asked).size).toBe(maxLookupsPerPoll);
		expect(watched.asked.slice(0, 20)).toEqual(many.slice(30, 50));
	});

	it('get their turn although the first ones never answer', async () => {
		const watched = watching(many);
		for (const value of many.slice(0, maxLookupsPerPoll)) watched.found.set(value, down);
		expect(await watched.poll()).toMatchObject({ kind: 'failed' });
		await watched.told();

		expect(new Set(watched.asked)).toEqual(new Set([...many.slice(50), ...many.slice(0, 30)]));
	});

	it('are asked five at a time', async () => {
		const watched = watching(many);
		await watched.told(watched.clock.now + 100);

		expect(watched.asked).toEqual(many.slice(0, 5));
	});
});

describe('a payment for which the list has to be searched', () => {
	it('is asked for by its ID once it was found', async () => {
		const watched = watching(['pay-1'], payoutsByReference);
		await watched.told();
		expect(watched.searched).toEqual(['pay-1']);
		watched.found.set('pay-1', 'pending');
		expect(await watched.told()).toEqual(['pay-1 null>pending']);
		expect(watched.searched).toEqual(['pay-1']);
		expect(watched.state.payments).toMatchObject([{ key: 'pay-1', id: 'id-pay-1' }]);
		watched.found.set('pay-1', 'success');
		expect(await watched.told()).toEqual(['pay-1 pending>succeeded']);
		expect(watched.asked).toEqual(['pay-1']);
		expect(watched.searched).toEqual([]);
	});

	it.each<[string, string | Reply | undefined]>([
		['cannot be asked for', down],
		['is not there', undefined],
	])('stays known by its ID when it %s', async (_what, what) => {
		const watched = watching(['pay-1', 'pay-2'], payoutsByReference);
		watched.found.set('pay-1', 'pending').set('pay-2', 'pending');
		await watched.told();
		if (what === undefined) watched.found.delete('pay-1');
		else watched.found.set('pay-1', what);
		expect(await watched.told()).toEqual([]);
		watched.found.set('pay-1', 'failed');
		expect(await watched.told()).toEqual(['pay-1 pending>failed']);
		expect(watched.searched).toEqual([]);
	});

	it('is named by the ID in the error when that was asked for', async () => {
		const watched = watching(['pay-1'], payoutsByReference);
		watched.found.set('pay-1', 'pending');
		await watched.told();
		watched.found.set('pay-1', down);
		expect(await watched.poll()).toMatchObject({
			kind: 'failed',
			failed: {
				call: { request: { url: expect.stringMatching(/\/payout\/id-pay-1$/) as string } },
			},
		});
	});

	it('takes turns with others, beside any number of those that were found', async () => {
		const values = many.slice(0, 12);
		const watched = watching(values, payoutsByReference);
		for (const value of values) watched.found.set(value, 'pending');
		for (const [from, to] of [
			[0, 5],
			[5, 10],
			[10, 12],
		] as const) {
			await watched.told();
			expect(watched.searched).toEqual(values.slice(from, to));
			expect(watched.asked.toSorted()).toEqual(values.slice(0, to).toSorted());
		}
		await watched.told();
		expect(watched.searched).toEqual([]);
		expect(watched.asked).toHaveLength(values.length);
	});

	it('gets its turn although others are never there', async () => {
		const values = many.slice(0, maxSearchesPerPoll + 1);
		const watched = watching(values, payoutsByReference);
		await watched.told();
		await watched.told();
		expect(watched.searched).toContain(values.at(-1));
		expect(watched.searched).toHaveLength(maxSearchesPerPoll);
	});

	it.each([payoutsById, disbursementsByReference])('is none of $name', async (model) => {
		const watched = watching(many, model);
		for (const value of many) watched.found.set(value, Object.keys(model.words)[0] ?? '');
		await watched.told();
		expect(watched.asked).toHaveLength(maxLookupsPerPoll);
		for (const seen of watched.state.payments) expect(seen).not.toHaveProperty('id');
	});
});

describe('a lookup that fails', () => {
	it.each<[string, Reply]>([
		['HTTP 500', down],
		['a lost answer', lost()],
		['a web page', { status: 200, body: '<html>' }],
	])('does not stop the others: %s', async (_what, reply) => {
		const watched = watching(['pay-1', 'pay-2']);
		watched.found.set('pay-1', 'pending').set('pay-2', 'pending');
		await watched.told();
		watched.found.set('pay-1', reply).set('pay-2', 'success');
		expect(await watched.told()).toEqual(['pay-2 pending>succeeded']);
		expect(watched.warnings).toHaveLength(1);
		watched.found.set('pay-1', 'success');
		expect(await watched.told()).toEqual(['pay-1 pending>succeeded']);
	});

	it('leaves the first status to be remembered silently', async () => {
		const watched = watching(['pay-1', 'pay-2']);
		watched.found.set('pay-1', down).set('pay-2', 'pending');
		await watched.told();
		watched.found.set('pay-1', 'pending');
		expect(await watched.told()).toEqual([]);
		watched.found.set('pay-1', 'failed');
		expect(await watched.told()).toEqual(['pay-1 pending>failed']);
	});

	it('does not keep from learning that a payment is not there yet', async () => {
		const watched = watching(['pay-1', 'pay-2']);
		watched.found.set('pay-1', down);
		expect(await watched.told()).toEqual([]);
		watched.found.set('pay-2', 'pending');

		expect(await watched.told()).toEqual(['pay-2 null>pending']);
	});

	it('and then an absent payment are no change, but its coming is', async () => {
		const watched = watching(['pay-1', 'pay-2']);
		watched.found.set('pay-1', down);
		await watched.told();
		watched.found.delete('pay-1');
		await watched.told();
		watched.found.set('pay-1', 'pending');

		expect(await watched.told()).toEqual(['pay-1 null>pending']);
	});

	it('like all others ends the poll, and the known state is kept', async () => {
		const watched = watching(['pay-1', 'pay-2']);
		watched.found.set('pay-1', 'pending').set('pay-2', 'pending');
		await watched.told();
		watched.found.set('pay-1', down).set('pay-2', lost());
		expect(await watched.poll()).toMatchObject({
			kind: 'failed',
			failed: {
				call: { request: { url: expect.stringContaining('/payout/pay-1') as string } },
				message: 'SmartFastPay answered HTTP 500',
			},
		});
		watched.found.set('pay-1', 'failed').set('pay-2', 'failed');

		expect(await watched.told()).toEqual(['pay-1 pending>failed', 'pay-2 pending>failed']);
	});
});

describe('a poll whose time is up', () => {
	it('begins no further lookup, and the next poll continues with those', async () => {
		const watched = watching(many.slice(0, 12));
		for (const value of watched.values) watched.found.set(value, 'pending');
		await watched.told(watched.clock.now + 100);
		expect(watched.asked).toEqual(many.slice(0, 5));
		await watched.told();
		expect(watched.asked.slice(0, 7)).toEqual(many.slice(5, 12));
	});

	it('fails when all that it has asked failed', async () => {
		const watched = watching(many.slice(0, 12));
		for (const value of watched.values) watched.found.set(value, down);

		expect(await watched.poll(watched.clock.now + 100)).toMatchObject({ kind: 'failed' });
	});

	it('before it begins asks nothing and takes note of the names alone', async () => {
		const watched = watching(['pay-1']);
		expect(await watched.told(0)).toEqual([]);
		expect(watched.asked).toEqual([]);
		expect(watched.state.payments).toMatchObject([{ key: 'pay-1', status: '?', sweep: 0 }]);
		watched.found.set('pay-1', 'pending');
		expect(await watched.told()).toEqual([]);
	});
});

describe('a payment beyond the first poll', () => {
	const beyond = many[maxLookupsPerPoll + 4] ?? '';

	/** Two polls, of which n8n has saved what the first one knew; then one payment changes, and n8n starts again. */
	const afterRestart = async (
		model: ChosenModel,
		[word, changed]: readonly [string, string],
		isUpdated = true,
	): Promise<string[]> => {
		const watched = watching(many.slice(0, 60), model);
		for (const value of watched.values) watched.found.set(value, word);
		expect(await watched.told()).toEqual([]);
		const saved = structuredClone(watched.state);
		watched.clock.now += 60_000;
		expect(await watched.told()).toEqual([]);
		watched.clock.now += 60 * 60_000;
		watched.found.set(beyond, changed);
		if (isUpdated) watched.updated.set(beyond, watched.clock.now);
		watched.state = saved;
		return await watched.told();
	};

	it.each<[string, ChosenModel, readonly [string, string]]>([
		['where the provider says when it has changed', payoutsById, ['pending', 'success']],
		['where it does not', disbursementsByReference, ['01', '00']],
	])('that changes before a restart is reported: %s', async (_what, model, words) => {
		expect(await afterRestart(model, words)).toEqual([`${beyond} null>succeeded`]);
	});

	it.each<[string, ChosenModel, readonly [string, string]]>([
		['it has ended long ago', payoutsById, ['failed', 'failed']],
		['it is still at its beginning', disbursementsByReference, ['01', '01']],
	])('is not reported after a restart if %s', async (_what, model, words) => {
		expect(await afterRestart(model, words, false)).toEqual([]);
	});

	it.each<[string, ChosenModel, readonly [string, string], string[]]>([
		['and the provider says so', payoutsById, ['pending', 'success'], ['null>succeeded']],
		[
			'and the provider says no time',
			transactionsById,
			['pending', 'captured'],
			['null>succeeded'],
		],
		['and the provider says no time', disbursementsByReference, ['01', '06'], ['null>failed']],
		['to a word of its beginning', disbursementsByReference, ['01', '02'], []],
	])(
		'that changes before its first lookup is reported: %s',
		async (_what, model, [word, changed], expected) => {
			const watched = watching(many.slice(0, 60), model);
			for (const value of watched.values) watched.found.set(value, word);
			expect(await watched.told()).toEqual([]);
			watched.clock.now += 60_000;
			watched.found.set(beyond, changed);
			watched.updated.set(beyond, watched.clock.now);
			expect(await watched.told()).toEqual(expected.map((told) => `${beyond} ${told}`));
			expect(await watched.told()).toEqual([]);
		},
	);

	it('that changes after a failed first lookup is reported, even without a time', async () => {
		const watched = watching(['pay-1'], transactionsById);
		watched.found.set('pay-1', down);
		expect(await watched.poll()).toMatchObject({ kind: 'failed' });
		watched.found.set('pay-1', 'captured');
		expect(await watched.told()).toEqual(['pay-1 null>succeeded']);
		expect(await watched.told()).toEqual([]);
		expect(watched.asked).toEqual([]);
	});

	it('that was named later is silent, whenever it has changed', async () => {
		const watched = watching(['pay-1']);
		await watched.told();
		watched.clock.now += 60 * 60_000;
		watched.values = ['pay-1', 'pay-2'];
		watched.found.set('pay-2', 'success');
		watched.updated.set('pay-2', watched.clock.now - 20 * 60_000);

		expect(await watched.told()).toEqual([]);
	});
});
