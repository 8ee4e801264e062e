import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation, Provider } from '../../../lib/providers/provider';
import { createGate, type Gate } from '../../../lib/client/limiter';
import type { Problem } from '../../../lib/client/messages';
import { sleepUntil } from '../../shared/context';
import { latestLookMs, longestWaitSeconds } from '../../../lib/client/numbers';
import { calledFor, look, type Looked } from '../../../lib/payments/lookupPayment';
import { neverSeen, stillMoving, waitCanceled } from '../../../lib/payments/messages';
import { type Question, questionById, readQuestion } from '../../../lib/payments/lookup';
import { type Waited, waitForFinal } from '../../../lib/payments/wait';
import { readCallOptions, readMeant, readSchedule, readSimplify, readWait } from '../parameters';
import { paymentItem } from '../../shared/paymentItem';
import { openItem } from './openContext';
import type { Operation, Planned } from './operation';
import { failed, unusable } from './results';

/** "Wait for Final Status": all items wait side by side; only their looks take turns. */
export const waitForStatus: Operation = {
	begin(node) {
		const { concurrency } = readSchedule(node);
		const halt = new AbortController();
		const shared: Shared = { gate: createGate(concurrency), halt: halt.signal };
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
	readonly gate: Gate;
	/** Ends all waits when the node has failed anyway. */
	readonly halt: AbortSignal;
}

async function plan(node: IExecuteFunctions, index: number, shared: Shared): Promise<Planned> {
	const opened = await openItem(node, index, 'never');
	if (opened.kind === 'unusable') return opened.planned;
	const { context } = opened;
	const read = readQuestion(context.provider, context.settings, readMeant(node, index));
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const { seconds, onTimeout } = readWait(node, index);
	if (!(seconds >= 1 && seconds <= longestWaitSeconds)) return unusable(node, index, badWait);
	const { question } = read;
	const simplify = readSimplify(node, index);
	// A look that fails is followed by the next one, so none is repeated by itself.
	const options = { ...readCallOptions(node, index), maxRetries: 0 };
	let next = question;
	let looks = 0;
	const isStopped = (): boolean => shared.halt.aborted || (context.signal?.aborted ?? false);
	const asking = async (endsAt: number): Promise<Looked | undefined> =>
		await shared.gate.run(async () => {
			// Others were before it for so long that the wait is over: one look each item gets all the same.
			const isLate = looks > 0 && context.lifecycle.now() > endsAt + latestLookMs;
			if (isStopped() || isLate) return undefined;
			looks += 1;
			const looked = await look(context, next, options);
			// A reference for which a whole list was searched need not be searched again.
			if (looked.kind === 'found') next = questionById(context, question, looked.payment.id);
			return looked;
		});
	return {
		kind: 'ready',
		isRead: true,
		async run() {
			const waited = await waitForFinal({
				look: asking,
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
			const problem = problemOf(context.provider, question, waited);
			return failed(node, index, calledFor(context, question, options), problem);
		},
	};
}

function problemOf(
	provider: Provider,
	question: Question,
	waited: Exclude<Waited, { kind: 'final' }>,
): Problem {
	switch (waited.kind) {
		case 'failed':
			return waited.trouble.problem;
		case 'timeout':
			return stillMoving(provider, question, waited.last.payment, waited.waitedMs);
		case 'neverSeen':
			return neverSeen(question, waited.trouble?.problem, waited.waitedMs);
		case 'stopped':
			return waitCanceled(question);
	}
}

const badWait: Explanation = {
	message: "'Max Wait' is out of range",
	description: `Enter 1 to ${longestWaitSeconds} seconds. For longer, look again on a schedule, or use the Payment Status Trigger.`,
};
