import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { idr } from './moneyOut.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

/** Two pages disagree on the form of `expired_at` and on whether it is needed, so any text will do, and none. */
const createSchema = object(['amount'], {
	amount: { type: 'number', exclusiveMinimum: 0 },
	expired_at: text(),
	merchant_reff_no: text(),
});

interface AccountRoute {
	Params: { account_id: string };
}

/** QRIS money-in. */
export function addQris(scope: FastifyInstance, store: Store): void {
	scope.get<AccountRoute>('/api/v1.0/qris-dynamic/:account_id', (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const rows = store.data().qris.filter(({ accountId }) => accountId === account_id);
		return paged(
			request,
			rows.map(({ row }) => row),
		);
	});
	scope.get<{ Params: { account_id: string; id: string } }>(
		'/api/v1.0/qris-dynamic/:account_id/show/:id',
		(request, reply) => {
			const { account_id, id } = request.params;
			const found = store
				.data()
				.qris.find(({ accountId, row }) => accountId === account_id && String(row['id']) === id);
			return found
				? answers.success(pathOf(request), found.row)
				: give(reply, answers.notFound(pathOf(request)));
		},
	);
	scope.post<AccountRoute & { Body: { amount: number; merchant_reff_no?: string } }>(
		'/api/v1.0/qris-dynamic/:account_id/generate-qr',
		{ schema: { body: createSchema } },
		(request, reply) => {
			const path = pathOf(request);
			const { qris } = store.data();
			const { account_id } = request.params;
			const { amount, merchant_reff_no } = request.body;
			const reference = merchant_reff_no ?? `QR-${qris.length + 1}`;
			if (!store.hasAccount(account_id)) return give(reply, refuse(path, 'SP020'));
			if (qris.some(({ row }) => row['reff_no'] === reference)) {
				return give(reply, refuse(path, 'SP004'));
			}
			const row = {
				id: 1001 + qris.length,
				reff_no: reference,
				status: 'open',
				status_computed: 'open',
				is_expired: false,
				qr_data: '00020101021226570011ID.EXAMPLE.WWW0118936000000000000001',
				type: 'mpm-dynamic',
				amount: idr(amount),
				total_amount: idr(amount),
			};
			qris.push({ accountId: account_id, row });
			return answers.success(path, row);
		},
	);
}
