import { maxPagesPerPoll } from '../../../lib/watch/numbers';
import { type Reply, startMs } from '../../support/watchStage.mts';
import { minuteMs, pageSize, row, type Row, type Watcher, watcher } from './support/watcher.mts';

const old = (count: number): Row[] =>
	Array.from({ length: count }, (_, n) => row(`old-${n}`, 'paid', startMs - 1e9 + n));

/** Polls until the list was read to its end, and says what was told. */
const readOut = async (play: Watcher, more = {}): Promise<string[]> => {
	const told: string[] = [];
	for (let n = 0; n < 50; n += 1) {
		told.push(...(await play.told(more)));
		if (play.state.sweep === null) return told;
	}
	throw new Error('The list was never read to its end');
};

describe('the first poll', () => {
	it('tells nothing, whatever the dates say; what it has seen is watched', async () => {
		const play = watcher();
		const { now } = play.clock;
		play.rows = [
			row('older', 'unpaid', now - 6 * minuteMs),
			row('recent', 'unpaid', now - 2 * minuteMs),
			row('ahead', 'unpaid', now + 4 * minuteMs),
			row('undated', 'unpaid'),
		];
		expect(await play.told()).toEqual([]);
		play.rows = play.rows.map((one) => ({ ...one, status: 'paid' }));

		expect(await play.told()).toEqual([
			'recent pending>succeeded',
			'ahead pending>succeeded',
			'undated pending>succeeded',
		]);
	});
});

describe('a list longer than one poll', () => {
	it('leaves the next to begin behind its newest payment, on whatever page that was', async () => {
		const play = watcher();
		await play.told();
		play.clock.now += 60 * minuteMs;
		const newestMs = play.clock.now;
		play.rows = Array.from({ length: 3 * pageSize }, (_, n) => row(`p-${n}`, 'paid', newestMs - n));
		await readOut(play, { endsAt: 0 });

		expect(play.state.floorMs).toBe(newestMs - 5 * minuteMs);
	});

	it('is gone on with by the next, one page back, and the log says so', async () => {
		const play = watcher(old(30 * pageSize));
		await play.told();

		expect(play.pages).toHaveLength(maxPagesPerPoll);
		expect(play.warnings).toEqual([
			'The list goes on after page 25; the next poll reads on from there.',
		]);
		play.pages.length = 0;
		await play.told();
		expect(play.pages).toEqual([25, 26, 27, 28, 29, 30]);
		expect(play.warnings).toEqual([]);
	});

	it('is read to its end even where the time is up after each page', async () => {
		const play = watcher(old(4 * pageSize));
		await readOut(play, { endsAt: 0 });

		expect(play.pages).toEqual([1, 2, 3, 4]);
	});

	it('keeps the same beginning until its end', async () => {
		const play = watcher();
		await play.told();
		play.rows = [row('p', 'unpaid', play.clock.now)];
		await play.told();
		const { floorMs } = play.state;
		play.rows = [
			...play.rows,
			...Array.from({ length: 60 }, (_, n) => row(`q-${n}`, 'paid', play.clock.now + n)),
		];
		play.clock.now += 9 * minuteMs;
		await play.told({ endsAt: 0 });

		expect(play.state.floorMs).toBe(floorMs);
		await readOut(play);
		expect(play.state.floorMs).toBeGreaterThan(floorMs);
	});

	it('that was never read to its end tells what is created after the first poll', async () => {
		const play = watcher(old(30 * pageSize));
		expect(await play.told()).toEqual([]);
		play.rows = [...play.rows, row('p-1', 'paid', play.clock.now + 1)];

		expect(await play.told()).toEqual(['p-1 >succeeded']);
		expect(await play.told()).toEqual([]);
	});

	/** Behind a payment that moves since long: 30 pages, the newest first, of which the first poll read 25. */
	const cutShort = async (): Promise<Watcher> => {
		const play = watcher();
		await play.told();
		play.rows = [row('slow', 'unpaid', play.clock.now)];
		await play.told();
		for (const count of [30 * pageSize, 1]) {
			play.clock.now += 60 * minuteMs;
			const newestMs = play.clock.now;
			const more = Array.from({ length: count }, (_, n) =>
				row(`${count}-${n}`, 'paid', newestMs - n),
			);
			play.rows = [...more, ...play.rows];
			await readOut(play);
		}
		await play.told();
		play.clock.now += 10 * minuteMs;
		play.rows = [row('new', 'unpaid', play.clock.now), ...play.rows];
		play.pages.length = 0;
		expect(play.state.sweep?.page).toBe(maxPagesPerPoll);
		return play;
	};

	/** So that the next poll does not reach the end either. */
	const lengthen = (play: Watcher): void => {
		const slow = play.rows.slice(-1);
		const afterMs = Number(slow[0]?.post_timestamp) + 1;
		const more = Array.from({ length: 30 * pageSize }, (_, n) =>
			row(`o-${n}`, 'paid', afterMs + n),
		);
		play.rows = [...play.rows.slice(0, -1), ...more.reverse(), ...slow];
	};

	it('because of an old payment does not keep a new one waiting', async () => {
		const play = await cutShort();
		lengthen(play);

		expect(await play.told()).toEqual(['new >pending']);
		expect(play.pages).toEqual([...Array.from({ length: maxPagesPerPoll }, (_, n) => 25 + n), 1]);
		expect(play.state.sweep?.page).toBe(49);
		play.rows = play.rows.map((one) => ({ ...one, status: 'paid' }));
		expect(await readOut(play)).toEqual(['slow pending>succeeded', 'new pending>succeeded']);
	});

	it('does not keep a new one waiting either by the poll that reaches its end', async () => {
		const play = await cutShort();

		expect(await play.told()).toEqual(['new >pending']);
		expect(play.pages).toEqual([25, 26, 27, 28, 29, 30, 31, 1]);
		expect(play.state.sweep).toBeNull();
	});

	it('is asked for nothing twice where one poll reads all of it', async () => {
		const play = await cutShort();
		await play.told();
		play.rows = [row('newer', 'unpaid', play.clock.now), ...play.rows.slice(-30)];
		play.pages.length = 0;

		expect(await play.told()).toEqual(['newer >pending']);
		expect(play.pages).toEqual([1, 2]);
	});

	it('asks for nothing more where the time is up', async () => {
		const play = await cutShort();
		await play.told({ endsAt: 0 });

		expect(play.pages).toEqual([25]);
	});

	it.each<[string, Reply]>([
		['that breaks down', { status: 500, body: {} }],
		['that asks to wait', { status: 429, body: '', headers: { 'retry-after': '3600' } }],
	])('asks nothing more of a provider %s on the way', async (_what, reply) => {
		const play = await cutShort();
		play.afterPage = (page) => {
			if (page === 26) play.instead = reply;
		};
		expect(await play.told()).toEqual([]);
		expect(play.pages).toEqual([25, 26]);
		play.instead = undefined;
		play.afterPage = () => undefined;
		expect([...(await readOut(play)), ...(await readOut(play))]).toEqual(['new >pending']);
	});

	it('is gone on with where only the newest cannot be asked for', async () => {
		const play = await cutShort();
		lengthen(play);
		play.afterPage = (page) => {
			if (page === 49) play.instead = { status: 200, body: '<html>Be right back</html>' };
		};
		expect(await play.told()).toEqual([]);
		expect(play.state.sweep?.page).toBe(49);
		play.instead = undefined;
		play.afterPage = () => undefined;
		expect(await play.told()).toEqual(['new >pending']);
	});

	it('tells of a payment that came up late on a page that was read already', async () => {
		const play = watcher();
		await play.told();
		const firstMs = play.clock.now;
		play.rows = Array.from({ length: 4 * pageSize }, (_, n) => row(`p-${n}`, 'paid', firstMs + n));
		await play.told({ endsAt: 0 });
		const late = row('late', 'paid', firstMs + 3 + 2 * minuteMs);
		for (let n = 0; n < 9; n += 1) {
			play.clock.now += minuteMs;
			play.rows = [...play.rows, row(`q-${n}`, 'paid', play.clock.now)];
		}
		play.rows.splice(1, 0, late);
		await readOut(play);

		expect(await readOut(play)).toEqual(['late >succeeded']);
	});
});

describe('a page', () => {
	it('that fails changes nothing', async () => {
		const play = watcher();
		await play.told();
		play.rows = [row('p-1', 'unpaid', play.clock.now)];
		const { state } = play;
		play.instead = { status: 500, body: {} };
		expect(await play.poll()).toMatchObject({ kind: 'failed', failed: { problem: {} } });
		expect(play.state).toBe(state);
		play.instead = undefined;

		expect(await play.told()).toEqual(['p-1 >pending']);
	});

	it('pushed on by as many new rows as it holds does not end the list', async () => {
		const play = watcher();
		await play.told();
		play.clock.now += 60 * minuteMs;
		const { now } = play.clock;
		// Newest first.
		play.rows = Array.from({ length: 60 }, (_, n) => row(`p-${n}`, 'paid', now - n * minuteMs));
		play.afterPage = (page) => {
			if (page !== 1) return;
			play.afterPage = () => undefined;
			const ms = now + minuteMs;
			const more = Array.from({ length: pageSize }, (_, n) => row(`q-${n}`, 'paid', ms - n));
			play.rows = [...more, ...play.rows];
		};
		const told = [...(await readOut(play)), ...(await readOut(play))];

		expect(new Set(told).size).toBe(60 + pageSize);
		expect(told).toHaveLength(60 + pageSize);
	});

	it('given again and again by a provider that does not count them ends the list at last', async () => {
		const play = watcher([], false);
		const same = [row('p-1', 'paid', startMs)];
		play.instead = { status: 200, body: { success: true, data: same } };
		await readOut(play);

		expect(play.state.isBaseline).toBe(false);
	});

	it('that is null is an empty one', async () => {
		const play = watcher();
		play.instead = { status: 200, body: { success: true, data: null } };
		await play.told();

		expect(play.state.isBaseline).toBe(false);
	});
});

describe('a row that comes twice in one reading', () => {
	const twice = async (first: string, second: string): Promise<string[]> => {
		const play = watcher();
		await play.told();
		play.rows = [row('p-1', 'unpaid', play.clock.now)];
		await play.told();
		play.rows = [{ ...row('p-1', first, startMs) }, row('p-1', second, startMs)];
		return await play.told();
	};

	it('and changed in between is told once, with what was known before', async () => {
		expect(await twice('paid', 'expired')).toEqual(['p-1 pending>expired']);
	});

	it('and changed back is no change', async () => {
		expect(await twice('paid', 'unpaid')).toEqual([]);
	});
});

describe('a new payment', () => {
	it.each([
		['five minutes behind the newest', 5 * minuteMs, ['late >succeeded']],
		['a millisecond more', 5 * minuteMs + 1, []],
	])('that comes up late: %s', async (_what, behindMs, expected) => {
		const play = watcher();
		await play.told();
		play.clock.now += 20 * minuteMs;
		const newestMs = play.clock.now;
		play.rows = [row('newest', 'paid', newestMs)];
		await play.told();
		play.rows = [row('late', 'paid', newestMs - behindMs), ...play.rows];

		expect(await play.told()).toEqual(expected);
	});

	it.each(['oldest', 'newest'])(
		'is watched behind the floor as long as it moves, in a list with the %s first',
		async (order) => {
			const play = watcher();
			await play.told();
			const slow = row('slow', 'unpaid', play.clock.now);
			const add = (more: Row[]): void => {
				play.rows = order === 'oldest' ? [...play.rows, ...more] : [...more, ...play.rows];
			};
			add([slow]);
			await play.told();
			for (let n = 0; n < 3; n += 1) {
				play.clock.now += 60 * minuteMs;
				const { now } = play.clock;
				const hour = Array.from({ length: 30 }, (_, m) => row(`p-${n}-${m}`, 'paid', now + m));
				add(order === 'oldest' ? hour : hour.reverse());
				await play.told();
			}
			play.rows = play.rows.map((one) => (one === slow ? { ...slow, status: 'paid' } : one));

			expect(await play.told()).toEqual(['slow pending>succeeded']);
		},
	);

	it('is no reason to read a list to its end that has the newest first', async () => {
		const play = watcher(old(9 * pageSize).reverse());
		await play.told();

		expect(play.pages).toEqual([1]);
		expect(play.state.sweep).toBeNull();
	});

	it('keeps its time when its row no longer tells it', async () => {
		const play = watcher();
		await play.told();
		const createdMs = play.clock.now;
		play.rows = [row('p-1', 'unpaid', createdMs)];
		await play.told();
		play.rows = [row('p-1', 'unpaid')];
		await play.told();

		expect(play.state.payments).toEqual([expect.objectContaining({ createdMs })]);
	});

	it('with another undocumented word is told of', async () => {
		const play = watcher();
		await play.told();
		for (const [word, expected] of [
			['odd', 'p-1 >unknown'],
			['odder', 'p-1 unknown>unknown'],
			['paid', 'p-1 unknown>succeeded'],
		] as const) {
			play.rows = [row('p-1', word, startMs)];
			expect(await play.told()).toEqual([expected]);
		}
	});
});
