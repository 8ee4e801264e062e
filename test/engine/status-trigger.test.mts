import type { ActiveWorkflow } from '../../dev/engine/index.mts';
import { noMoneyFields } from '../support/moneyFields.mts';
import { clock } from './support/clock.mts';
import { letTimePass } from './support/passing-time.mts';
import { kindSample, kindSamples, oneKindEach } from './support/payments.mts';
import {
	allOf,
	changesIn,
	emittedBy,
	movesIn,
	onActivation,
	stateOf,
	these,
	watching,
} from './support/trigger.mts';
import { type World, world } from './support/world.mts';

const payment = kindSample('smartFastPay', 'payment');
const payout = kindSample('smartFastPay', 'payout');
const disbursement = kindSample('singapay', 'disbursement');
const attempt = kindSample('singapay', 'paymentLink');
const listed = kindSamples.filter(({ isListed }) => isListed);

const warningsOf = ({ logs }: ActiveWorkflow): string[] =>
	logs.filter(({ level }) => level === 'warn').map(({ message }) => message);

/** Everything that a watch leaves behind. */
function expectNoSecretIn(active: ActiveWorkflow, { secrets }: World): void {
	const { logs, executions, failures } = active;
	const runs = [...executions, ...failures].map((run) => run.serialized());
	const text = JSON.stringify([active.staticData(), logs, runs]);
	for (const secret of secrets()) expect(text.includes(secret)).toBe(false);
}

describe.each(listed)('watching all of $provider of the kind $kind', (sample) => {
	const { provider, added, begun, succeeded, kind } = sample;

	it('is silent at first, and while nothing changes', async () => {
		const w = await world(provider);
		const active = await w.engine.activate(watching(w, allOf(sample)));

		expect(active.executions).toEqual([]);
		expect(await active.poll()).toBeNull();
		expect(await active.poll()).toBeNull();
		expect(w.tokenCalls()).toBe(1);
		expectNoSecretIn(active, w);
	});

	const common = [
		...['provider', 'kind', 'id', 'reference', 'status', 'final', 'providerStatus', 'reason'],
		...['amount', 'currency', 'createdAt', 'updatedAt'],
	];

	it('reports a new payment once, and then each change of its status', async () => {
		const w = await world(provider);
		const active = await w.engine.activate(watching(w, allOf(sample)));
		const id = w.sim.control.addPayment({ kind: added, reference: 'NEW-1' });
		const first = await active.poll();
		const none = await active.poll();
		w.sim.control.setStatus(id, succeeded);
		const second = await active.poll();

		const [seen = {}] = changesIn(first);
		expect(Object.keys(seen).toSorted()).toEqual(
			[...Object.keys(noMoneyFields), ...common, 'previousStatus'].toSorted(),
		);
		expect(changesIn(first)).toMatchObject([
			{
				provider,
				kind,
				id,
				reference: 'NEW-1',
				status: 'pending',
				final: false,
				providerStatus: begun,
				reason: null,
				amount: kind === 'qris' ? '10000' : '10000.00',
				currency: sample.seen.currency,
				createdAt: expect.any(String),
				settledAt: null,
				previousStatus: null,
			},
		]);
		expect(none).toBeNull();
		expect(movesIn(second)).toEqual([[id, 'pending', 'succeeded']]);
		expect(await active.poll()).toBeNull();
		expect(active.executions.map(({ status }) => status)).toEqual(['success', 'success']);
		expectNoSecretIn(active, w);
	});

	it('reports a success once, though the list shows it as it was before in between', async () => {
		const w = await world(provider);
		const active = await w.engine.activate(watching(w, allOf(sample)));
		const id = w.sim.control.addPayment({ kind: added });
		const told: unknown[] = [];
		for (const status of [begun, succeeded, begun, succeeded, begun]) {
			w.sim.control.setStatus(id, status);
			told.push(...movesIn(await active.poll()));
		}

		expect(told).toEqual([
			[id, null, 'pending'],
			[id, 'pending', 'succeeded'],
		]);
	});

	it('reports two changes between two polls as one, and one that was taken back not at all', async () => {
		const w = await world(provider);
		const active = await w.engine.activate(watching(w, allOf(sample)));
		const id = w.sim.control.addPayment({ kind: added });
		await active.poll();
		w.sim.control.setStatus(id, 'something-else');
		w.sim.control.setStatus(id, begun);

		expect(await active.poll()).toBeNull();
		w.sim.control.setStatus(id, 'something-else');
		w.sim.control.setStatus(id, succeeded);
		expect(movesIn(await active.poll())).toEqual([[id, 'pending', 'succeeded']]);
	});

	it('reports what happened while it was not active', async () => {
		const w = await world(provider);
		const workflow = watching(w, allOf(sample));
		const before = await w.engine.activate(workflow);
		const [moved, other] = [1, 2].map(() => w.sim.control.addPayment({ kind: added }));
		await before.poll();
		await before.deactivate();
		w.sim.control.setStatus(String(moved), succeeded);
		w.sim.control.setStatus(String(other), succeeded);
		clock.advance(24 * 60 * 60 * 1000);
		const fresh = w.sim.control.addPayment({ kind: added });
		const after = await w.engine.activate(workflow);

		expect(new Map(movesIn(onActivation(after)).map(([id, ...move]) => [id, move]))).toEqual(
			new Map([
				[moved, ['pending', 'succeeded']],
				[other, ['pending', 'succeeded']],
				[fresh, [null, 'pending']],
			]),
		);
		expect(await after.poll()).toBeNull();
	});
});

describe('a restart of n8n', () => {
	it.each([payment, disbursement])(
		'at $provider loses no change and repeats none',
		async (sample) => {
			const w = await world(sample.provider);
			const workflow = watching(w, allOf(sample));
			const active = await w.engine.activate(workflow);
			const id = w.sim.control.addPayment({ kind: sample.added });
			await active.poll();
			const restarted = await (await w.engine.restart()).activate(workflow, { activation: 'init' });

			expect(restarted.executions).toEqual([]);
			w.sim.control.setStatus(id, sample.succeeded);
			expect(movesIn(await restarted.poll())).toEqual([[id, 'pending', 'succeeded']]);
		},
	);

	it('also brings what a killed process has seen and not reported', async () => {
		const w = await world('smartFastPay');
		const workflow = watching(w, allOf(payment, { emit: 'final' }));
		const killed = await w.engine.activate(workflow);
		const id = w.sim.control.addPayment({ kind: 'payment' });
		// Nothing is emitted, so n8n saves nothing.
		expect(await killed.poll()).toBeNull();
		w.sim.control.setStatus(id, 'paid');
		const restarted = await (await w.engine.restart()).activate(workflow, { activation: 'init' });

		expect(movesIn(onActivation(restarted))).toEqual([[id, null, 'succeeded']]);
	});
});

describe('a restart before n8n has saved what was seen', () => {
	it('loses no change of a chosen payment beyond the first poll', async () => {
		const w = await world('smartFastPay');
		const ids = Array.from({ length: 60 }, () => w.sim.control.addPayment({ kind: 'payment' }));
		const workflow = watching(w, these(payment, ids));
		clock.advance(60 * 60_000);
		const killed = await w.engine.activate(workflow);
		expect(await killed.poll()).toBeNull();
		clock.advance(10 * 60_000);
		w.sim.control.setStatus(ids[54] ?? '', 'paid');
		const restarted = await (await w.engine.restart()).activate(workflow, { activation: 'init' });

		const told = [...movesIn(onActivation(restarted)), ...movesIn(await restarted.poll())];
		expect(told).toEqual([[ids[54], null, 'succeeded']]);
	});
});

describe('a credential that was given another Client ID and secret of the same merchant', () => {
	it.each([payment, disbursement])('at $provider keeps the watch', async (sample) => {
		const w = await world(sample.provider);
		const { sim, engine, credential } = w;
		const active = await engine.activate(watching(w, allOf(sample)));
		const id = sim.control.addPayment({ kind: sample.added });
		expect(movesIn(await active.poll())).toEqual([[id, null, 'pending']]);
		const rotated = { clientId: 'rotated-client', clientSecret: 'rotated-secret-0001' };
		sim.control.rotate(rotated);
		engine.credentials.update(credential.id, rotated);
		sim.control.setStatus(id, sample.succeeded);
		const told = movesIn(await active.poll());

		expect(told).toEqual([[id, 'pending', 'succeeded']]);
		expect(warningsOf(active)).toEqual([]);
	});
});

describe('Trigger On', () => {
	const changes = async (w: World, parameters: object): Promise<unknown[]> => {
		const active = await w.engine.activate(watching(w, allOf(payment, parameters)));
		const ids = [1, 2, 3].map(() => w.sim.control.addPayment({ kind: 'payment' }));
		const first = await active.poll();
		for (const [at, status] of ['paid', 'expired', 'hibernating'].entries())
			w.sim.control.setStatus(ids[at] ?? '', status);
		return [first, await active.poll()].map((emitted) =>
			movesIn(emitted).map(([id, ...move]) => [ids.indexOf(id), ...move]),
		);
	};

	it.each([
		[
			'Every Change',
			{ emit: 'every' },
			[
				[
					[0, null, 'pending'],
					[1, null, 'pending'],
					[2, null, 'pending'],
				],
				[
					[0, 'pending', 'succeeded'],
					[1, 'pending', 'expired'],
					[2, 'pending', 'unknown'],
				],
			],
		],
		[
			'Final Statuses',
			{ emit: 'final' },
			[
				[],
				[
					[0, 'pending', 'succeeded'],
					[1, 'pending', 'expired'],
				],
			],
		],
		[
			'Chosen Statuses',
			{ emit: 'chosen', statuses: ['expired', 'failed'] },
			[[], [[1, 'pending', 'expired']]],
		],
		['Chosen Statuses as they are preset', { emit: 'chosen' }, [[], [[0, 'pending', 'succeeded']]]],
	])('%s starts the workflow for these', async (_name, parameters, expected) => {
		const w = await world('smartFastPay');

		expect(await changes(w, parameters)).toEqual(expected);
	});

	it('Chosen Statuses without one is refused', async () => {
		const w = await world('smartFastPay');
		const workflow = watching(w, allOf(payment, { emit: 'chosen', statuses: [] }));

		await expect(w.engine.activate(workflow)).rejects.toMatchObject({
			message: expect.stringContaining("'Statuses' is empty or contains an unknown status"),
		});
	});
});

describe('an undocumented word', () => {
	it('that follows another is a change', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, allOf(payment)));
		const id = w.sim.control.addPayment({ kind: 'payment', status: 'hibernating' });
		const first = await active.poll();
		w.sim.control.setStatus(id, 'waking-up');

		expect(movesIn(first)).toEqual([[id, null, 'unknown']]);
		expect(movesIn(await active.poll())).toEqual([[id, 'unknown', 'unknown']]);
	});
});

describe('Simplify off', () => {
	it("adds the provider's own record", async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, allOf(payment, { simplify: false })));
		const id = w.sim.control.addPayment({ kind: 'payment' });

		expect(changesIn(await active.poll())).toMatchObject([
			{ id, previousStatus: null, raw: { id, status: 'pending' } },
		]);
	});
});

describe.each(kindSamples)('watching chosen payments of $provider of the kind $kind', (sample) => {
	const { provider, added, succeeded } = sample;

	it('by ID reports their changes alone', async () => {
		const w = await world(provider);
		const ids = [1, 2, 3].map(() => w.sim.control.addPayment({ kind: added }));
		const active = await w.engine.activate(watching(w, these(sample, ids.slice(0, 2))));
		for (const id of ids.slice(1)) w.sim.control.setStatus(id, succeeded);
		const changes = await active.poll();

		expect(active.executions).toHaveLength(1);
		expect(movesIn(changes)).toEqual([[ids[1], 'pending', 'succeeded']]);
		expect(await active.poll()).toBeNull();
		expectNoSecretIn(active, w);
	});
});

describe.each([payment, disbursement])('payments of $provider chosen by reference', (sample) => {
	const { provider, added, succeeded } = sample;
	const by = { lookUpBy: 'reference' };

	it('report their changes', async () => {
		const w = await world(provider);
		const id = w.sim.control.addPayment({ kind: added, reference: 'MINE-1' });
		const active = await w.engine.activate(watching(w, these(sample, ['MINE-1'], by)));
		expect(active.executions).toEqual([]);
		w.sim.control.setStatus(id, succeeded);

		expect(changesIn(await active.poll())).toMatchObject([
			{ id, reference: 'MINE-1', previousStatus: 'pending', status: 'succeeded' },
		]);
	});

	it('are reported when they come about', async () => {
		const w = await world(provider);
		const active = await w.engine.activate(watching(w, these(sample, ['LATER-1'], by)));
		expect(active.executions).toEqual([]);
		expect(await active.poll()).toBeNull();
		const id = w.sim.control.addPayment({ kind: added, reference: 'LATER-1' });

		expect(movesIn(await active.poll())).toEqual([[id, null, 'pending']]);
	});
});

describe('attempts at a payment link chosen by its reference', () => {
	it('are reported until one succeeds', async () => {
		const w = await world('singapay');
		const { addPayment, setStatus } = w.sim.control;
		const first = addPayment({ kind: 'paymentLink', reference: 'LINK-1' });
		const by = { lookUpBy: 'reference' };
		const active = await w.engine.activate(watching(w, these(attempt, ['LINK-1'], by)));
		setStatus(first, 'expired');
		expect(movesIn(await active.poll())).toEqual([[first, 'pending', 'expired']]);
		expect(await active.poll()).toBeNull();
		const second = addPayment({ kind: 'paymentLink', reference: 'LINK-1' });
		expect(movesIn(await active.poll())).toEqual([[second, 'expired', 'pending']]);
		setStatus(second, 'paid');
		expect(movesIn(await active.poll())).toEqual([[second, 'pending', 'succeeded']]);
		const { length } = w.calls();
		expect(await active.poll()).toBeNull();
		expect(w.calls()).toHaveLength(length);
	});
});

describe('chosen payments', () => {
	it('are reported once, though their page shows them as they were before in between', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, these(payout, ['out-0001'])));
		const told: unknown[] = [];
		for (const status of ['pending', 'success', 'refunded', 'pending', 'refunded']) {
			w.sim.control.setStatus('out-0001', status);
			told.push(...movesIn(await active.poll()));
		}

		expect(told).toEqual([['out-0001', 'succeeded', 'refunded']]);
	});

	it('come from an expression that gives a list, each once', async () => {
		const w = await world('smartFastPay');
		const payments = '={{ ["pay-0002", " pay-0002 ", "", "pay-0006"] }}';
		const active = await w.engine.activate(watching(w, { ...these(payment, []), payments }));
		w.sim.control.setStatus('pay-0002', 'paid');

		expect(w.calls().toSorted()).toEqual(['GET /payment/pay-0002', 'GET /payment/pay-0006']);
		expect(movesIn(await active.poll())).toEqual([['pay-0002', 'pending', 'succeeded']]);
	});

	it.each([
		'pay-0001,pay-0002',
		'pay-0001; pay-0002,\n pay-0001',
		'["pay-0001","pay-0002"]',
		'={{ JSON.stringify(["pay-0001", "pay-0002"]) }}',
	])('come from text, each once: %s', async (text) => {
		const w = await world('smartFastPay');
		await w.engine.activate(watching(w, these(payment, [text])));

		expect(w.calls().toSorted()).toEqual(['GET /payment/pay-0001', 'GET /payment/pay-0002']);
	});

	it('are no longer asked for when their status is final', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, these(payment, ['pay-0001', 'pay-0002'])));
		await active.poll();

		expect(w.calls().filter((call) => call === 'GET /payment/pay-0001')).toHaveLength(1);
		expect(w.calls().filter((call) => call === 'GET /payment/pay-0002')).toHaveLength(2);
	});

	it('are asked for on where something may follow a final status', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, these(payout, ['out-0001'])));
		w.sim.control.setStatus('out-0001', 'refunded');

		expect(movesIn(await active.poll())).toEqual([['out-0001', 'succeeded', 'refunded']]);
	});

	it('that are too many for one poll take turns', async () => {
		const w = await world('smartFastPay');
		const ids = Array.from({ length: 120 }, () => w.sim.control.addPayment({ kind: 'payment' }));
		const active = await w.engine.activate(watching(w, these(payment, ids)));
		expect(w.calls()).toHaveLength(50);
		await active.poll();
		await active.poll();

		expect(new Set(w.calls()).size).toBe(120);
		for (const id of ids) w.sim.control.setStatus(id, 'paid');
		const reported = [];
		for (let n = 0; n < 3; n += 1) reported.push(...movesIn(await active.poll()));
		expect(reported.map(([id]) => id).toSorted()).toEqual(ids.toSorted());
	});

	it('of which one cannot be asked for do not hold up the others', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, these(payment, ['pay-0002', 'pay-0006'])));
		w.sim.control.setStatus('pay-0002', 'paid');
		w.sim.control.setStatus('pay-0006', 'paid');
		w.sim.control.addFault({ match: { path: '/payment/pay-0006' }, status: 403 });
		const first = await active.poll();

		expect(movesIn(first)).toEqual([['pay-0002', 'pending', 'succeeded']]);
		expect(warningsOf(active)).toEqual(['Watch: SmartFastPay answered HTTP 403']);
		expect(movesIn(await active.poll())).toEqual([['pay-0006', 'pending', 'succeeded']]);
	});
});

describe('a poll that fails', () => {
	it.each([payment, disbursement])('at $provider loses nothing', async (sample) => {
		const w = await world(sample.provider);
		letTimePass();
		const active = await w.engine.activate(watching(w, allOf(sample)));
		const saved = active.staticData();
		const id = w.sim.control.addPayment({ kind: sample.added });
		w.sim.control.addFault({ status: 503, times: 3 });

		await expect(active.poll()).rejects.toMatchObject({
			message: expect.stringContaining('HTTP 503'),
			httpCode: '503',
		});
		expect(active.failures).toHaveLength(1);
		expect(active.staticData()).toEqual(saved);
		expect(movesIn(await active.poll())).toEqual([[id, null, 'pending']]);
		expectNoSecretIn(active, w);
	});

	it('at its second page reports nothing by halves', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, allOf(payment)));
		const ids = Array.from({ length: 50 }, () => w.sim.control.addPayment({ kind: 'payment' }));
		let isDone = false;
		const before = w.calls().length;
		clock.whenProviderLooks(() => {
			const answered = w.sim.control.requests().filter(({ status }) => status === 200);
			const lists = answered.filter(({ path }) => path.startsWith('/payments'));
			if (isDone || lists.length <= before) return;
			isDone = true;
			w.sim.control.addFault({ status: 400 });
		});

		await expect(active.poll()).rejects.toMatchObject({ httpCode: '400' });
		expect(active.executions).toEqual([]);
		expect(
			movesIn(await active.poll())
				.map(([id]) => id)
				.toSorted(),
		).toEqual(ids.toSorted());
	});

	it.each([
		['passes', { status: 503, times: 3 }, { cause: 'temporarily-unavailable' }],
		[
			'passes after a while',
			{ status: 429, times: 3, headers: { 'retry-after': '120' } },
			{ cause: 'rate-limited', retryAfterMs: 120_000 },
		],
		['stays', { status: 403 }, { cause: 'configuration-invalid' }],
	])('for a reason that %s tells n8n so', async (_what, fault, failure) => {
		const w = await world('smartFastPay');
		letTimePass();
		const active = await w.engine.activate(watching(w, allOf(payment)));
		w.sim.control.addFault(fault);

		await expect(active.poll()).rejects.toMatchObject({ failure });
	});

	it('because of a wrong secret is reported to n8n', async () => {
		const w = await world('smartFastPay', { clientSecret: 'not-the-one' });

		await expect(w.engine.activate(watching(w, allOf(payment)))).rejects.toMatchObject({
			failure: { cause: 'credential-invalid' },
		});
	});

	it.each([
		// Each request is repeated twice.
		['All New Payments', allOf(payment), 3, null],
		['Chosen Payments', these(payment, ['pay-0002', 'pay-0006']), 6, 'pay-0002'],
	])(
		'for a passing reason on activation is made up for by the next: %s',
		async (_what, parameters, times, chosen) => {
			const w = await world('smartFastPay');
			letTimePass();
			w.sim.control.addFault({ status: 503, times });
			const active = await w.engine.activate(watching(w, parameters));
			expect(active.executions).toEqual([]);
			expect(active.failures).toEqual([]);
			expect(warningsOf(active).at(-1)).toMatch(/HTTP 503.*The next poll tries again\.$/);
			w.sim.control.setStatus('pay-0002', 'paid');
			const id = w.sim.control.addPayment({ kind: 'payment' });

			expect(movesIn(await active.poll())).toEqual([
				chosen === null ? [id, null, 'pending'] : [chosen, null, 'succeeded'],
			]);
		},
	);

	it('because every chosen payment does says so, and loses nothing', async () => {
		const w = await world('paySecurez');
		letTimePass();
		const sample = kindSample('paySecurez', 'transaction');
		const active = await w.engine.activate(watching(w, these(sample, ['txn_demo0002'])));
		w.sim.control.setStatus('txn_demo0002', 'Captured');
		w.sim.control.addFault({ status: 503, times: 3 });

		await expect(active.poll()).rejects.toMatchObject({ httpCode: '503' });
		expect(movesIn(await active.poll())).toEqual([['txn_demo0002', 'pending', 'succeeded']]);
	});

	it('on activation is an error of the activation, and the next one begins', async () => {
		const w = await world('smartFastPay');
		const workflow = watching(w, allOf(payment));
		w.sim.control.addFault({ status: 403 });

		await expect(w.engine.activate(workflow)).rejects.toMatchObject({ httpCode: '403' });
		expect((await w.engine.activate(workflow)).executions).toEqual([]);
	});
});

describe('polls that overlap', () => {
	it('report a change once', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, allOf(payment)));
		const id = w.sim.control.addPayment({ kind: 'payment' });
		w.sim.control.addFault({ delayMs: 100 });
		const polls = await Promise.all([active.poll(), active.poll(), active.poll()]);

		expect(polls.flatMap(movesIn)).toEqual([[id, null, 'pending']]);
		expect(active.executions).toHaveLength(1);
		expect(warningsOf(active)).toEqual([
			'Watch: the previous poll is still running; this one is skipped.',
			'Watch: the previous poll is still running; this one is skipped.',
		]);
		expect(await active.poll()).toBeNull();
	});

	it('do not hold up one another in different workflows', async () => {
		const w = await world('smartFastPay');
		const one = await w.engine.activate({ id: 'one', ...watching(w, allOf(payment)) });
		const other = await w.engine.activate({ id: 'other', ...watching(w, allOf(payment)) });
		const id = w.sim.control.addPayment({ kind: 'payment' });
		const polls = await Promise.all([one.poll(), other.poll()]);

		expect(polls.map(movesIn)).toEqual([[[id, null, 'pending']], [[id, null, 'pending']]]);
	});

	it('are possible again after one that failed', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, allOf(payment)));
		const id = w.sim.control.addPayment({ kind: 'payment' });
		w.sim.control.addFault({ status: 403 });

		await expect(active.poll()).rejects.toThrow();
		expect(movesIn(await active.poll())).toEqual([[id, null, 'pending']]);
	});
});

describe('a list that is too long for one poll', () => {
	it.each([payment, disbursement])('at $provider is read on with by the next', async (sample) => {
		const w = await world(sample.provider);
		const workflow = watching(w, allOf(sample));
		await (await w.engine.activate(workflow)).deactivate();
		const ids = Array.from({ length: 100 }, () => w.sim.control.addPayment({ kind: sample.added }));
		// There is time for one page each.
		const active = await w.engine.activate(workflow, { pollBudgetMs: 0 });
		const reported = movesIn(onActivation(active));
		expect(reported.length).toBeLessThan(100);
		for (let n = 0; n < 12; n += 1) reported.push(...movesIn(await active.poll()));

		expect(reported.map(([id]) => id).toSorted()).toEqual(ids.toSorted());
		expect(warningsOf(active)[0]).toBe(
			'Watch: The list continues after page 1; the next poll continues there.',
		);
	});
});

describe('a list that grows while it is polled', () => {
	it.each([payment, disbursement])('at $provider reports each payment once', async (sample) => {
		const w = await world(sample.provider);
		const active = await w.engine.activate(watching(w, allOf(sample)));
		const ids = Array.from({ length: 45 }, () => w.sim.control.addPayment({ kind: sample.added }));
		let isAdding = false;
		clock.whenProviderLooks(() => {
			if (isAdding || ids.length >= 60) return;
			isAdding = true;
			ids.push(w.sim.control.addPayment({ kind: sample.added }));
			isAdding = false;
		});
		const reported = [];
		for (let n = 0; n < 3; n += 1) reported.push(...movesIn(await active.poll()));

		expect(reported.map(([id]) => id).toSorted()).toEqual(ids.toSorted());
	});
});

describe.each([payment, disbursement])('a clock of $provider that is', (sample) => {
	it.each([
		['four minutes behind', -4 * 60_000],
		['ten minutes ahead', 10 * 60_000],
	])('%s hides no payment, and repeats none', async (_what, ms) => {
		const w = await world(sample.provider);
		clock.advanceProvider(ms);
		const active = await w.engine.activate(watching(w, allOf(sample)));
		const ids: string[] = [];
		const reported = [];
		for (let n = 0; n < 4; n += 1) {
			ids.push(w.sim.control.addPayment({ kind: sample.added }));
			reported.push(...movesIn(await active.poll()));
			clock.advance(3 * 60_000);
		}

		expect(reported).toEqual(ids.map((id) => [id, null, 'pending']));
	});
});

describe.each([payment, disbursement])('a payment that $provider lists late', (sample) => {
	it('is reported although a newer one was seen before', async () => {
		const w = await world(sample.provider);
		const active = await w.engine.activate(watching(w, allOf(sample)));
		clock.advance(60 * 60_000);
		w.sim.control.addPayment({ kind: sample.added });
		await active.poll();
		const late = w.sim.control.addPayment({
			kind: sample.added,
			createdAt: clock.now() - 4 * 60_000,
		});

		expect(movesIn(await active.poll())).toEqual([[late, null, 'pending']]);
		expect(await active.poll()).toBeNull();
	});
});

describe('"Fetch Test Event"', () => {
	it.each([
		[payment, { id: 'pay-0060', status: 'expired' }],
		[disbursement, { id: '3312000000000000060' }],
	] as const)('shows the newest payment of a list', async (sample, expected) => {
		const w = await world(sample.provider);
		const run = await w.engine.run(watching(w, allOf(sample)));

		expect(run.error?.message).toBeUndefined();
		expect(changesIn(emittedBy(run))).toMatchObject([{ ...expected, previousStatus: null }]);
		expect(w.calls()).toHaveLength(1);
	});

	it.each(oneKindEach)('shows the first of the chosen payments of $provider', async (sample) => {
		const w = await world(sample.provider);
		const run = await w.engine.run(watching(w, these(sample, [sample.id, 'another'])));

		expect(changesIn(emittedBy(run))).toMatchObject([
			{ id: sample.id, status: 'succeeded', previousStatus: null },
		]);
	});

	it('is not narrowed by Trigger On, so that there is something to see', async () => {
		const w = await world('smartFastPay');
		const parameters = { emit: 'chosen', statuses: ['refunded'] };
		const run = await w.engine.run(watching(w, allOf(payment, parameters)));

		expect(emittedBy(run)).toHaveLength(1);
	});

	it('leaves what the active workflow knows untouched', async () => {
		const w = await world('smartFastPay');
		const workflow = watching(w, allOf(payment));
		const active = await w.engine.activate(workflow);
		const before = active.staticData();
		const id = w.sim.control.addPayment({ kind: 'payment' });
		const run = await w.engine.run(workflow);

		expect(changesIn(emittedBy(run))).toMatchObject([{ id }]);
		expect(active.staticData()).toEqual(before);
		expect(movesIn(await active.poll())).toEqual([[id, null, 'pending']]);
	});

	it('says so where the chosen payment is not there', async () => {
		const w = await world('smartFastPay');
		const run = await w.engine.run(watching(w, these(payment, ['pay-9999'])));

		expect(run.error?.message).toContain('SmartFastPay has no payment with the ID pay-9999');
	});
});

describe('what n8n keeps of a watch', () => {
	it.each([
		[payment, allOf(payment), 'pay-0001'],
		[disbursement, allOf(disbursement), disbursement.id],
		[payment, these(payment, ['pay-0001', 'pay-0002']), 'pay-0001'],
	] as const)('is IDs, words and times, and nothing else', async (sample, parameters, moved) => {
		const w = await world(sample.provider);
		const active = await w.engine.activate(watching(w, parameters));
		w.sim.control.addPayment({ kind: sample.added, reference: 'MINE-1' });
		w.sim.control.setStatus(moved, 'pending');
		await active.poll();
		const text = JSON.stringify(active.staticData());

		expect(Object.keys(stateOf(active)).toSorted()).toEqual([
			'client',
			'floorMs',
			'isBaseline',
			'newestMs',
			'overlapMs',
			'payments',
			'sweep',
			'sweeps',
			'version',
			'watches',
		]);
		for (const secret of [...w.secrets(), w.sim.credentials.clientId, w.sim.url, 'MINE-1', 'BRL'])
			expect(text).not.toContain(secret);
	});
});

describe('settings that were edited', () => {
	it.each([
		['another kind', allOf(payment), allOf(payout)],
		['chosen payments instead of all', allOf(payment), these(payment, ['pay-0001'])],
		[
			'ID instead of reference',
			these(payment, ['order-2'], { lookUpBy: 'reference' }),
			these(payment, ['pay-0002']),
		],
	] as const)('(%s) make another watch, which is silent at first', async (_what, before, after) => {
		const w = await world('smartFastPay');
		await (await w.engine.activate(watching(w, before))).deactivate();
		w.sim.control.addPayment({ kind: 'payout' });
		const active = await w.engine.activate(watching(w, after), { activation: 'update' });

		expect(active.executions).toEqual([]);
		expect(active.logs).toContainEqual(
			expect.objectContaining({
				level: 'info',
				message: 'Watch: the settings have changed. The watch starts over.',
			}),
		);
		expect(await active.poll()).toBeNull();
	});

	it('of what starts the workflow only, leave what is known', async () => {
		const w = await world('smartFastPay');
		const id = w.sim.control.addPayment({ kind: 'payment' });
		await (await w.engine.activate(watching(w, allOf(payment)))).deactivate();
		w.sim.control.setStatus(id, 'paid');
		const active = await w.engine.activate(watching(w, allOf(payment, { emit: 'final' })));

		expect(movesIn(onActivation(active))).toEqual([[id, 'pending', 'succeeded']]);
	});

	it('of the chosen payments keep what is known of the others', async () => {
		const w = await world('smartFastPay');
		const first = await w.engine.activate(watching(w, these(payment, ['pay-0002', 'pay-0006'])));
		await first.deactivate();
		w.sim.control.setStatus('pay-0006', 'paid');
		w.sim.control.setStatus('pay-0010', 'paid');
		const active = await w.engine.activate(watching(w, these(payment, ['pay-0006', 'pay-0010'])));

		expect(movesIn(onActivation(active))).toEqual([['pay-0006', 'pending', 'succeeded']]);
	});

	it('of the credential, to another merchant, make another watch', async () => {
		const w = await world('smartFastPay');
		await (await w.engine.activate(watching(w, these(payment, ['pay-0002'])))).deactivate();
		w.sim.control.setStatus('pay-0002', 'paid');
		const other = await world('smartFastPay');
		other.sim.control.setStatus('pay-0002', 'expired');
		w.engine.credentials.update(w.credential.id, { baseUrl: other.sim.url });
		const active = await w.engine.activate(watching(w, these(payment, ['pay-0002'])));

		expect(active.executions).toEqual([]);
	});
});

describe('a state that a newer version has written', () => {
	it('is left as it is, and the sentence says what to do', async () => {
		const w = await world('smartFastPay');
		const newer = { version: 2, something: ['new'] };
		// Another node of the same workflow makes n8n store it.
		const keeper = { ...watching(w, allOf(payment), newer) };
		const nodes = keeper.nodes.map((node) => ({ ...node, name: 'Keeper' }));
		const kept = await w.engine.activate({ ...keeper, nodes });
		expect(stateOf(kept)).toEqual(newer);
		const requests = w.sim.control.requests().length;

		await expect(w.engine.activate(watching(w, allOf(payment)))).rejects.toMatchObject({
			message: expect.stringContaining(
				'This trigger was last run by a newer version of the package',
			),
			description:
				'Its stored state is unchanged. Update the package, or replace the node with a new one to start over.',
		});
		expect(stateOf(kept)).toEqual(newer);
		expect(w.sim.control.requests()).toHaveLength(requests);
	});
});

describe('a state that cannot be read', () => {
	it.each([
		[
			'payments are missing',
			{ version: 1, watches: 'x', floorMs: 0, isBaseline: false, sweeps: 1, sweep: null },
		],
		[
			'the payments are no list',
			{
				version: 1,
				watches: 'x',
				floorMs: 0,
				isBaseline: false,
				sweeps: 1,
				sweep: null,
				payments: { 0: 7 },
			},
		],
		[
			'the time is text',
			{
				version: 1,
				watches: 'x',
				floorMs: 'now',
				isBaseline: false,
				sweeps: 1,
				sweep: null,
				payments: [],
			},
		],
		['the version is text', { version: 'one' }],
	])('(%s) is begun anew, with a warning in the log', async (_what, broken) => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, allOf(payment), { ...broken, old: true }));

		expect(active.executions).toEqual([]);
		expect(warningsOf(active)).toEqual([
			'Watch: the stored state could not be read. The watch starts over.',
		]);
		expect(stateOf(active)).toMatchObject({ version: 1, isBaseline: false });
		expect(stateOf(active)).not.toHaveProperty('old');
		const id = w.sim.control.addPayment({ kind: 'payment' });
		expect(movesIn(await active.poll())).toEqual([[id, null, 'pending']]);
	});
});

describe('a state of which a part cannot be read', () => {
	it.each<[string, (state: Record<string, unknown>) => object]>([
		['a payment is no object', ({ payments }) => ({ payments: [7, ...(payments as object[])] })],
		[
			'a payment lacks its status',
			({ payments }) => ({ payments: [...(payments as object[]), { key: 'x' }] }),
		],
		['the place to go on is text', () => ({ sweep: 'page 2' })],
		['the readings are missing', () => ({ sweeps: undefined })],
		['the beginning is text', () => ({ isBaseline: 'no' })],
	])('(%s) is used without it, with a warning in the log', async (_what, broken) => {
		const w = await world('smartFastPay');
		const first = await w.engine.activate(watching(w, allOf(payment)));
		const moved = w.sim.control.addPayment({ kind: 'payment' });
		expect(movesIn(await first.poll())).toEqual([[moved, null, 'pending']]);
		const before = stateOf(first);
		await first.deactivate();
		w.sim.control.setStatus(moved, 'paid');
		const fresh = w.sim.control.addPayment({ kind: 'payment' });
		const edited = { ...before, ...broken(before), old: true };
		const active = await w.engine.activate({
			id: 'edited',
			...watching(w, allOf(payment), edited),
		});

		expect(new Set(movesIn(onActivation(active)).map((move) => move.join(' ')))).toEqual(
			new Set([`${moved} pending succeeded`, `${fresh}  pending`]),
		);
		expect(warningsOf(active)).toEqual([
			'Watch: parts of the stored state could not be read and are ignored.',
		]);
		expect(stateOf(active)).not.toHaveProperty('old');
		expect(await active.poll()).toBeNull();
		expect(warningsOf(active)).toHaveLength(1);
	});
});
