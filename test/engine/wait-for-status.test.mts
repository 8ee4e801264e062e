import { clock } from './support/clock.mts';
import { letTimePass, until } from './support/passing-time.mts';
import {
	afterAnswers,
	byId,
	byReference,
	exactLooks,
	kindSample,
	kindSamples,
	oneKindEach,
} from './support/payments.mts';
import { expectNoSecret, jsonOf, type World, world } from './support/world.mts';

declare const requireOutsideJest: (id: 'node:process') => {
	on(name: 'warning', listener: (warning: Error) => void): void;
	off(name: 'warning', listener: (warning: Error) => void): void;
};

const payment = kindSample('smartFastPay', 'payment');
const waiting = { operation: 'wait' };
const pending = ({ sim }: World, kind = payment): string =>
	sim.control.addPayment({ kind: kind.added });

describe.each(kindSamples)('waiting for a $kind at $provider', (sample) => {
	const { provider, kind, added, succeeded } = sample;

	it('ends with the first look that sees a final status', async () => {
		const w = await world(provider);
		const time = letTimePass();
		const id = w.sim.control.addPayment({ kind: added });
		afterAnswers(w, 3, () => w.sim.control.setStatus(id, succeeded));
		const run = await w.run(byId(sample, id, waiting));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ provider, kind, id, status: 'succeeded', final: true }]);
		expect(jsonOf(run)[0]).not.toHaveProperty('raw');
		expect(run.items('Pay')[0]?.pairedItem).toEqual({ item: 0 });
		expect(w.calls()).toHaveLength(4 + exactLooks(sample).length);
		// 5, 7.5, 11.25 and 16.875 seconds, each up to a tenth shorter or longer.
		expect(time.elapsed()).toBeGreaterThan(36_000);
		expect(time.elapsed()).toBeLessThan(45_000);
		expectNoSecret(run, w);
	});
});

it.each<[string, Parameters<typeof kindSample>, object]>([
	['a status', ['paySecurez', 'transaction'], { status: 'failed', message: 'Server error' }],
	['a capital one', ['paySecurez', 'transaction'], { Status: 'Failed', message: 'Server error' }],
	['a status', ['smartFastPay', 'payout'], { requestId: 'r', status: 'failed', message: 'Busy' }],
	['it inside', ['smartFastPay', 'payout'], { requestId: 'r', data: { status: 'failed' } }],
	['a status', ['singapay', 'disbursement'], { status: 'failed', message: 'Gagal' }],
	[
		'it inside',
		['singapay', 'disbursement'],
		{ status: 200, success: true, data: { status: 'failed' } },
	],
	['a status', ['singapay', 'qris'], { status: 'expired', message: 'session expired' }],
	['nothing', ['singapay', 'qris'], { status: 200, success: true, data: null, message: 'error' }],
	['an error word', ['smartFastPay', 'payment'], { requestId: 'r', data: null, status: 'error' }],
])('a notice with %s for %j does not end the wait', async (_what, [provider, kind], body) => {
	const w = await world(provider);
	letTimePass();
	const sample = kindSample(provider, kind);
	const id = w.sim.control.addPayment({ kind: sample.added });
	w.sim.control.setStatus(id, sample.succeeded);
	w.sim.control.addFault({ status: 200, body, times: 1 });
	const run = await w.run(byId(sample, id, waiting));

	expect(jsonOf(run)).toMatchObject([{ id, status: 'succeeded', final: true }]);
});

describe.each(kindSamples.filter(({ isListed }) => isListed))(
	'waiting for a $kind at $provider by its reference',
	(sample) => {
		it('ends with the first look that sees a final status', async () => {
			const w = await world(sample.provider);
			letTimePass();
			const id = w.sim.control.addPayment({ kind: sample.added, reference: 'WAIT-1' });
			afterAnswers(w, 2, () => w.sim.control.setStatus(id, sample.succeeded));
			const run = await w.run(byReference(sample, 'WAIT-1', waiting));

			expect(run.error?.message).toBeUndefined();
			expect(jsonOf(run)).toMatchObject([
				{ id, reference: 'WAIT-1', status: 'succeeded', final: true },
			]);
			// Where a list had to be searched for it, that is done once; another attempt at a link may be the one that is paid.
			const isSearched = !['disbursement', 'paymentLink'].includes(sample.kind);
			const byItsId = `GET ${sample.path(id)}`;
			const from = w.calls().indexOf(byItsId);
			expect(from > 0).toBe(isSearched);
			if (isSearched) expect(new Set(w.calls().slice(from))).toEqual(new Set([byItsId]));
		});
	},
);

describe('the looks', () => {
	it('begin after five seconds and grow apart up to half a minute', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		const id = pending(w);
		await w.run(byId(payment, id, { ...waiting, maxWaitSeconds: 200 }));
		const usual = [5, 7.5, 11.25, 16.875, 25.3125, 30, 30, 30, 30];

		expect(time.sleeps.length).toBeGreaterThanOrEqual(usual.length);
		for (const [at, seconds] of usual.entries()) {
			expect(time.sleeps[at]).toBeGreaterThanOrEqual(seconds * 900);
			expect(time.sleeps[at]).toBeLessThanOrEqual(seconds * 1100);
		}
		expect(w.calls()).toHaveLength(time.sleeps.length);
	});

	it("come with the provider's own record where Simplify is off", async () => {
		const w = await world('smartFastPay');
		letTimePass();
		const run = await w.run(byId(payment, 'pay-0001', { ...waiting, simplify: false }));

		expect(jsonOf(run)).toMatchObject([{ status: 'succeeded', raw: { status: 'paid' } }]);
	});
});

describe.each(oneKindEach)('a $name of $provider that does not end in time', (sample) => {
	const { provider, name, begun } = sample;

	it('ends the node, and the error names the status seen last', async () => {
		const w = await world(provider);
		const time = letTimePass();
		const id = pending(w, sample);
		const run = await w.run(byId(sample, id, { ...waiting, maxWaitSeconds: 60 }));

		expect(run.error).toMatchObject({
			message: expect.stringMatching(
				new RegExp(`^The ${name} ${id} is still pending after 6[01] seconds$`),
			),
			description: `${w.sample.displayName} calls it ${begun}. Look again later with the operation Get, raise 'Max Wait (Seconds)', or use the Payment Status Trigger. (Item 0)`,
			context: { details: { outcome: 'refused', provider, path: sample.path(id) } },
		});
		// The last look is at the end of the time.
		expect(time.elapsed()).toBeGreaterThanOrEqual(60_000);
		expect(time.elapsed()).toBeLessThan(62_000);
	});

	it('is returned as it was seen last where that is wanted', async () => {
		const w = await world(provider);
		letTimePass();
		const id = pending(w, sample);
		const parameters = { ...waiting, maxWaitSeconds: 60, onTimeout: 'item' };
		const run = await w.run(byId(sample, id, parameters));

		expect(jsonOf(run)).toMatchObject([{ id, status: 'pending', final: false }]);
	});
});

describe('waiting for a payment link by its reference', () => {
	const attempt = kindSample('singapay', 'paymentLink');

	it('goes on after an attempt that expires, for the payer may try again', async () => {
		const w = await world('singapay');
		letTimePass();
		const { addPayment, setStatus } = w.sim.control;
		const first = addPayment({ kind: 'paymentLink', reference: 'LINK-1' });
		afterAnswers(w, 1, () => setStatus(first, 'expired'));
		const running = w.run(byReference(attempt, 'LINK-1', waiting));
		await until(() => w.calls().length >= 3);
		const second = addPayment({ kind: 'paymentLink', reference: 'LINK-1' });
		setStatus(second, 'paid');

		expect(jsonOf(await running)).toMatchObject([{ id: second, status: 'succeeded' }]);
	});

	it('ends with the last attempt where none succeeds', async () => {
		const w = await world('singapay');
		letTimePass();
		const id = w.sim.control.addPayment({ kind: 'paymentLink', reference: 'LINK-1' });
		w.sim.control.setStatus(id, 'expired');
		const run = await w.run(byReference(attempt, 'LINK-1', { ...waiting, maxWaitSeconds: 60 }));

		expect(jsonOf(run)).toMatchObject([{ id, status: 'expired', final: true }]);
		expect(w.calls().length).toBeGreaterThan(3);
	});
});

describe('a wait of an hour', () => {
	it('outlives its tokens', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		const id = pending(w);
		const parameters = { ...waiting, maxWaitSeconds: 3600, onTimeout: 'item' };
		const run = await w.run(byId(payment, id, parameters));

		expect(jsonOf(run)).toMatchObject([{ id, final: false }]);
		expect(time.elapsed()).toBeGreaterThanOrEqual(3_600_000);
		expect(w.tokenCalls()).toBeGreaterThan(1);
	});
});

describe('500 payments', () => {
	it('are waited for side by side, and asked for only a few at a time', async () => {
		const w = await world('smartFastPay');
		const warnings: string[] = [];
		const listener = ({ name }: Error): void => void warnings.push(name);
		const outside = requireOutsideJest('node:process');
		outside.on('warning', listener);
		// In one step, all of them wake.
		const time = letTimePass({ stepMs: 6_000 });
		const ids = Array.from({ length: 500 }, () =>
			w.sim.control.addPayment({ kind: 'payment', status: 'paid' }),
		);
		const run = await w.run(
			byId(payment, '={{ $json.id }}', { ...waiting, options: { concurrency: 7 } }),
			{ items: ids.map((id) => ({ id })) },
		);
		outside.off('warning', listener);

		expect(run.error?.message).toBeUndefined();
		expect((jsonOf(run) as Array<{ id: string }>).map(({ id }) => id)).toEqual(ids);
		expect(jsonOf(run)).toEqual(ids.map(() => expect.objectContaining({ final: true })));
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_, item) => ({ item })),
		);
		// One wait of five seconds, drawn up to a tenth longer, and not 500 of them.
		expect(time.sleeps).toHaveLength(500);
		expect(Math.max(...time.sleeps)).toBeLessThanOrEqual(5_500);
		expect(time.elapsed()).toBeLessThan(60_000);
		expect(time.mostOpen()).toBe(7);
		expect(w.calls()).toHaveLength(500);
		expect(w.tokenCalls()).toBe(1);
		expect(warnings).toEqual([]);
	}, 20_000);
});

describe('60 payments at a provider that takes half a minute for each request', () => {
	const concurrency = 5;
	/** In the time of n8n and the provider: while five are asked at once, one is answered every six seconds. */
	const slow = ({ sim, sample }: World): void => {
		let begun = 0;
		clock.whenProviderLooks(() => {
			const asked = sim.control.requests().filter(({ path }) => path !== sample.tokenPath).length;
			const more = asked - begun;
			begun = asked;
			if (more > 0) clock.advance((more * 30_000) / concurrency);
		});
	};

	// All first looks together take 360 seconds, and so do all second ones.
	it.each([
		['end soon after the time, and not one after the other', 600, 60 + 50, 640],
		['are asked once each, though the time is over', 60, 60, 400],
	])('%s', async (_what, maxWaitSeconds, mostCalls, latest) => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		const ids = Array.from({ length: 60 }, () => pending(w));
		slow(w);
		const run = await w.run(
			byId(payment, '={{ $json.id }}', {
				...waiting,
				maxWaitSeconds,
				onTimeout: 'item',
				options: { concurrency },
			}),
			{ items: ids.map((id) => ({ id })) },
		);

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toEqual(
			ids.map((id) => expect.objectContaining({ id, status: 'pending', final: false })),
		);
		expect(new Set(w.calls()).size).toBe(60);
		expect(w.calls().length).toBeLessThanOrEqual(mostCalls);
		expect(time.elapsed()).toBeGreaterThanOrEqual(Math.max(maxWaitSeconds, 360) * 1000);
		expect(time.elapsed()).toBeLessThan(latest * 1000);
		expect(time.mostOpen()).toBe(concurrency);
	});
});

describe('canceling', () => {
	it.each([1, 50])('ends the wait of %i items at once', async (items) => {
		const w = await world('smartFastPay');
		const time = letTimePass({ isStanding: true });
		const id = pending(w);
		const stop = new AbortController();
		const running = w.run(byId(payment, id, waiting), {
			items,
			run: { cancelAfter: stop.signal },
		});
		await until(() => time.sleepers() === items);
		stop.abort();
		const run = await running;

		expect(run.status).toBe('canceled');
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('ends a look that waits for its answer', async () => {
		const w = await world('smartFastPay');
		letTimePass();
		w.sim.control.addFault({ delayMs: 20_000, times: Infinity });
		const stop = new AbortController();
		const before = Date.now();
		const running = w.run(byId(payment, pending(w), waiting), {
			run: { cancelAfter: stop.signal },
		});
		await until(() => w.calls().length > 0);
		stop.abort();

		expect((await running).status).toBe('canceled');
		expect(Date.now() - before).toBeLessThan(10_000);
	});
});

describe('an item that fails for good', () => {
	const gone = 'is-not-there';

	it('ends the waits of the others with the node', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		w.sim.control.addFault({ match: { path: `/payment/${gone}` }, status: 403 });
		const ids = [...Array.from({ length: 20 }, () => pending(w)), gone];
		const run = await w.run(
			byId(payment, '={{ $json.id }}', { ...waiting, maxWaitSeconds: 3600 }),
			{ items: ids.map((id) => ({ id })) },
		);

		expect(run.error).toMatchObject({
			message: 'SmartFastPay answered HTTP 403',
			context: { itemIndex: 20 },
		});
		expect(time.elapsed()).toBeLessThan(10_000);
	});

	it('has nothing more asked for those whose turn had not come', async () => {
		const w = await world('smartFastPay');
		letTimePass({ stepMs: 6_000 });
		w.sim.control.addFault({ match: { path: `/payment/${gone}` }, status: 403 });
		const ids = [gone, ...Array.from({ length: 100 }, () => pending(w))];
		const run = await w.run(
			byId(payment, '={{ $json.id }}', { ...waiting, options: { concurrency: 1 } }),
			{ items: ids.map((id) => ({ id })) },
		);

		expect(run.error?.message).toBe('SmartFastPay answered HTTP 403');
		expect(w.calls().length).toBeLessThan(10);
	});

	it('leaves the others waiting where the workflow is to go on', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		w.sim.control.addFault({ match: { path: `/payment/${gone}` }, status: 403 });
		const ids = [pending(w), gone, 'pay-0001'];
		const run = await w.run(byId(payment, '={{ $json.id }}', { ...waiting, maxWaitSeconds: 100 }), {
			items: ids.map((id) => ({ id })),
			onError: 'continueErrorOutput',
		});

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0001', final: true }]);
		expect(jsonOf(run, 1)).toMatchObject([
			{
				error: {
					message: expect.stringMatching(/^The payment \S+ is still pending after 10[01] seconds$/),
				},
			},
			{ error: { message: 'SmartFastPay answered HTTP 403', httpCode: 403, outcome: 'refused' } },
		]);
		expect(time.elapsed()).toBeGreaterThanOrEqual(100_000);
	});
});

describe.each(oneKindEach)('passing failures of $provider in between', (sample) => {
	it('do not end the wait', async () => {
		const w = await world(sample.provider);
		letTimePass();
		const id = pending(w, sample);
		w.sim.control.addFault({ status: 503, times: 2 });
		w.sim.control.addFault({ reset: 'beforeProcessing' });
		w.sim.control.addFault({ reset: 'midBody' });
		w.sim.control.addFault({ status: 429 });
		afterAnswers(w, 4, () => w.sim.control.setStatus(id, sample.succeeded));
		const run = await w.run(byId(sample, id, waiting));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ id, status: 'succeeded' }]);
		// None of them is repeated by itself: the next look is the repeat.
		expect(w.calls()).toHaveLength(6 + exactLooks(sample).length);
	});

	it('of the token end nothing either', async () => {
		const w = await world(sample.provider);
		letTimePass();
		const id = w.sim.control.addPayment({ kind: sample.added, status: sample.succeeded });
		w.sim.control.addFault({ match: { token: true }, status: 503, times: 3 });
		const run = await w.run(byId(sample, id, waiting));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ id, status: 'succeeded' }]);
	});

	it('that never stop are what the error says', async () => {
		const w = await world(sample.provider);
		letTimePass();
		const id = pending(w, sample);
		w.sim.control.addFault({ status: 503, times: Infinity });
		const run = await w.run(byId(sample, id, { ...waiting, maxWaitSeconds: 60 }));

		expect(run.error).toMatchObject({
			httpCode: '503',
			message: expect.stringMatching(/ answered .*HTTP 503/),
			description: expect.stringMatching(/^No status could be read in 6[01] seconds\. /),
		});
	});
});

describe('a provider that asks to wait', () => {
	it('is not asked before', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		w.sim.control.addFault({ status: 429, headers: { 'retry-after': '40' } });
		const run = await w.run(byId(payment, 'pay-0001', waiting));

		expect(jsonOf(run)).toMatchObject([{ status: 'succeeded' }]);
		expect(time.elapsed()).toBeGreaterThanOrEqual(44_000);
		expect(w.calls()).toHaveLength(2);
	});

	it('until after the end is not asked again', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		w.sim.control.addFault({ status: 429, headers: { 'retry-after': '50' } });
		const parameters = { ...waiting, maxWaitSeconds: 30 };
		const run = await w.run(byId(payment, 'pay-0001', parameters));

		expect(run.error?.httpCode).toBe('429');
		expect(w.calls()).toHaveLength(1);
		expect(time.elapsed()).toBeLessThan(10_000);
	});
});

describe('a payment that is not there yet', () => {
	const singapayIds = kindSample('singapay', 'virtualAccount');

	it('is waited for during the first half minute', async () => {
		const w = await world('singapay');
		letTimePass();
		// The simulator numbers them, so the ID is known before the payment is there.
		afterAnswers(w, 2, () =>
			w.sim.control.addPayment({ kind: 'virtualAccount', status: 'paid', reference: 'LATE' }),
		);
		const run = await w.run(byId(singapayIds, 'VA-0031', waiting));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ id: 'VA-0031', reference: 'LATE', final: true }]);
		expect(w.calls()).toHaveLength(3);
	});

	it('and does not come ends the wait soon after', async () => {
		const w = await world('smartFastPay');
		const time = letTimePass();
		const run = await w.run(byId(payment, 'pay-9999', { ...waiting, maxWaitSeconds: 3600 }));

		expect(run.error?.message).toBe('SmartFastPay has no payment with the ID pay-9999');
		expect(time.elapsed()).toBeGreaterThanOrEqual(30_000);
		expect(time.elapsed()).toBeLessThan(50_000);
	});
});

describe('a status that is final and may still change', () => {
	it('ends the wait', async () => {
		const w = await world('smartFastPay');
		letTimePass();
		const payout = kindSample('smartFastPay', 'payout');
		const run = await w.run(byId(payout, 'out-0001', waiting));

		expect(jsonOf(run)).toMatchObject([{ status: 'succeeded', final: true }]);
	});

	it('is not an undocumented one', async () => {
		const w = await world('smartFastPay');
		letTimePass();
		const id = w.sim.control.addPayment({ kind: 'payment', status: 'hibernating' });
		const run = await w.run(byId(payment, id, { ...waiting, maxWaitSeconds: 60 }));

		expect(run.error).toMatchObject({
			message: expect.stringMatching(/ is still unknown after 6[01] seconds$/),
			description: expect.stringContaining('SmartFastPay calls it hibernating.'),
		});
	});
});
