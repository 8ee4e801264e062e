import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation, Provider } from '../../../lib/providers/contract';
import type { CallContext, CallOptions } from '../../../lib/client/call';
import { maxListPages } from '../../../lib/client/numbers';
import { failure } from '../../../lib/client/result';
import { collectPayments, type PaymentListQuery } from '../../../lib/payments/list';
import { tooManyRows } from '../../../lib/payments/messages';
import { readListParameters } from '../forms/payments';
import { paymentItem } from '../../shared/paymentItem';
import { hasLists } from '../../shared/payments';
import { openContext } from './openContext';
import type { Planned } from './operation';
import { perItem } from './perItem';
import { failedItem, unusable } from './results';

/** Get Many: the provider's list, page by page, as one item per payment. */
export const getMany = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	// The editor does not offer the operation then; it stays selected when the provider is changed.
	if (!hasLists(context.provider)) return unusable(node, index, noLists(context.provider));
	const read = readListParameters(node, index, context.provider);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	return planList(node, index, context, read);
}

/** A whole list, and an item for each of its rows. */
export const planList = (
	node: IExecuteFunctions,
	index: number,
	context: CallContext,
	{ listing, options, simplify }: ListWanted,
): Planned => ({
	kind: 'ready',
	isRead: true,
	async run() {
		const wanted = { ...listing, maxPages: maxListPages };
		const listed = await collectPayments(context, wanted, options);
		if (listed.kind === 'failed') return failedItem(node, index, listed);
		// Part of a list looks like the whole list: in a reconciliation, missing payments would count as unpaid.
		if (!listed.isComplete)
			return failedItem(
				node,
				index,
				failure(listed.call, 'unusable', tooManyRows(context.provider, maxListPages)),
			);
		const items = listed.found.map((found) =>
			paymentItem(found, simplify, { pairedItem: { item: index } }),
		);
		return { kind: 'items', items };
	},
});

interface ListWanted {
	readonly listing: Omit<PaymentListQuery, 'maxPages'>;
	readonly options: CallOptions;
	readonly simplify: boolean;
}

const noLists = ({ displayName }: Provider): Explanation => ({
	message: `${displayName} has no lists of payments`,
	description: 'Use the operation Get with the ID of each.',
});
