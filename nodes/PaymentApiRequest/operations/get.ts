import type { IExecuteFunctions } from 'n8n-workflow';

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
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { lookup, options, simplify } = read;
	return {
		kind: 'ready',
		isRead: true,
		async run() {
			const looked = await lookupPayment(context, lookup, options);
			return looked.kind === 'found'
				? { kind: 'items', items: [paymentItem(looked, simplify, { pairedItem: { item: index } })] }
				: failedItem(node, index, looked);
		},
	};
}
