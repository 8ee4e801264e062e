import type { FastifyInstance } from 'fastify';
import { freshReference } from '../core/payments.mts';
import { give, pathOf } from '../core/simulation.mts';
import type { Answer } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { idOf, isDone, moneyInView } from './moneyIn.mts';
import type { MoneyIn } from './moneyIn.mts';
import type { Store } from './store.mts';

/** No page shows the body as a whole. The card itself is not looked at: whatever it is, the payment starts as pending. */
const paymentSchema = object(['amount'], {
	amount: { type: 'number', exclusiveMinimum: 0 },
	reference_no: text(1, 100),
});

interface AccountRoute {
	Params: { account_id: string };
}

interface OneRoute {
	Params: { account_id: string; id: string };
}

/** Cards: charged, looked up one by one and canceled. The provider has no list of them. */
export function addCards(scope: FastifyInstance, store: Store): void {
	scope.post<AccountRoute & { Body: { amount: number; reference_no?: string } }>(
		'/api/v2.0/card/:account_id/payment',
		{ schema: { body: paymentSchema } },
		(request, reply) => {
			const path = pathOf(request);
			const { account_id: accountId } = request.params;
			const { amount, reference_no: reference = freshReference() } = request.body;
			if (!store.hasAccount(accountId)) return give(reply, refuse(path, 'SP020'));
			if (store.isKnown({ product: 'card', reference })) return give(reply, refuse(path, 'SP004'));
			const received = store.receive({ product: 'card', accountId, reference, amount });
			return answers.success(path, moneyInView(received));
		},
	);

	scope.get<OneRoute>('/api/v2.0/card/:account_id/inquiry-status/:id', (request, reply) => {
		const path = pathOf(request);
		const found = find(store, path, request.params);
		return 'refused' in found
			? give(reply, found.refused)
			: answers.success(path, moneyInView(found.card));
	});

	// Which payments may be canceled is not documented. Inferred: those about which nothing has been decided.
	scope.patch<OneRoute>('/api/v2.0/card/:account_id/cancel/:id', (request, reply) => {
		const path = pathOf(request);
		const found = find(store, path, request.params);
		if ('refused' in found) return give(reply, found.refused);
		const { card } = found;
		if (isDone(card)) return give(reply, refuse(path, 'SP012'));
		store.setStatus(idOf(card), 'cancelled');
		return answers.success(path, moneyInView(card));
	});
}

function find(
	store: Store,
	path: string,
	{ account_id, id }: OneRoute['Params'],
): { card: MoneyIn } | { refused: Answer } {
	if (!store.hasAccount(account_id)) return { refused: refuse(path, 'SP020') };
	const card = store.received('card', account_id).find((row) => idOf(row) === id);
	return card ? { card } : { refused: refuse(path, 'SP009') };
}
