import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { answer, settings } from '../../support/fakeContext.mts';
import {
	allEvents,
	fetchedSecret,
	givesSecret,
	inbound,
	paidPix,
	paidVirtualAccount,
	receiveFirst,
	singapaySigned,
	smartFastPaySigned,
	webhookContext,
} from '../../support/signed.mts';

const { clientId, clientSecret } = settings;
const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
const confirmed = { ...allEvents, confirm: true };

/** SmartFastPay answers this to a look-up. */
const answering = (body: object, status = 200) =>
	webhookContext(smartFastPay, ({ target }) =>
		target.includes('secret') ? givesSecret : answer({ requestId: 'r', ...body }, status),
	);

describe('a secret in a signed notification', () => {
	const received = async (change: object) =>
		await receiveFirst(
			webhookContext(smartFastPay).context,
			smartFastPaySigned(paidPix(change), fetchedSecret),
			allEvents,
		);

	it.each([
		['the client secret', clientSecret],
		['the webhook secret, which was fetched', fetchedSecret],
		['the client ID and the secret in base64', basic],
	])('is in no part of the item: %s', async (_name, secret) => {
		const judged = await received({ transaction_id: `order ${secret}`, note: { text: secret } });
		expect(judged).toMatchObject({
			kind: 'genuine',
			wanted: [
				{
					payment: { id: 'pay-0001', status: 'succeeded', reference: 'order [hidden]' },
					record: { transaction_id: 'order [hidden]', note: { text: '[hidden]' } },
				},
			],
		});
		expect(JSON.stringify(judged)).not.toContain(secret);
	});

	it('is not in the record of an event that nobody knows', async () => {
		expect(await received({ type: 'new', status: 'odd', customer_id: clientSecret })).toMatchObject(
			{ wanted: [{ event: 'new', record: { customer_id: '[hidden]' } }] },
		);
	});

	it('is not in the name of an event that nobody knows', async () => {
		const body = JSON.stringify({ event: `qris ${clientSecret}`, data: { id: 1 } });
		const { context } = webhookContext(singapay);
		expect(
			await receiveFirst(context, singapaySigned(body, clientSecret), allEvents),
		).toMatchObject({ wanted: [{ event: 'qris [hidden]' }] });
	});

	it('is not in the record either if another secret has signed', async () => {
		const hmac = 'hmac-key-0001';
		const { context } = webhookContext(singapay, givesSecret, { webhookSecrets: hmac });
		for (const secret of [clientSecret, hmac]) {
			const body = paidVirtualAccount.replace('INV-1', `${hmac} ${clientSecret}`);
			expect(await receiveFirst(context, singapaySigned(body, secret), allEvents)).toMatchObject({
				wanted: [{ payment: { id: 'VA-1', reference: '[hidden] [hidden]' } }],
			});
		}
	});

	it.each([
		['a byte order mark', Buffer.from(`\ufeff${paidPix({ note: clientSecret })}`)],
		['UTF-16', Buffer.from(`\ufeff${paidPix({ note: clientSecret })}`, 'utf16le')],
	])('is found behind %s', async (_name, body) => {
		const { context } = webhookContext(smartFastPay);
		expect(
			await receiveFirst(context, smartFastPaySigned(body, fetchedSecret), allEvents),
		).toMatchObject({ wanted: [{ record: { id: 'pay-0001', note: '[hidden]' } }] });
	});

	it('is not logged with a payment that is not confirmed', async () => {
		const { context } = answering({}, 404);
		const request = smartFastPaySigned(paidPix({ id: fetchedSecret }), fetchedSecret);
		expect(await receiveFirst(context, request, confirmed)).toMatchObject({
			kind: 'refused',
			reason: expect.stringContaining('payment "[hidden]" was not confirmed'),
		});
	});
});

describe('a webhook secret that was fetched', () => {
	const signed = smartFastPaySigned(paidPix(), fetchedSecret);

	it('is not in the record that a look-up answers', async () => {
		const data = { id: 'pay-0001', status: 'paid', transaction_id: fetchedSecret };
		expect(await receiveFirst(answering({ data }).context, signed, confirmed)).toMatchObject({
			kind: 'genuine',
			wanted: [{ payment: { reference: '[hidden]' }, record: { transaction_id: '[hidden]' } }],
		});
	});

	it('is read again, although it is known', async () => {
		const at = webhookContext(smartFastPay);
		expect(await receiveFirst(at.context, signed, confirmed)).toMatchObject({});
		at.clock.now += 60_000;
		const forged = smartFastPaySigned(paidPix(), 'forged', at.clock.now);
		expect(await receiveFirst(at.context, forged, allEvents)).toMatchObject({ status: 401 });
		const again = smartFastPaySigned(paidPix(), fetchedSecret, at.clock.now);
		expect(await receiveFirst(at.context, again, allEvents)).toMatchObject({ kind: 'genuine' });
	});
});

describe('a secret in a notification that is not signed', () => {
	it.each([
		['alone', clientSecret, '[hidden]'],
		['behind what is logged', `${'a'.repeat(95)}${clientSecret}`, `${'a'.repeat(95)}[hidd`],
	])('is not logged: %s', async (_name, TransactionId, shown) => {
		const { context } = webhookContext(paySecurez, answer({ error: 'x' }, 500));
		const body = JSON.stringify({ TransactionId, Status: 'Captured' });
		expect(await receiveFirst(context, inbound(body), confirmed)).toMatchObject({
			kind: 'refused',
			reason: expect.stringContaining(`payment "${shown}" was not confirmed`),
		});
	});
});
