import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation, Provider } from '../../../lib/providers/contract';
import { createLimiter, type Limiter } from '../../../lib/client/limiter';
import type { Problem } from '../../../lib/client/messages';
import { sleepUntil } from '../../shared/context';
import { lateLookupGraceMs, maxWaitSeconds } from '../../../lib/payments/numbers';
import { calledFor, lookupPayment, type LookupResult } from '../../../lib/payments/lookupPayment';
import { neverSeen, stillPending, waitCanceled } from '../../../lib/payments/messages';
import { type Lookup, lookupById } from '../../../lib/payments/lookup';
import { readLookup } from '../../shared/forms/lookup';
import { type Waited, waitForFinal } from '../../../lib/payments/wait';
import {
	readCallOptions,
	readLookupForm,
	readSchedule,
	readSimplify,
	readWait,
} from '../parameters';
import { paymentItem } from '../../shared/paymentItem';
import { openContext } from './openContext';
import type { Operation, Planned } from './operation';
import { failed, unusable } from './results';

/** "Wait for Final Status": all items wait side by side; only their looks take turns. */
export const waitForStatus: Operation = {
	begin(node) {
		const { concurrency } = readSchedule(node);
		const halt = new AbortController();
		const shared: Shared = { limiter: createLimiter(concurrency), halt: halt.signal };
		return {
			schedule: { batchSize: 0, batchIntervalMs: 0, concurrency: Infinity },
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
	const read = readLookup(context.provider, context.settings, readLookupForm(node, index));
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { seconds, onTimeout } = readWait(node, index);
	if (!(seconds >= 1 && seconds <= maxWaitSeconds)) return unusable(node, index, badWait);
	const { lookup } = read;
	const simplify = readSimplify(node, index);
	// A look that fails is followed by the next one, so none is repeated by itself.
	const options = { ...readCallOptions(node, index), maxRetries: 0 };
	let next = lookup;
	let looks = 0;
	const isStopped = (): boolean => shared.halt.aborted || (context.signal?.aborted ?? false);
	const asking = async (endsAt: number): Promise<LookupResult | undefined> =>
		await shared.limiter.run(async () => {
			// Others were before it for so long that the wait is over: one look each item gets all the same.
			const isLate = looks > 0 && context.lifecycle.now() > endsAt + lateLookupGraceMs;
			if (isStopped() || isLate) return undefined;
			looks += 1;
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
				maxWaitMs: seconds * 1000,
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
			const problem = problemOf(context.provider, lookup, waited);
			return failed(node, index, calledFor(context, lookup, options), problem);
		},
	};
}

function problemOf(
	provider: Provider,
	lookup: Lookup,
	waited: Exclude<Waited, { kind: 'final' }>,
): Problem {
	switch (waited.kind) {
		case 'failed':
			return waited.trouble.problem;
		case 'timeout':
			return stillPending(provider, lookup, waited.last.payment, waited.waitedMs);
		case 'neverSeen':
			return neverSeen(lookup, waited.trouble?.problem, waited.waitedMs);
		case 'stopped':
			return waitCanceled(lookup);
	}
}

const badWait: Explanation = {
	message: "'Max Wait' is out of range",
	description: `Enter 1 to ${maxWaitSeconds} seconds. For longer, look again on a schedule, or use the Payment Status Trigger.`,
};
