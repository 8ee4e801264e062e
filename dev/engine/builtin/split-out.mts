import type { GenericValue, INodeExecutionData, INodeType } from 'n8n-workflow';
import { describe } from './describe.mts';
import { valueAt } from './paths.mts';

/**
 * "Split Out" of one field, `fieldToSplitOut` (dots lead into objects): an object of the list becomes the item's fields, anything
 * else a field of that name. Nothing else of the item is kept (`include: noOtherFields`), and `options` are not read.
 */
export const splitOut: INodeType = {
	description: describe({
		name: 'splitOut',
		displayName: 'Split Out',
		version: 1,
		properties: [
			{
				displayName: 'fieldToSplitOut',
				name: 'fieldToSplitOut',
				type: 'string',
				default: '',
				required: true,
			},
		],
	}),
	async execute() {
		const output = this.getInputData().flatMap(({ json }, item) => {
			const field = String(this.getNodeParameter('fieldToSplitOut', item)).trim();
			return listOf(valueAt(json, field)).map((element): INodeExecutionData => ({
				json: isFields(element) ? { ...element } : { [field]: element },
				pairedItem: { item },
			}));
		});
		return await Promise.resolve([output]);
	},
};

/** n8n also splits an object, into its values, and a single value, into itself. */
function listOf(value: GenericValue): GenericValue[] {
	if (value === undefined) return [];
	if (Array.isArray(value)) return value as GenericValue[];
	return isFields(value) ? Object.values(value) : [value];
}

function isFields(value: GenericValue): value is Record<string, GenericValue> {
	return typeof value === 'object' && value !== null;
}
