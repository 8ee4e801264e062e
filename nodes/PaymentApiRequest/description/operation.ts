import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../../lib/providers';
import type { Provider } from '../../../lib/providers/contract';
import { hasLists } from '../../shared/payments';
import { providerProperty } from '../../shared/providers';

const idsOf = (chosen: readonly Provider[]): string[] => chosen.map(({ id }) => id);

const listTransactions: INodePropertyOptions = {
	name: 'Get Many Payments',
	value: 'listTransactions',
	action: 'Get many payments',
	description: 'List payments, page by page, in words that all providers have in common',
};

const others: INodePropertyOptions[] = [
	{
		name: 'Get Payment Status',
		value: 'getStatus',
		action: 'Get payment status',
		description: 'Look a payment up by its ID or your reference',
	},
	{
		name: 'Send Request',
		value: 'sendRequest',
		action: 'Send request',
		description: 'Call any endpoint of the provider with a valid token',
	},
	{
		name: 'Wait for Final Status',
		value: 'waitForStatus',
		action: 'Wait for final status',
		description: 'Look at a payment until it has succeeded, failed or ended otherwise',
	},
];

export const operationProperties: INodeProperties[] = [
	providerProperty('The payment provider to call. It decides which credential is used.'),
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [listTransactions, ...others],
		default: 'sendRequest',
		displayOptions: { show: { provider: idsOf(providers.filter(hasLists)) } },
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: others,
		default: 'sendRequest',
		displayOptions: {
			show: { provider: idsOf(providers.filter((provider) => !hasLists(provider))) },
		},
	},
];
