import type { FastifyInstance } from 'fastify';
import { checkoutPage, create, lifetimeMs } from './create.mts';
import type { Movement } from './movement.mts';
import { checkoutErrors, commonErrors, payoutErrors } from './rulesV1.mts';
import { boletoV1, checkoutV1, creditCardV1, paymentV1, payoutV1, picpayV1 } from './schemasV1.mts';
import type { BodyV1 } from './schemasV1.mts';
import type { NewMovement, Store } from './store.mts';
import {
	bankDetails,
	boletoCode,
	boletoUrl,
	exchangeV1,
	payUrl,
	pixText,
	valuesV1,
} from './values.mts';

/** One call that charges by one method. */
interface Charge {
	path: string;
	schema: object;
	methodOf(body: BodyV1): string;
	/** Beside `id` and `status`. */
	answer(body: BodyV1, id: string, expiresAt: number): object;
}

const charges: Charge[] = [
	{
		path: '/payment',
		schema: paymentV1,
		methodOf: ({ payment_method = '' }) => payment_method,
		answer: (body, id) => ({
			payment: { method: body.payment_method },
			values: valuesV1(body),
			...(body.payment_method === 'pix'
				? { pix: { qrcode: pixText(id), reference: pixText(id), beneficiary: 'SmartFastPay' } }
				: { bank: bankDetails }),
		}),
	},
	{
		// No page shows its answer: only what all of them have.
		path: '/picpay',
		schema: picpayV1,
		methodOf: () => 'picpay',
		answer: (body) => ({ payment: { method: 'picpay' }, values: valuesV1(body) }),
	},
	{
		path: '/credit_card',
		schema: creditCardV1,
		methodOf: () => 'credit_card',
		answer: (body, id, expiresAt) => ({
			expires_in: expiresAt,
			payment: { method: 'credit_card' },
			values: valuesV1(body),
			credit_card: { url: payUrl(id) },
		}),
	},
	{
		path: '/boleto',
		schema: boletoV1,
		methodOf: () => 'boleto',
		answer(body, id, expiresAt) {
			// Here the fee has another name, and the end is a text.
			const { fee: tax, ...values } = valuesV1(body);
			return {
				boleto: { url: boletoUrl(id), code: boletoCode, expired_at: String(expiresAt) },
				values: { ...values, tax },
			};
		},
	},
];

/** Charges, payouts and hosted pages of the former version, which the pages write with and without its prefix. */
export function addCreatesV1(
	scope: FastifyInstance,
	prefix: string,
	store: Store,
	now: () => number,
): void {
	type Route = { Body: BodyV1 };
	for (const { path, schema, methodOf, answer } of charges) {
		scope.post<Route>(`${prefix}${path}`, { schema: { body: schema } }, ({ body }, reply) => {
			const wanted = movement('payment', body, methodOf(body));
			const expiresAt = Math.floor((now() + lifetimeMs) / 1000);
			return create(reply, store, wanted, commonErrors(body), ({ id, status }) => ({
				id,
				status,
				...answer(body, id, expiresAt),
			}));
		});
	}
	scope.post<Route>(`${prefix}/payout`, { schema: { body: payoutV1 } }, ({ body }, reply) => {
		const method = body.payout_method ?? (body.pix === undefined ? 'bank_transfer' : 'pix');
		const wanted = movement('payout', body, method);
		return create(reply, store, wanted, payoutErrors(body), ({ id, status }) => ({
			id,
			status,
			values: valuesV1(body),
		}));
	});
	scope.post<Route>(
		`${prefix}/transaction/checkout`,
		{ schema: { body: checkoutV1 } },
		({ body }, reply) => {
			const wanted = movement('payment', body, null);
			const answer = create(reply, store, wanted, checkoutErrors(body), checkoutPage);
			const isRefused = answer === reply;
			const wantsPage = body.transaction.redirect?.type === 'HTML';
			// With HTML the answer is the page itself.
			return wantsPage && !isRefused ? reply.type('text/html').send(page) : answer;
		},
	);
}

const page = '<!doctype html><title>Checkout</title>';

function movement(type: Movement['type'], body: BodyV1, method: string | null): NewMovement {
	const currency = body.currency ?? 'USD';
	return {
		type,
		customerId: body.customer_id,
		transactionId: body.transaction.id,
		amount: body.amount.toFixed(2),
		currency,
		method,
		exchange: exchangeV1(currency),
		notificationUrl: body.callback,
	};
}
