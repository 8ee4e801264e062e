import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { describe } from './describe.mts';

const conditions: INodeProperties = {
	displayName: 'conditions',
	name: 'conditions',
	type: 'filter',
	default: {},
};

/** "If" 2.x: the items that meet `conditions` on the first output, the others on the second. */
export const ifNode: INodeType = {
	description: describe({
		name: 'if',
		displayName: 'If',
		version: [2, 2.1, 2.2, 2.3],
		outputs: ['main', 'main'],
		properties: [conditions],
	}),
	async execute() {
		return await Promise.resolve(byConditions(this));
	},
};

/** "Filter" 2.x: the items that meet `conditions`. n8n hands out the others too, on a second output the canvas does not show. */
export const filter: INodeType = {
	description: describe({
		name: 'filter',
		displayName: 'Filter',
		version: [2, 2.1, 2.2, 2.3],
		properties: [conditions],
	}),
	async execute() {
		return await Promise.resolve(byConditions(this));
	},
};

/**
 * "Switch" 3.x in mode `rules`: an item goes to the output of the first rule of `rules.values` it meets, else to one more output if
 * `options.fallbackOutput` is `extra`, else nowhere. No other option is read.
 */
export const switchNode: INodeType = {
	description: describe({
		name: 'switch',
		displayName: 'Switch',
		version: [3, 3.1, 3.2, 3.3, 3.4],
		outputs:
			"={{ [...($parameter.rules?.values ?? []), ...($parameter.options?.fallbackOutput === 'extra' ? [0] : [])].map(() => 'main') }}",
		properties: [
			{
				displayName: 'rules',
				name: 'rules',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: {},
				options: [{ displayName: 'values', name: 'values', values: [conditions] }],
			},
			{ displayName: 'options', name: 'options', type: 'json', default: {} },
		],
	}),
	async execute() {
		const rules = this.getNodeParameter('rules.values', 0, []) as unknown[];
		const { fallbackOutput } = this.getNodeParameter('options', 0, {}) as {
			fallbackOutput?: string;
		};
		const outputs = rules.map((): INodeExecutionData[] => []);
		if (fallbackOutput === 'extra') outputs.push([]);
		for (const [item, input] of this.getInputData().entries()) {
			try {
				const rule = rules.findIndex((_, index) =>
					isMet(this, `rules.values[${index}].conditions`, item),
				);
				outputs[rule < 0 ? rules.length : rule]?.push({ ...input, pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				outputs[0]?.push({ json: { error: (error as Error).message } });
			}
		}
		return await Promise.resolve(outputs.length === 0 ? [[]] : outputs);
	},
};

function byConditions(node: IExecuteFunctions): [INodeExecutionData[], INodeExecutionData[]] {
	const met: INodeExecutionData[] = [];
	const others: INodeExecutionData[] = [];
	for (const [item, input] of node.getInputData().entries()) {
		const paired = { pairedItem: { item }, ...input };
		try {
			(isMet(node, 'conditions', item) ? met : others).push(paired);
		} catch (error) {
			if (!node.continueOnFail()) throw error;
			others.push(paired);
		}
	}
	return [met, others];
}

/** n8n-core itself evaluates a parameter of the type `filter`, by the `options` that are stored with it. */
function isMet(node: IExecuteFunctions, parameter: string, item: number): boolean {
	return node.getNodeParameter(parameter, item, false, { extractValue: true }) === true;
}
