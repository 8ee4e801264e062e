import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, wrap } from './answers.mts';
import { listPage, listQuerySchema } from './listing.mts';
import type { ListQuery } from './listing.mts';
import { balances, documentTypes, webhookSecret } from './seed.mts';
import { isPayment } from './movement.mts';
import type { Movement } from './movement.mts';
import type { Store } from './store.mts';
import { paymentView, payoutView, transactionView } from './views.mts';

interface Resource {
	one: string;
	many: string;
	includes(movement: Movement): boolean;
	view(movement: Movement): StoredRecord;
	statusOf(movement: Movement): string;
}

const resources: Resource[] = [
	{
		one: '/payment/:id',
		many: '/payments',
		includes: isPayment,
		view: paymentView,
		statusOf: ({ status }) => status,
	},
	{
		one: '/payout/:id',
		many: '/payouts',
		includes: ({ type }) => type === 'payout',
		view: payoutView,
		statusOf: ({ status }) => status,
	},
	{
		one: '/transaction/:id',
		many: '/transactions',
		includes: () => true,
		view: transactionView,
		statusOf: ({ transactionStatus }) => transactionStatus,
	},
];

export function addReads(scope: FastifyInstance, prefix: string, store: Store): void {
	for (const resource of resources) addResource(scope, prefix, store, resource);

	scope.get<{ Querystring: { currency?: string } }>(`${prefix}/balance`, ({ query }) =>
		wrap(balances.filter(({ currency }) => (query.currency ?? currency) === currency)),
	);
	scope.get<{ Querystring: { country?: string } }>(`${prefix}/documents-type`, ({ query }) =>
		wrap(documentTypes.filter(({ country }) => (query.country ?? country) === country)),
	);
	scope.get(`${prefix}/webhook/secret`, () => wrap({ secret: webhookSecret }));
}

function addResource(
	scope: FastifyInstance,
	prefix: string,
	store: Store,
	{ one, many, includes, view, statusOf }: Resource,
): void {
	scope.get<{ Params: { id: string } }>(`${prefix}${one}`, (request, reply) => {
		const found = store.all().find((row) => row.id === request.params.id && includes(row));
		return found ? wrap(view(found)) : give(reply, answers.notFound(pathOf(request)));
	});
	scope.get<{ Querystring: ListQuery }>(
		`${prefix}${many}`,
		{ schema: { querystring: listQuerySchema } },
		({ query }) => wrap(listPage(store.all().filter(includes), query, statusOf).map(view)),
	);
}
