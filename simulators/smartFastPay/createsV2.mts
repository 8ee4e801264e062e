import type { FastifyInstance } from 'fastify';
import { checkoutPage, create, lifetimeMs } from './create.mts';
import { brazilianDocument, payinErrors, paymentOf, payoutErrors } from './methods.mts';
import type { Movement } from './movement.mts';
import { checkoutV2, payinV2, payoutV2 } from './schemasV2.mts';
import type { BodyV2 } from './schemasV2.mts';
import type { NewMovement, Store } from './store.mts';
import { exchangeV2, valuesV2 } from './values.mts';

/** Charges, payouts and hosted pages of the current version. */
export function addCreatesV2(scope: FastifyInstance, store: Store, now: () => number): void {
	type Route = { Body: BodyV2 };
	scope.post<Route>('/v2/payin', { schema: { body: payinV2 } }, ({ body }, reply) =>
		create(reply, store, movement('payment', body), payinErrors(body), ({ id, status }) => ({
			id,
			status,
			// Here an absolute Unix time in seconds; in the token answer the same name is a duration.
			expires_in: Math.floor((now() + lifetimeMs) / 1000),
			payment: paymentOf(body, id),
			values: valuesV2(body),
		})),
	);
	scope.post<Route>('/v2/payout', { schema: { body: payoutV2 } }, ({ body }, reply) =>
		create(reply, store, movement('payout', body), payoutErrors(body), ({ id, status }) => ({
			id,
			status,
			payment: { method: body.payment_method },
			values: valuesV2(body),
		})),
	);
	scope.post<Route>(
		'/v2/transaction/checkout',
		{ schema: { body: checkoutV2 } },
		({ body }, reply) => {
			const open = { ...movement('payment', body), method: null };
			return create(reply, store, open, brazilianDocument(body), checkoutPage);
		},
	);
}

function movement(type: Movement['type'], body: BodyV2): NewMovement {
	return {
		type,
		customerId: body.customer.id,
		transactionId: body.transaction.id,
		amount: body.transaction.amount.toFixed(2),
		currency: body.transaction.currency,
		method: body.payment_method,
		exchange: exchangeV2,
		notificationUrl: body.notification_url,
	};
}
