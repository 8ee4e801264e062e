import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../lib/providers';
import type { Provider } from '../../lib/providers/contract';
import { maxWatched } from '../../lib/watch/numbers';
import { isListed } from '../../lib/payments/list';
import {
	accountProperties,
	canBeAskedByReference,
	hasLists,
	kindProperties,
	lookUpByProperty,
	where,
} from '../shared/payments';
import { keepConnectionsOpenProperty } from '../shared/keepConnectionsOpen';
import { providerProperty } from '../shared/providers';
import { statusChoices } from '../shared/statuses';

/** What is watched, and which changes start the workflow. */

const forList = { watch: ['list'] };
const forChosen = { watch: ['ones'] };

const chosenPayments = {
	name: 'Chosen Payments',
	value: 'ones',
	description: 'Payments that you name by ID or reference',
};

const watchProperty = (chosen: readonly Provider[], withList: boolean): INodeProperties => {
	const usual = withList ? 'list' : 'ones';
	return {
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		noDataExpression: true,
		options: withList
			? [
					{
						name: 'All New Payments',
						value: 'list',
						description: 'Payments created since the workflow was published, not earlier ones',
					},
					chosenPayments,
				]
			: [chosenPayments],
		default: usual,
		description: 'Which payments to watch',
		displayOptions: { show: { provider: chosen.map(({ id }) => id) } },
	};
};

export const triggerProperties: INodeProperties[] = [
	providerProperty('The payment provider to ask. It decides which credential is used.'),
	watchProperty(providers.filter(hasLists), true),
	watchProperty(
		providers.filter((provider) => !hasLists(provider)),
		false,
	),
	...kindProperties('Which kind of payment to watch', forList, isListed),
	...kindProperties('Which kind of payment to watch', forChosen, () => true),
	...accountProperties(forList, isListed),
	...accountProperties(forChosen),
	...where(canBeAskedByReference).map((show) => lookUpByProperty({ ...forChosen, ...show })),
	{
		displayName: 'Payments',
		name: 'payments',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. txn_ab12cd34',
		description: `The IDs or references: one per line, separated by commas, or an expression that returns a list. Up to ${maxWatched}.`,
		displayOptions: { show: forChosen },
	},
	{
		displayName: 'Trigger On',
		name: 'emit',
		type: 'options',
		options: [
			{
				name: 'Chosen Statuses',
				value: 'chosen',
				action: 'On chosen statuses of a payment',
				description: 'When a payment reaches one of these statuses',
			},
			{
				name: 'Every Change',
				value: 'every',
				action: 'On every change of a payment',
				description: 'When a payment is new, and whenever its status changes',
			},
			{
				name: 'Final Statuses',
				value: 'final',
				action: 'On a final status of a payment',
				description: 'When a payment has succeeded, failed or ended otherwise',
			},
		],
		default: 'every',
		description: 'Which changes start the workflow',
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: statusChoices,
		default: ['succeeded'],
		description: 'The statuses that start the workflow',
		displayOptions: { show: { emit: ['chosen'] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		hint: "Omits the provider's own record of the payment",
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [keepConnectionsOpenProperty],
	},
];
