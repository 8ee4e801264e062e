import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { outcomeByAccountNumber, rowView, transferView } from './moneyOut.mts';
import type { Channel } from './moneyOut.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

export const transferFee = 3000;
export const minimumTransfer = 10_000;

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
	addChecks(scope, store);
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

function addChecks(scope: FastifyInstance, store: Store): void {
	const fee = object(['amount', 'bank_swift_code'], {
		amount: { type: 'number', minimum: minimumTransfer },
		bank_swift_code: text(8, 11),
	});
	scope.post<AccountRoute & { Body: { amount: number; bank_swift_code: string } }>(
		'/api/v1.0/disbursement/:account_id/check-fee',
		{ schema: { body: fee } },
		(request, reply) => {
			const path = pathOf(request);
			const { amount } = request.body;
			if (!store.hasAccount(request.params.account_id)) return give(reply, refuse(path, 'SP020'));
			return answers.success(path, {
				// As in the transfer: the fee is charged on top.
				gross_amount: (amount + transferFee).toFixed(2),
				transfer_fee: transferFee.toFixed(2),
				net_amount: amount.toFixed(2),
				currency: 'IDR',
				beneficiary: { full_name: 'Bank Central Asia', short_name: 'BCA' },
			});
		},
	);

	const beneficiary = object(['bank_swift_code', 'bank_account_number'], {
		bank_swift_code: text(8, 11),
		bank_account_number: { type: 'string', pattern: '^\\d{6,30}$' },
	});
	scope.post<{ Body: { bank_swift_code: string; bank_account_number: string } }>(
		'/api/v1.0/disbursement/check-beneficiary',
		{ schema: { body: beneficiary } },
		(request) => {
			const { bank_swift_code, bank_account_number } = request.body;
			const reason = outcomeByAccountNumber(bank_account_number, 0)?.reason;
			return answers.success(pathOf(request), {
				status: reason === 'Invalid Account' ? 'invalid' : 'valid',
				bank_name: 'BCA',
				bank_account_number,
				bank_account_name: 'Budi Example',
				bank_swift_code,
				bank_number_code: '014',
			});
		},
	);
}
