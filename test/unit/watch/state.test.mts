import { mostInFlight, mostMissed, mostUndated } from '../../../request/numbers';
import { begin, fingerprint, readState, type WatchState } from '../../../request/watch/state';
import { pollOnes } from '../../../request/watch/ones';
import { subjects } from '../support/subjects.mts';
import { payoutsById } from './support/ones.mts';
import { kindOf, options, stage, startMs } from './support/stage.mts';
import { minuteMs, row, type Row, watcher } from './support/watcher.mts';

const seen = { key: 'p-1', status: 'pending', final: false, createdMs: startMs, sweep: 3 };
const sweep = { fromMs: startMs, page: 2, newestMs: null, startedMs: startMs };
const state: WatchState = {
	version: 1,
	watches: 'w',
	floorMs: startMs,
	isBaseline: false,
	sweeps: 4,
	sweep,
	payments: [seen, { ...seen, key: 'p-2', createdMs: null }],
};

const stored = (more: object): Record<string, unknown> => ({ ...state, ...more });

describe('what n8n has kept', () => {
	it.each<[string, object]>([
		['as it was written', {}],
		['between two readings', { sweep: null }],
		['with more than is known', { lastPoll: 'yesterday' }],
		['without payments', { payments: [] }],
	])('is used: %s', (_what, more) => {
		const given = JSON.parse(JSON.stringify(stored(more))) as Record<string, unknown>;

		expect(readState(given, 'w')).toEqual({ kind: 'state', state: given });
	});

	it.each<[string, object]>([
		['a version that is text', { version: '1' }],
		['an older version', { version: 0 }],
		['no version but null', { version: null }],
		['settings that are a number', { watches: 7 }],
		['no settings', { watches: undefined }],
		['a floor that is text', { floorMs: String(startMs) }],
		['a floor that is not finite', { floorMs: Infinity }],
		['no floor', { floorMs: undefined }],
		['a floor that JSON made null', { floorMs: null }],
		['a baseline that is text', { isBaseline: 'true' }],
		['readings that are text', { sweeps: '4' }],
		['readings below none', { sweeps: -1 }],
		['readings and a half', { sweeps: 1.5 }],
		['no place to go on, and no null', { sweep: undefined }],
		['a place that is a list', { sweep: [sweep] }],
		['a place that is a number', { sweep: 2 }],
		['a page that is text', { sweep: { ...sweep, page: '2' } }],
		['page 0', { sweep: { ...sweep, page: 0 } }],
		['a page and a half', { sweep: { ...sweep, page: 1.5 } }],
		['a place without a beginning', { sweep: { ...sweep, fromMs: undefined } }],
		['a place without its time', { sweep: { ...sweep, startedMs: undefined } }],
		['a newest payment that is text', { sweep: { ...sweep, newestMs: 'now' } }],
		['payments that are an object', { payments: { 0: seen } }],
		['payments that are text', { payments: 'p-1' }],
		['payments that are numbers', { payments: [1, 2] }],
		['payments that are null', { payments: [null] }],
		['payments that are lists', { payments: [[seen]] }],
		['one broken payment among good ones', { payments: [seen, {}, seen] }],
		['a key that is a number', { payments: [{ ...seen, key: 1 }] }],
		['a status that is null', { payments: [{ ...seen, status: null }] }],
		['final as text', { payments: [{ ...seen, final: 'no' }] }],
		['a creation that is text', { payments: [{ ...seen, createdMs: '2026-01-05' }] }],
		['a creation that is missing', { payments: [{ ...seen, createdMs: undefined }] }],
		['a reading below none', { payments: [{ ...seen, sweep: -1 }] }],
	])('is not used: %s', (_what, more) => {
		expect(readState(stored(more), 'w')).toEqual({ kind: 'none', reason: 'broken' });
	});

	it.each<[string, Record<string, unknown>, object]>([
		['nothing', {}, { kind: 'none', reason: 'first' }],
		['of another watch', stored({ watches: 'x' }), { kind: 'none', reason: 'other' }],
		['of a newer version', stored({ version: 2 }), { kind: 'newer' }],
		['of a newer version in another shape', { version: 2, payments: 'all' }, { kind: 'newer' }],
		[
			'that is broken, of another watch',
			stored({ watches: 'x', sweeps: null }),
			{ kind: 'none', reason: 'broken' },
		],
	])('is told apart: %s', (_what, given, expected) => {
		expect(readState(given, 'w')).toEqual(expected);
	});

	it('is good from the beginning on', () => {
		const first = begin('w', startMs);

		expect(readState(JSON.parse(JSON.stringify(first)) as never, 'w')).toEqual({
			kind: 'state',
			state: first,
		});
	});
});

describe('the fingerprint of a watch', () => {
	const { settings } = subjects.singapay;
	const [qris, card] = [kindOf('singapay', 'qris'), kindOf('singapay', 'card')];
	const print = fingerprint(settings, qris, 'acc-1', 'list');

	it.each<[string, string]>([
		['host', fingerprint({ ...settings, baseUrl: 'https://b.example' }, qris, 'acc-1', 'list')],
		['client', fingerprint({ ...settings, clientId: 'client-2' }, qris, 'acc-1', 'list')],
		['kind', fingerprint(settings, card, 'acc-1', 'list')],
		['account', fingerprint(settings, qris, 'acc-2', 'list')],
		['way of asking', fingerprint(settings, qris, 'acc-1', 'id')],
	])('changes with the %s', (_what, other) => {
		expect(other).not.toBe(print);
	});

	it('stays the same with a new secret', () => {
		expect(fingerprint({ ...settings, clientSecret: 'other-secret' }, qris, 'acc-1', 'list')).toBe(
			print,
		);
	});

	it('does not show what it is made of', () => {
		expect(print).toMatch(/^[\w-]{16}$/);
	});
});

describe('what is kept', () => {
	const { settings } = subjects.singapay;
	const private_ = [
		settings.clientId,
		settings.clientSecret,
		settings.extras.partnerId ?? '',
		'token-000001',
		'Siti',
	];

	it('of a list is IDs, words and times, and holds neither secrets nor people', async () => {
		const play = watcher();
		await play.told();
		play.rows = [
			{ ...row('p-1', 'unpaid', play.clock.now), customer: 'Siti', echo: settings.clientSecret },
			// Without an ID, all it says stands for it.
			{ status: 'unpaid', customer: 'Siti', amount: '12.50' },
		];

		expect(await play.told()).toEqual(['p-1 >pending', ' >pending']);
		expect(await play.told()).toEqual([]);
		expect(play.state.payments).toHaveLength(2);
		const written = JSON.stringify({
			...play.state,
			watches: fingerprint(settings, kindOf('singapay', 'virtualAccount'), 'acc-1', 'list'),
		});
		for (const word of [...private_, '12.50']) expect(written).not.toContain(word);
	});

	it('of chosen payments is the same', async () => {
		const { context } = stage(payoutsById.provider, payoutsById.settings, () => ({
			status: 200,
			body: { requestId: 'r', data: { id: 'pay-1', status: 'pending', name: 'Siti' } },
		}));
		const questions = [payoutsById.question('pay-1')];
		const watch = { questions, endsAt: Infinity, options };
		const polled = await pollOnes(context, watch, begin('w', startMs));

		expect(polled.kind).toBe('polled');
		for (const word of private_) expect(JSON.stringify(polled.state)).not.toContain(word);
		expect(readState(JSON.parse(JSON.stringify(polled.state)) as never, 'w')).toEqual({
			kind: 'state',
			state: polled.state,
		});
	});
});

describe('what is kept is bounded:', () => {
	it('of more moving payments than that, the oldest are dropped with a warning and stay old', async () => {
		const play = watcher();
		await play.told();
		const count = mostInFlight + 3;
		const firstMs = play.clock.now;
		play.rows = Array.from({ length: count }, (_, n) => row(`p-${n}`, 'unpaid', firstMs + n));
		const told: string[] = [];
		const warnings: string[] = [];
		for (let n = 0; n < 4; n += 1) {
			told.push(...(await play.told()));
			warnings.push(...play.warnings.filter((warning) => warning.startsWith('More')));
		}
		expect(new Set(told).size).toBe(count);
		expect(told).toHaveLength(count);
		expect(warnings).toEqual([
			`More than ${mostInFlight} payments are still moving: the 3 oldest are no longer watched.`,
		]);
		expect(play.state.payments).toHaveLength(mostInFlight);

		const later: string[] = [];
		play.rows = play.rows.map(({ transaction_id = '' }, n) =>
			row(transaction_id, 'paid', firstMs + n),
		);
		for (let n = 0; n < 8; n += 1) later.push(...(await play.told()));
		expect(later.filter((one) => /^p-[012] /.test(one))).toEqual([]);
		expect(later).toHaveLength(mostInFlight);
	});

	it('more payments without a time end the watch with a sentence', async () => {
		const play = watcher([row('new', 'unpaid')]);
		const undated = { ...seen, createdMs: null, sweep: 0 };
		const payments = Array.from({ length: mostUndated - 1 }, (_, n) => ({
			...undated,
			key: `u-${n}`,
		}));
		play.state = { ...begin('w', startMs), isBaseline: false, payments };

		expect(await play.told()).toEqual(['new >pending']);
		play.rows = [row('newer', 'unpaid')];
		expect(await play.poll()).toMatchObject({
			kind: 'failed',
			failed: {
				problem: {
					message: `Singapay lists more than ${mostUndated} payments (virtual account payment) without a time`,
				},
			},
		});
	});

	it('a final payment is forgotten when the list has gone on, and is not new later', async () => {
		const play = watcher();
		await play.told();
		const old = row('old', 'paid', play.clock.now);
		play.rows = [old];
		expect(await play.told()).toEqual(['old >succeeded']);
		play.clock.now += 9 * minuteMs;
		play.rows = [old, row('young', 'paid', play.clock.now)];
		expect(await play.told()).toEqual(['young >succeeded']);
		expect(play.state.payments.map(({ key }) => key)).toEqual(['young']);
		expect(await play.told()).toEqual([]);
	});
});

describe('a payment dated into the future', () => {
	it('does not make those of the meantime old news', async () => {
		const play = watcher();
		await play.told();
		const future = row('future', 'paid', play.clock.now + 90 * 24 * 60 * minuteMs);
		play.rows = [future];
		expect(await play.told()).toEqual(['future >succeeded']);
		for (let n = 0; n < 3; n += 1) {
			play.clock.now += 10 * minuteMs;
			play.rows = [...play.rows, row(`p-${n}`, 'unpaid', play.clock.now)];
			expect(await play.told()).toEqual([`p-${n} >pending`]);
		}
	});
});

describe('a moving payment that is missing', () => {
	const missing = async (): Promise<ReturnType<typeof watcher>> => {
		const play = watcher();
		await play.told();
		play.rows = [row('p-1', 'unpaid', play.clock.now)];
		expect(await play.told()).toEqual(['p-1 >pending']);
		return play;
	};
	const isWatched = ({ state: { payments } }: ReturnType<typeof watcher>): boolean =>
		payments.some(({ final }) => !final);

	it(`is given up after ${mostMissed} complete readings, with a warning`, async () => {
		const play = await missing();
		play.rows = [];
		for (let n = 1; n <= mostMissed; n += 1) {
			expect(isWatched(play)).toBe(true);
			expect(await play.told()).toEqual([]);
			expect(play.warnings).toEqual(
				n < mostMissed
					? []
					: ['1 payments that were still moving are no longer in the list, nor watched.'],
			);
		}
		expect(isWatched(play)).toBe(false);
		await play.told();
		expect(play.warnings).toEqual([]);
	});

	it.each<[string, Row[]]>([
		['with a time', []],
		['without one', [row('p-2', 'unpaid')]],
	])('is not new when it comes back after all (%s)', async (_what, more) => {
		const play = await missing();
		play.rows = [...play.rows, ...more];
		await play.told();
		const before = play.rows;
		play.rows = [];
		for (let n = 0; n < 5; n += 1) expect(await play.told()).toEqual([]);
		play.rows = before;
		expect(await play.told()).toEqual([]);
		expect(isWatched(play)).toBe(true);
		play.rows = before.map((one) => ({ ...one, status: 'paid' }));
		expect(await play.told()).toHaveLength(before.length);
	});

	it('is counted anew when it was there in between', async () => {
		const play = await missing();
		const { rows } = play;
		for (let n = 0; n < 3; n += 1) {
			play.rows = [];
			await play.told();
			await play.told();
			play.rows = rows;
			await play.told();
		}
		expect(isWatched(play)).toBe(true);
	});

	it('is not missing in answers that are no lists', async () => {
		const play = await missing();
		play.instead = { status: 200, body: '<html>Be right back</html>' };
		for (let n = 0; n < 5; n += 1)
			expect(await play.poll()).toMatchObject({
				kind: 'failed',
				failed: { problem: { message: expect.stringContaining('not a list') as string } },
			});
		play.instead = undefined;
		expect(await play.told()).toEqual([]);
		expect(isWatched(play)).toBe(true);
	});
});
