import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import { moneyInView } from './moneyIn.mts';
import { vaNumber } from './moneyInViews.mts';
import { idr } from './moneyOut.mts';
import { milliseconds, narrowed } from './narrowing.mts';
import type { Narrowing } from './narrowing.mts';
import { paged } from './paging.mts';
import type { Owned } from './seed.mts';
import type { Store } from './store.mts';

const banks = [
	'BCA',
	'BNC',
	'BNI',
	'BRI',
	'BSI',
	'CIMB',
	'DANAMON',
	'MANDIRI',
	'MAYBANK',
	'MUAMALAT',
	'OCBC',
	'PERMATA',
];
const rupiah = { type: 'number', exclusiveMinimum: 0 };

/** A closed amount must be named, a temporary account must have an end. */
const createSchema = {
	...object(['bank_code', 'kind', 'name'], {
		bank_code: { enum: banks },
		kind: { enum: ['temporary', 'permanent'] },
		amount_type: { enum: ['closed', 'open'] },
		amount: rupiah,
		min_amount: rupiah,
		max_amount: rupiah,
		name: text(),
		merchant_reff_no: text(),
		// Thirteen digits: Unix milliseconds.
		expired_at: { type: 'integer', minimum: 1e12, maximum: 1e13 - 1 },
		max_usage: { type: 'integer', minimum: 1, maximum: 255 },
		currency: { const: 'IDR' },
	}),
	allOf: [
		{
			if: { required: ['amount_type'], properties: { amount_type: { const: 'open' } } },
			else: { required: ['amount'] },
		},
		{
			if: { required: ['kind'], properties: { kind: { const: 'temporary' } } },
			then: { required: ['expired_at'] },
		},
	],
};

interface CreateBody {
	bank_code: string;
	kind: string;
	amount_type?: string;
	amount?: number;
	min_amount?: number;
	max_amount?: number;
	name: string;
	merchant_reff_no?: string;
	expired_at?: number;
}

interface AccountRoute {
	Params: { account_id: string };
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
			const existing = store.data().virtualAccounts;
			if (!store.hasAccount(account_id)) return give(reply, refuse(path, 'SP020'));
			// Not idempotent: a reference that exists makes a second one.
			const added = virtualAccount(account_id, request.body, existing.length + 1);
			existing.push(added);
			return answers.success(path, added.row);
		},
	);
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

function virtualAccount(accountId: string, body: CreateBody, number: number): Owned {
	return {
		accountId,
		row: {
			id: newUlid(),
			number: vaNumber(number),
			code: `VA_${body.bank_code}`,
			bank: { short_name: body.bank_code, number: '002', swift_code: 'BRINIDJA' },
			amount: idr(body.amount ?? 0),
			amount_type: body.amount_type ?? 'closed',
			status: 'active',
			kind: body.kind,
			current_usage: 0,
			expired_at: body.expired_at ?? null,
			name: body.name,
			merchant_reff_no: body.merchant_reff_no ?? null,
			min_amount: body.min_amount ?? null,
			max_amount: body.max_amount ?? null,
		},
	};
}

/** The look of a ULID: 26 characters without I, L, O and U. */
function newUlid(): string {
	const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
	return `01${[...randomBytes(24)].map((byte) => letters[byte % letters.length]).join('')}`;
}
