import { dayMs } from '../../../lib/client/numbers';
import { maxPagesPerPoll } from '../../../lib/watch/numbers';
import { type Reply, startMs } from '../../support/fakeContext.mts';
import { minuteMs, pageSize, row, type Row, type Watcher, watcher } from './support/watcher.mts';

const old = (count: number): Row[] =>
	Array.from({ length: count }, (_, n) => row(`old-${n}`, 'paid', startMs - 1e9 + n));

/** Polls until the list was read to its end, and says what was told. */
const readOut = async (watched: Watcher, more = {}): Promise<string[]> => {
	const told: string[] = [];
	for (let n = 0; n < 50; n += 1) {
		told.push(...(await watched.told(more)));
		if (watched.state.sweep === null) return told;
	}
	throw new Error('The list was never read to its end');
};

describe('the first poll', () => {
	it('reports nothing, whatever the dates are; the payments it has seen are watched', async () => {
		const watched = watcher();
		const { now } = watched.clock;
		watched.rows = [
			row('older', 'unpaid', now - 6 * minuteMs),
			row('recent', 'unpaid', now - 2 * minuteMs),
			row('ahead', 'unpaid', now + 4 * minuteMs),
			row('undated', 'unpaid'),
		];
		expect(await watched.told()).toEqual([]);
		watched.rows = watched.rows.map((one) => ({ ...one, status: 'paid' }));

		expect(await watched.told()).toEqual([
			'recent pending>succeeded',
			'ahead pending>succeeded',
			'undated pending>succeeded',
		]);
	});
});

describe('a list longer than one poll', () => {
	it('lets the next poll begin after its newest payment, whichever page it was on', async () => {
		const watched = watcher();
		await watched.told();
		watched.clock.now += 60 * minuteMs;
		const newestMs = watched.clock.now;
		watched.rows = Array.from({ length: 3 * pageSize }, (_, n) =>
			row(`p-${n}`, 'paid', newestMs - n),
		);
		await readOut(watched, { endsAt: 0 });

		expect(watched.state.floorMs).toBe(newestMs - 5 * minuteMs);
	});

	it('is continued by the next poll, one page back, and the log reports it', async () => {
		const watched = watcher(old(30 * pageSize));
		await watched.told();

		expect(watched.pages).toHaveLength(maxPagesPerPoll);
		expect(watched.warnings).toEqual([
			'The list continues after page 25; the next poll continues there.',
		]);
		watched.pages.length = 0;
		await watched.told();
		expect(watched.pages).toEqual([25, 26, 27, 28, 29, 30]);
		expect(watched.warnings).toEqual([]);
	});

	it('is read to its end even where the time is up after each page', async () => {
		const watched = watcher(old(4 * pageSize));
		await readOut(watched, { endsAt: 0 });

		expect(watched.pages).toEqual([1, 2, 3, 4]);
	});

	it('keeps the same beginning until its end', async () => {
		const watched = watcher();
		await watched.told();
		watched.rows = [row('p', 'unpaid', watched.clock.now)];
		await watched.told();
		const { floorMs } = watched.state;
		watched.rows = [
			...watched.rows,
			...Array.from({ length: 3 * pageSize }, (_, n) =>
				row(`q-${n}`, 'paid', watched.clock.now + n),
			),
		];
		watched.clock.now += 9 * minuteMs;
		await watched.told({ endsAt: 0 });

		expect(watched.state.floorMs).toBe(floorMs);
		await readOut(watched);
		expect(watched.state.floorMs).toBeGreaterThan(floorMs);
	});

	it('that was never read to its end reports what is created after the first poll', async () => {
		const watched = watcher(old(30 * pageSize));
		expect(await watched.told()).toEqual([]);
		watched.rows = [...watched.rows, row('p-1', 'paid', watched.clock.now + 1)];

		expect(await watched.told()).toEqual(['p-1 >succeeded']);
		expect(await watched.told()).toEqual([]);
	});

	/** Behind a payment that moves since long: 30 pages, the newest first, of which the first poll read 25. */
	const cutShort = async (): Promise<Watcher> => {
		const watched = watcher();
		await watched.told();
		watched.rows = [row('slow', 'unpaid', watched.clock.now)];
		await watched.told();
		for (const count of [30 * pageSize, 1]) {
			watched.clock.now += 60 * minuteMs;
			const newestMs = watched.clock.now;
			const more = Array.from({ length: count }, (_, n) =>
				row(`${count}-${n}`, 'paid', newestMs - n),
			);
			watched.rows = [...more, ...watched.rows];
			await readOut(watched);
		}
		await watched.told();
		watched.clock.now += 10 * minuteMs;
		watched.rows = [row('new', 'unpaid', watched.clock.now), ...watched.rows];
		watched.pages.length = 0;
		expect(watched.state.sweep?.page).toBe(maxPagesPerPoll);
		return watched;
	};

	/** So that the next poll does not reach the end either. */
	const lengthen = (watched: Watcher): void => {
		const slow = watched.rows.slice(-1);
		const afterMs = Number(slow[0]?.post_timestamp) + 1;
		const more = Array.from({ length: 30 * pageSize }, (_, n) =>
			row(`o-${n}`, 'paid', afterMs + n),
		);
		watched.rows = [...watched.rows.slice(0, -1), ...more.reverse(), ...slow];
	};

	it('because of an old payment does not keep a new one waiting', async () => {
		const watched = await cutShort();
		lengthen(watched);

		expect(await watched.told()).toEqual(['new >pending']);
		expect(watched.pages).toEqual([
			...Array.from({ length: maxPagesPerPoll }, (_, n) => 25 + n),
			1,
		]);
		expect(watched.state.sweep?.page).toBe(49);
		watched.rows = watched.rows.map((one) => ({ ...one, status: 'paid' }));
		expect(await readOut(watched)).toEqual(['slow pending>succeeded', 'new pending>succeeded']);
	});

	it('does not keep a new one waiting either by the poll that reaches its end', async () => {
		const watched = await cutShort();

		expect(await watched.told()).toEqual(['new >pending']);
		expect(watched.pages).toEqual([25, 26, 27, 28, 29, 30, 31, 1]);
		expect(watched.state.sweep).toBeNull();
	});

	it('is asked for nothing twice where one poll reads all of it', async () => {
		const watched = await cutShort();
		await watched.told();
		watched.rows = [row('newer', 'unpaid', watched.clock.now), ...watched.rows.slice(-30)];
		watched.pages.length = 0;

		expect(await watched.told()).toEqual(['newer >pending']);
		expect(watched.pages).toEqual([1, 2]);
	});

	it('asks for nothing more where the time is up', async () => {
		const watched = await cutShort();
		await watched.told({ endsAt: 0 });

		expect(watched.pages).toEqual([25]);
	});

	it.each<[string, Reply]>([
		['that breaks down', { status: 500, body: {} }],
		['that asks to wait', { status: 429, body: '', headers: { 'retry-after': '3600' } }],
	])('sends nothing more to a provider %s meanwhile', async (_what, reply) => {
		const watched = await cutShort();
		watched.afterPage = (page) => {
			if (page === 26) watched.instead = reply;
		};
		expect(await watched.told()).toEqual([]);
		expect(watched.pages).toEqual([25, 26]);
		watched.instead = undefined;
		watched.afterPage = () => undefined;
		expect([...(await readOut(watched)), ...(await readOut(watched))]).toEqual(['new >pending']);
	});

	it('is continued when only the newest rows cannot be requested', async () => {
		const watched = await cutShort();
		lengthen(watched);
		watched.afterPage = (page) => {
			if (page === 49) watched.instead = { status: 200, body: '<html>Be right back</html>' };
		};
		expect(await watched.told()).toEqual([]);
		expect(watched.state.sweep?.page).toBe(49);
		watched.instead = undefined;
		watched.afterPage = () => undefined;
		expect(await watched.told()).toEqual(['new >pending']);
	});

	it('reports a payment that appeared late on a page that had already been read', async () => {
		const watched = watcher();
		await watched.told();
		const firstMs = watched.clock.now;
		watched.rows = Array.from({ length: 4 * pageSize }, (_, n) =>
			row(`p-${n}`, 'paid', firstMs + n),
		);
		await watched.told({ endsAt: 0 });
		const late = row('late', 'paid', firstMs + 3 + 2 * minuteMs);
		for (let n = 0; n < 9; n += 1) {
			watched.clock.now += minuteMs;
			watched.rows = [...watched.rows, row(`q-${n}`, 'paid', watched.clock.now)];
		}
		watched.rows.splice(1, 0, late);
		await readOut(watched);

		expect(await readOut(watched)).toEqual(['late >succeeded']);
	});
});

describe('a page', () => {
	it('that fails changes nothing', async () => {
		const watched = watcher();
		await watched.told();
		watched.rows = [row('p-1', 'unpaid', watched.clock.now)];
		const { state } = watched;
		watched.instead = { status: 500, body: {} };
		expect(await watched.poll()).toMatchObject({
			kind: 'failed',
			failed: { status: 500, isPassing: true },
		});
		expect(watched.state).toBe(state);
		watched.instead = undefined;

		expect(await watched.told()).toEqual(['p-1 >pending']);
	});

	it('pushed on by as many new rows as it holds does not end the list', async () => {
		const watched = watcher();
		await watched.told();
		watched.clock.now += 60 * minuteMs;
		const { now } = watched.clock;
		// Newest first.
		watched.rows = Array.from({ length: 60 }, (_, n) => row(`p-${n}`, 'paid', now - n * minuteMs));
		watched.afterPage = (page) => {
			if (page !== 1) return;
			watched.afterPage = () => undefined;
			const ms = now + minuteMs;
			const more = Array.from({ length: pageSize }, (_, n) => row(`q-${n}`, 'paid', ms - n));
			watched.rows = [...more, ...watched.rows];
		};
		const told = [...(await readOut(watched)), ...(await readOut(watched))];

		expect(new Set(told).size).toBe(60 + pageSize);
		expect(told).toHaveLength(60 + pageSize);
	});

	it('given again and again by a provider that does not count them ends the list at last', async () => {
		const watched = watcher([], false);
		const same = [row('p-1', 'paid', startMs)];
		watched.instead = { status: 200, body: { success: true, data: same } };
		await readOut(watched);

		expect(watched.state.isBaseline).toBe(false);
	});

	it('that is null is an empty one', async () => {
		const watched = watcher();
		watched.instead = { status: 200, body: { success: true, data: null } };
		await watched.told();

		expect(watched.state.isBaseline).toBe(false);
	});
});

describe('a row that comes twice in one reading', () => {
	const twice = async (first: string, second: string): Promise<string[]> => {
		const watched = watcher();
		await watched.told();
		watched.rows = [row('p-1', 'unpaid', watched.clock.now)];
		await watched.told();
		watched.rows = [{ ...row('p-1', first, startMs) }, row('p-1', second, startMs)];
		return await watched.told();
	};

	it('and changed in between is reported once, with the previous status', async () => {
		expect(await twice('paid', 'expired')).toEqual(['p-1 pending>expired']);
	});

	it('and changed back is no change', async () => {
		expect(await twice('paid', 'unpaid')).toEqual([]);
	});
});

describe('a new payment', () => {
	it.each([
		['ten minutes behind the newest', 10 * minuteMs, ['late >succeeded']],
		['a day behind the newest', dayMs, ['late >succeeded']],
		['a millisecond more', dayMs + 1, []],
	])('that comes up late: %s', async (_what, behindMs, expected) => {
		const watched = watcher();
		await watched.told();
		watched.clock.now += 2 * dayMs;
		const newestMs = watched.clock.now;
		watched.rows = [row('newest', 'paid', newestMs)];
		await watched.told();
		watched.rows = [row('late', 'paid', newestMs - behindMs), ...watched.rows];

		expect(await watched.told()).toEqual(expected);
	});

	it.each(['oldest', 'newest'])(
		'is watched behind the floor as long as it moves, in a list with the %s first',
		async (order) => {
			const watched = watcher();
			await watched.told();
			const slow = row('slow', 'unpaid', watched.clock.now);
			const add = (more: Row[]): void => {
				watched.rows = order === 'oldest' ? [...watched.rows, ...more] : [...more, ...watched.rows];
			};
			add([slow]);
			await watched.told();
			for (let n = 0; n < 3; n += 1) {
				watched.clock.now += 60 * minuteMs;
				const { now } = watched.clock;
				const hour = Array.from({ length: 30 }, (_, m) => row(`p-${n}-${m}`, 'paid', now + m));
				add(order === 'oldest' ? hour : hour.reverse());
				await watched.told();
			}
			watched.rows = watched.rows.map((one) => (one === slow ? { ...slow, status: 'paid' } : one));

			expect(await watched.told()).toEqual(['slow pending>succeeded']);
		},
	);

	it('is no reason to read a list to its end that has the newest first', async () => {
		const watched = watcher(old(9 * pageSize).reverse());
		await watched.told();

		expect(watched.pages).toEqual([1]);
		expect(watched.state.sweep).toBeNull();
	});

	it('keeps its time when its row no longer contains it', async () => {
		const watched = watcher();
		await watched.told();
		const createdMs = watched.clock.now;
		watched.rows = [row('p-1', 'unpaid', createdMs)];
		await watched.told();
		watched.rows = [row('p-1', 'unpaid')];
		await watched.told();

		expect(watched.state.payments).toEqual([expect.objectContaining({ createdMs })]);
	});

	it('with another undocumented status word is reported', async () => {
		const watched = watcher();
		await watched.told();
		for (const [word, expected] of [
			['odd', 'p-1 >unknown'],
			['odder', 'p-1 unknown>unknown'],
			['paid', 'p-1 unknown>succeeded'],
		] as const) {
			watched.rows = [row('p-1', word, startMs)];
			expect(await watched.told()).toEqual([expected]);
		}
	});
});

describe('rows of the same moment', () => {
	/** 30 rows, of which the 25th and the 26th are of one moment and change places after page 1 was given, so often. */
	const swapping = async (times: number, isCounted: boolean): Promise<Watcher> => {
		const watched = watcher();
		await watched.told();
		watched.isCounted = isCounted;
		const firstMs = watched.clock.now;
		const rows = Array.from({ length: 30 }, (_, n) =>
			row(`p-${n}`, 'paid', firstMs + (n === 25 ? 24 : n)),
		);
		watched.rows = rows;
		let swaps = 0;
		watched.afterPage = (page) => {
			if (page !== 1 || swaps === times) return;
			swaps += 1;
			const [one, other] = watched.rows.slice(24, 26);
			if (one === undefined || other === undefined) throw new Error('There are 30 rows');
			watched.rows = watched.rows.with(24, other).with(25, one);
		};
		watched.pages.length = 0;
		return watched;
	};

	it.each([true, false])(
		'that change places between two pages are read again (rows are counted: %s)',
		async (isCounted) => {
			const watched = await swapping(1, isCounted);

			expect((await watched.told()).toSorted()).toEqual(
				Array.from({ length: 30 }, (_, n) => `p-${n} >succeeded`).toSorted(),
			);
			expect(watched.pages).toEqual([1, 2, 1, 2]);
		},
	);

	it('that never keep their places keep the floor down, so that later polls find them', async () => {
		const watched = await swapping(3, false);
		// Page 1 always shows the same row of the two, page 2 as well.
		const hidden = watched.rows[25]?.transaction_id ?? '';
		watched.afterPage = (page) => {
			const rows = watched.rows.filter(({ transaction_id }) => transaction_id !== hidden);
			const twice = rows[24];
			if (twice !== undefined) watched.rows = page === 1 ? rows.toSpliced(24, 0, twice) : rows;
		};
		const all = watched.rows;
		const told = await watched.told();
		expect(told).not.toContain(`${hidden} >succeeded`);
		expect(watched.pages).toEqual([1, 2, 1, 2, 1, 2]);

		watched.afterPage = () => undefined;
		watched.clock.now += 60 * minuteMs;
		const { now } = watched.clock;
		const later = Array.from({ length: 3 * pageSize }, (_, n) => row(`q-${n}`, 'paid', now + n));
		watched.rows = [...all, ...later];
		expect(await readOut(watched)).toContain(`${hidden} >succeeded`);
	});

	it('are read once where new rows have pushed them on and the provider counts no more than were seen', async () => {
		const watched = watcher();
		await watched.told();
		watched.isCounted = true;
		const firstMs = watched.clock.now;
		watched.rows = Array.from({ length: 30 }, (_, n) => row(`p-${n}`, 'paid', firstMs - n));
		watched.afterPage = () => {
			watched.afterPage = () => undefined;
			watched.rows = [row('new', 'paid', firstMs + 1), ...watched.rows];
		};
		watched.pages.length = 0;
		await watched.told();

		expect(watched.pages).toEqual([1, 2]);
	});
});

describe('a list that shows rows late', () => {
	/** A list with a row per minute, the newest first, so that its two newest pages are 50 minutes. */
	const busy = (): Watcher => {
		const watched = watcher();
		const { now } = watched.clock;
		watched.rows = Array.from({ length: 20 * pageSize }, (_, n) =>
			row(`p-${n}`, 'paid', now + (20 * pageSize - n) * minuteMs),
		);
		watched.clock.now += 20 * pageSize * minuteMs;
		return watched;
	};

	it('is looked over again as far as two pages go', async () => {
		const watched = busy();
		await readOut(watched);
		const newestMs = Number(watched.rows[0]?.post_timestamp);

		expect(newestMs - watched.state.floorMs).toBe((2 * pageSize - 1) * minuteMs);
	});

	it('is looked over again twice as far as a row came up late', async () => {
		const watched = busy();
		await readOut(watched);
		const newestMs = Number(watched.rows[0]?.post_timestamp);
		watched.rows = [...watched.rows, row('late', 'paid', newestMs - 40 * minuteMs)];
		watched.rows.sort((one, other) => Number(other.post_timestamp) - Number(one.post_timestamp));
		expect(await watched.told()).toEqual(['late >succeeded']);
		expect(watched.state.overlapMs).toBe(80 * minuteMs);

		const later = Array.from({ length: 5 * pageSize }, (_, n) =>
			row(`q-${n}`, 'paid', newestMs + (5 * pageSize - n) * minuteMs),
		);
		watched.rows = [...later, ...watched.rows];
		watched.clock.now += 5 * pageSize * minuteMs;
		await readOut(watched);
		expect(newestMs + 5 * pageSize * minuteMs - watched.state.floorMs).toBe(80 * minuteMs);
	});
});

describe('a first poll that fails', () => {
	it.each<[string, Reply]>([
		['HTTP 503', { status: 503, body: '' }],
		['a web page', { status: 200, body: '<html>Be right back</html>' }],
		['JSON that is no list', { status: 200, body: { success: true, data: { notice: 'soon' } } }],
	])(
		'with %s begins the watch: what is created from then on is new to the next poll',
		async (_what, reply) => {
			const watched = watcher();
			watched.instead = reply;
			const polled = await watched.poll();
			if (polled.kind !== 'failed' || polled.state === undefined) throw new Error('It was kept');
			watched.state = polled.state;
			watched.instead = undefined;
			const before = row('before', 'paid', watched.clock.now - 2 * minuteMs);
			watched.rows = [before, row('after', 'paid', watched.clock.now + minuteMs)];

			expect(await watched.told()).toEqual(['after >succeeded']);
		},
	);

	it('for a reason that stays begins nothing', async () => {
		const watched = watcher();
		watched.instead = { status: 403, body: {} };

		expect(await watched.poll()).not.toHaveProperty('state');
	});
});
