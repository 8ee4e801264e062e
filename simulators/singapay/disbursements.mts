import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { rowView, transferView } from './moneyOut.mts';
import type { Channel } from './moneyOut.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

/** Lists and single rows (v1), looked up by transaction id, or by reference where the catalogue says so. */
const lists = [
	{
		path: '/api/v1.0/disbursement',
		channel: 'disbursement',
		key: 'transactionId',
		spelling: 'camel',
	},
	{
		path: '/api/v1.0/account-transfer',
		channel: 'account-transfer',
		key: 'transactionId',
		spelling: 'empty',
	},
	{
		path: '/api/v1.0/cardless-withdrawals/transaction',
		channel: 'cardless',
		key: 'reference',
		spelling: 'camel',
	},
] as const;

/** Status by merchant reference, by POST. */
const inquiries: { path: string; channel: Channel }[] = [
	{ path: '/api/v2.0/disbursement/:account_id/inquiry-status', channel: 'disbursement' },
	{ path: '/api/v2.0/ewallet/:account_id/inquiry-status', channel: 'ewallet' },
	{ path: '/api/v2.0/qris/status/:account_id', channel: 'qris' },
];

interface AccountRoute {
	Params: { account_id: string };
}

export function addDisbursementReads(
	scope: FastifyInstance,
	store: Store,
	now: () => number,
): void {
	addLists(scope, store, now);
	addInquiries(scope, store, now);
}

function addLists(scope: FastifyInstance, store: Store, now: () => number): void {
	for (const { path, channel, key, spelling } of lists) {
		const rowsOf = (accountId: string) =>
			store.data().moneyOut.filter((row) => row.channel === channel && row.accountId === accountId);

		scope.get<AccountRoute>(`${path}/:account_id`, (request, reply) => {
			const { account_id } = request.params;
			if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
			const newestFirst = rowsOf(account_id)
				.toReversed()
				.toSorted((a, b) => b.postedAt - a.postedAt);
			return paged(
				request,
				newestFirst.map((row) => rowView(row, now())),
				{ spelling },
			);
		});
		scope.get<{ Params: { account_id: string; id: string } }>(
			`${path}/:account_id/:id`,
			(request, reply) => {
				const { account_id, id } = request.params;
				const found = rowsOf(account_id).find((row) => row[key] === id);
				return found
					? answers.success(pathOf(request), rowView(found, now()))
					: give(reply, refuse(pathOf(request), 'SP009'));
			},
		);
	}
}

function addInquiries(scope: FastifyInstance, store: Store, now: () => number): void {
	const body = object(['reference_number'], { reference_number: text(1, 64) });
	for (const { path, channel } of inquiries) {
		scope.post<AccountRoute & { Body: { reference_number: string } }>(
			path,
			{ schema: { body } },
			(request, reply) => {
				const { account_id } = request.params;
				if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
				const found = store
					.data()
					.moneyOut.find(
						(row) =>
							row.channel === channel &&
							row.accountId === account_id &&
							row.reference === request.body.reference_number,
					);
				return found
					? answers.success(pathOf(request), transferView(found, now()))
					: give(reply, refuse(pathOf(request), 'SP009'));
			},
		);
	}
}
