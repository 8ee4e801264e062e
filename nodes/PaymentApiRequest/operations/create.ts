import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { callInfo } from '../../../lib/client/call';
import type { Answered, CallInfo } from '../../../lib/client/result';
import { readCreated, whyUnconfirmed } from '../../../lib/payments/created';
import { checkPayout } from '../../../lib/payments/payoutChecks';
import type { CreateForm, PaymentKind, Provider } from '../../../lib/providers/contract';
import { findRecordKind } from '../../../lib/providers/kinds';
import { paymentItem } from '../../shared/paymentItem';
import { hiddenBeneficiaryHint } from '../description/hints';
import { type CreateParameters, readCreate } from '../forms/create';
import type { ChecksRead } from '../forms/payoutChecks';
import { openContext } from './openContext';
import type { ItemResult, Planned } from './operation';
import { perItem } from './perItem';
import { failedItem, unusable } from './results';
import { planWrite, type Write } from './write';

/** Create: a payment, a payout or a payment link from the fields of its method, as the item that Get gives. */
export const create = perItem(plan);

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const opened = await openContext(node, index, 'auto');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readCreate(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const info = callInfo(context, read.request, read.call);
	/** What else the item says, known once the payout was asked about. */
	const more: IDataObject = {};
	const item = (record: unknown, kindId: string | undefined, added: IDataObject): ItemResult =>
		createdItem({ ...read, now: context.lifecycle.now() }, info, index, record, kindId, {
			...more,
			...added,
		});
	const write: Write = {
		node,
		index,
		context,
		info,
		call: read.call,
		options: read.write,
		shape: {
			answered: async (answered) => await Promise.resolve(created(node, index, answered, item)),
			recovered: (record) => item(record, info.find?.readAs, { recovered: true }),
			failed: () => undefined,
		},
	};
	return planWrite({
		...write,
		...(read.checks.checks.length === 0
			? {}
			: { check: async () => await checked(write, read.checks, more) }),
	});
}

type ToItem = (record: unknown, kindId: string | undefined, added: IDataObject) => ItemResult;

/** A response without a record says nothing about the outcome of the payment. */
function created(node: IExecuteFunctions, index: number, answered: Answered, item: ToItem) {
	const failed = whyUnconfirmed(answered);
	if (failed !== undefined)
		return { outcome: 'unknown', result: failedItem(node, index, failed) } as const;
	const { call, response } = answered;
	const record = call.provider.api.unwrap(response.body);
	return { outcome: 'done', result: item(record, undefined, {}) } as const;
}

function createdItem(
	{ create: form, amount, currency, simplify, now }: CreateParameters & { readonly now: number },
	{ provider, reference }: CallInfo,
	index: number,
	record: unknown,
	kindId: string | undefined,
	more: IDataObject,
): ItemResult {
	const kind = findRecordKind(provider, kindId) ?? kindOf(provider, form);
	const found = readCreated(provider, kind, form, record, { reference, amount, currency, now });
	return {
		kind: 'items',
		items: [paymentItem(found, simplify, { json: more, pairedItem: { item: index } })],
	};
}

function kindOf(provider: Provider, form: CreateForm): PaymentKind {
	const kind = findRecordKind(provider, form.kind);
	if (kind === undefined) throw new Error(`${provider.displayName} has no kind ${form.kind}`);
	return kind;
}

/** Why the payout must not be sent, according to the provider's checks; undefined if it may. */
async function checked(
	{ node, index, context, info, call }: Write,
	{ checks, wanted }: ChecksRead,
	more: IDataObject,
): Promise<ItemResult | undefined> {
	const told = await checkPayout(context, checks, { payout: info, wanted }, call);
	if (told.kind === 'failed') return failedItem(node, index, told);
	const { beneficiary, feeQuote } = told;
	if (beneficiary !== undefined)
		more.beneficiaryName = beneficiary.name === '' ? null : beneficiary.name;
	if (feeQuote !== undefined) more.feeQuote = { ...feeQuote };
	if (beneficiary?.isHidden === true && wanted.beneficiary?.expected !== '')
		node.addExecutionHints?.(hiddenBeneficiaryHint);
	return undefined;
}
