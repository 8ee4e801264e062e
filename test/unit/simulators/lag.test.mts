import type { ProviderId } from '../../../simulators/index.mts';
import { useReceivers } from './receiver.mts';
import { authorized, call, until, useSimulator } from './support.mts';

const newReceiver = useReceivers();

const pages: [
	ProviderId,
	id: string,
	status: string,
	page: string,
	shown: (body: unknown) => unknown,
][] = [
	[
		'paySecurez',
		'txn_demo0002',
		'Captured',
		'/api/v1/transactions/txn_demo0002/status',
		(body) => (body as { Status?: string }).Status,
	],
	[
		'smartFastPay',
		'pay-0002',
		'paid',
		'/payment/pay-0002',
		(body) => (body as { data?: { status?: string } }).data?.status,
	],
];

describe.each(pages)('a page of %s', (provider, id, status, page, shown) => {
	const { simulator, clock } = useSimulator(provider);
	const look = async () => {
		const { body } = await call(simulator(), page, { headers: await authorized(simulator()) });
		return shown(body);
	};

	it('lags behind the notification for the configured time', async () => {
		const { received, url } = await newReceiver();
		const { control } = simulator();
		control.notify({ url });
		control.configure({ pagesLagMs: 6_000 });
		const before = await look();
		control.setStatus(id, status);
		await until(() => received.length > 0);
		expect(received[0]?.body).toContain(status);
		expect(before).not.toBe(status);
		clock.advance(5_999);
		expect(await look()).toBe(before);
		clock.advance(1);
		expect(await look()).toBe(status);
	});

	it('does not lag by default', async () => {
		simulator().control.setStatus(id, status);
		expect(await look()).toBe(status);
	});

	it('shows the last of several changes in the end', async () => {
		const { control } = simulator();
		control.configure({ pagesLagMs: 1_000 });
		for (const word of ['one', 'two', status]) control.setStatus(id, word);
		clock.advance(1_000);
		expect(await look()).toBe(status);
	});
});

describe('a notification of one’s own', () => {
	const { simulator } = useSimulator('singapay');

	it('is signed as any other, or with the secret of another credential', async () => {
		const { received, url } = await newReceiver();
		const { control } = simulator();
		const body = { event: 'settlement.completed', data: { settlement: { id: 1 } } };
		expect(() => control.sendNotification(body)).toThrow('There is no address to send to');
		control.notify({ url });
		control.sendNotification(body);
		await until(() => received.length > 0);
		control.notify({ url, secret: 'another' });
		control.sendNotification(body);
		await until(() => received.length > 1);
		const signatures = received.map(({ headers }) => headers['x-signature']);
		expect(signatures).toEqual(Array(2).fill(expect.stringMatching(/^[0-9a-f]{128}$/)));
		expect(JSON.parse(received[0]?.body ?? '')).toEqual(body);
	});
});
