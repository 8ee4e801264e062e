import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import {
	confirmDelaysMs,
	maxConfirmations,
	maxUnconfirmedAgeMs,
	maxUnconfirmedPerMinute,
	minuteMs,
} from '../../../lib/webhooks/numbers';
import { type EventFilter, receive, type Received } from '../../../lib/webhooks/receive';
import { createConfirmationLimits } from '../../../lib/webhooks/unconfirmed';
import { answer, lost, type Reply } from '../../support/fakeContext.mts';
import { enveloped } from '../../support/subjects.mts';
import {
	allEvents,
	fetchedSecret,
	givesSecret,
	inbound,
	now,
	paidPix,
	receiveFirst,
	singapaySigned,
	smartFastPaySigned,
	webhookContext,
} from '../../support/signed.mts';

const claim = (Status: string, TransactionId = 'txn_1') =>
	inbound(JSON.stringify({ TransactionId, Status, Amount: 25, Reference: 'ORDER-1' }));
const page = (Status: string): Reply => answer({ TransactionId: 'txn_1', Status, Amount: 25 });
const unknown = answer({ statusCode: 404, message: 'Transaction not found' }, 404);

/** In short: the status of the event, or of the answer. */
const inShort = (received: Received): string | number => {
	if (received.kind === 'refused') return received.status;
	if (received.kind !== 'genuine') return received.kind;
	const statuses = [...received.wanted, ...received.unwanted].map(({ payment }) => payment.status);
	return [...statuses, ...received.left.map(() => 'left')].join(' ');
};

describe("the claim and the provider's response", () => {
	const allLooks = 1 + confirmDelaysMs.length;
	const table: [claimed: string, answers: Reply[], result: string | number, looks: number][] = [
		['Captured', [page('Captured')], 'succeeded', 1],
		['Captured', [page('Pending'), page('Captured')], 'succeeded', 2],
		['Captured', [...Array(5).fill(page('Pending')), page('Captured')], 'succeeded', allLooks],
		['Captured', [page('Pending')], 503, allLooks],
		['Captured', [unknown, unknown, page('Pending'), page('Captured')], 'succeeded', 4],
		['Captured', [unknown], 401, allLooks],
		['Captured', [lost(), page('Captured')], 'succeeded', 2],
		['Captured', [lost()], 503, allLooks],
		['Captured', [answer('', 500), page('Captured')], 'succeeded', 2],
		['Captured', [answer('<html>'), page('Captured')], 'succeeded', 2],
		['Captured', [answer('', 404), page('Captured')], 'succeeded', 2],
		['Captured', [answer('', 404)], 503, allLooks],
		// Nothing passing: it is not asked for again.
		['Captured', [answer({ statusCode: 400, message: 'Bad' }, 400)], 503, 1],
		// Which of two final words is the newer one is not known: another card was tried.
		['Captured', [page('Declined'), page('Captured')], 'succeeded', 2],
		['Captured', [page('Declined')], 'failed left', allLooks],
		['Declined', [page('Captured')], 'succeeded left', allLooks],
		// The provider is ahead.
		['Pending', [page('Captured')], 'succeeded', 1],
		['Pending', [page('Pending')], 'pending', 1],
		['Pending', [unknown, page('Pending')], 'pending', 2],
		['Pending', [unknown], 401, allLooks],
		// A word that no page lists may come before or after what is answered.
		['Refunded', [page('Captured'), page('Refunded')], 'unknown', 2],
		// What is final is true whichever it is; the word itself has still to be sent again.
		['Refunded', [page('Captured')], 'succeeded left', allLooks],
		['Authorized', [page('Captured')], 'succeeded left', allLooks],
		['Authorized', [page('Pending'), page('Captured')], 'succeeded left', allLooks],
		['Authorized', [page('Pending')], 503, allLooks],
		['Authorized', [page('Reviewed')], 503, allLooks],
		['Authorized', [unknown], 401, allLooks],
		['Authorized', [page('authorized')], 'unknown', 1],
	];
	it.each(table)('%s, answered %j: %s after %d looks', async (claimed, answers, result, looks) => {
		const { context, requests } = webhookContext(paySecurez, answers);
		expect(inShort(await receiveFirst(context, claim(claimed), allEvents))).toBe(result);
		expect(requests).toHaveLength(looks);
	});

	it('is looked at again at once and after 1, 2, 4 and 8 s', async () => {
		const { context, requests, slept } = webhookContext(paySecurez, page('Pending'));
		expect(await receiveFirst(context, claim('Captured'), allEvents)).toEqual({
			kind: 'refused',
			status: 503,
			reason:
				"payment \"txn_1\" was not confirmed: it says 'succeeded', and the provider still returns 'pending'",
		});
		expect(slept).toEqual([0, 1_000, 2_000, 4_000, 8_000]);
		expect(requests).toHaveLength(6);
	});

	it('waits as long as the provider asks for', async () => {
		const busy = answer('', 429, { 'retry-after': '3' });
		const { context, slept } = webhookContext(paySecurez, [busy, page('Captured')]);
		expect(inShort(await receiveFirst(context, claim('Captured'), allEvents))).toBe('succeeded');
		expect(slept).toEqual([3_000]);
		const long = webhookContext(paySecurez, answer('', 429, { 'retry-after': '60' }));
		expect(inShort(await receiveFirst(long.context, claim('Captured'), allEvents))).toBe(503);
		expect(long.requests).toHaveLength(1);
	});

	it('is filtered by what is confirmed', async () => {
		const wanted: EventFilter = { ...allEvents, statuses: new Set(['succeeded'] as const) };
		const { context } = webhookContext(paySecurez, [page('Pending'), page('Captured')]);
		const received = await receiveFirst(context, claim('Captured'), wanted);
		expect(received).toMatchObject({ wanted: [{ payment: { status: 'succeeded' } }] });
		const declined = webhookContext(paySecurez, page('Declined'));
		expect(await receiveFirst(declined.context, claim('Captured'), wanted)).toMatchObject({
			wanted: [],
			unwanted: [{ payment: { status: 'failed' } }],
			left: [
				expect.stringContaining("it says 'succeeded', and the provider still returns 'failed'"),
			],
		});
	});

	it('a refund that the page does not show yet does not count as paid', async () => {
		const body = JSON.stringify({
			response_code: 'SP000',
			event: 'disbursement',
			data: {
				transaction_id: 'D-1',
				reference_number: 'R-1',
				transaction_status: { code: '04' },
			},
		});
		const at = (status: string) => answer(enveloped(singapay, { transaction_id: 'D-1', status }));
		const { context, requests } = webhookContext(singapay, [at('success')]);
		const request = singapaySigned(body, context.settings.clientSecret);
		const confirmed = { ...allEvents, confirm: true };
		expect(inShort(await receiveFirst(context, request, confirmed))).toBe(503);
		expect(requests).toHaveLength(6);
	});

	it.each([
		['04', 'refunded'],
		['05', 'canceled'],
		['00', 'succeeded'],
	])(
		'the code %s of a disbursement is confirmed where it is told, by reference',
		async (code, status) => {
			const data = {
				transaction_id: 'D-1',
				reference_number: 'R-1',
				transaction_status: { code },
			};
			const body = JSON.stringify({ response_code: 'SP000', event: 'disbursement', data });
			const { context, requests } = webhookContext(singapay, [
				answer({ response_code: 'SP000', response_message: 'Successfully', data }),
			]);
			const request = singapaySigned(body, context.settings.clientSecret);
			const confirmed = { ...allEvents, confirm: true, accountId: 'acc-1' };
			expect(inShort(await receiveFirst(context, request, confirmed))).toBe(status);
			expect(requests.map(({ target }) => target)).toEqual([
				'/api/v2.0/disbursement/acc-1/inquiry-status',
			]);
		},
	);

	it('names the payment in the log, and allows no injected log lines', async () => {
		const { context } = webhookContext(paySecurez, unknown);
		const received = await receiveFirst(context, claim('Captured', 'x'.repeat(200)), allEvents);
		expect(received).toEqual({
			kind: 'refused',
			status: 401,
			reason: `payment "${'x'.repeat(100)}": the provider knows no such payment`,
		});
	});
});

describe('a notification of several payments', () => {
	const rows = ['a', 'b', 'c'].map((id) => ({ id, type: 'payment', payment_status: 'paid' }));
	const request = smartFastPaySigned(JSON.stringify({ data: rows }), fetchedSecret);
	const receivedWith = async (statuses: Readonly<Record<string, string>>) => {
		const { context } = webhookContext(smartFastPay, ({ target }) => {
			const id = /^\/payment\/(\w)$/.exec(target)?.[1];
			return id === undefined
				? givesSecret
				: answer(enveloped(smartFastPay, { id, status: statuses[id] ?? 'paid' }));
		});
		return await receiveFirst(context, request, { ...allEvents, confirm: true });
	};

	it('gives the confirmed ones, and says that others are left', async () => {
		const received = await receivedWith({ b: 'pending' });
		expect(received).toMatchObject({
			kind: 'genuine',
			wanted: [{ payment: { id: 'a' } }, { payment: { id: 'c' } }],
			left: [expect.stringContaining('payment "b" was not confirmed')],
		});
	});

	it('is 503 where none is confirmed', async () => {
		expect(inShort(await receivedWith({ a: 'pending', b: 'pending', c: 'pending' }))).toBe(503);
	});
});

describe('a right signature that is too old', () => {
	const hours = 3_600_000;
	const oldPix = (age: number) => smartFastPaySigned(paidPix(), fetchedSecret, now - age);
	const answering = (status: string) =>
		webhookContext(smartFastPay, ({ target }) =>
			target.includes('secret')
				? givesSecret
				: answer(enveloped(smartFastPay, { id: 'pay-0001', status })),
		);

	it.each([301_000, 26 * hours, 100 * hours])(
		'of %d ms is confirmed with the provider',
		async (age) => {
			const { context, requests } = answering('paid');
			const received = await receiveFirst(context, oldPix(age), allEvents);
			expect(inShort(received)).toBe('succeeded');
			expect(requests.map(({ target }) => target)).toContain('/payment/pay-0001');
		},
	);

	it('is 503 where the provider does not confirm it, and 401 where it is wrong', async () => {
		const { context } = answering('pending');
		expect(inShort(await receiveFirst(context, oldPix(hours), allEvents))).toBe(503);
		const forged = smartFastPaySigned(paidPix(), 'forged', now - hours);
		expect(inShort(await receiveFirst(context, forged, allEvents))).toBe(401);
	});

	const settled = '{"data":{"settlement":{"id":1}},"event":"settlement.completed"}';
	const virtualAccount = (more: object) =>
		JSON.stringify({
			event: 'va-transaction',
			data: { transaction: { transaction_id: 'VA-1', status: 'paid' }, ...more },
		});
	const oldSingapay = async (body: string, age: number, accountId: string) => {
		const { context, requests } = webhookContext(singapay, () =>
			answer(enveloped(singapay, { transaction_id: 'VA-1', status: 'paid' })),
		);
		const timestamp = Math.floor((now - age) / 1000);
		const signed = singapaySigned(body, context.settings.clientSecret, { timestamp });
		const received = await receiveFirst(context, signed, { ...allEvents, accountId });
		return [inShort(received), ...requests.map(({ target }) => target)];
	};

	it.each([
		['what cannot be asked about', settled, 'acc-1'],
		['a payment whose account nobody names', virtualAccount({}), ''],
	])('of %s is believed for three days', async (_what, body, accountId) => {
		expect(await oldSingapay(body, maxUnconfirmedAgeMs, accountId)).toEqual(['succeeded']);
		expect(await oldSingapay(body, maxUnconfirmedAgeMs + 1_000, accountId)).toEqual([401]);
	});

	it('is looked up with the account in the record', async () => {
		const body = virtualAccount({ account: { id: 'acc-2' } });
		expect(await oldSingapay(body, hours, 'acc-1')).toEqual([
			'succeeded',
			'/api/v1.0/va-transactions/acc-2/VA-1',
		]);
		expect(await oldSingapay(virtualAccount({}), hours, 'acc-1')).toEqual([
			'succeeded',
			'/api/v1.0/va-transactions/acc-1/VA-1',
		]);
	});
});

describe('forged notifications', () => {
	it.each([smartFastPay, singapay])('of $displayName cost no call', async (provider) => {
		const { context, requests } = webhookContext(provider, givesSecret, { webhookSecret: 'typed' });
		const forged = [
			smartFastPaySigned(paidPix(), 'forged'),
			smartFastPaySigned(paidPix(), 'forged', now - 3_600_000),
			singapaySigned(paidPix(), 'forged'),
			inbound(paidPix()),
		];
		for (const request of forged)
			expect(inShort(await receiveFirst(context, request, allEvents))).toBe(401);
		expect(requests).toEqual([]);
	});

	it('of PaySecurez are 503 beyond 60 a minute, without a call', async () => {
		const { context, requests, clock } = webhookContext(paySecurez, [
			answer({ statusCode: 400, message: 'Bad' }, 400),
		]);
		const limits = createConfirmationLimits();
		const receiveOne = async () =>
			inShort(await receive(context, claim('Captured'), allEvents, limits));
		for (let count = 0; count < maxUnconfirmedPerMinute; count += 1)
			expect(await receiveOne()).toBe(503);
		expect(requests).toHaveLength(maxUnconfirmedPerMinute);
		expect(await receiveOne()).toBe(503);
		expect(requests).toHaveLength(maxUnconfirmedPerMinute);
		clock.now += minuteMs;
		expect(await receiveOne()).toBe(503);
		expect(requests).toHaveLength(maxUnconfirmedPerMinute + 1);
	});

	it('of PaySecurez are not looked up more often if they come all at once', async () => {
		const { context, requests } = webhookContext(paySecurez, [
			answer({ statusCode: 400, message: 'Bad' }, 400),
		]);
		const limits = createConfirmationLimits();
		const all = await Promise.all(
			Array.from({ length: 5 * maxUnconfirmedPerMinute }, async () =>
				inShort(await receive(context, claim('Captured'), allEvents, limits)),
			),
		);
		expect(new Set(all)).toEqual(new Set([503]));
		expect(requests.length).toBeGreaterThanOrEqual(maxUnconfirmedPerMinute);
		// Those that are on their turn when the last one is counted.
		expect(requests.length).toBeLessThanOrEqual(maxUnconfirmedPerMinute + 2 * maxConfirmations);
	});

	it('keep none that was counted before from its further looks', async () => {
		const limits = createConfirmationLimits();
		const { context } = webhookContext(paySecurez, (_request, attempt) => {
			// Meanwhile others use up what is left.
			if (attempt === 1)
				for (let count = 0; count < maxUnconfirmedPerMinute; count += 1) limits.count(now);
			return page(attempt < 2 ? 'Pending' : 'Captured');
		});
		const received = await receive(context, claim('Captured'), allEvents, limits);
		expect(inShort(received)).toBe('succeeded');
	});

	it('leave genuine ones uncounted, late ones among them', async () => {
		const { context, requests } = webhookContext(paySecurez, ({ target }, attempt) =>
			target.includes('txn_') && attempt % 2 === 0 ? page('Pending') : page('Captured'),
		);
		const limits = createConfirmationLimits();
		for (let count = 0; count < 3 * maxUnconfirmedPerMinute; count += 1)
			expect(inShort(await receive(context, claim('Captured'), allEvents, limits))).toBe(
				'succeeded',
			);
		expect(requests).toHaveLength(6 * maxUnconfirmedPerMinute);
	});

	it('and genuine ones are looked up five at a time', async () => {
		let open = 0;
		let most = 0;
		const { context } = webhookContext(paySecurez, page('Captured'));
		const { sendAs } = context;
		const slow: typeof context = {
			...context,
			sendAs: (...given) => {
				const sender = sendAs(...given);
				return {
					...sender,
					send: async (options) => {
						open += 1;
						most = Math.max(most, open);
						await new Promise((resolve) => {
							setImmediate(resolve);
						});
						open -= 1;
						return await sender.send(options);
					},
				};
			},
		};
		const limits = createConfirmationLimits();
		const all = await Promise.all(
			Array.from({ length: 40 }, async () =>
				inShort(await receive(slow, claim('Captured'), allEvents, limits)),
			),
		);
		expect(new Set(all)).toEqual(new Set(['succeeded']));
		expect(most).toBe(maxConfirmations);
	});
});
