import type { CallContext, CallOptions } from '../client/call';
import { createGate } from '../client/limiter';
import type { Problem } from '../client/messages';
import { defaultConcurrency, mostAskedPerPoll, mostSearchesPerPoll } from '../client/numbers';
import { calledFor, look } from '../payments/lookupPayment';
import { statusKey } from '../payments/payment';
import { type Question, questionById } from '../payments/lookup';
import { type Change, wordIn } from './change';
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
	const due = dueOf(
		questions
			.filter(({ kind, value }) => !isSettled(known.get(value), kind.words))
			.toSorted((one, other) => sweepOf(known, one) - sweepOf(known, other))
			.map((question) => ({
				question,
				// What was found in a list once is asked for by its ID.
				asking: questionById(context, question, known.get(question.value)?.id),
			})),
	);
	const gate = createGate(defaultConcurrency);
	const answers = await Promise.all(
		due.map(async ({ question, asking }) =>
			gate.run(async () => ({
				question,
				asking,
				looked: context.lifecycle.now() < endsAt ? await look(context, asking, options) : undefined,
			})),
		),
	);

	const sweep = state.sweeps + 1;
	const changes: Change[] = [];
	const warnings: string[] = [];
	const failures: { asking: Question; problem: Problem }[] = [];
	const asked = answers.flatMap(({ looked, ...one }) =>
		looked === undefined ? [] : [{ ...one, looked }],
	);
	for (const { question, asking, looked } of asked) {
		const key = question.value;
		const before = known.get(key);
		if (looked.kind === 'found') {
			const status = statusKey(looked.payment);
			if (before !== undefined && before.status !== notAnswered && before.status !== status)
				changes.push({ ...looked, previousStatus: wordIn(before.status) });
			const { id, final } = looked.payment;
			known.set(key, {
				key,
				status,
				final,
				createdMs: null,
				sweep,
				...(id === null || question.request !== undefined ? {} : { id }),
			});
			continue;
		}
		const { problem } = looked;
		if (looked.kind === 'failed') failures.push({ asking, problem });
		// What was there before keeps its status: a look that finds nothing is no change.
		const status = looked.kind === 'failed' ? notAnswered : notThere;
		const isFirst = before === undefined || before.status === notAnswered;
		known.set(key, {
			...(before ?? { key, final: false, createdMs: null }),
			status: isFirst ? status : before.status,
			sweep,
		});
		if (looked.kind === 'failed' || before?.status !== notThere) warnings.push(problem.message);
	}
	const watched = new Set(questions.map(({ value }) => value));
	const payments = [...known.values()].filter(({ key }) => watched.has(key));
	const next: WatchState = { ...state, sweeps: sweep, isBaseline: false, payments };
	const [failure] = failures;
	if (failure === undefined || failures.length < asked.length)
		return { kind: 'polled', changes, state: next, warnings };
	const called = calledFor(context, failure.asking, options);
	// Kept, so that the next poll begins with others.
	return { kind: 'failed', failed: { called, problem: failure.problem }, state: next };
}

interface Due {
	readonly question: Question;
	readonly asking: Question;
}

/** Those whose turn it is: only a few of them may cost the reading of a list. */
function dueOf(inTurn: readonly Due[]): readonly Due[] {
	let searches = 0;
	return inTurn
		.filter(({ asking }) => {
			if (asking.request !== undefined) return true;
			searches += 1;
			return searches <= mostSearchesPerPoll;
		})
		.slice(0, mostAskedPerPoll);
}

/** In place of a status: the provider said that there is no such payment. */
const notThere = '';

/** In place of a status: every look so far ended without an answer. No provider's word reads like this. */
const notAnswered = '?';

const sweepOf = (known: ReadonlyMap<string, Seen>, { value }: Question): number =>
	known.get(value)?.sweep ?? -1;

/** Final, and by the provider's own pages nothing can follow. */
const isSettled = (seen: Seen | undefined, words: Question['kind']['words']): boolean => {
	if (seen?.final !== true) return false;
	return !Object.values(words).some(
		({ status, mayBecome }) => mayBecome !== undefined && status === seen.status,
	);
};
