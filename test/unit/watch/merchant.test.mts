import { checkMerchant, chosenInFlight, listInFlight } from '../../../lib/watch/merchant';
import { maxAskedOfMerchant } from '../../../lib/watch/numbers';
import { begin, type Seen, type WatchState } from '../../../lib/watch/state';
import { fakeContext, type Reply, startMs } from '../../support/fakeContext.mts';
import { payoutsById, payoutsByReference } from './support/chosen.mts';
import { watchOptions } from './support/watcher.mts';

const seen = (key: string, more: Partial<Seen> = {}): Seen => ({
	key,
	status: 'pending',
	final: false,
	createdMs: startMs,
	sweep: 1,
	...more,
});

const stateWith = (...payments: Seen[]): WatchState => ({
	...begin('w', 'old', startMs),
	isBaseline: false,
	payments,
});

/** The payment that was asked for. */
const there = 'there';
const absent = payoutsById.answer('any', undefined, {} as never);
const down: Reply = { status: 500, body: { message: 'oops' } };
const forbidden: Reply = {
	status: 403,
	body: { requestId: 'r', moreInformation: { message: 'No' } },
};

/** A list of payouts under a new Client ID; what is not given is not there. */
async function listChecked(
	state: WatchState,
	answers: Record<string, Reply | typeof there> = {},
	{ endsAt = Infinity, tookMs = 0 } = {},
) {
	const asked: string[] = [];
	const { context, clock } = fakeContext(
		payoutsById.provider,
		({ url }) => {
			const id = new URL(url).pathname.split('/').at(-1) ?? '';
			asked.push(id);
			clock.now += tookMs;
			const given = answers[id] ?? absent;
			return given === there ? payoutsById.answer(id, 'pending', {} as never) : given;
		},
		{ settings: payoutsById.settings },
	);
	const { kind } = payoutsById.lookup('any');
	const inFlight = listInFlight(context, { kind, accountId: '' }, state);
	const checked = await checkMerchant(context, inFlight, state, 'new', {
		...{ endsAt, options: watchOptions },
	});
	return { checked, asked, clock };
}

describe('a new Client ID', () => {
	it.each<[string, Seen[], Record<string, typeof there>, string[]]>([
		['finds the payment in flight', [seen('p-1')], { 'p-1': there }, ['p-1']],
		[
			'finds one of several, the newest asked for first',
			[
				seen('p-1'),
				seen('p-2', { createdMs: startMs + 2 }),
				seen('p-3', { createdMs: startMs + 1 }),
			],
			{ 'p-3': there },
			['p-2', 'p-3'],
		],
		[
			'finds one that has ended, where none is in flight',
			[seen('p-1', { final: true, status: 'succeeded' })],
			{ 'p-1': there },
			['p-1'],
		],
		['is asked for nothing, where nothing is known', [], {}, []],
		['is asked for nothing, where nothing has an ID', [seen('#hash')], {}, []],
	])('%s: the watch goes on', async (_what, payments, answers, expected) => {
		const state = stateWith(...payments);
		const { checked, asked } = await listChecked(state, answers);

		expect(checked).toEqual({ kind: 'checked', state: { ...state, client: 'new' } });
		expect(asked).toEqual(expected);
	});

	it('that finds none starts over, and the warning names what is dropped', async () => {
		const ended = seen('p-3', { final: true, status: 'succeeded' });
		const { checked, asked, clock } = await listChecked(stateWith(seen('p-1'), seen('p-2'), ended));

		expect(asked).toEqual(['p-1', 'p-2']);
		expect(checked).toEqual({
			kind: 'checked',
			state: begin('w', 'new', clock.now - 5 * 60_000),
			warning:
				"none of the watched payments was found with the credential's new Client ID. The watch starts over; no longer watched: p-1, p-2.",
		});
	});

	it('names no more than a log can hold', async () => {
		const many = Array.from({ length: 99 }, (_, n) => seen(`p-${n}`));
		const { checked, asked } = await listChecked(stateWith(...many));

		expect(asked).toHaveLength(maxAskedOfMerchant);
		expect(checked).toMatchObject({
			warning: expect.stringMatching(/p-19 and 79 more\.$/) as string,
		});
	});

	it.each<[string, Reply]>([
		['breaks down', down],
		['refuses', forbidden],
	])('drops nothing while the provider %s', async (_what, reply) => {
		const { checked } = await listChecked(stateWith(seen('p-1'), seen('p-2')), { 'p-1': reply });

		expect(checked).toMatchObject({ kind: 'failed' });
	});

	it('begins no look-up after the time of the poll, and drops nothing for it', async () => {
		const state = stateWith(seen('p-1'), seen('p-2'), seen('p-3'));
		const { checked, asked } = await listChecked(
			state,
			{ 'p-3': there },
			{ tookMs: 1_000, endsAt: startMs + 1_500 },
		);

		expect(asked).toEqual(['p-1', 'p-2']);
		expect(checked).toMatchObject({
			kind: 'failed',
			failed: { isPassing: true, message: expect.stringContaining('new Client ID') },
		});
		expect(checked.state).toBeUndefined();
	});

	it('asks a refusing provider for the others even so', async () => {
		const answers = { 'p-1': forbidden, 'p-2': there } as const;
		const { checked } = await listChecked(stateWith(seen('p-1'), seen('p-2')), answers);

		expect(checked).toMatchObject({ kind: 'checked', state: { client: 'new' } });
	});
});

describe('chosen payments in flight', () => {
	const { context } = fakeContext(payoutsById.provider, absent, { settings: payoutsById.settings });
	const values = ['found', 'ended', 'absent', 'unknown', 'new'];
	const state = stateWith(
		seen('found'),
		seen('ended', { status: 'failed', final: true }),
		seen('absent', { status: '' }),
		seen('unknown', { status: '?' }),
	);

	it('are those that were found and may still change', () => {
		const inFlight = chosenInFlight(context, values.map(payoutsById.lookup), state);

		expect(inFlight.names).toEqual(['found']);
		expect(inFlight.lookups.map(({ value }) => value)).toEqual(['found']);
	});

	it('are asked for by the ID where they were found by it', () => {
		const known = stateWith(seen('found', { id: 'id-found' }));
		const inFlight = chosenInFlight(context, ['found'].map(payoutsByReference.lookup), known);

		expect(inFlight.names).toEqual(['found']);
		expect(inFlight.lookups).toMatchObject([{ by: 'id', value: 'id-found' }]);
	});
});
