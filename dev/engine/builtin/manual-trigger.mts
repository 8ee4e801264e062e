import type { INodeType } from 'n8n-workflow';
import { describe } from './describe.mts';

/** "Execute workflow" button: one empty item. */
export const manualTrigger: INodeType = {
	description: describe({
		name: 'manualTrigger',
		displayName: 'Manual Trigger',
		group: ['trigger'],
		inputs: [],
	}),
	async trigger() {
		const manualTriggerFunction = async () =>
			await Promise.resolve(this.emit([this.helpers.returnJsonArray([{}])]));
		return await Promise.resolve({ manualTriggerFunction });
	},
};
