import type { INodeProperties } from 'n8n-workflow';

import { forRequest } from './choices';

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The same switch for all operations; what it removes differs. */
export const simplifyProperties: INodeProperties[] = [
	{
		...simplify,
		hint: "Removes the provider's wrapper; each entry of a list becomes an item",
		displayOptions: { show: forRequest },
	},
	{
		...simplify,
		hint: "Omits the provider's own record of the payment",
		// What is deleted has no record.
		displayOptions: { hide: { ...forRequest, operation: ['delete'] } },
	},
];
