import { call } from '../../../lib/client/call';
import type { ApiRequest, Provider } from '../../../lib/providers/contract';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { createWriteMemory } from '../../../lib/writes/memory';
import { recoverWrite } from '../../../lib/writes/recover';
import { sendOnce } from '../../../lib/writes/sendOnce';
import {
	answer,
	fakeContext,
	infoOf,
	lost,
	type Reply,
	requestTo,
} from '../../support/fakeContext.mts';

/** A write of which the provider says that something with its reference exists, and what it then gives for that reference. */

const options = { timeoutMs: 1_000, maxRetries: 0 };

interface Payment {
	readonly of: string;
	readonly provider: Provider;
	readonly request: (change?: object) => ApiRequest;
	readonly duplicate: Reply;
	/** What the look-up by reference gives. */
	readonly found: (change?: object) => Reply;
	readonly absent: Reply;
	readonly id: string;
	readonly idField: string;
}

const fastPay = (path: string, type: string): Payment => ({
	of: `SmartFastPay ${path}`,
	provider: smartFastPay,
	request: (change = {}) =>
		requestTo('POST', path, { transaction: { id: 'R-1', amount: 10, currency: 'BRL', ...change } }),
	duplicate: answer({ requestId: 'r', moreInformation: 'transaction.id already exists' }, 422),
	found: (change = {}) => {
		const record = { id: 'P-1', transaction_id: 'R-1', type, status: 'pending' };
		return answer({
			requestId: 'r',
			data: [{ ...record, amount: '10.00', currency: 'BRL', ...change }],
		});
	},
	absent: answer({ requestId: 'r', data: [] }),
	id: 'P-1',
	idField: 'id',
});

const payout = (path: string, payee: object, told: object, body: object = {}): Payment => ({
	of: `Singapay ${path}`,
	provider: singapay,
	request: (change = {}) =>
		requestTo('POST', path, {
			account_id: 'acc-1',
			reference_number: 'R-1',
			amount: 10,
			...payee,
			...body,
			...change,
		}),
	duplicate: answer({ response_code: 'SP004', response_message: 'Duplicate' }, 400),
	found: (change = {}) =>
		answer({
			response_code: 'SP000',
			data: {
				transaction_id: 'P-1',
				reference_number: 'R-1',
				transaction_status: { code: '03' },
				net_amount: { value: '10.00', currency: 'IDR' },
				...told,
				...change,
			},
		}),
	absent: answer({ response_code: 'SP009' }, 404),
	id: 'P-1',
	idField: 'transaction_id',
});

const transfer = payout(
	'/api/v2.0/disbursement/transfer',
	{ bank_account_number: '1000123456' },
	{ bank: { account_number: '1000123456' } },
);
const topUp = payout(
	'/api/v2.0/ewallet/trigger-topup',
	{ customer_number: '081234567890' },
	{ ewallet: { customer_number: '081234567890' } },
	{ amount: { value: '10.00', currency: 'IDR' } },
);
const qrisPayment = payout(
	'/api/v2.0/qris/issuer/mpm/payment-credit',
	{ qr_data: '00020101' },
	{ qr_data: '00020101' },
	{ amount: '10' },
);
const payin = fastPay('/v2/payin', 'payment');
const payments = [payin, fastPay('/v2/payout', 'payout'), transfer, topUp, qrisPayment];

interface Given {
	readonly change?: object;
	readonly first?: Reply;
	readonly lookedUp: Reply;
	readonly looksUpLost?: boolean;
}

/** One item, as the node sends it: what it becomes, and what was asked of the provider. */
async function send(payment: Payment, { change, first, lookedUp, looksUpLost = false }: Given) {
	const request = payment.request(change);
	const info = infoOf(payment.provider, request);
	const { context, requests } = fakeContext(payment.provider, [
		first ?? payment.duplicate,
		lookedUp,
	]);
	const memory = createWriteMemory<string>();
	const attempt = async () =>
		await sendOnce<string>({
			memory,
			key: { slot: 'item', payment: undefined, request: '' },
			payment: undefined,
			now: context.lifecycle.now,
			send: async () => {
				const result = await call(context, request, options);
				if (result.kind === 'answered') return { outcome: 'done', result: 'answered' };
				const outcome = result.cause === 'duplicate' ? 'duplicate' : result.effect;
				return { outcome, result: `failed: ${result.message}` };
			},
			lookUp:
				info.find === undefined
					? undefined
					: async (since) => await recoverWrite(context, info, { ...options, since }),
			looksUpLost,
			before: undefined,
			as: {
				replayed: (result) => `replayed ${result}`,
				found: (record) => `recovered ${JSON.stringify(record)}`,
				conflict: ({ message, description }) => `conflict: ${message}. ${description}`,
				absent: () => 'absent',
				open: () => 'open',
				otherRequest: () => 'other request',
				notAgain: () => 'not again',
				sentBefore: (seen) => `sent before, ${seen}`,
				notNoted: () => 'not noted',
			},
		});
	const item = await attempt();
	const again = await attempt();
	const { pathname } = new URL(request.url);
	const sent = requests.filter(({ target }) => target === pathname);
	return { item, again, sent: sent.length, lookedUp: requests.length - sent.length };
}

const isUnknown = /^failed: Outcome unknown: /;

describe.each(payments.map((payment) => [payment.of, payment] as const))(
	'a duplicate of %s',
	(_of, payment) => {
		const { provider, found, id, idField } = payment;

		it.each([true, false])(
			'is looked up whether lost answers are (%s) or not, and is the item where it is the same',
			async (looksUpLost) => {
				const run = await send(payment, { lookedUp: found(), looksUpLost });

				expect(run.item).toMatch(/^recovered /);
				expect(run.item).toContain(`"${idField}":"${id}"`);
				expect(run.again).toBe(`replayed ${run.item}`);
				expect(run).toMatchObject({ sent: 1, lookedUp: 1 });
			},
		);

		it('is the same with an amount that is written otherwise', async () => {
			const isFast = provider === smartFastPay;
			for (const amount of ['10', '10.0', '10.00', 10, '010.000']) {
				const change = isFast ? { amount } : { net_amount: { value: amount } };
				const { item } = await send(payment, { lookedUp: found(change) });

				expect(item).toMatch(/^recovered /);
			}
		});

		it.each(['10,00', '1.000,00', 'ten', true, [10]])(
			'does not count as the same if the requested amount cannot be read (%j)',
			async (asked) => {
				const change = { amount: asked };
				const { item } = await send(payment, { change, lookedUp: payment.found() });
				expect(item).toContain('its amount differs from this request');
			},
		);

		const amounts: readonly [string, unknown][] = [
			['another amount', '10.01'],
			['ten times the amount', '100'],
			['an amount of opposite sign', '-10'],
			['no amount', undefined],
			['an amount that is no number', 'ten'],
		];
		it.each(amounts)('with %s is an error that names its status and ID', async (_what, amount) => {
			const change = provider === smartFastPay ? { amount } : { net_amount: amount };
			const run = await send(payment, { lookedUp: found(change) });

			expect(run.item).toMatch(/^conflict: .* has another payment with this reference \(ID P-1\)/);
			expect(run.item).toContain('its amount differs from this request');
			expect(run.item).toContain('Its status is pending.');
			expect(run.sent).toBe(1);
			expect(run.again).toBe(run.item);
		});

		const ended: readonly [string, string, object][] =
			provider === smartFastPay
				? [
						// A transaction is canceled for any failure; its payment or payout says which.
						['canceled', 'canceled', { status: 'canceled' }],
						['denied', 'canceled', { status: 'canceled', payment_status: 'denied' }],
						['expired', 'canceled', { status: 'canceled', payment_status: 'expired' }],
					]
				: [['failed', 'failed', { transaction_status: { code: '06' } }]];
		it.each(ended)('that is %s is an error that says so', async (_what, status, change) => {
			const run = await send(payment, { lookedUp: found(change) });

			expect(run.item).toMatch(
				new RegExp(
					`^conflict: .* has a payment with this reference \\(ID P-1\\) that is ${status}`,
				),
			);
			expect(run.item).toContain('It is not paid.');
			expect(run.sent).toBe(1);
		});

		it.each<[string, Reply]>([
			['cannot be found', payment.absent],
			['cannot be asked for: HTTP 500', answer('', 500)],
			['cannot be asked for: a web page', answer('<html>')],
			['cannot be asked for: a lost answer', lost()],
		])('that %s stays unknown, and is not sent again', async (_what, lookedUp) => {
			for (const looksUpLost of [true, false]) {
				const run = await send(payment, { lookedUp, looksUpLost });

				expect(run.item).toMatch(isUnknown);
				expect(run.again).toBe(run.item);
				expect(run.sent).toBe(1);
			}
		});
	},
);

describe('a duplicate', () => {
	it('of another currency is an error', async () => {
		const { item } = await send(payin, { lookedUp: payin.found({ currency: 'USD' }) });

		expect(item).toContain('its currency differs from this request');
	});

	it('of another amount and currency names both', async () => {
		const { item } = await send(payin, {
			lookedUp: payin.found({ currency: 'USD', amount: '11' }),
		});

		expect(item).toContain('its amount and currency differ from this request');
	});

	it('whose record names no currency is the same', async () => {
		const { item } = await send(payin, { lookedUp: payin.found({ currency: null }) });

		expect(item).toMatch(/^recovered /);
	});

	it.each<[string, Payment, object]>([
		['account', transfer, { bank: { account_number: '2000' } }],
		['wallet', topUp, { ewallet: { customer_number: '089' } }],
		['QR code', qrisPayment, { qr_data: '999' }],
	])('that pays another %s is an error', async (_payee, payment, told) => {
		const { item } = await send(payment, { lookedUp: payment.found(told) });

		expect(item).toContain('its payee differs from this request');
	});

	it.each<[string, Payment]>([
		[
			'at PaySecurez, which has no look-up by reference,',
			{
				...payin,
				provider: paySecurez,
				request: () => requestTo('POST', '/api/v1/transactions', { reference: 'R-1', amount: 10 }),
				duplicate: answer({ statusCode: 409, message: 'Conflict' }, 409),
			},
		],
		[
			'of a card charge at Singapay, which has none either,',
			{
				...transfer,
				request: () =>
					requestTo('POST', '/api/v2.0/card/acc-1/payment', {
						merchant_reff_no: 'R-1',
						amount: 10,
					}),
			},
		],
	])('%s stays unknown, and is sent once', async (_where, payment) => {
		const run = await send(payment, { lookedUp: payment.found() });

		expect(run.item).toMatch(isUnknown);
		expect(run.again).toBe(run.item);
		expect(run).toMatchObject({ sent: 1, lookedUp: 0 });
	});
});

describe('a lost answer', () => {
	it('is not looked up where that is not wanted', async () => {
		const run = await send(transfer, { first: lost(), lookedUp: transfer.found() });

		expect(run.item).toMatch(isUnknown);
		expect(run).toMatchObject({ sent: 1, lookedUp: 0 });
	});

	it('is looked up where it is, and judged like a duplicate', async () => {
		const same = { first: lost(), lookedUp: transfer.found(), looksUpLost: true };
		const other = { ...same, lookedUp: transfer.found({ net_amount: { value: '11' } }) };

		expect((await send(transfer, same)).item).toMatch(/^recovered /);
		expect((await send(transfer, other)).item).toMatch(/^conflict: /);
	});
});
