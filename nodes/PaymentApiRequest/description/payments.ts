import type { INodeProperties } from 'n8n-workflow';

import {
	defaultWaitSeconds,
	maxLookupDelayMs,
	firstLookupDelayMs,
	maxWaitSeconds,
} from '../../../lib/payments/numbers';
import { isListed } from '../../../lib/payments/list';
import {
	accountProperties,
	belongsTo,
	canBeAskedByReference,
	kindProperties,
	lookUpByProperty,
	moneyResources,
	resourceNames,
	where,
} from '../../shared/payments';
import { statusChoices } from '../../shared/statuses';

/** Which payments an operation concerns, and what it does with them. */

const forMoney = { resource: [...moneyResources] };
const forOne = { ...forMoney, operation: ['get', 'wait'] };
const forWait = { ...forMoney, operation: ['wait'] };
const forList = { ...forMoney, operation: ['getMany'] };

const settledLists = where((_provider, { list }) => list?.tellsSettlement === true);

/** The lists that tell of settlement, seen from within the filters. */
const whereSettled = {
	'/provider': settledLists.flatMap(({ provider = [] }) => provider),
	'/kind': settledLists.flatMap(({ kind = [] }) => kind),
};

export const paymentProperties: INodeProperties[] = [
	...moneyResources.flatMap((resource) =>
		kindProperties(
			`Which kind of ${resourceNames[resource].name} to look up`,
			{ ...forOne, resource: [resource] },
			(_provider, kind) => belongsTo(resource, kind),
		),
	),
	...where(canBeAskedByReference).map((show) => lookUpByProperty({ ...forOne, ...show })),
	{
		displayName: 'Payment ID',
		name: 'paymentId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. pay-0001 or txn_ab12cd34',
		description: 'The ID that the provider returned when the payment was created',
		displayOptions: { show: forOne, hide: { lookUpBy: ['reference'] } },
	},
	{
		displayName: 'Reference',
		name: 'reference',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.orderNumber }}',
		description: 'Your own reference, as it was sent when the payment was created',
		displayOptions: { show: { ...forOne, lookUpBy: ['reference'] } },
	},
	...accountProperties(forOne),
	{
		displayName: 'Max Wait (Seconds)',
		name: 'maxWaitSeconds',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: maxWaitSeconds },
		default: defaultWaitSeconds,
		description: `How long to wait for a final status, up to ${maxWaitSeconds} seconds. The first lookup is after ${firstLookupDelayMs / 1000} seconds, later ones at growing intervals of up to ${maxLookupDelayMs / 1000} seconds.`,
		displayOptions: { show: forWait },
	},
	{
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'error', description: 'The error contains the last status' },
			{
				name: 'Return the Payment',
				value: 'item',
				description: 'As last seen, with final set to false',
			},
		],
		default: 'error',
		description: 'What to do when the status is still not final',
		displayOptions: { show: forWait },
	},
	...moneyResources.flatMap((resource) =>
		kindProperties(
			`Which kind of ${resourceNames[resource].name} to list`,
			{ ...forList, resource: [resource] },
			(provider, kind) => belongsTo(resource, kind) && isListed(provider, kind),
		),
	),
	...accountProperties(forList, isListed),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: forList },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...forList, returnAll: [false] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show: forList },
		options: [
			{
				displayName: 'Date From',
				name: 'dateFrom',
				type: 'dateTime',
				default: '',
				description:
					"Only payments created at or after this time. Without a time zone, the workflow's own is used. Payments without a time are included.",
			},
			{
				displayName: 'Date To',
				name: 'dateTo',
				type: 'dateTime',
				default: '',
				description:
					'Only payments created at or before this time. A day, or its midnight without a time zone, includes the whole day. The result of an expression such as $today is used as it is.',
			},
			{
				displayName: 'Only Unsettled',
				name: 'onlyUnsettled',
				type: 'boolean',
				default: false,
				description:
					'Whether to return only payments that have succeeded and whose money has not been settled yet. The filter Status selects other statuses.',
				displayOptions: { show: whereSettled },
			},
			{
				displayName: 'Reference',
				name: 'reference',
				type: 'string',
				default: '',
				description: 'Only payments with this reference',
			},
			{
				displayName: 'Settled From',
				name: 'settledFrom',
				type: 'dateTime',
				default: '',
				description:
					'Only payments whose money was settled at or after this time. Interpreted like Date From.',
				displayOptions: { show: whereSettled },
			},
			{
				displayName: 'Settled To',
				name: 'settledTo',
				type: 'dateTime',
				default: '',
				description:
					'Only payments whose money was settled at or before this time. Interpreted like Date To.',
				displayOptions: { show: whereSettled },
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				options: statusChoices,
				default: [],
				description: 'Only payments with one of these statuses',
			},
		],
	},
];
