import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { give } from '../core/simulation.mts';
import { answers, duplicate, wrap } from './answers.mts';
import { isCpf } from './cpf.mts';
import {
	checkoutV1,
	checkoutV2,
	payinV2,
	paymentV1,
	payoutV1,
	payoutV2,
} from './createSchemas.mts';
import type { BodyV1, BodyV2 } from './createSchemas.mts';
import type { Movement } from './movement.mts';
import type { NewMovement, Store } from './store.mts';
import { bankDetails, exchangeV1, exchangeV2, pixText, valuesV1, valuesV2 } from './values.mts';

const pixLifetimeMs = 60 * 60 * 1000;

/**
 * The create calls. Whether a repeated `transaction.id` is refused is not documented; here it is, with 422, and nothing is
 * stored. A client that sends the same payment twice therefore shows in the counts, not in the records.
 */
export function addCreates(
	scope: FastifyInstance,
	prefix: string,
	store: Store,
	now: () => number,
): void {
	addV1(scope, prefix, store);
	if (prefix === '') addV2(scope, store, now);
}

function addV2(scope: FastifyInstance, store: Store, now: () => number): void {
	type Route = { Body: BodyV2 };
	scope.post<Route>('/v2/payin', { schema: { body: payinV2 } }, ({ body }, reply) =>
		create(reply, store, fromV2('payment', body), cpfOfV2(body), ({ id, status }) => ({
			id,
			status,
			// Here an absolute Unix time in seconds; in the token answer the same name is a duration.
			expires_in: Math.floor((now() + pixLifetimeMs) / 1000),
			payment: { method: body.payment_method, ...methodDetails(body.payment_method, id) },
			values: valuesV2(body.transaction),
		})),
	);
	scope.post<Route>('/v2/payout', { schema: { body: payoutV2 } }, ({ body }, reply) =>
		create(reply, store, fromV2('payout', body), cpfOfV2(body), ({ id, status }) => ({
			id,
			status,
			payment: { method: body.payment_method },
			values: valuesV2(body.transaction),
		})),
	);
	scope.post<Route>(
		'/v2/transaction/checkout',
		{ schema: { body: checkoutV2 } },
		({ body }, reply) =>
			create(
				reply,
				store,
				{ ...fromV2('payment', body), method: null },
				cpfOfV2(body),
				checkoutPage,
			),
	);
}

function addV1(scope: FastifyInstance, prefix: string, store: Store): void {
	type Route = { Body: BodyV1 };
	scope.post<Route>(`${prefix}/payment`, { schema: { body: paymentV1 } }, ({ body }, reply) =>
		create(reply, store, fromV1('payment', body), cpfOfV1(body), ({ id, status }) => ({
			id,
			status,
			payment: { method: body.payment_method },
			values: valuesV1(body),
			...(body.payment_method === 'pix'
				? { pix: { qrcode: pixText(id), reference: pixText(id), beneficiary: 'SmartFastPay' } }
				: { bank: bankDetails }),
		})),
	);
	scope.post<Route>(`${prefix}/payout`, { schema: { body: payoutV1 } }, ({ body }, reply) =>
		create(reply, store, fromV1('payout', body), cpfOfV1(body), ({ id, status }) => ({
			id,
			status,
			values: valuesV1(body),
		})),
	);
	scope.post<Route>(
		`${prefix}/transaction/checkout`,
		{ schema: { body: checkoutV1 } },
		({ body }, reply) =>
			create(
				reply,
				store,
				{ ...fromV1('payment', body), method: null },
				cpfOfV1(body),
				checkoutPage,
			),
	);
}

function create(
	reply: FastifyReply,
	store: Store,
	wanted: NewMovement,
	cpf: string | null,
	view: (added: Movement) => unknown,
): unknown {
	if (cpf !== null && !isCpf(cpf)) {
		return give(reply, answers.invalid('', { document: ['is not a valid CPF'] }));
	}
	const added = store.add(wanted);
	return added ? wrap(view(added)) : give(reply, duplicate(wanted.transactionId));
}

/** Neither an id nor a status: the transaction is to be found by the merchant's own reference. */
function checkoutPage(): unknown {
	return { url: `https://sandbox-checkout.smartfastpay.com/v1/${randomUUID()}/checkout` };
}

function methodDetails(method: string, id: string): Record<string, unknown> {
	if (method === 'pix') return { qr_code: pixText(id) };
	return method === 'bank_transfer' ? bankDetails : {};
}

function fromV2(type: Movement['type'], body: BodyV2): NewMovement {
	return {
		type,
		customerId: body.customer.id,
		transactionId: body.transaction.id,
		amount: body.transaction.amount.toFixed(2),
		currency: body.transaction.currency,
		method: body.payment_method,
		exchange: exchangeV2,
		notificationUrl: body.notification_url ?? null,
	};
}

function fromV1(type: Movement['type'], body: BodyV1): NewMovement {
	return {
		type,
		customerId: body.customer_id,
		transactionId: body.transaction.id,
		amount: body.amount.toFixed(2),
		currency: body.currency ?? 'USD',
		method: body.payment_method ?? (body.pix === undefined ? 'bank_transfer' : 'pix'),
		exchange: exchangeV1(body.currency ?? 'USD'),
		notificationUrl: body.callback,
	};
}

function cpfOfV2({ customer }: BodyV2): string | null {
	return customer.document?.type === 'CPF' ? customer.document.number : null;
}

function cpfOfV1(body: BodyV1): string | null {
	return (body.document_type ?? 'CPF') === 'CPF' ? body.document : null;
}
