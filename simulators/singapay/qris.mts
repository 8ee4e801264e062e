import type { FastifyInstance } from 'fastify';
import { freshReference } from '../core/payments.mts';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { idOf, moneyInView } from './moneyIn.mts';
import type { MoneyIn } from './moneyIn.mts';
import { isoOrJakartaTime } from './dates.mts';
import { microseconds } from './moneyInViews.mts';
import { jakartaTime, narrowed } from './narrowing.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

/** Two pages disagree on the form of `expired_at` and on whether it is needed: both forms will do, and none. */
const createSchema = object(['amount'], {
	amount: { type: 'integer', minimum: 1000, maximum: 10_000_000 },
	expired_at: isoOrJakartaTime,
	merchant_reff_no: text(1, 255),
});

interface CreateBody {
	amount: number;
	expired_at?: string;
	merchant_reff_no?: string;
}

/** `merchant_reff_no` is none of its filters. */
const filters = {
	partial: ['reff_no'],
	exact: ['status', 'type'],
	times: ['created_at', 'settle_at'],
	momentOf: jakartaTime,
};

interface AccountRoute {
	Params: { account_id: string };
}

/** QRIS money-in. */
export function addQris(scope: FastifyInstance, store: Store, now: () => number): void {
	const view = (row: MoneyIn) => moneyInView(row, now());
	scope.get<AccountRoute>('/api/v1.0/qris-dynamic/:account_id', (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const rows = store.received('qris', account_id).map(view);
		return paged(request, narrowed(request, rows, filters, false), { spelling: 'snake' });
	});
	scope.get<{ Params: { account_id: string; id: string } }>(
		'/api/v1.0/qris-dynamic/:account_id/show/:id',
		(request, reply) => {
			const { account_id, id } = request.params;
			const found = store.received('qris', account_id).find((row) => idOf(row) === id);
			return found
				? answers.success(pathOf(request), view(found))
				: give(reply, answers.notFound(pathOf(request)));
		},
	);
	scope.post<AccountRoute & { Body: CreateBody }>(
		'/api/v1.0/qris-dynamic/:account_id/generate-qr',
		{ schema: { body: createSchema } },
		(request, reply) => {
			const path = pathOf(request);
			const { account_id: accountId } = request.params;
			const { amount, expired_at, merchant_reff_no: reference = freshReference() } = request.body;
			if (!store.hasAccount(accountId)) return give(reply, refuse(path, 'SP020'));
			// Not idempotent: a reference that exists makes a second code.
			const details = {
				expired_at: expired_at === undefined ? null : microseconds(jakartaTime(expired_at)),
			};
			const received = store.receive({ product: 'qris', accountId, reference, amount, details });
			return answers.success(path, view(received));
		},
	);
}
