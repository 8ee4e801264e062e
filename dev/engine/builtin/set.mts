import type {
	AssignmentCollectionValue,
	GenericValue,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { loadPlatform } from '../platform.mts';
import { describe } from './describe.mts';
import { setAt } from './paths.mts';

/**
 * "Edit Fields (Set)" 3.4: one item for each item, with its binary data if `includeOtherFields`. Mode `raw` reads `jsonOutput`, an
 * expression or JSON text with `{{ }}` in it; mode `manual` reads `assignments`, whose values are converted to their type as in n8n.
 * Of `options` only `dotNotation` and `ignoreConversionErrors` are read, and `include` is always `all`.
 */
export const set: INodeType = {
	description: describe({
		name: 'set',
		displayName: 'Edit Fields (Set)',
		group: ['input'],
		version: [3.4],
		properties: properties(),
	}),
	async execute() {
		const output = this.getInputData().map((input, item): INodeExecutionData => {
			try {
				return edited(this, input, item);
			} catch (error) {
				const { message } = error as Error;
				if (this.continueOnFail()) return { json: { error: message }, pairedItem: { item } };
				const { NodeOperationError } = loadPlatform().workflow;
				throw new NodeOperationError(this.getNode(), message, { itemIndex: item });
			}
		});
		return await Promise.resolve([output]);
	},
};

interface SetOptions {
	dotNotation?: boolean;
	ignoreConversionErrors?: boolean;
}

function edited(
	node: IExecuteFunctions,
	{ json, binary }: INodeExecutionData,
	item: number,
): INodeExecutionData {
	const keepsInput = node.getNodeParameter('includeOtherFields', item, false) === true;
	const options = node.getNodeParameter('options', item, {}) as SetOptions;
	const isRaw = node.getNodeParameter('mode', item) === 'raw';
	const fields = isRaw ? Object.entries(rawFields(node, item)) : assigned(node, item, options);
	const output: IDataObject = keepsInput ? loadPlatform().workflow.deepCopy(json) : {};
	for (const [name, value] of fields) setAt(output, name, value, options.dotNotation === false);
	return {
		json: output,
		...(keepsInput && binary !== undefined ? { binary: { ...binary } } : {}),
		pairedItem: { item },
	};
}

/** n8n puts the value of each `{{ }}` into the text, objects as JSON, and only then reads the text. */
function rawFields(node: IExecuteFunctions, item: number): IDataObject {
	const raw: unknown = node.getNodeParameter('jsonOutput', item, '', { rawExpressions: true });
	const value: unknown = typeof raw === 'string' ? JSON.parse(textOf(node, raw, item)) : raw;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new Error(`The 'JSON Output' in item ${item} does not contain a valid JSON object`);
	}
	return value as IDataObject;
}

function textOf(node: IExecuteFunctions, raw: string, item: number): string {
	if (!raw.startsWith('=')) return raw;
	return raw.slice(1).replace(/\{\{[^]*?\}\}/g, (expression) => {
		const value: unknown = node.evaluateExpression(expression, item);
		return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
	});
}

function assigned(
	node: IExecuteFunctions,
	item: number,
	{ ignoreConversionErrors = false }: SetOptions,
): Array<[string, GenericValue]> {
	const { assignments = [] } = node.getNodeParameter(
		'assignments',
		item,
		{},
	) as Partial<AssignmentCollectionValue>;
	return assignments.map(({ name, type = 'string', value }) => {
		if (value === null || value === undefined) return [name, null];
		const plain: GenericValue = type === 'string' ? asText(value) : value;
		const { validateFieldType } = loadPlatform().workflow;
		const result = validateFieldType(name, plain, type as Parameters<typeof validateFieldType>[2]);
		if (result.valid) return [name, result.newValue as GenericValue];
		if (ignoreConversionErrors) return [name, plain];
		throw new Error(`${result.errorMessage} [item ${item}]`);
	});
}

function asText(value: unknown): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function properties(): INodeProperties[] {
	const json = (name: string, initial: INodeProperties['default']): INodeProperties => ({
		displayName: name,
		name,
		type: 'json',
		default: initial,
	});
	return [
		{ displayName: 'mode', name: 'mode', type: 'string', default: 'manual' },
		json('jsonOutput', '{}'),
		{ displayName: 'assignments', name: 'assignments', type: 'assignmentCollection', default: {} },
		{
			displayName: 'includeOtherFields',
			name: 'includeOtherFields',
			type: 'boolean',
			default: false,
		},
		json('options', {}),
	];
}
