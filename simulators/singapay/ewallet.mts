import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import type { Answer } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { idOf, moneyInView } from './moneyIn.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

/** No page shows the bodies as a whole: these are the fields without which there is no payment. */
const fields = { amount: { type: 'number', exclusiveMinimum: 0 }, reff_no: text() };
const checkoutSchema = object(['amount', 'reff_no'], fields);
const orderSchema = object(['account_id', 'amount', 'reff_no'], {
	...fields,
	account_id: text(1, 50),
});

interface Wanted {
	amount: number;
	reff_no: string;
}

interface OneRoute {
	Params: { account_id: string; id: string };
}

/** E-wallet money-in. */
export function addEwallet(scope: FastifyInstance, store: Store): void {
	const list = '/api/v1.0/ewallet-native-transactions/:account_id';
	scope.get<{ Params: { account_id: string } }>(list, (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const newestFirst = store.received('ewallet', account_id).toReversed();
		return paged(request, newestFirst.map(moneyInView));
	});
	// That the inquiry shows the same row is inferred; it is said to ask the wallet, which here is never ahead of the row.
	for (const one of [`${list}/:id`, '/api/v1.0/ewallet-native/:account_id/inquiry-status/:id']) {
		scope.get<OneRoute>(one, (request, reply) => {
			const { account_id, id } = request.params;
			const found = store.received('ewallet', account_id).find((row) => idOf(row) === id);
			return found
				? answers.success(pathOf(request), moneyInView(found))
				: give(reply, answers.notFound(pathOf(request)));
		});
	}

	scope.post<{ Params: { account_id: string }; Body: Wanted }>(
		'/api/v1.0/ewallet-native/:account_id/create-checkout',
		{ schema: { body: checkoutSchema } },
		(request, reply) =>
			give(reply, create(store, pathOf(request), request.params.account_id, request.body)),
	);
	scope.post<{ Body: Wanted & { account_id: string } }>(
		'/api/v2.0/ewallet-native/create-order',
		{ schema: { body: orderSchema } },
		(request, reply) =>
			give(reply, create(store, pathOf(request), request.body.account_id, request.body)),
	);
}

function create(
	store: Store,
	path: string,
	accountId: string,
	{ amount, reff_no: reference }: Wanted,
): Answer {
	if (!store.hasAccount(accountId)) return refuse(path, 'SP020');
	const received = store.receive({ product: 'ewallet', accountId, reference, amount });
	if (!received) return refuse(path, 'SP004');
	const order = {
		...moneyInView(received),
		checkout_url: `https://checkout.example/${idOf(received)}`,
	};
	return { status: 200, body: answers.success(path, order) };
}
