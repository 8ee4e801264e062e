import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { answers, refuse } from './answers.mts';
import { idOf, moneyInView } from './moneyIn.mts';
import type { MoneyIn } from './moneyIn.mts';
import { jakartaTime, narrowed } from './narrowing.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

/** The attempts at payment links (second sheet, section 2.5). */

/** The reference of the link is none of them: asked for it, `reff_no` finds no attempt. */
const filters = {
	partial: ['reff_no', 'payment_method_name', 'payment_method_value'],
	exact: ['status'],
	times: ['created_at', 'payment_date', 'settle_at'],
	momentOf: jakartaTime,
};

interface AccountRoute {
	Params: { account_id: string };
}

export function addLinkHistories(scope: FastifyInstance, store: Store, now: () => number): void {
	const view = (row: MoneyIn) => moneyInView(row, now());
	const attempts = '/api/v1.0/payment-link-histories/:account_id';
	scope.get<AccountRoute>(attempts, (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const rows = store.received('paymentLink', account_id).map(view);
		const found = narrowed(request, rows, filters, true);
		return paged(request, found, { spelling: 'snake', hearsPerPage: true });
	});
	scope.get<{ Params: { account_id: string; id: string } }>(`${attempts}/:id`, (request, reply) => {
		const { account_id, id } = request.params;
		const found = store.received('paymentLink', account_id).find((row) => idOf(row) === id);
		return found
			? answers.success(pathOf(request), view(found))
			: give(reply, answers.notFound(pathOf(request)));
	});
}
