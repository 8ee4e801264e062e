import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { hasErrors } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import { moneyInView } from './moneyIn.mts';
import { milliseconds, narrowed } from './narrowing.mts';
import type { Narrowing } from './narrowing.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';
import {
	createErrors,
	createSchema,
	termsOf,
	updateErrors,
	updateSchema,
	virtualAccountRow,
} from './virtualAccountBodies.mts';
import type { CreateBody, UpdateBody } from './virtualAccountBodies.mts';

interface AccountRoute {
	Params: { account_id: string };
}

interface OneRoute {
	Params: { account_id: string; id: string };
}

interface AccountRows {
	list: string;
	idField: string;
	rowsOf(accountId: string): StoredRecord[];
	filters: Narrowing;
}

export function addVirtualAccounts(scope: FastifyInstance, store: Store, now: () => number): void {
	const list = '/api/v1.0/virtual-accounts/:account_id';
	const payments = (accountId: string) =>
		store.received('virtualAccount', accountId).map((row) => moneyInView(row, now()));
	addReads(scope, store, {
		list,
		idField: 'id',
		rowsOf: (id) =>
			store
				.data()
				.virtualAccounts.filter(({ accountId }) => accountId === id)
				.map(({ row }) => row),
		filters: { partial: ['merchant_reff_no'], exact: ['status'], momentOf: milliseconds },
	});
	addReads(scope, store, {
		list: '/api/v1.0/va-transactions/:account_id',
		idField: 'transaction_id',
		rowsOf: payments,
		filters: {
			partial: ['transaction_id', 'merchant_reff_no'],
			exact: ['va_number', 'status'],
			times: ['post_timestamp', 'processed_timestamp', 'settle_at'],
			momentOf: milliseconds,
		},
	});
	scope.get<{ Params: { account_id: string; va: string } }>(
		'/api/v1.0/va-transactions/:account_id/detail-by-va-number/:va',
		(request, reply) => {
			const { account_id, va } = request.params;
			const found = payments(account_id).find((row) => row['va_number'] === va);
			return found
				? answers.success(pathOf(request), found)
				: give(reply, answers.notFound(pathOf(request)));
		},
	);
	scope.post<AccountRoute & { Body: CreateBody }>(
		list,
		{ schema: { body: createSchema } },
		(request, reply) => {
			const path = pathOf(request);
			const { account_id } = request.params;
			const { body } = request;
			const existing = store.data().virtualAccounts;
			if (!store.hasAccount(account_id)) return give(reply, refuse(path, 'SP020'));
			const errors = createErrors(body, now());
			if (hasErrors(errors)) return give(reply, answers.invalid(path, errors));
			// Not idempotent: a reference that exists makes a second one.
			const row = virtualAccountRow(body, existing.length + 1);
			existing.push({ accountId: account_id, row });
			return answers.success(path, row);
		},
	);
	addChanges(scope, store, now);
}

/** Updated as a whole; deleted as long as nothing was paid into it. */
function addChanges(scope: FastifyInstance, store: Store, now: () => number): void {
	const one = '/api/v1.0/virtual-accounts/:account_id/:id';
	const find = ({ account_id, id }: OneRoute['Params']) =>
		store
			.data()
			.virtualAccounts.find(({ accountId, row }) => accountId === account_id && row['id'] === id);
	scope.put<OneRoute & { Body: UpdateBody }>(
		one,
		{ schema: { body: updateSchema } },
		(request, reply) => {
			const path = pathOf(request);
			const found = find(request.params);
			if (!found) return give(reply, answers.notFound(path));
			const errors = updateErrors(found.row, request.body, now());
			if (hasErrors(errors)) return give(reply, answers.invalid(path, errors));
			Object.assign(found.row, termsOf(request.body), { status: request.body.status });
			return answers.success(path, found.row);
		},
	);
	scope.delete<OneRoute>(one, (request, reply) => {
		const path = pathOf(request);
		const found = find(request.params);
		if (!found) return give(reply, answers.notFound(path));
		const isUsed = store
			.received('virtualAccount', found.accountId)
			.some((row) => moneyInView(row)['va_number'] === found.row['number']);
		if (isUsed) return give(reply, refuse(path, 'SP015'));
		store.data().virtualAccounts = store.data().virtualAccounts.filter((row) => row !== found);
		return answers.success(path, null);
	});
}

/** A list of an account's rows, and one of them by its id. */
function addReads(
	scope: FastifyInstance,
	store: Store,
	{ list, idField, rowsOf, filters }: AccountRows,
): void {
	scope.get<AccountRoute>(list, (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const rows = narrowed(request, rowsOf(account_id), filters, true);
		return paged(request, rows, { spelling: 'snake', hearsPerPage: true });
	});
	scope.get<{ Params: { account_id: string; id: string } }>(`${list}/:id`, (request, reply) => {
		const { account_id, id } = request.params;
		const found = rowsOf(account_id).find((row) => row[idField] === id);
		return found
			? answers.success(pathOf(request), found)
			: give(reply, answers.notFound(pathOf(request)));
	});
}
