import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { PaymentApiRequest } from '../../../nodes/PaymentApiRequest/PaymentApiRequest.node';
import requestCodex from '../../../nodes/PaymentApiRequest/PaymentApiRequest.node.json';
import { PaymentStatusTrigger } from '../../../nodes/PaymentStatusTrigger/PaymentStatusTrigger.node';
import statusCodex from '../../../nodes/PaymentStatusTrigger/PaymentStatusTrigger.node.json';
import { PaymentWebhookTrigger } from '../../../nodes/PaymentWebhookTrigger/PaymentWebhookTrigger.node';
import webhookCodex from '../../../nodes/PaymentWebhookTrigger/PaymentWebhookTrigger.node.json';

const nodes: [string, INodeTypeDescription, said: string][] = [
	[
		'Payment API Request',
		new PaymentApiRequest().description,
		'at SmartFastPay, PaySecurez or Singapay',
	],
	[
		'Payment Status Trigger',
		new PaymentStatusTrigger().description,
		'when a payment at SmartFastPay, PaySecurez or Singapay changes its status',
	],
	[
		'Payment Webhook Trigger',
		new PaymentWebhookTrigger().description,
		'when SmartFastPay, PaySecurez or Singapay reports a payment.',
	],
];

/** What is shown for a provider and, where it matters, an operation or another choice. */
const shownFor = (
	{ properties }: INodeTypeDescription,
	name: string,
	chosen: Readonly<Record<string, unknown>>,
): INodeProperties[] =>
	properties.filter((property) => {
		const show = Object.entries(property.displayOptions?.show ?? {});
		return (
			property.name === name &&
			show.every(
				([parameter, values]) =>
					!(parameter in chosen) || values?.includes(chosen[parameter] as string),
			)
		);
	});

describe.each(nodes)('%s', (displayName, description, said) => {
	it('names the providers in its description', () => {
		expect(description.displayName).toBe(displayName);
		expect(description.description).toContain(said);
	});

	it('offers the providers by name, and begins with SmartFastPay', () => {
		const [provider] = description.properties;
		expect(provider).toMatchObject({
			name: 'provider',
			default: 'smartFastPay',
			options: [
				{ name: 'PaySecurez', value: 'paySecurez' },
				{ name: 'Singapay', value: 'singapay' },
				{ name: 'SmartFastPay', value: 'smartFastPay' },
			],
		});
	});

	it('takes the credential of the provider', () => {
		const credentials = description.credentials?.map(({ name, displayOptions }) => [
			name,
			displayOptions?.show?.provider,
		]);
		expect(credentials).toEqual([
			['smartFastPayApi', ['smartFastPay']],
			['paySecurezApi', ['paySecurez']],
			['singapayApi', ['singapay']],
		]);
	});
});

describe("n8n's panel of nodes", () => {
	// n8n lists no actions of a node whose codex calls it an AI tool; the tool that it makes of the node is one anyway.
	it.each([requestCodex, statusCodex, webhookCodex])('may list the actions of $node', (codex) => {
		expect(codex).not.toHaveProperty('subcategories');
		expect(codex.alias).toEqual(
			expect.arrayContaining(['payment', 'smartfastpay', 'paysecurez', 'singapay']),
		);
	});

	// n8n takes the first field of a trigger that has one of these labels, whatever it is shown for (its editor, 2.41).
	it.each([
		[
			'PaymentStatusTrigger',
			new PaymentStatusTrigger().description,
			'emit',
			[
				'On chosen statuses of a payment',
				'On every change of a payment',
				'On a final status of a payment',
			],
		],
		[
			'PaymentWebhookTrigger',
			new PaymentWebhookTrigger().description,
			'provider',
			[
				'On a PaySecurez notification',
				'On a Singapay notification',
				'On a SmartFastPay notification',
			],
		],
	] as const)('lists for %s what every provider has', (_node, { properties }, name, actions) => {
		const listed = properties.find(({ displayName }) =>
			['event', 'events', 'trigger on'].includes(displayName.toLowerCase()),
		);
		expect(listed).toMatchObject({ name });
		expect(listed).not.toHaveProperty('displayOptions.show.provider');
		expect(listed?.options).toMatchObject(
			actions.map((action) => expect.objectContaining({ action })),
		);
	});
});

describe('Reference', () => {
	it('follows the method wherever something is created, above the fields of the method', () => {
		const { properties } = new PaymentApiRequest().description;
		const names = properties.map(({ name }) => name);
		const methods = names.flatMap((name, index) => (name === 'paymentMethod' ? [index] : []));
		expect(methods).not.toEqual([]);
		for (const index of methods)
			expect(properties[index + 1]).toMatchObject({
				name: 'reference',
				required: true,
				hint: expect.any(String),
				displayOptions: properties[index]?.displayOptions,
			});
	});
});

describe('the hint of a JSON field', () => {
	it('has no word that is too long for the column of settings', () => {
		const { properties } = new PaymentApiRequest().description;
		// About 50 characters are as wide as the column.
		const tooLong = properties
			.flatMap(({ hint = '' }) => hint.split(' '))
			.filter((word) => word.length > 50);
		expect(tooLong).toEqual([]);
	});
});

describe('the account', () => {
	const [[, request], [, statusTrigger], [, webhookTrigger]] = nodes as [
		(typeof nodes)[number],
		(typeof nodes)[number],
		(typeof nodes)[number],
	];
	const payment = { resource: 'payment' };
	const singapayAccount = {
		displayName: 'Account ID',
		type: 'resourceLocator',
		description: expect.stringContaining('The account at the provider'),
		required: true,
		modes: [
			expect.objectContaining({
				name: 'list',
				typeOptions: { searchListMethod: 'searchAccounts', searchable: true },
			}),
			expect.objectContaining({ name: 'id', placeholder: 'e.g. 01J5XW8LD0R6M9CJEXAMPLE01' }),
		],
	};

	it.each([
		['Payment, Get', request, { ...payment, operation: 'get', kind: 'card' }],
		['Payment, Wait', request, { ...payment, operation: 'wait', kind: 'qris' }],
		['Payment, Get Many', request, { ...payment, operation: 'getMany', kind: 'qris' }],
		['the status trigger, of a list', statusTrigger, { watch: 'list', kind: 'ewallet' }],
		['the status trigger, of chosen payments', statusTrigger, { watch: 'ones', kind: 'card' }],
		['the webhook trigger', webhookTrigger, { confirm: true }],
	])('is asked for by %s where the provider has accounts', (_where, description, chosen) => {
		expect(
			shownFor(description, 'accountId', { ...chosen, provider: 'singapay', endpoint: '-' }),
		).toMatchObject([singapayAccount]);
		for (const provider of ['smartFastPay', 'paySecurez'])
			expect(shownFor(description, 'accountId', { ...chosen, provider, endpoint: '-' })).toEqual(
				[],
			);
	});
});

describe('the fields of the parameters in a path', () => {
	const { properties } = new PaymentApiRequest().description;
	const isOfPath = ({ description = '' }: INodeProperties): boolean =>
		description.startsWith('Replaces {');
	const isOfSendRequest = ({ displayOptions }: INodeProperties): boolean =>
		displayOptions?.show?.resource?.includes('request') ??
		displayOptions?.show?.operation === undefined;

	it('are named like no other field of Send Request', () => {
		const others = properties.filter(
			(property) => !isOfPath(property) && isOfSendRequest(property),
		);
		const taken = new Set(others.map(({ name }) => name));
		const fields = properties.filter(isOfPath).map(({ name }) => name);
		expect(fields).toContain('resourceId');
		expect(fields.filter((name) => taken.has(name))).toEqual([]);
	});
});

describe('the body of a chosen endpoint', () => {
	const { properties } = new PaymentApiRequest().description;

	it.each([
		['POST /v2/payin', [true]],
		['PATCH /api/v1.0/accounts/update/{account_id}', [true]],
		['PATCH /api/v2.0/card/{account_id}/cancel/{id}', [false]],
		['POST /api/v2.0/recurring/plans/cancel/{id}', [false]],
		['DELETE /api/v1.0/accounts/{account_id}', [false]],
		['GET /payments', []],
	])('of %s is asked for at first only where one is documented: %j', (endpoint, atFirst) => {
		const fields = properties.filter(
			({ name, displayOptions }) =>
				name === 'sendBody' && displayOptions?.show?.endpoint?.includes(endpoint),
		);

		expect(fields.map((field) => field.default)).toEqual(atFirst);
	});
});

describe('the choice Look Up of On Unknown Outcome', () => {
	it('says at whom nothing can be looked up by reference', () => {
		const { properties } = new PaymentApiRequest().description;
		expect(JSON.stringify(properties)).toContain('not available at PaySecurez.');
	});
});
