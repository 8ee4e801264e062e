import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { callInfo } from '../../../lib/client/call';
import { whyOfAnother, whyUnconfirmed } from '../../../lib/payments/created';
import { readPayment } from '../../../lib/payments/payment';
import { paymentItem } from '../../shared/paymentItem';
import { readLinkChange, readLinkList, readLinkLookup } from '../forms/links';
import { create } from './create';
import { planLookup } from './get';
import { planList } from './getMany';
import { openContext } from './openContext';
import type { ItemResult, Operation, Planned } from './operation';
import { perItem } from './perItem';
import { failedItem, unusable } from './results';
import { planWrite } from './write';

/** Payment link: the pages on which payers pay. */
export const links: Readonly<Record<string, Operation>> = {
	create,
	delete: perItem(async (node, index) => await planChange(node, index, 'remove')),
	get: perItem(planGet),
	getMany: perItem(planGetMany),
	update: perItem(async (node, index) => await planChange(node, index, 'update')),
};

async function planGet(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readLinkLookup(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	return planLookup(node, index, context, read);
}

async function planGetMany(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readLinkList(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	return planList(node, index, context, read);
}

async function planChange(
	node: IExecuteFunctions,
	index: number,
	which: 'update' | 'remove',
): Promise<Planned> {
	const opened = await openContext(node, index, 'auto');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const { provider } = context;
	const read = readLinkChange(node, index, context, which);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { id, link, simplify } = read;
	const deleted = (): ItemResult => one(index, { deleted: true, id });
	const updated = (record: unknown): ItemResult => ({
		kind: 'items',
		items: [
			paymentItem(readPayment(provider, link, record, { id }), simplify, {
				pairedItem: { item: index },
			}),
		],
	});
	const toItem = which === 'remove' ? deleted : updated;
	return planWrite({
		node,
		index,
		context,
		info: callInfo(context, read.request, read.call),
		call: read.call,
		options: read.write,
		shape: {
			answered: async (answered) => {
				const record = provider.api.unwrap(answered.response.body);
				const named = link.read(record).id;
				// Every answer of an update contains the link; that of a removal need not.
				const isAbout = named === id || (which === 'remove' && named === '');
				const failed = whyUnconfirmed(answered) ?? (isAbout ? undefined : whyOfAnother(answered));
				return await Promise.resolve(
					failed === undefined
						? { outcome: 'done', result: toItem(record) }
						: { outcome: 'unknown', result: failedItem(node, index, failed) },
				);
			},
			recovered: toItem,
			failed: () => undefined,
		},
	});
}

const one = (index: number, json: IDataObject): ItemResult => ({
	kind: 'items',
	items: [{ json, pairedItem: { item: index } }],
});
