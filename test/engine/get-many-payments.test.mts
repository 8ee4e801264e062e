import { clock } from './support/clock.mts';
import { kindSample, kindSamples, listOf } from './support/payments.mts';
import { expectNoSecret, jsonOf, type World, world } from './support/world.mts';

const payment = kindSample('smartFastPay', 'payment');
const transaction = kindSample('smartFastPay', 'transaction');
const disbursement = kindSample('singapay', 'disbursement');
const qris = kindSample('singapay', 'qris');
const listed = kindSamples.filter(({ isListed }) => isListed);

interface Row {
	readonly id: string;
	readonly reference: string;
	readonly status: string;
	readonly createdAt: string;
}
const rowsOf = (run: Parameters<typeof jsonOf>[0]): Row[] => jsonOf(run) as Row[];
const idsOf = (run: Parameters<typeof jsonOf>[0]): string[] => rowsOf(run).map(({ id }) => id);

const all = { returnAll: true };

/** How many of a kind the simulators have from the start. */
const seeded: Readonly<Record<string, number>> = {
	'smartFastPay payment': 60,
	'smartFastPay payout': 12,
	'smartFastPay transaction': 72,
	'singapay disbursement': 60,
	'singapay virtualAccount': 30,
	'singapay qris': 4,
	'singapay ewallet': 5,
	'singapay paymentLink': 4,
};

describe.each(listed)('the list of each $kind at $provider', (sample) => {
	const { provider, kind } = sample;
	const count = seeded[`${provider} ${kind}`] ?? 0;

	it('is returned whole, each payment once', async () => {
		const w = await world(provider);
		const run = await w.run(listOf(sample, all));

		expect(run.error?.message).toBeUndefined();
		expect(idsOf(run)).toHaveLength(count);
		expect(new Set(idsOf(run)).size).toBe(count);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: count }, () => ({ item: 0 })),
		);
		expect(w.tokenCalls()).toBe(1);
		expectNoSecret(run, w);
	});

	it('is written in the words that all providers have in common', async () => {
		const w = await world(provider);
		const run = await w.run(listOf(sample, all));

		expect(rowsOf(run).find(({ id }) => id === sample.id)).toStrictEqual({
			provider,
			kind,
			id: sample.id,
			reference: sample.reference,
			status: 'succeeded',
			final: true,
			providerStatus: sample.succeeded,
			reason: null,
			...sample.seen,
		});
		for (const row of rowsOf(run)) {
			expect(row).toMatchObject({ provider, kind, id: expect.any(String) });
			expect(row.status).not.toBe('unknown');
			expect(row).not.toHaveProperty('raw');
		}
	});

	it("has each provider's own record where Simplify is off", async () => {
		const w = await world(provider);
		const run = await w.run(listOf(sample, { limit: 2, simplify: false }));

		expect(jsonOf(run)).toEqual(
			[1, 2].map(() => expect.objectContaining({ raw: expect.any(Object) })),
		);
	});
});

describe('the limit', () => {
	it.each([
		['is 50 unless given', payment, {}, 50, 2],
		['is 50 unless given', disbursement, {}, 50, 2],
		['cuts the page it falls on', payment, { limit: 3 }, 3, 1],
		['reads no page more than it needs', payment, { limit: 40 }, 40, 1],
		['reads no page more than it needs', disbursement, { limit: 26 }, 26, 2],
		['may be more than there is', disbursement, { limit: 1000 }, 60, 3],
	] as const)('%s', async (_what, sample, more, rows, pages) => {
		const w = await world(sample.provider);
		const run = await w.run(listOf(sample, more));

		expect(idsOf(run)).toHaveLength(rows);
		expect(w.calls()).toHaveLength(pages);
	});

	it('counts the payments that the filters let through', async () => {
		const w = await world('singapay');
		const filters = { status: ['failed'] };
		const run = await w.run(listOf(disbursement, { limit: 15, filters }));

		expect(rowsOf(run).map(({ status }) => status)).toEqual(
			Array.from({ length: 15 }, () => 'failed'),
		);
	});

	it('gives the newest first', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(listOf(payment, { limit: 2 }));

		expect(idsOf(run)).toEqual(['pay-0060', 'pay-0059']);
	});
});

describe.each([payment, disbursement])('the filters at $provider', (sample) => {
	const { provider } = sample;
	/** Every 97 minutes one; the eleventh is 16:10 after the first. */
	const first = Date.parse(sample.seen.createdAt ?? '');
	const at = (index: number): string => new Date(first + index * 97 * 60_000).toISOString();
	const list = async (w: World, filters: object): Promise<string[]> =>
		rowsOf(await w.run(listOf(sample, { ...all, filters }))).map(({ createdAt }) => createdAt);

	it('Date From and Date To let the payments between them through, both ends included', async () => {
		const w = await world(provider);

		expect(await list(w, { dateFrom: at(10), dateTo: at(12) })).toEqual([at(12), at(11), at(10)]);
		expect(await list(w, { dateFrom: at(58) })).toEqual([at(59), at(58)]);
		expect(await list(w, { dateTo: at(1) })).toEqual([at(1), at(0)]);
	});

	it('Date To without a time is the whole day, in the time zone of the workflow', async () => {
		const w = await world(provider);
		const days = { dateFrom: '2026-01-06', dateTo: '2026-01-06' };
		const found = await list(w, days);

		// The workflow's own zone is n8n's default, America/New_York.
		expect(found.length).toBeGreaterThan(10);
		for (const createdAt of found) {
			expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(Date.parse('2026-01-06T05:00:00Z'));
			expect(Date.parse(createdAt)).toBeLessThan(Date.parse('2026-01-07T05:00:00Z'));
		}
	});

	it.each(['2026-01-06T00:00:00', '2026-01-06 00:00'])(
		'Date To as the date picker gives a day, %s, is the whole day',
		async (dateTo) => {
			const w = await world(provider);
			const day = '2026-01-06';

			expect(await list(w, { dateFrom: day, dateTo })).toEqual(
				await list(w, { dateFrom: day, dateTo: day }),
			);
		},
	);

	it.each([
		'={{ DateTime.fromISO("2026-01-07", { zone: "America/New_York" }) }}',
		'={{ DateTime.fromISO("2026-01-07", { zone: "America/New_York" }).toISO() }}',
	])('Date To from an expression at midnight stays that moment: %s', async (dateTo) => {
		const w = await world(provider);
		const found = await list(w, { dateFrom: '2026-01-06', dateTo });

		expect(found).toEqual(await list(w, { dateFrom: '2026-01-06', dateTo: '2026-01-06' }));
	});

	it('Reference lets one through', async () => {
		const w = await world(provider);
		const filters = { reference: sample.reference };
		const run = await w.run(listOf(sample, { ...all, filters }));

		expect(idsOf(run)).toEqual([sample.id]);
	});

	it('Status lets those with one of the words through', async () => {
		const w = await world(provider);
		const filters = { status: ['succeeded', 'failed'] };
		const run = await w.run(listOf(sample, { ...all, filters }));

		expect(new Set(rowsOf(run).map(({ status }) => status))).toEqual(
			new Set(['succeeded', 'failed']),
		);
		expect(idsOf(run)).toHaveLength(provider === 'singapay' ? 40 : 30);
	});

	it('that let nothing through give no item', async () => {
		const w = await world(provider);
		const filters = { reference: 'nobody-has-this' };
		const run = await w.run(listOf(sample, { ...all, filters }));

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toEqual([]);
	});
});

describe("a payment without a time in the provider's response", () => {
	it('is kept by a filter of dates', async () => {
		const w = await world('singapay');
		w.sim.control.addPayment({ kind: 'cardlessWithdrawal', reference: 'W-1' });
		const filters = { dateFrom: '2026-01-06', dateTo: '2026-01-07' };
		const withdrawals = { provider: 'singapay', kind: 'cardlessWithdrawal' } as const;
		const run = await w.run(listOf(withdrawals, { ...all, filters }));

		expect(rowsOf(run)).toMatchObject([{ status: 'pending', createdAt: null }]);
	});
});

describe.each(['virtualAccount', 'qris', 'ewallet', 'paymentLink'])(
	'the settlement of each %s',
	(kind) => {
		const sample = kindSample('singapay', kind);
		const dayMs = 24 * 60 * 60 * 1000;
		/** One is settled, one is paid only, one is pending: NEW-1 to NEW-3. */
		const paid = async () => {
			const w = await world('singapay');
			const add = (reference: string, status: string | undefined, ageMs: number) =>
				w.sim.control.addPayment({
					...{ kind: sample.added, reference, createdAt: clock.provider() - ageMs },
					...(status === undefined ? {} : { status }),
				});
			add('NEW-1', sample.succeeded, 2 * dayMs);
			add('NEW-2', sample.succeeded, 1_000);
			add('NEW-3', undefined, 1_000);
			return w;
		};

		it('narrows the list to what has succeeded and is still to come', async () => {
			const w = await paid();
			const run = await w.run(listOf(sample, { ...all, filters: { onlyUnsettled: true } }));

			expect(rowsOf(run)).toMatchObject([{ reference: 'NEW-2', settledAt: null }]);
			expect(w.calls()[0]).toContain('has_settle=0');
		});

		it('narrows the list to what came in a period', async () => {
			const w = await paid();
			const settledFrom = new Date(clock.provider() - 2 * dayMs).toISOString();
			const settledTo = new Date(clock.provider()).toISOString();
			const run = await w.run(listOf(sample, { ...all, filters: { settledFrom, settledTo } }));

			expect(rowsOf(run)).toMatchObject([{ reference: 'NEW-1', settledAt: expect.any(String) }]);
		});
	},
);

describe('a list that grows while its pages are read', () => {
	/** Inserts so many payments before each further page is read. */
	function growing(w: World, sample: typeof payment, each: number): () => string[] {
		const added: string[] = [];
		let pages = 1;
		let isAdding = false;
		clock.whenProviderLooks(() => {
			const answered = w.sim.control
				.requests()
				.filter(({ status, path }) => status !== null && path !== w.sample.tokenPath).length;
			// What is added looks at the provider's clock, too.
			if (isAdding || answered < pages || answered > 4) return;
			isAdding = true;
			pages = answered + 1;
			for (let n = 0; n < each; n += 1)
				added.push(w.sim.control.addPayment({ kind: sample.added }));
			isAdding = false;
		});
		return () => added;
	}

	it.each([payment, transaction, disbursement, qris])(
		'gives no $kind of $provider twice, and none of those from before is missing',
		async (sample) => {
			const w = await world(sample.provider);
			if (sample === qris)
				for (let n = 0; n < 60; n += 1) w.sim.control.addPayment({ kind: 'qris' });
			const before = idsOf(await w.run(listOf(sample, all)));
			w.sim.control.reset();
			if (sample === qris)
				for (let n = 0; n < 60; n += 1) w.sim.control.addPayment({ kind: 'qris' });
			const added = growing(w, sample, 7);
			const run = await w.run(listOf(sample, all));

			expect(run.error?.message).toBeUndefined();
			expect(added().length).toBeGreaterThan(0);
			expect(new Set(idsOf(run)).size).toBe(idsOf(run).length);
			expect(idsOf(run)).toEqual(expect.arrayContaining(before));
		},
	);

	it('gives a payment that changed meanwhile as it was seen last', async () => {
		const w = await world('singapay');
		const id = w.sim.control.addPayment({ kind: 'disbursement' });
		// The newest of the first page are pushed to the second.
		let isDone = false;
		clock.whenProviderLooks(() => {
			const [page] = w.sim.control
				.requests()
				.filter(({ path, status }) => status === 200 && path.includes('/disbursement/'));
			if (isDone || page === undefined) return;
			isDone = true;
			w.sim.control.setStatus(id, 'success');
			for (let n = 0; n < 25; n += 1) w.sim.control.addPayment({ kind: 'disbursement' });
		});
		const run = await w.run(listOf(disbursement, all));

		expect(rowsOf(run).filter((row) => row.id === id)).toMatchObject([{ status: 'succeeded' }]);
	});
});

describe('a page that fails', () => {
	it.each([payment, disbursement])('of $provider in passing is asked for again', async (sample) => {
		const w = await world(sample.provider);
		w.sim.control.addFault({ status: 503 });
		const run = await w.run(listOf(sample, all));

		expect(idsOf(run)).toHaveLength(60);
	});

	it('for good ends the item: part of a list would look like all of it', async () => {
		const w = await world('smartFastPay');
		const options = { maxRetries: 0 };
		let isDone = false;
		clock.whenProviderLooks(() => {
			if (isDone || w.calls().length === 0) return;
			isDone = true;
			// The first page is under way; the fault is for the second.
			setImmediate(() => w.sim.control.addFault({ status: 500, times: Infinity }));
		});
		const run = await w.run(listOf(payment, { ...all, options }), {
			onError: 'continueErrorOutput',
		});

		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1)).toMatchObject([
			{
				error: {
					message: 'SmartFastPay answered HTTP 500',
					outcome: 'refused',
					httpCode: 500,
					path: '/payments',
				},
			},
		]);
	});

	it('because the account does not exist says so', async () => {
		const w = await world('singapay');
		const run = await w.run(listOf(disbursement, { accountId: 'nobody' }));

		expect(run.error?.message).toMatch(/^Singapay answered .*HTTP 404/);
		expect(run.error?.description).toContain('Merchant Account Not Found');
	});
});

describe('several items', () => {
	it('list side by side, each its own', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(
			listOf(payment, { ...all, filters: { reference: '={{ $json.reference }}' } }),
			{ items: [{ reference: 'order-2' }, { reference: 'nobody' }, { reference: 'order-3' }] },
		);

		expect(rowsOf(run).map(({ reference }) => reference)).toEqual(['order-2', 'order-3']);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
	});
});

describe('PaySecurez', () => {
	it('has no list, and says so before anything is sent', async () => {
		const w = await world('paySecurez');
		// The editor does not offer it; a workflow may hold it from another provider.
		const run = await w.run({
			resource: 'payment',
			operation: 'getMany',
			kind: 'transaction',
		});

		expect(run.error).toMatchObject({
			message: 'PaySecurez has no lists of payments',
			description: 'Use the operation Get with the ID of each. (Item 0)',
		});
		expect(w.sim.control.requests()).toEqual([]);
	});
});
