import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import { idOf, moneyInView } from './moneyIn.mts';
import type { MoneyIn } from './moneyIn.mts';
import { jakartaTime, narrowed } from './narrowing.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

/** Payment links, and the attempts at them (second sheet, sections 2.5 and 3). Every answer has the first envelope. */

const createSchema = object(['reff_no', 'payment_link_type'], {
	reff_no: { type: 'string', pattern: '^[^\\s/]{1,40}$' },
	payment_link_type: { enum: ['total', 'items'] },
	total_amount: { type: 'number', exclusiveMinimum: 0 },
	max_usage: { type: 'integer', minimum: 0 },
	description: text(),
});

interface CreateBody {
	reff_no: string;
	total_amount?: number;
	max_usage?: number;
	description?: string;
}

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

export function addPaymentLinks(scope: FastifyInstance, store: Store, now: () => number): void {
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

	scope.post<AccountRoute & { Body: CreateBody }>(
		'/api/v2.0/payment-link/:account_id',
		{ schema: { body: createSchema } },
		(request, reply) => {
			const { account_id } = request.params;
			const { links } = store.data();
			if (!store.hasAccount(account_id)) return give(reply, refuse('/api/v1.0', 'SP020'));
			if (links.some(({ row }) => row['reff_no'] === request.body.reff_no))
				return give(reply, refuse('/api/v1.0', 'SP018', { fields: taken }));
			const row = link(request.body, links.length + 1, now());
			links.push({ accountId: account_id, row });
			return answers.success('/api/v1.0', row);
		},
	);
	scope.get<{ Params: { id: string } }>('/api/v2.0/payment-link/:id', (request, reply) => {
		const found = store.data().links.find(({ row }) => String(row['id']) === request.params.id);
		return found
			? answers.success('/api/v1.0', found.row)
			: give(reply, answers.notFound('/api/v1.0'));
	});
	scope.get<AccountRoute>('/api/v1.0/payment-link-manage/:account_id', (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const rows = store.data().links.filter(({ accountId }) => accountId === account_id);
		return paged(request, rows.map(({ row }) => row).toReversed(), { spelling: 'snake' });
	});
}

const taken = { reff_no: ['The reff no has already been taken.'] };

/** Its status stays open, whatever is paid. */
function link(body: CreateBody, number: number, now: number): StoredRecord {
	const amount = (body.total_amount ?? 0).toFixed(2);
	return {
		id: 100 + number,
		reff_no: body.reff_no,
		title: body.description ?? '',
		source: 'api v2',
		payment_url: `https://sandbox-paymentlink.singapay.id/b2b/${body.reff_no}`,
		status: 'open',
		status_computed: 'open',
		is_expired: false,
		max_usage: body.max_usage ?? 1,
		current_usage: 0,
		total_amount: amount,
		customer_pays_fee: false,
		whitelisted_payment_method: [],
		created_at: new Date(now).toISOString(),
	};
}
