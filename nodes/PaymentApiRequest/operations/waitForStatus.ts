import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation, Provider } from '../../../providers/provider';
import type { CallContext } from '../../../request/call';
import { createGate, type Gate } from '../../../request/gate';
import type { Problem } from '../../../request/messages';
import { sleepUntil } from '../../../request/n8nContext';
import { longestWaitSeconds } from '../../../request/numbers';
import { calledFor, look, type Looked } from '../../../request/payments/look';
import { neverSeen, stillMoving, waitCanceled } from '../../../request/payments/messages';
import type { Payment } from '../../../request/payments/payment';
import { type Question, readQuestion } from '../../../request/payments/question';
import { type Waited, waitForFinal } from '../../../request/payments/wait';
import { readCallOptions, readMeant, readSchedule, readSimplify, readWait } from '../parameters';
import { paymentItem } from '../../shared/paymentItem';
import { openItem } from './open';
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
	const asking = async (): Promise<Looked> => {
		const looked = await shared.gate.run(async () => await look(context, next, options));
		// A reference for which a whole list was searched need not be searched again.
		if (looked.kind === 'found') next = byIdOf(context, question, looked.payment) ?? question;
		return looked;
	};
	return {
		kind: 'ready',
		isRead: true,
		async run() {
			const waited = await wait(context, shared, seconds, asking);
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

/** The same question by ID, where the reference can only be searched; undefined where the ID cannot be asked for. */
function byIdOf(
	{ provider, settings }: CallContext,
	{ kind, accountId, request }: Question,
	{ id }: Payment,
): Question | undefined {
	if (request !== undefined || id === null) return undefined;
	const fields = { kind: 'Status Of', value: 'Payment ID' };
	const meant = { kind: kind.id, by: 'id', value: id, accountId, fields };
	const read = readQuestion(provider, settings, meant);
	return read.kind === 'question' ? read.question : undefined;
}

async function wait(
	context: CallContext,
	{ halt }: Shared,
	seconds: number,
	asking: () => Promise<Looked>,
): Promise<Waited> {
	return await waitForFinal({
		look: asking,
		maxWaitMs: seconds * 1000,
		now: context.lifecycle.now,
		sleep: async (ms) => await sleepUntil(ms, halt, context.signal),
		isStopped: () => halt.aborted || (context.signal?.aborted ?? false),
		random: context.random,
	});
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
