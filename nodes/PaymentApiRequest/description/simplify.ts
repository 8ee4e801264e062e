import type { INodeProperties } from 'n8n-workflow';

/** The same switch for all operations: requests lose the provider's wrapper, payments its own record. */
export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	hint: "Requests lose the provider's wrapper, and each entry of a list becomes an item. Payments come without the provider's own record.",
};
