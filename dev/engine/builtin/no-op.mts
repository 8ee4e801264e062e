import type { INodeType } from 'n8n-workflow';
import { describe } from './describe.mts';

/** "No Operation, do nothing": its items, unchanged. */
export const noOp: INodeType = {
	description: describe({ name: 'noOp', displayName: 'No Operation, do nothing' }),
	async execute() {
		return await Promise.resolve([this.getInputData()]);
	},
};

/** A note on the canvas; never connected, so never run. */
export const stickyNote: INodeType = {
	description: describe({
		name: 'stickyNote',
		displayName: 'Sticky Note',
		inputs: [],
		outputs: [],
	}),
};
