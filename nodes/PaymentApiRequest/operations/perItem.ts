import type { IExecuteFunctions } from 'n8n-workflow';

import { readSchedule } from '../parameters';
import type { Operation, Planned } from './operation';

/** An operation whose items share nothing. */
export const perItem = (
	plan: (node: IExecuteFunctions, index: number) => Promise<Planned>,
): Operation => ({
	begin: (node) => ({
		schedule: readSchedule(node),
		plan: async (index) => await plan(node, index),
	}),
});
