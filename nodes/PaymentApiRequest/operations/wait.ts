import type { IExecuteFunctions } from 'n8n-workflow';

import { createLimiter, type Limiter } from '../../../lib/client/limiter';
import { type CallInfo, type Failed, failure } from '../../../lib/client/result';
import { sleepUntil } from '../../shared/context';
import { lateLookupGraceMs } from '../../../lib/payments/numbers';
import { lookupInfo, lookupPayment, type LookupResult } from '../../../lib/payments/lookupPayment';
import { neverSeen, stillPending, waitCanceled } from '../../../lib/payments/messages';
import { isAttemptAt, type Lookup, lookupById } from '../../../lib/payments/lookup';
import { type Waited, waitForFinal } from '../../../lib/payments/wait';
import { readConcurrency } from '../forms/options';
import { readWaitParameters } from '../forms/payments';
import { paymentItem } from '../../shared/paymentItem';
import { openContext } from './openContext';
import type { Operation, Planned } from './operation';
import { refuseAll } from './perItem';
import { failedItem, unusable } from './results';

/** Wait for Final Status: all items wait in parallel; only their lookups take turns. */
export const wait: Operation = {
	begin(node) {
		const concurrency = readConcurrency(node);
		if (concurrency.kind === 'invalid') return refuseAll(node, concurrency.explanation);
		const halt = new AbortController();
		const shared: Shared = { limiter: createLimiter(concurrency.number), halt: halt.signal };
		return {
			schedule: { batchSize: 0, batchIntervalMs: 0, concurrency: Infinity },
			// Their times run side by side.
			beginsTogether: true,
			plan: async (index) => await plan(node, index, shared),
			stop: () => {
				halt.abort();
			},
		};
	},
};

interface Shared {
	readonly limiter: Limiter;
	/** Ends all waits when the node has failed anyway. */
	readonly halt: AbortSignal;
}

async function plan(node: IExecuteFunctions, index: number, shared: Shared): Promise<Planned> {
	const opened = await openContext(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readWaitParameters(node, index, context);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	// A look-up that fails is followed by the next one, so none is repeated by itself.
	const { lookup, options, simplify, maxWaitMs, onTimeout } = read;
	let next = lookup;
	let lookups = 0;
	const isStopped = (): boolean => shared.halt.aborted || (context.signal?.aborted ?? false);
	const asking = async (endsAt: number): Promise<LookupResult | undefined> =>
		await shared.limiter.run(async () => {
			// Other items took so long that the wait is over: each item still gets one lookup.
			const isLate = lookups > 0 && context.lifecycle.now() > endsAt + lateLookupGraceMs;
			if (isStopped() || isLate) return undefined;
			lookups += 1;
			const looked = await lookupPayment(context, next, options);
			// A reference for which a whole list was searched need not be searched again.
			if (looked.kind === 'found') next = lookupById(context, lookup, looked.payment.id);
			return looked;
		});
	return {
		kind: 'ready',
		isRead: true,
		async run() {
			const waited = await waitForFinal({
				lookup: asking,
				// The payer may try again.
				isOver: ({ status }) => status === 'succeeded' || !isAttemptAt(lookup),
				maxWaitMs,
				now: context.lifecycle.now,
				sleep: async (ms) => await sleepUntil(ms, shared.halt, context.signal),
				isStopped,
				random: context.random,
			});
			const isWanted =
				waited.kind === 'final' || (waited.kind === 'timeout' && onTimeout === 'item');
			if (isWanted)
				return {
					kind: 'items',
					items: [paymentItem(waited.last, simplify, { pairedItem: { item: index } })],
				};
			const info = lookupInfo(context, lookup, options);
			return failedItem(node, index, failureOf(info, lookup, waited));
		},
	};
}

function failureOf(
	info: CallInfo,
	lookup: Lookup,
	waited: Exclude<Waited, { kind: 'final' }>,
): Failed {
	switch (waited.kind) {
		case 'failed':
			return waited.trouble;
		case 'timeout':
			return failure(
				info,
				'unusable',
				stillPending(info.provider, lookup, waited.last.payment, waited.waitedMs),
			);
		case 'neverSeen': {
			const { trouble } = waited;
			const explanation = neverSeen(lookup, trouble, waited.waitedMs);
			return trouble === undefined
				? failure(info, 'unusable', explanation)
				: { ...trouble, ...explanation };
		}
		case 'stopped':
			return failure(info, 'canceled', waitCanceled(lookup));
	}
}
