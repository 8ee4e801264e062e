import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallContext, CallOptions } from '../../../lib/client/call';
import type { Lookup } from '../../../lib/payments/lookup';
import { lookupPayment } from '../../../lib/payments/lookupPayment';
import { readStatusParameters } from '../forms/payments';
import { paymentItem } from '../../shared/paymentItem';
import { openContext } from './openContext';
import type { Planned } from './operation';
import { perItem } from './perItem';
import { failedItem, unusable } from './results';

/** Get: one look-up per item. */
export const get = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readStatusParameters(node, index, context);
	return read.kind === 'invalid'
		? unusable(node, index, read.explanation)
		: planLookup(node, index, context, read);
}

/** One look-up, and its item. */
export const planLookup = (
	node: IExecuteFunctions,
	index: number,
	context: CallContext,
	{ lookup, options, simplify }: { lookup: Lookup; options: CallOptions; simplify: boolean },
): Planned => ({
	kind: 'ready',
	isRead: true,
	async run() {
		const looked = await lookupPayment(context, lookup, options);
		return looked.kind === 'found'
			? { kind: 'items', items: [paymentItem(looked, simplify, { pairedItem: { item: index } })] }
			: failedItem(node, index, looked);
	},
});
