import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { give } from '../core/simulation.mts';
import type { FieldErrors } from '../core/simulation.mts';
import { hasErrors } from '../core/validation.mts';
import { answers, duplicate, wrap } from './answers.mts';
import type { Movement } from './movement.mts';
import type { NewMovement, Store } from './store.mts';

/** How long a payer has. */
export const lifetimeMs = 60 * 60 * 1000;

/**
 * Stores what was asked for and answers it. Whether a repeated `transaction.id` is refused is not documented; here it is, with
 * 422, and nothing is stored. A client that sends the same payment twice therefore shows in the counts, not in the records.
 */
export function create(
	reply: FastifyReply,
	store: Store,
	wanted: NewMovement,
	errors: FieldErrors,
	view: (added: Movement) => unknown,
): unknown {
	if (hasErrors(errors)) return give(reply, answers.invalid('', errors));
	const added = store.add(wanted);
	return added ? wrap(view(added)) : give(reply, duplicate(wanted.transactionId));
}

/** Neither an id nor a status: the transaction is to be found by the merchant's own reference. */
export function checkoutPage(): { url: string } {
	return { url: `https://sandbox-checkout.smartfastpay.com/v1/${randomUUID()}/checkout` };
}
