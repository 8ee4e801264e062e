import type { INodeTypeDescription } from 'n8n-workflow';

const main = 'main' as const;

/** Fills in what n8n demands of every description and a stand-in has no use for. */
export function describe(
	own: Pick<INodeTypeDescription, 'name' | 'displayName'> & Partial<INodeTypeDescription>,
): INodeTypeDescription {
	return {
		group: ['transform'],
		description: '',
		version: [1, 1.1, 1.2, 1.3],
		defaults: { name: own.displayName },
		inputs: [main],
		outputs: [main],
		properties: [],
		...own,
	};
}
