import type { CallContext, CallOptions } from '../call';
import { createGate } from '../gate';
import { defaultConcurrency, mostAskedPerPoll } from '../numbers';
import { calledFor, look, type Looked } from '../payments/look';
import type { Question } from '../payments/question';
import { type Change, statusKey, wordIn } from './change';
import type { Polled } from './list';
import type { Seen, WatchState } from './state';

export interface OnesWatch {
	readonly questions: readonly Question[];
	/** When nothing new may be begun, in epoch milliseconds. */
	readonly endsAt: number;
	readonly options: CallOptions;
}

/**
 * One poll of single payments: those asked longest ago come first. What is seen for the first time is remembered and not
 * reported, unless it was asked for before and was not there. A payment that cannot be asked for now keeps what is known.
 */
export async function pollOnes(
	context: CallContext,
	{ questions, endsAt, options }: OnesWatch,
	state: WatchState,
): Promise<Polled> {
	const known = new Map(state.payments.map((seen) => [seen.key, seen]));
	const due = questions
		.filter(({ kind, value }) => !isSettled(known.get(value), kind.words))
		.toSorted((one, other) => sweepOf(known, one) - sweepOf(known, other))
		.slice(0, mostAskedPerPoll);
	const gate = createGate(defaultConcurrency);
	const answers = await Promise.all(
		due.map(async (question) =>
			gate.run(async () => ({
				question,
				looked:
					context.lifecycle.now() < endsAt ? await look(context, question, options) : undefined,
			})),
		),
	);

	const sweep = state.sweeps + 1;
	const changes: Change[] = [];
	const failures: { question: Question; looked: Exclude<Looked, { kind: 'found' }> }[] = [];
	for (const { question, looked } of answers) {
		if (looked === undefined) continue;
		const key = question.value;
		const before = known.get(key);
		if (looked.kind === 'found') {
			const status = statusKey(looked.payment);
			if (before !== undefined && before.status !== status)
				changes.push({ ...looked, previousStatus: wordIn(before.status) });
			known.set(key, { key, status, final: looked.payment.final, createdMs: null, sweep });
			continue;
		}
		failures.push({ question, looked });
		// What was there before keeps its status: a look that finds nothing is no change.
		if (looked.kind === 'absent')
			known.set(key, { key, status: '', final: false, createdMs: null, ...before, sweep });
	}
	const [failure] = failures.filter(({ looked }) => looked.kind === 'failed');
	const isAllFailed = failure !== undefined && failures.length === answers.length;
	if (isAllFailed)
		return {
			kind: 'failed',
			failed: {
				called: calledFor(context, failure.question, options),
				problem: failure.looked.problem,
			},
		};
	const watched = new Set(questions.map(({ value }) => value));
	return {
		kind: 'polled',
		changes,
		state: {
			...state,
			sweeps: sweep,
			isBaseline: false,
			payments: [...known.values()].filter(({ key }) => watched.has(key)),
		},
		warnings: failures.map(({ looked }) => looked.problem.message),
	};
}

const sweepOf = (known: ReadonlyMap<string, Seen>, { value }: Question): number =>
	known.get(value)?.sweep ?? -1;

/** Final, and by the provider's own pages nothing can follow. */
const isSettled = (seen: Seen | undefined, words: Question['kind']['words']): boolean => {
	if (seen?.final !== true) return false;
	return !Object.values(words).some(
		({ status, mayBecome }) => mayBecome !== undefined && status === seen.status,
	);
};
