import type { FastifyInstance } from 'fastify';
import { give } from '../core/simulation.mts';
import type { Answer, FieldErrors } from '../core/simulation.mts';
import { hasErrors } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { changesOf, linkView, newLink } from './linkRows.mts';
import { createErrors, createErrorsV1, updateErrors } from './linkRules.mts';
import {
	createSchema,
	createSchemaV1,
	paymentMethods,
	updateSchema,
	updateSchemaV1,
} from './linkSchemas.mts';
import type { CreateBody, UpdateBody } from './linkSchemas.mts';
import { paged } from './paging.mts';
import type { Owned } from './seed.mts';
import type { Store } from './store.mts';

/** Payment links (second sheet, section 3). Every answer has the first envelope, whatever the version in the path. */

const envelope = '/api/v1.0';
const manage = '/api/v1.0/payment-link-manage';
const taken = { reff_no: ['The reff no has already been taken.'] };

interface AccountRoute {
	Params: { account_id: string };
}

interface OneRoute {
	Params: { account_id?: string; id: string };
}

export function addLinks(scope: FastifyInstance, store: Store, now: () => number): void {
	addCreates(scope, store, now);
	addUpdates(scope, store, now);
	scope.get(`${manage}/payment-methods`, () =>
		answers.success(envelope, {
			payment_methods: paymentMethods,
			available_codes: paymentMethods.map(({ code }) => code),
		}),
	);
	scope.get<AccountRoute>(`${manage}/:account_id`, (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(envelope, 'SP020'));
		const rows = store
			.data()
			.links.filter(({ accountId }) => accountId === account_id)
			.map(({ row }) => linkView(row, now()));
		return paged(request, rows.toReversed(), { spelling: 'snake', hearsPerPage: true });
	});
	scope.get<OneRoute>('/api/v2.0/payment-link/:id', (request, reply) => {
		const found = find(store, request.params);
		return 'refused' in found
			? give(reply, found.refused)
			: answers.success(envelope, linkView(found.link.row, now()));
	});
	scope.delete<OneRoute>(`${manage}/:account_id/:id`, (request, reply) => {
		const found = find(store, request.params);
		if ('refused' in found) return give(reply, found.refused);
		const { row } = found.link;
		if (store.isKnown({ product: 'paymentLink', reference: String(row['reff_no']) }))
			return give(reply, refuse(envelope, 'SP015'));
		store.data().links = store.data().links.filter((link) => link !== found.link);
		return answers.success(envelope, null);
	});
}

function addCreates(scope: FastifyInstance, store: Store, now: () => number): void {
	const versions = [
		{
			path: '/api/v2.0/payment-link/:account_id',
			source: 'api v2',
			schema: createSchema,
			errorsOf: createErrors,
		},
		{
			path: `${manage}/:account_id`,
			source: 'api v1',
			schema: createSchemaV1,
			errorsOf: createErrorsV1,
		},
	];
	for (const { path, source, schema, errorsOf } of versions) {
		scope.post<AccountRoute & { Body: CreateBody }>(
			path,
			{ schema: { body: schema } },
			({ params, body }, reply) => {
				const account = store.data().accounts.find(({ id }) => id === params.account_id);
				if (!account) return give(reply, refuse(envelope, 'SP020'));
				const { links } = store.data();
				const isTaken = links.some(({ row }) => row['reff_no'] === body.reff_no);
				const errors: FieldErrors = { ...errorsOf(body, now()), ...(isTaken ? taken : {}) };
				if (hasErrors(errors)) return give(reply, answers.invalid(envelope, errors));
				const number = 1 + Math.max(0, ...links.map(({ row }) => Number(row['id']) - 100));
				const row = newLink(body, { number, source, account, now: now() });
				links.push({ accountId: account.id, row });
				return answers.success(envelope, linkView(row, now()));
			},
		);
	}
}

/** Version 2 takes any part of what may be changed. */
function addUpdates(scope: FastifyInstance, store: Store, now: () => number): void {
	const versions = [
		{ path: '/api/v2.0/payment-link/update/:id', schema: updateSchema },
		{ path: `${manage}/:account_id/:id`, schema: updateSchemaV1 },
	];
	for (const { path, schema } of versions) {
		scope.put<OneRoute & { Body: UpdateBody }>(
			path,
			{ schema: { body: schema } },
			({ params, body }, reply) => {
				const found = find(store, params);
				if ('refused' in found) return give(reply, found.refused);
				const { row } = found.link;
				const errors = updateErrors(row, body, now());
				if (hasErrors(errors)) return give(reply, answers.invalid(envelope, errors));
				Object.assign(row, changesOf(body, now()));
				return answers.success(envelope, linkView(row, now()));
			},
		);
	}
}

/** By its number, where an account is named only for that account. */
function find(
	store: Store,
	{ account_id, id }: OneRoute['Params'],
): { link: Owned } | { refused: Answer } {
	const link = store.data().links.find(({ row }) => String(row['id']) === id);
	if (!link) return { refused: answers.notFound(envelope) };
	const isForeign = account_id !== undefined && account_id !== link.accountId;
	return isForeign ? { refused: refuse(envelope, 'SP015') } : { link };
}
