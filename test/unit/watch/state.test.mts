import { dayMs } from '../../../lib/client/numbers';
import { missingForMs, maxInFlight, maxUndated, watchOverlapMs } from '../../../lib/watch/numbers';
import {
	begin,
	clientFingerprint,
	fingerprint,
	readState,
	type WatchState,
} from '../../../lib/watch/state';
import { pollChosen } from '../../../lib/watch/chosen';
import { kindOf, subjects } from '../../support/subjects.mts';
import { payoutsById } from './support/chosen.mts';
import { answer, fakeContext, startMs } from '../../support/fakeContext.mts';
import { minuteMs, row, type Row, watcher, watchOptions } from './support/watcher.mts';

const seen = { key: 'p-1', status: 'pending', final: false, createdMs: startMs, sweep: 3 };
const sweep = { fromMs: startMs, page: 2, newestMs: null, startedMs: startMs, pageRows: 25 };
const state: WatchState = {
	version: 1,
	watches: 'w',
	client: 'c',
	floorMs: startMs,
	newestMs: null,
	overlapMs: watchOverlapMs,
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
		['with one that is missing', { payments: [{ ...seen, missingMs: startMs }] }],
		['with one that was found by its reference', { payments: [{ ...seen, id: 'id-1' }] }],
		['with one that was named only', { payments: [{ ...seen, status: '?', sinceMs: startMs }] }],
		['with a doubt', { sweep: { ...sweep, doubtMs: startMs } }],
	])('is used: %s', (_what, more) => {
		const given = JSON.parse(JSON.stringify(stored(more))) as Record<string, unknown>;

		expect(readState(given, 'w')).toEqual({ kind: 'state', state: given, isMended: false });
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
		['payments that are an object', { payments: { 0: seen } }],
		['payments that are text', { payments: 'p-1' }],
		['payments that are missing', { payments: undefined }],
	])('is not used: %s', (_what, more) => {
		expect(readState(stored(more), 'w')).toEqual({ kind: 'none', reason: 'broken' });
	});

	it.each<[string, object, object]>([
		['a baseline that is text', { isBaseline: 'true' }, { isBaseline: false }],
		['a baseline that is missing', { isBaseline: undefined }, { isBaseline: false }],
		['readings that are text', { sweeps: '5' }, { sweeps: 4 }],
		['readings below none', { sweeps: -1 }, { sweeps: 4 }],
		['readings and a half', { sweeps: 1.5 }, { sweeps: 4 }],
		['readings of no payment', { sweeps: null, payments: [] }, { sweeps: 0, payments: [] }],
		['no place to go on, and no null', { sweep: undefined }, { sweep: null }],
		['a place that is a list', { sweep: [sweep] }, { sweep: null }],
		['a place that is a number', { sweep: 2 }, { sweep: null }],
		['a page that is text', { sweep: { ...sweep, page: '2' } }, { sweep: null }],
		['page 0', { sweep: { ...sweep, page: 0 } }, { sweep: null }],
		['a page and a half', { sweep: { ...sweep, page: 1.5 } }, { sweep: null }],
		['a place without a beginning', { sweep: { ...sweep, fromMs: undefined } }, { sweep: null }],
		['a place without its time', { sweep: { ...sweep, startedMs: undefined } }, { sweep: null }],
		['a page of no rows known', { sweep: { ...sweep, pageRows: undefined } }, { sweep: null }],
		['a doubt that is text', { sweep: { ...sweep, doubtMs: 'now' } }, { sweep: null }],
		['no Client ID', { client: undefined }, { client: '' }],
		['a newest of the readings that is text', { newestMs: 'now' }, { newestMs: null }],
		['an overlap below none', { overlapMs: -1 }, { overlapMs: watchOverlapMs }],
		['a newest payment that is text', { sweep: { ...sweep, newestMs: 'now' } }, { sweep: null }],
		[
			'everything at once',
			{ sweep: 2, sweeps: [], payments: [7, seen] },
			{ sweep: null, sweeps: 4, payments: [seen] },
		],
		['more than is known beside it', { sweep: 2, lastPoll: 'yesterday' }, { sweep: null }],
	])('is mended: %s', (_what, more, mended) => {
		expect(readState(stored(more), 'w')).toEqual({
			kind: 'state',
			state: { ...state, ...mended },
			isMended: true,
		});
	});

	it.each<[string, unknown]>([
		['a number', 1],
		['null', null],
		['a list', [seen]],
		['empty', {}],
		['a key that is a number', { ...seen, key: 1 }],
		['a status that is null', { ...seen, status: null }],
		['final as text', { ...seen, final: 'no' }],
		['a creation that is text', { ...seen, createdMs: '2026-01-05' }],
		['a creation that is missing', { ...seen, createdMs: undefined }],
		['a reading below none', { ...seen, sweep: -1 }],
		['missing since a text', { ...seen, missingMs: '2026-01-05' }],
		['missing since null', { ...seen, missingMs: null }],
		['an ID that is a number', { ...seen, id: 7 }],
		['an ID that is null', { ...seen, id: null }],
		['watched since a text', { ...seen, sinceMs: '2026-01-05' }],
	])('is mended: one payment among good ones is %s', (_what, broken) => {
		const [one, other] = state.payments;
		expect(readState(stored({ payments: [one, broken, other] }), 'w')).toEqual({
			kind: 'state',
			state,
			isMended: true,
		});
	});

	it.each<[string, Record<string, unknown>, object]>([
		['nothing', {}, { kind: 'none', reason: 'first' }],
		['of another watch', stored({ watches: 'x' }), { kind: 'none', reason: 'other' }],
		['of a newer version', stored({ version: 2 }), { kind: 'newer' }],
		['of a newer version in another shape', { version: 2, payments: 'all' }, { kind: 'newer' }],
		[
			'with a broken part, of another watch',
			stored({ watches: 'x', sweeps: null, payments: [1] }),
			{ kind: 'none', reason: 'other' },
		],
		[
			'that is broken, of another watch',
			stored({ watches: 'x', floorMs: null }),
			{ kind: 'none', reason: 'broken' },
		],
	])('is distinguished: %s', (_what, given, expected) => {
		expect(readState(given, 'w')).toEqual(expected);
	});

	it('is good from the beginning on', () => {
		const first = begin('w', 'c', startMs);

		expect(readState(JSON.parse(JSON.stringify(first)) as never, 'w')).toEqual({
			kind: 'state',
			state: first,
			isMended: false,
		});
	});
});

describe('the fingerprint of a watch', () => {
	const { provider, settings } = subjects.singapay;
	const [qris, card] = [
		kindOf(subjects.singapay.provider, 'qris'),
		kindOf(subjects.singapay.provider, 'card'),
	];
	const print = fingerprint(provider, settings, qris, 'acc-1', 'list');

	it.each<[string, string]>([
		[
			'host',
			fingerprint(provider, { ...settings, baseUrl: 'https://b.example' }, qris, 'acc-1', 'list'),
		],
		['provider', fingerprint(subjects.smartFastPay.provider, settings, qris, 'acc-1', 'list')],
		['kind', fingerprint(provider, settings, card, 'acc-1', 'list')],
		['account', fingerprint(provider, settings, qris, 'acc-2', 'list')],
		['way of asking', fingerprint(provider, settings, qris, 'acc-1', 'id')],
	])('changes with the %s', (_what, other) => {
		expect(other).not.toBe(print);
	});

	it.each([{ clientSecret: 'other-secret' }, { clientId: 'client-2' }])(
		'stays the same with %j',
		(rotated) => {
			expect(fingerprint(provider, { ...settings, ...rotated }, qris, 'acc-1', 'list')).toBe(print);
		},
	);

	it('leaves the Client ID to a fingerprint of its own', () => {
		const client = clientFingerprint(provider, settings);
		expect(clientFingerprint(provider, { ...settings, clientSecret: 'other-secret' })).toBe(client);
		expect(clientFingerprint(provider, { ...settings, clientId: 'client-2' })).not.toBe(client);
		expect(client).toMatch(/^[\w-]{16}$/);
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
		const watched = watcher();
		await watched.told();
		watched.rows = [
			{ ...row('p-1', 'unpaid', watched.clock.now), customer: 'Siti', echo: settings.clientSecret },
			// Without an ID, all it says stands for it.
			{ status: 'unpaid', customer: 'Siti', amount: '12.50' },
		];

		expect(await watched.told()).toEqual(['p-1 >pending', ' >pending']);
		expect(await watched.told()).toEqual([]);
		expect(watched.state.payments).toHaveLength(2);
		const written = JSON.stringify({
			...watched.state,
			watches: fingerprint(
				subjects.singapay.provider,
				settings,
				kindOf(subjects.singapay.provider, 'virtualAccount'),
				'acc-1',
				'list',
			),
		});
		for (const word of [...private_, '12.50']) expect(written).not.toContain(word);
	});

	it('of chosen payments is the same', async () => {
		const { context } = fakeContext(
			payoutsById.provider,
			answer({ requestId: 'r', data: { id: 'pay-1', status: 'pending', name: 'Siti' } }),
			{ settings: payoutsById.settings },
		);
		const lookups = [payoutsById.lookup('pay-1')];
		const watch = { lookups, endsAt: Infinity, options: watchOptions };
		const polled = await pollChosen(context, watch, begin('w', 'c', startMs));

		expect(polled.kind).toBe('polled');
		for (const word of private_) expect(JSON.stringify(polled.state)).not.toContain(word);
		expect(readState(JSON.parse(JSON.stringify(polled.state)) as never, 'w')).toEqual({
			kind: 'state',
			state: polled.state,
			isMended: false,
		});
	});
});

describe('what is kept is bounded:', () => {
	it('of more moving payments than that, the oldest are dropped with a warning and stay old', async () => {
		const watched = watcher();
		await watched.told();
		const count = maxInFlight + 3;
		const firstMs = watched.clock.now;
		watched.rows = Array.from({ length: count }, (_, n) => row(`p-${n}`, 'unpaid', firstMs + n));
		const told: string[] = [];
		const warnings: string[] = [];
		for (let n = 0; n < 4; n += 1) {
			told.push(...(await watched.told()));
			warnings.push(...watched.warnings.filter((warning) => warning.startsWith('More')));
		}
		expect(new Set(told).size).toBe(count);
		expect(told).toHaveLength(count);
		expect(warnings).toEqual([
			`More than ${maxInFlight} payments are not final: the 3 oldest are no longer watched.`,
		]);
		expect(watched.state.payments).toHaveLength(maxInFlight);

		const later: string[] = [];
		watched.rows = watched.rows.map(({ transaction_id = '' }, n) =>
			row(transaction_id, 'paid', firstMs + n),
		);
		for (let n = 0; n < 8; n += 1) later.push(...(await watched.told()));
		expect(later.filter((one) => /^p-[012] /.test(one))).toEqual([]);
		expect(later).toHaveLength(maxInFlight);
	});

	it('more payments without a time end the watch with a sentence', async () => {
		const watched = watcher([row('new', 'unpaid')]);
		const undated = { ...seen, createdMs: null, sweep: 0 };
		const payments = Array.from({ length: maxUndated - 1 }, (_, n) => ({
			...undated,
			key: `u-${n}`,
		}));
		watched.state = { ...begin('w', 'c', startMs), isBaseline: false, payments };

		expect(await watched.told()).toEqual(['new >pending']);
		watched.rows = [row('newer', 'unpaid')];
		expect(await watched.poll()).toMatchObject({
			kind: 'failed',
			failed: {
				message: `Singapay lists more than ${maxUndated} payments (virtual account payment) without a time`,
			},
		});
	});

	it('a final payment is forgotten when the list has gone on, and is not new later', async () => {
		const watched = watcher();
		await watched.told();
		const old = row('old', 'paid', watched.clock.now);
		watched.rows = [old];
		expect(await watched.told()).toEqual(['old >succeeded']);
		watched.clock.now += dayMs + minuteMs;
		watched.rows = [old, row('young', 'paid', watched.clock.now)];
		expect(await watched.told()).toEqual(['young >succeeded']);
		expect(watched.state.payments.map(({ key }) => key)).toEqual(['young']);
		expect(await watched.told()).toEqual([]);
	});
});

describe('a payment dated into the future', () => {
	it('does not make those of the meantime old news', async () => {
		const watched = watcher();
		await watched.told();
		const future = row('future', 'paid', watched.clock.now + 90 * 24 * 60 * minuteMs);
		watched.rows = [future];
		expect(await watched.told()).toEqual(['future >succeeded']);
		for (let n = 0; n < 3; n += 1) {
			watched.clock.now += 10 * minuteMs;
			watched.rows = [...watched.rows, row(`p-${n}`, 'unpaid', watched.clock.now)];
			expect(await watched.told()).toEqual([`p-${n} >pending`]);
		}
	});
});

describe('a moving payment that is missing', () => {
	const missing = async (): Promise<ReturnType<typeof watcher>> => {
		const watched = watcher();
		await watched.told();
		watched.rows = [row('p-1', 'unpaid', watched.clock.now)];
		expect(await watched.told()).toEqual(['p-1 >pending']);
		return watched;
	};
	const isWatched = ({ state: { payments } }: ReturnType<typeof watcher>): boolean =>
		payments.some(({ final }) => !final);

	const gone = '1 payments that were not final are no longer in the list, and no longer watched.';

	it.each<[string, number[], boolean]>([
		['once', [minuteMs], true],
		['often, in a short time', Array.from({ length: 30 }, () => minuteMs), true],
		['for a millisecond less than a day', [minuteMs, missingForMs - 1], true],
		['for a day', [minuteMs, missingForMs], false],
		['for a day, in two steps', [minuteMs, missingForMs / 2, missingForMs / 2], false],
		['since the only reading for long', [3 * missingForMs], true],
	])('%s: is given up, with a warning, only after a day', async (_what, pauses, expected) => {
		const watched = await missing();
		watched.rows = [];
		const warnings: string[] = [];
		for (const pauseMs of pauses) {
			expect(isWatched(watched)).toBe(true);
			// A poll of its own adds a minute.
			watched.clock.now += pauseMs - minuteMs;
			expect(await watched.told()).toEqual([]);
			warnings.push(...watched.warnings);
		}
		expect(isWatched(watched)).toBe(expected);
		expect(warnings).toEqual(expected ? [] : [gone]);
		if (expected) return;
		await watched.told();
		expect(watched.warnings).toEqual([]);
	});

	it.each<[string, number, Row[]]>([
		['with a time, in time', 2, []],
		['with a time, given up meanwhile', 6, []],
		['without one, in time', 2, [row('p-2', 'unpaid')]],
		['without one, given up meanwhile', 6, [row('p-2', 'unpaid')]],
	])('is not new when it comes back after all (%s)', async (_what, pauses, more) => {
		const watched = await missing();
		watched.rows = [...watched.rows, ...more];
		await watched.told();
		const before = watched.rows;
		watched.rows = [];
		for (let n = 0; n < pauses; n += 1) {
			expect(await watched.told()).toEqual([]);
			watched.clock.now += missingForMs / 4;
		}
		watched.rows = before;
		expect(await watched.told()).toEqual([]);
		expect(isWatched(watched)).toBe(true);
		watched.rows = before.map((one) => ({ ...one, status: 'paid' }));
		expect(await watched.told()).toHaveLength(before.length);
	});

	it('counts as newly missing if it was there in between', async () => {
		const watched = await missing();
		const { rows } = watched;
		for (let n = 0; n < 3; n += 1) {
			watched.rows = [];
			await watched.told();
			expect(watched.state.payments).toMatchObject([{ missingMs: watched.clock.now }]);
			watched.clock.now += missingForMs - 2 * minuteMs;
			await watched.told();
			watched.rows = rows;
			await watched.told();
			expect(watched.state.payments[0]).not.toHaveProperty('missingMs');
		}
		expect(isWatched(watched)).toBe(true);
	});

	it('is not missing in answers that are no lists', async () => {
		const watched = await missing();
		watched.instead = { status: 200, body: '<html>Be right back</html>' };
		for (let n = 0; n < 5; n += 1)
			expect(await watched.poll()).toMatchObject({
				kind: 'failed',
				failed: { message: expect.stringContaining('a web page') as string, isPassing: true },
			});
		watched.instead = undefined;
		expect(await watched.told()).toEqual([]);
		expect(isWatched(watched)).toBe(true);
	});
});
