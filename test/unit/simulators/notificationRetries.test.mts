import { createNotifier } from '../../../simulators/core/notifier.mts';
import { startSimulator } from '../../../simulators/index.mts';
import type { ProviderId, Simulator } from '../../../simulators/index.mts';
import { requestSignature } from '../../../simulators/singapay/signature.mts';
import { webhookSignature } from '../../../simulators/smartFastPay/signature.mts';
import { closedUrl } from '../../support/servers.mts';
import { payin } from './bodies.mts';
import { useReceivers } from './receiver.mts';
import {
	authorized,
	createClock,
	postJson,
	startOfTests,
	until,
	useSimulator,
} from './support.mts';

const newReceiver = useReceivers();
/** Makes a wait of hours one of less than a millisecond. */
const atOnce = 1e9;

/** Two payments of each provider, and the change that is told of. */
const changes: Record<ProviderId, { first: string; second: string; status: string }> = {
	smartFastPay: { first: 'pay-0002', second: 'pay-0006', status: 'paid' },
	paySecurez: { first: 'txn_demo0001', second: 'txn_demo0002', status: 'Captured' },
	singapay: { first: 'VA-0002', second: 'VA-0005', status: 'paid' },
};

/**
 * The attempts to tell of the first payment, looked at when those to tell of the second one, begun later, are through: one
 * more would have been seen by then. `last` is how the last call of each ends.
 */
async function attemptsAt(
	simulator: Simulator,
	calls: number,
	last: 'answered' | 'unanswered' = 'answered',
): Promise<number[]> {
	const { control, provider } = simulator;
	const { first, second, status } = changes[provider];
	const of = (id: string) => control.notifications().filter(({ body }) => body.includes(`"${id}"`));
	for (const id of [first, second]) {
		control.setStatus(id, status);
		await until(() => {
			const sent = of(id)[calls - 1];
			return sent !== undefined && (last === 'unanswered' || sent.status !== null);
		});
	}
	return of(first).map(({ attempt }) => attempt);
}

describe.each<[ProviderId, [number, number][]]>([
	[
		'smartFastPay',
		[
			[200, 1],
			[201, 6],
			[204, 6],
			[302, 6],
			[307, 6],
			[404, 6],
			[500, 6],
		],
	],
	[
		'paySecurez',
		[
			[200, 1],
			[202, 1],
			[302, 4],
			[404, 4],
			[500, 4],
		],
	],
	[
		'singapay',
		[
			[200, 1],
			[202, 1],
			[301, 1],
			[302, 1],
			[303, 1],
			[307, 1],
			[308, 1],
			[400, 3],
			[404, 3],
			[401, 6],
			[429, 6],
			[500, 2],
			[502, 6],
			[503, 5],
		],
	],
])('%s', (provider, table) => {
	const { simulator } = useSimulator(provider);

	it.each(table)('answered with %d sends %d times', async (status, calls) => {
		const { url, received } = await newReceiver(() => ({ status }));
		simulator().control.notify({ url, timeScale: atOnce });
		expect(await attemptsAt(simulator(), calls)).toEqual(
			Array.from({ length: calls }, (_, index) => index + 1),
		);
		expect(received).toHaveLength(2 * calls);
		expect(new Set(received.map(({ body }) => body)).size).toBe(2);
	});

	const unanswered = { smartFastPay: 6, paySecurez: 4, singapay: 2 }[provider];
	it(`without an answer sends ${unanswered} times`, async () => {
		simulator().control.notify({ url: await closedUrl(), timeScale: atOnce });
		expect(await attemptsAt(simulator(), unanswered, 'unanswered')).toHaveLength(unanswered);
		expect(simulator().control.notifications()[0]).toMatchObject({ status: null });
	});

	it('stops at the first answer it accepts', async () => {
		const { url, received } = await newReceiver((index) => ({ status: index === 1 ? 200 : 503 }));
		simulator().control.notify({ url, timeScale: atOnce });
		const { first, second, status } = changes[provider];
		simulator().control.setStatus(first, status);
		await until(() => simulator().control.notifications()[1]?.status === 200);
		simulator().control.setStatus(second, status);
		await until(() => received.length > 3);
		expect(received.filter(({ body }) => body.includes(`"${first}"`))).toHaveLength(2);
	});

	it.each([
		['notify(null)', (running: Simulator) => running.control.notify(null)],
		['a reset', (running: Simulator) => running.control.reset()],
	])('stops at %s', async (_name, stop) => {
		const { url, received, left } = await newReceiver(() => null);
		simulator().control.notify({ url });
		simulator().control.setStatus(changes[provider].first, changes[provider].status);
		await until(() => received.length > 0);
		stop(simulator());
		await until(() => left() > 0);
	});
});

describe('a re-send', () => {
	const paying = useSimulator('smartFastPay');
	const singapay = useSimulator('singapay');

	it('of SmartFastPay is signed again', async () => {
		const { clock, simulator } = paying;
		const { url, received } = await newReceiver((index) => ({
			status: index === 0 ? 500 : 200,
			before: () => clock.advance(1000),
		}));
		simulator().control.notify({ url, timeScale: atOnce });
		simulator().control.setStatus('pay-0002', 'paid');
		await until(() => received.length === 2);
		const secret = '0f4b1d5e-1111-4222-8333-444455556666';
		expect(received.map(({ headers }) => headers['smartfastpay-signature'])).toEqual(
			[0, 1000].map((ms) => webhookSignature(received[0]?.body ?? '', secret, startOfTests + ms)),
		);
	});

	it('of Singapay is signed again, with another bearer', async () => {
		const { clock, simulator } = singapay;
		const { url, received } = await newReceiver((index) => ({
			status: index === 0 ? 500 : 200,
			before: () => clock.advance(1000),
		}));
		simulator().control.notify({ url: `${url}/hook`, timeScale: atOnce });
		simulator().control.setStatus('VA-0002', 'paid');
		await until(() => received.length === 2);
		const bearers = received.map(({ headers }) => String(headers.authorization).slice(7));
		expect(new Set(bearers).size).toBe(2);
		for (const [index, { headers, body }] of received.entries()) {
			const timestamp = String(startOfTests / 1000 + index);
			const accessToken = bearers[index] ?? '';
			const parts = { method: 'POST', path: '/hook', accessToken, body, timestamp };
			expect(headers).toMatchObject({
				'x-timestamp': timestamp,
				'x-signature': requestSignature(parts, 'sim-secret-singapay'),
			});
		}
	});

	it('comes a minute later, divided by the time scale', async () => {
		const { simulator } = singapay;
		const arrivals: number[] = [];
		const { url } = await newReceiver(() => ({
			status: 500,
			before: () => arrivals.push(performance.now()),
		}));
		simulator().control.notify({ url, timeScale: 600 });
		simulator().control.setStatus('VA-0002', 'paid');
		await until(() => arrivals.length === 2);
		const [first = 0, second = 0] = arrivals;
		expect(second - first).toBeGreaterThan(95);
		expect(second - first).toBeLessThan(10_000);
	});

	it('to the URL of a payment takes the time scale too, and goes on without notify', async () => {
		const { simulator } = paying;
		const { url, received } = await newReceiver(() => ({ status: 500 }));
		const created = await postJson(
			simulator(),
			'/v2/payin',
			{ ...payin('order-own'), notification_url: url },
			await authorized(simulator()),
		);
		const { id } = (created.body as { data: { id: string } }).data;
		simulator().control.notify({ url: 'http://localhost:9/', timeScale: atOnce });
		simulator().control.setStatus(id, 'paid');
		await until(() => received.length === 6);
	});
});

describe('a redirect', () => {
	const { simulator } = useSimulator('singapay');

	it.each([307, 308])('with %d is followed with the same headers', async (status) => {
		const { url, received } = await newReceiver((index) =>
			index === 0 ? { status, location: '/next?y=2' } : { status: 200 },
		);
		simulator().control.notify({ url: `${url}/hook`, timeScale: atOnce });
		simulator().control.setStatus('VA-0002', 'paid');
		await until(() => simulator().control.notifications()[1]?.status === 200);
		expect(simulator().control.notifications()).toMatchObject([
			{ url: `${url}/hook`, attempt: 1, status },
			{ url: `${url}/next?y=2`, attempt: 1, status: 200 },
		]);
		expect(received[1]?.headers).toEqual(received[0]?.headers);
		expect(received[1]?.body).toBe(received[0]?.body);
	});

	it('is followed five times', async () => {
		const { url } = await newReceiver(() => ({ status: 307, location: '/again' }));
		simulator().control.notify({ url, timeScale: atOnce });
		expect(await attemptsAt(simulator(), 6)).toEqual([1, 1, 1, 1, 1, 1]);
	});

	it('to another machine is not followed: it counts as no answer', async () => {
		const { url } = await newReceiver(() => ({
			status: 307,
			location: 'https://shop.example.com/hook',
		}));
		simulator().control.notify({ url, timeScale: atOnce });
		expect(await attemptsAt(simulator(), 4, 'unanswered')).toEqual([1, 1, 2, 2]);
	});
});

describe('closing', () => {
	it('ends open sends', async () => {
		const { url, received, left } = await newReceiver(() => null);
		const simulator = await startSimulator('paySecurez');
		simulator.control.notify({ url });
		simulator.control.setStatus('txn_demo0001', 'Captured');
		await until(() => received.length > 0);
		await simulator.close();
		await until(() => left() > 0);
	});

	it('ends waiting re-sends, and nothing is sent afterwards', async () => {
		const { url, received } = await newReceiver(() => ({ status: 500 }));
		const [closed, other] = await Promise.all([
			startSimulator('paySecurez'),
			startSimulator('paySecurez'),
		]);
		for (const { control } of [closed, other]) control.notify({ url, timeScale: 3000 });
		closed.control.setStatus('txn_demo0001', 'Captured');
		await until(() => closed.control.notifications()[0]?.status === 500);
		await closed.close();
		closed.control.setStatus('txn_demo0001', 'Captured');
		closed.control.notify({ url });
		closed.control.setStatus('txn_demo0001', 'Captured');
		expect(closed.control.notifications()).toEqual([]);
		other.control.setStatus('txn_demo0002', 'Captured');
		await until(() => other.control.notifications().length === 4);
		expect(received.filter(({ body }) => body.includes('txn_demo0001'))).toHaveLength(1);
		await other.close();
	});

	it('ends the waiting for outcomes', () => {
		const clock = createClock();
		const notifier = createNotifier(clock.now);
		const run = jest.fn();
		notifier.configure({ url: 'http://localhost:9/' });
		notifier.later(clock.now() + 1, run);
		notifier.close();
		clock.advance(1);
		notifier.later(clock.now(), run);
		notifier.configure({ url: 'http://localhost:9/' });
		expect(notifier.isConfigured()).toBe(false);
		expect(run).not.toHaveBeenCalled();
	});
});

describe('the record of what was sent', () => {
	it('keeps the last thousand', () => {
		const notifier = createNotifier(() => 0);
		for (let index = 0; index < 1005; index += 1) {
			notifier.send({
				url: `https://shop.example.com/${index}`,
				body: '{}',
				headers: () => ({}),
				rules: { accepts: () => true, resends: () => 0, waitMs: 0, follows: [] },
			});
		}
		expect(notifier.sent()).toHaveLength(1000);
		expect(notifier.sent()[0]).toMatchObject({ url: 'https://shop.example.com/5', status: null });
		notifier.close();
	});
});
