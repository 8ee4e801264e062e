import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import type { Received, EventFilter } from '../../../lib/webhooks/receive';
import { answer, lost, settings } from '../../support/fakeContext.mts';
import { enveloped } from '../../support/subjects.mts';
import {
	allEvents,
	fetchedSecret,
	givesSecret,
	inbound,
	now,
	paidPix,
	paidVirtualAccount,
	receiveFirst,
	singapaySigned,
	smartFastPaySigned,
	webhookContext,
} from '../../support/signed.mts';

const testMessage = '{"status":200,"success":true,"data":"VA Payment Notification testing"}';
const confirmed: EventFilter = { ...allEvents, confirm: true };
const nothingIn: Received = { kind: 'genuine', wanted: [], unwanted: [], left: [] };
const wordsOf = (received: Received) =>
	received.kind === 'genuine'
		? received.wanted.map(({ event, payment }) => [event, payment.id, payment.status])
		: received;

describe('a notification of SmartFastPay', () => {
	const signed = (body: string) => smartFastPaySigned(body, fetchedSecret);
	const judged = async (request = signed(paidPix()), wanted = allEvents) =>
		await receiveFirst(webhookContext(smartFastPay).context, request, wanted);

	it('is one notice per entry', async () => {
		const body = JSON.stringify({
			data: [
				{ id: 'a', type: 'payment', payment_status: 'paid' },
				{ id: 'b', type: 'payout', payout_status: 'failed' },
			],
		});
		expect(wordsOf(await judged(signed(body)))).toEqual([
			['payment', 'a', 'succeeded'],
			['payout', 'b', 'failed'],
		]);
	});

	it('holds the record as it was written', async () => {
		const received = await judged();
		expect(received).toMatchObject({
			wanted: [{ record: { id: 'pay-0001', status: 'paid', payment_status: 'paid' } }],
		});
	});

	it.each([
		inbound(paidPix()),
		smartFastPaySigned(paidPix(), 'forged'),
		smartFastPaySigned(paidPix(), fetchedSecret, now + 300_001),
		inbound('no JSON'),
		smartFastPaySigned('no JSON', 'forged'),
	])('that is not proven is 401, whatever is in it: %#', async (request) => {
		expect(await judged(request)).toMatchObject({ kind: 'refused', status: 401 });
	});

	it('that is signed and no JSON is 400', async () => {
		for (const body of ['no JSON', '', '{"a":'])
			expect(await judged(signed(body))).toMatchObject({ kind: 'refused', status: 400 });
	});

	it('that is signed is read over its byte order mark', async () => {
		expect(wordsOf(await judged(signed(`\ufeff${paidPix()}`)))).toEqual([
			['payment', 'pay-0001', 'succeeded'],
		]);
	});

	it('that is signed and names no payment is empty', async () => {
		expect(await judged(signed('{"data":[]}'))).toEqual({ kind: 'empty', event: '' });
	});

	it('cannot be judged without the secret: 503', async () => {
		const { context } = webhookContext(smartFastPay, lost());
		expect(await receiveFirst(context, signed(paidPix()), allEvents)).toMatchObject({
			kind: 'refused',
			status: 503,
		});
	});

	it('is refused for a reason that quotes nothing of it', async () => {
		const request = smartFastPaySigned(paidPix({ id: 'hunter2' }), 'hunter2');
		expect(JSON.stringify(await judged(request))).not.toContain('hunter2');
	});

	it.each<[Partial<EventFilter>, string[]]>([
		[{ events: new Set(['payment']) }, ['a', 'b']],
		[{ events: new Set(['payout']) }, ['c']],
		[{ events: new Set(['nothing']) }, []],
		[{ statuses: new Set(['succeeded'] as const) }, ['a', 'c']],
		[{ statuses: new Set(['expired', 'unknown'] as const) }, ['b', 'd']],
		[{ events: new Set(['payment']), statuses: new Set(['succeeded'] as const) }, ['a']],
	])('is filtered by %j', async (change, ids) => {
		const body = JSON.stringify({
			data: [
				{ id: 'a', type: 'payment', payment_status: 'paid' },
				{ id: 'b', type: 'payment', payment_status: 'expired' },
				{ id: 'c', type: 'payout', payout_status: 'success' },
				{ id: 'd', type: 'new', status: 'odd' },
			],
		});
		const received = await judged(signed(body), { ...allEvents, ...change });
		expect(received).toMatchObject({ kind: 'genuine' });
		if (received.kind === 'genuine')
			expect(received.wanted.map(({ payment }) => payment.id)).toEqual(ids);
	});
});

describe('a notification that is confirmed', () => {
	const request = smartFastPaySigned(paidPix(), fetchedSecret);
	const at = (reply: ReturnType<typeof answer> | Error) =>
		webhookContext(smartFastPay, ({ target }) => (target.includes('secret') ? givesSecret : reply));

	it('is replaced by what the provider answers', async () => {
		const record = { id: 'pay-0001', status: 'paid', amount: '24.00' };
		const { context, requests } = at(answer(enveloped(smartFastPay, record)));
		expect(await receiveFirst(context, request, confirmed)).toMatchObject({
			kind: 'genuine',
			wanted: [{ event: 'payment', payment: { status: 'succeeded', amount: '24.00' }, record }],
		});
		expect(requests.map(({ target }) => target)).toEqual([
			'/v1/webhook/secret',
			'/payment/pay-0001',
		]);
	});

	it('is filtered by the status of the answer', async () => {
		const { context } = at(answer(enveloped(smartFastPay, { id: 'pay-0001', status: 'denied' })));
		const wanted: EventFilter = { ...confirmed, statuses: new Set(['succeeded']) };
		expect(await receiveFirst(context, request, wanted)).toMatchObject({
			...nothingIn,
			unwanted: [{ payment: { id: 'pay-0001', status: 'failed' } }],
			left: [expect.stringContaining('payment "pay-0001" was not confirmed')],
		});
	});

	it.each([answer('', 404), answer('', 500), answer('<html>', 404), answer('<html>'), lost()])(
		'is 503 where the provider does not confirm it: %#',
		async (reply) => {
			const { context } = at(reply);
			const received = await receiveFirst(context, request, confirmed);
			expect(received).toMatchObject({ kind: 'refused', status: 503 });
		},
	);

	it('looks up nothing that is forged or not wanted', async () => {
		const forged = webhookContext(smartFastPay);
		await receiveFirst(forged.context, smartFastPaySigned(paidPix(), 'forged'), confirmed);
		const unwanted = webhookContext(smartFastPay);
		await receiveFirst(unwanted.context, request, { ...confirmed, events: new Set(['payout']) });
		const secret = '/v1/webhook/secret';
		const targetsOf = ({ requests }: typeof forged) => requests.map(({ target }) => target);
		expect(targetsOf(unwanted)).toEqual([secret]);
		// It might be a new one.
		expect(targetsOf(forged)).toEqual([secret, secret]);
	});

	it('is accepted when no endpoint can confirm it', async () => {
		const body = '{"data":{"status":"active","transaction_id":"S-1"},"event":"subscription.new"}';
		const { context, requests } = webhookContext(singapay);
		const signed = singapaySigned(body, settings.clientSecret);
		expect(await receiveFirst(context, signed, confirmed)).toMatchObject({
			wanted: [{ event: 'subscription.new', payment: { kind: 'subscription', status: 'unknown' } }],
		});
		expect(requests).toEqual([]);
	});

	it('is asked for by reference where its ID is not one that can be asked for', async () => {
		const body =
			'{"data":{"transaction":{"merchant_reff_no":"R-1","status":"paid","transaction_id":"QR-X"}},"event":"qris-acquirer-transaction"}';
		const record = { id: 7, merchant_reff_no: 'R-1', status: 'paid' };
		const { context, requests } = webhookContext(singapay, () =>
			answer(enveloped(singapay, [record])),
		);
		const signed = singapaySigned(body, settings.clientSecret);
		expect(wordsOf(await receiveFirst(context, signed, confirmed))).toEqual([
			['qris-acquirer-transaction', '7', 'succeeded'],
		]);
		expect(requests[0]?.target).toContain('/api/v1.0/qris-dynamic/acc-1');
	});
});

describe('a notification of Singapay', () => {
	const { context } = webhookContext(singapay);
	const { clientSecret } = settings;

	it('is verified with the client secret', async () => {
		const signed = singapaySigned(paidVirtualAccount, clientSecret);
		expect(wordsOf(await receiveFirst(context, signed, allEvents))).toEqual([
			['va-transaction', 'VA-1', 'succeeded'],
		]);
	});

	it('may be the test message, which starts nothing', async () => {
		expect(await receiveFirst(context, inbound(testMessage), allEvents)).toEqual({ kind: 'test' });
		const signed = singapaySigned(testMessage, clientSecret);
		expect(await receiveFirst(context, signed, allEvents)).toEqual({ kind: 'test' });
	});

	it.each([
		['[]', ''],
		['{"event":"transaction-expiration","data":{"qris_histories":[]}}', 'transaction-expiration'],
	])('that is verified and contains no event is reported by its name: %s', async (body, event) => {
		const signed = singapaySigned(body, clientSecret);
		expect(await receiveFirst(context, signed, allEvents)).toEqual({ kind: 'empty', event });
	});

	it.each([
		singapaySigned(testMessage, 'forged'),
		inbound(paidVirtualAccount),
		inbound('{"event":"va-transaction","data":"x"}'),
		inbound('no JSON'),
	])('is no test message when it is signed wrongly, or about a payment: %#', async (request) => {
		expect(await receiveFirst(context, request, allEvents)).toMatchObject({ status: 401 });
	});
});

describe('a notification of PaySecurez', () => {
	const claim = { TransactionId: 'txn_1', Status: 'Captured', Amount: 999, Reference: 'ORDER-1' };
	const unknownThere = { statusCode: 404, message: 'Transaction not found', error: 'Not Found' };
	const record = { TransactionId: 'txn_1', Status: 'Declined', Amount: 25, DeclineReason: 'No' };

	it('is what the status endpoint says', async () => {
		const { context, requests } = webhookContext(paySecurez, () => answer(record));
		const early = inbound(JSON.stringify({ ...claim, Status: 'Pending' }));
		expect(await receiveFirst(context, early, allEvents)).toMatchObject({
			kind: 'genuine',
			wanted: [
				{ event: 'transaction', payment: { status: 'failed', amount: '25', reason: 'No' }, record },
			],
		});
		expect(requests.map(({ target }) => target)).toEqual(['/api/v1/transactions/txn_1/status']);
	});

	it.each<[string, Buffer, Record<string, string>]>([
		['with a byte order mark', Buffer.from(`\ufeff${JSON.stringify(claim)}`, 'utf8'), {}],
		[
			'in UTF-16, with its mark',
			Buffer.from(`\ufeff${JSON.stringify(claim)}`, 'utf16le'),
			{ 'content-type': 'application/json' },
		],
		[
			'in UTF-16, by its content type',
			Buffer.from(JSON.stringify(claim), 'utf16le'),
			{ 'content-type': 'application/json; charset=utf-16' },
		],
		[
			'in Latin-1',
			Buffer.from(JSON.stringify({ ...claim, ProviderMessage: 'Não' }), 'latin1'),
			{ 'content-type': 'application/json; charset=iso-8859-1' },
		],
	])('is read %s', async (_what, body, headers) => {
		const { context } = webhookContext(paySecurez, () => answer(record));
		expect(await receiveFirst(context, inbound(body, headers), allEvents)).toMatchObject({
			kind: 'genuine',
			wanted: [{ payment: { id: 'txn_1', status: 'failed' } }],
		});
	});

	it('about a payment that PaySecurez does not know is 401', async () => {
		const { context } = webhookContext(paySecurez, () => answer(unknownThere, 404));
		expect(await receiveFirst(context, inbound(JSON.stringify(claim)), allEvents)).toMatchObject({
			kind: 'refused',
			status: 401,
		});
	});

	it.each([
		answer('', 500),
		answer('', 403),
		answer('', 404),
		answer({ message: 'no Route matched with those values' }, 404),
		answer({ error: 'Not Found' }, 404),
		answer('<html>Not found</html>', 404),
		answer('<html>Be right back</html>'),
		answer({ message: 'maintenance' }),
		lost(),
	])('is 503 while PaySecurez itself does not say so: %#', async (reply) => {
		const { context } = webhookContext(paySecurez, () => reply);
		expect(await receiveFirst(context, inbound(JSON.stringify(claim)), allEvents)).toMatchObject({
			kind: 'refused',
			status: 503,
		});
	});

	it.each([
		'no JSON',
		'',
		'[]',
		'"x"',
		'{}',
		'{"TransactionId":""}',
		'{"TransactionId":"../../balance"}',
		'{"TransactionId":".."}',
		'{"TransactionId":"a\\nb"}',
		'{"Reference":"ORDER-1","Status":"Captured"}',
		JSON.stringify({ TransactionId: 'x'.repeat(10_000) }),
	])('that names no payment is 400 or unknown, and asks for nothing else: %j', async (body) => {
		const { context, requests } = webhookContext(paySecurez, () => answer(unknownThere, 404));
		const received = await receiveFirst(context, inbound(body), allEvents);
		expect([400, 401]).toContain(received.kind === 'refused' ? received.status : received.kind);
		for (const { target } of requests)
			expect(target).toMatch(/^\/api\/v1\/transactions\/[^/]+\/status$/);
	});
});
