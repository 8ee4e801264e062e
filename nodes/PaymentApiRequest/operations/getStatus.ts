import type { IExecuteFunctions } from 'n8n-workflow';

import { calledFor, look } from '../../../lib/payments/lookupPayment';
import { readQuestion } from '../../../lib/payments/lookup';
import { readCallOptions, readMeant, readSimplify } from '../parameters';
import { paymentItem } from '../../shared/paymentItem';
import { openItem } from './openContext';
import type { Planned } from './operation';
import { perItem } from './perItem';
import { failed, unusable } from './results';

/** "Get Payment Status": one look per item. */
export const getStatus = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openItem(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readQuestion(context.provider, context.settings, readMeant(node, index));
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const options = readCallOptions(node, index);
	const simplify = readSimplify(node, index);
	return {
		kind: 'ready',
		isRead: true,
		async run() {
			const looked = await look(context, read.question, options);
			return looked.kind === 'found'
				? { kind: 'items', items: [paymentItem(looked, simplify, { pairedItem: { item: index } })] }
				: failed(node, index, calledFor(context, read.question, options), looked.problem);
		},
	};
}
