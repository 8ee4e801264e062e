import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { providers } from '../../../lib/providers';
import type { Provider } from '../../../lib/providers/contract';
import {
	hasDirection,
	hasLists,
	type MoneyResource,
	offersCreates,
	resourceNames,
} from '../../shared/payments';
import { providerProperty } from '../../shared/providers';

/** Resource and operation: what the node is about, and what it does with it. */

const idsOf = (chosen: readonly Provider[]): string[] => chosen.map(({ id }) => id);

/** For an option that does not apply everywhere. Older versions of n8n offer it all the same, and the node refuses it. */
const onlyWhere = (isOffered: (provider: Provider) => boolean): IDisplayOptions | undefined => {
	const offering = providers.filter(isOffered);
	return offering.length === providers.length ? undefined : { show: { provider: idsOf(offering) } };
};

const hasLinks = ({ payments }: Provider): boolean => payments.link !== undefined;

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Payment',
			value: 'payment',
			description: 'Money that is paid to you, e.g. by PIX, boleto or virtual account',
			displayOptions: onlyWhere(
				(provider) => hasDirection(provider, 'payment') || offersCreates(provider, 'payment'),
			),
		},
		{
			name: 'Payment Link',
			value: 'paymentLink',
			description: 'A page at the provider where your customer pays',
			displayOptions: onlyWhere(hasLinks),
		},
		{
			name: 'Payout',
			value: 'payout',
			description: 'Money that you send, e.g. to a bank account or an e-wallet',
			displayOptions: onlyWhere(
				(provider) => hasDirection(provider, 'payout') || offersCreates(provider, 'payout'),
			),
		},
		{
			name: 'Request',
			value: 'request',
			description: 'Any other API call to the provider, with a valid token',
		},
	],
	default: 'request',
};

/** What can be done with a payment or a payout. */
function moneyOperations(which: MoneyResource): INodeProperties {
	const { name, plural } = resourceNames[which];
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Create',
				value: 'create',
				action: `Create a ${name}`,
				description: `Create a ${name} by filling in its fields`,
				displayOptions: onlyWhere((provider) => offersCreates(provider, which)),
			},
			{
				name: 'Get',
				value: 'get',
				action: `Get a ${name}`,
				description: `Look up a ${name} and its status by ID or by your reference`,
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: `Get many ${plural}`,
				description: `List ${plural}, page by page, with the same fields for all providers`,
				displayOptions: onlyWhere(hasLists),
			},
			{
				name: 'Wait for Final Status',
				value: 'wait',
				action: `Wait for the final status of a ${name}`,
				description: `Look up a ${name} until it has succeeded, failed or ended otherwise`,
			},
		],
		default: 'get',
		displayOptions: { show: { resource: [which] } },
	};
}

const linkOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create a payment link',
			description: 'Create a payment link by filling in its fields',
		},
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete a payment link',
			description: 'Delete a payment link that nobody has used',
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get a payment link',
			description: 'Get a payment link and its status by its ID',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many payment links',
			description: 'List payment links, page by page',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update a payment link',
			description: 'Change a payment link',
		},
	],
	default: 'create',
	displayOptions: { show: { resource: ['paymentLink'] } },
};

const requestOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Send',
			value: 'send',
			action: 'Send a request',
			description: 'Send a request to any endpoint of the provider with a valid token',
		},
	],
	default: 'send',
	displayOptions: { show: { resource: ['request'] } },
};

export const operationProperties: INodeProperties[] = [
	providerProperty('The payment provider to call. It decides which credential is used.'),
	resource,
	moneyOperations('payment'),
	linkOperations,
	moneyOperations('payout'),
	requestOperations,
];
