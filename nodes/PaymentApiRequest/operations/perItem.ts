import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation } from '../../../lib/providers/contract';
import { readSchedule } from '../forms/options';
import type { Operation, Planned, Running } from './operation';
import { unusable } from './results';

/** An operation whose items share nothing. */
export const perItem = (
	plan: (node: IExecuteFunctions, index: number) => Promise<Planned>,
): Operation => ({
	begin(node) {
		const read = readSchedule(node);
		return read.kind === 'invalid'
			? refuseAll(node, read.explanation)
			: { schedule: read.schedule, plan: async (index) => await plan(node, index) };
	},
});

/** A mistake in the node as a whole is one in each of its items. */
export const refuseAll = (node: IExecuteFunctions, explanation: Explanation): Running => ({
	schedule: { batchSize: 0, batchIntervalMs: 0, concurrency: 1 },
	plan: async (index) => await Promise.resolve(unusable(node, index, explanation)),
});
