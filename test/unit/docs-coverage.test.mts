import { providers } from '../../lib/providers';
import type { Endpoint, PaymentKind, Provider } from '../../lib/providers/contract';
import { isListed } from '../../lib/payments/list';
import { belongsTo, moneyResources } from '../../nodes/shared/payments';
import { expectInDocument, markdownTable } from '../support/markdown.mts';

/** The tables of what the package covers, made from the data by which it works. */

const resourceLabels = { payment: 'Payment', payout: 'Payout', paymentLink: 'Payment Link' };
type Resource = keyof typeof resourceLabels;

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');
const listed = (names: readonly string[]): string => [...new Set(names)].join(', ') || '-';

const kindsOf = ({ payments }: Provider, resource: Resource): readonly PaymentKind[] => {
	if (resource === 'paymentLink') return payments.link === undefined ? [] : [payments.link];
	return payments.kinds.filter((kind) => belongsTo(resource, kind));
};

function operationsRow(provider: Provider, resource: Resource): string[] {
	const methods = provider.forms.creates.filter((form) => form.resource === resource);
	const kinds = kindsOf(provider, resource);
	const inLists = kinds.filter((kind) => resource === 'paymentLink' || isListed(provider, kind));
	return [
		provider.displayName,
		resource === 'paymentLink' ? linkOperations(provider) : resourceLabels[resource],
		listed(methods.map(({ label }) => label)),
		listed(kinds.map(({ label }) => label)),
		listed(inLists.map(({ label }) => label)),
	];
}

/** A payment link is no payment: it is not waited for, and can be changed. */
const linkOperations = ({ forms }: Provider): string =>
	`Payment Link${forms.links === undefined ? '' : ' (also Update, Delete; no Wait)'}`;

const resources: readonly Resource[] = [...moneyResources, 'paymentLink'];

const operationRows = providers.flatMap((provider) => [
	...resources
		.map((resource) => operationsRow(provider, resource))
		.filter(([, , ...cells]) => cells.some((cell) => cell !== '-')),
	[
		provider.displayName,
		'Request',
		`Send: any endpoint, ${offered(provider).length} documented ones to choose from`,
		'',
		'',
	],
]);

function offered({ api }: Provider): readonly Endpoint[] {
	return api.endpoints.filter(({ isAlias }) => isAlias !== true);
}

const kindRows = providers.flatMap((provider) =>
	provider.payments.kinds.map((kind) => [
		provider.displayName,
		kind.label,
		kind.byId === undefined ? byList(kind, 'id') : 'yes',
		kind.byReference === undefined ? byList(kind, 'reference') : 'yes',
		yesNo(isListed(provider, kind)),
	]),
);

/** Without an endpoint for one payment, its list is asked: for that one alone where the list has such a filter, else page by page. */
function byList({ list }: PaymentKind, by: 'id' | 'reference'): string {
	if (list === undefined) return 'no';
	const wanted = 'wanted-1';
	const query = list.query({ [by]: wanted, order: 'newestFirst' });
	return Object.values(query).includes(wanted)
		? 'by a filter of the list'
		: 'by searching the list';
}

const effects = { reads: 'reads', movesMoney: 'moves money', changes: 'changes' } as const;

const endpointTables = providers.map((provider) =>
	[
		`### ${provider.displayName}`,
		markdownTable(
			['Endpoint', 'Name', 'Effect', 'Reference', 'Looked up by reference'],
			provider.api.endpoints.map(({ method, path, name, kind, reference, find, isAlias }) => [
				`\`${method} ${path}\``,
				isAlias === true ? `${name} (older path)` : name,
				effects[kind],
				reference === undefined ? '' : `\`${reference.path}\``,
				reference === undefined ? '' : yesNo(find !== undefined),
			]),
		),
	].join('\n\n'),
);

describe('the tables of what is covered are the same as the code (UPDATE_DOCS=1 rewrites them)', () => {
	it.each([
		{
			of: 'operations',
			document: 'README.md',
			text: markdownTable(
				['Provider', 'Resource', 'Create', 'Get, Wait for Final Status', 'Get Many'],
				operationRows,
			),
		},
		{
			of: 'lookups',
			document: 'docs/payments.md',
			text: markdownTable(['Provider', 'Kind', 'By ID', 'By your reference', 'Listed'], kindRows),
		},
		{ of: 'endpoints', document: 'docs/coverage.md', text: endpointTables.join('\n\n') },
	])('$of in $document', async ({ of, document, text }) => {
		await expectInDocument(document, [`<!-- ${of}:begin -->`, `<!-- ${of}:end -->`], text);
	});
});
