import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import { idr } from './moneyOut.mts';
import { paged } from './paging.mts';
import type { Account } from './seed.mts';
import { isWithin, statementsOf } from './statements.mts';
import type { Statement } from './statements.mts';
import type { Store } from './store.mts';

interface AccountRoute {
	Params: { account_id: string };
	Querystring: { start_date?: string; end_date?: string };
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const datesSchema = { type: 'object', properties: { start_date: day, end_date: day } };

/** Accounts, their balances and their statements. */
export function addAccounts(scope: FastifyInstance, store: Store, now: () => number): void {
	scope.get('/api/v1.0/accounts', (request) =>
		paged(request, store.data().accounts.map(accountView)),
	);
	scope.get<{ Params: { id: string } }>('/api/v1.0/accounts/:id', (request, reply) => {
		const path = pathOf(request);
		const found = store.data().accounts.find(({ id }) => id === request.params.id);
		return found ? answers.success(path, accountView(found)) : give(reply, refuse(path, 'SP020'));
	});

	scope.get('/api/v1.0/balance-inquiry', (request) => {
		const balances = store.data().accounts.map(({ id }) => store.balance(id));
		const total = balances.reduce((sum, one) => ({
			available: sum.available + one.available,
			held: sum.held + one.held,
		}));
		return answers.success(pathOf(request), balanceView(total));
	});
	scope.get<AccountRoute>('/api/v1.0/balance-inquiry/:account_id', (request, reply) => {
		const path = pathOf(request);
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(path, 'SP020'));
		return answers.success(path, { account_id, ...balanceView(store.balance(account_id)) });
	});

	const statements = (accountId: string): Statement[] =>
		[...store.data().statements, ...store.data().moneyOut.flatMap(statementsOf)]
			.filter((statement) => statement.accountId === accountId)
			.toSorted((a, b) => b.at - a.at);
	scope.get<AccountRoute>(
		'/api/v1.0/statements/:account_id',
		{ schema: { querystring: datesSchema } },
		(request, reply) => {
			const { account_id } = request.params;
			if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
			const rows = statements(account_id).filter((one) => isWithin(one, now(), request.query));
			return paged(
				request,
				rows.map(({ row }) => row),
			);
		},
	);
	scope.get<{ Params: { account_id: string; statement_id: string } }>(
		'/api/v1.0/statements/:account_id/:statement_id',
		(request, reply) => {
			const path = pathOf(request);
			const { account_id, statement_id } = request.params;
			const found = statements(account_id).find(
				({ row }) => row['transaction_id'] === statement_id,
			);
			return found ? answers.success(path, found.row) : give(reply, answers.notFound(path));
		},
	);
}

/** The catalogue names no fields of an account; these are the least one would expect. */
function accountView({ opening: _opening, ...account }: Account): StoredRecord {
	return account;
}

function balanceView({ available, held }: { available: number; held: number }): StoredRecord {
	return {
		held_balance: idr(held),
		available_balance: idr(available),
		pending_balance: idr(0),
		balance: idr(available + held),
	};
}
