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

/** One tick, now; the rule is not read and nothing is scheduled. */
export const scheduleTrigger: INodeType = {
	description: describe({
		name: 'scheduleTrigger',
		displayName: 'Schedule Trigger',
		group: ['trigger', 'schedule'],
		inputs: [],
	}),
	async trigger() {
		const timezone = this.getTimezone();
		const manualTriggerFunction = async () => {
			const tick = { timestamp: new Date().toISOString(), Timezone: timezone };
			await Promise.resolve(this.emit([this.helpers.returnJsonArray([tick])]));
		};
		return await Promise.resolve({ manualTriggerFunction });
	},
};
