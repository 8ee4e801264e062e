import { retryAfterMs } from '../http/retryAfter';
import { effectOf } from '../providers/endpoints';
import { isObject, text } from '../providers/json';
import type { ApiRequest, ApiResponse, PaymentFacts } from '../providers/provider';
import {
	type CallContext,
	type CallOptions,
	type CallResult,
	callSafely,
	mayPass,
} from '../client/call';
import { isWebPage, parseJson } from '../http/parse';
import {
	type Called,
	interrupted,
	type Problem,
	problemIn,
	problemWithout,
} from '../client/messages';
import { mostSearchedPages } from '../client/numbers';
import { collectPayments, type ListWanted, pagesOf } from './list';
import {
	anotherPayment,
	noSuchPayment,
	notAPayment,
	notSearchedThrough,
	severalPayments,
} from './messages';
import { type FoundPayment, readPayment } from './payment';
import type { Question } from './lookup';

/** What one look at a payment says. */
export type Looked =
	| ({ readonly kind: 'found' } & FoundPayment)
	/** There is none, or none yet. */
	| { readonly kind: 'absent'; readonly problem: Problem }
	| {
			readonly kind: 'failed';
			readonly problem: Problem;
			/** Whether a later look may succeed, with nothing changed. */
			readonly isPassing: boolean;
			/** What the provider asks to wait before it, in milliseconds. */
			readonly waitMs: number | undefined;
	  };

/** Asks for one payment, once. */
export async function look(
	context: CallContext,
	question: Question,
	options: CallOptions,
): Promise<Looked> {
	return question.request === undefined
		? await searchList(context, question, options)
		: await ask(context, question, question.request, options);
}

/** What is asked, for errors. */
export function calledFor(context: CallContext, question: Question, options: CallOptions): Called {
	const { provider } = context;
	const request = question.request ?? pagesOf(context, searchOf(question), options).request;
	const json = parseJson(request.body ?? '');
	const effect = effectOf(provider, {
		method: request.method,
		path: new URL(request.url).pathname,
		json: json.ok ? json.value : undefined,
	});
	return { provider, request, effect, timeoutMs: options.timeoutMs };
}

async function ask(
	context: CallContext,
	question: Question,
	request: ApiRequest,
	options: CallOptions,
): Promise<Looked> {
	const { provider } = context;
	const called = calledFor(context, question, options);
	const outcome = await callSafely(context, request, called.effect, options);
	if (outcome.kind === 'thrown') return thrown(called, outcome.reason);
	const { result } = outcome;
	if (result.kind !== 'answered') return failed(context, problemWithout(called, result), result);
	const { response } = result;
	const absent = (): Looked => ({
		kind: 'absent',
		problem: noSuchPayment(provider, question, response.status),
	});
	if (provider.statuses.isNotFound(response)) {
		if (!isWebPage(response.body)) return absent();
		// A page of something on the way says nothing of the payment.
		return failed(context, { ...notAPayment(called), status: response.status }, result);
	}
	const record = recordIn(context, question, response);
	const problem = problemIn(called, result);
	// By reference the record itself says that it is the one; an answer that reports its failure may hold it.
	if (problem !== undefined && (question.by === 'id' || !isObject(record)))
		return failed(context, problem, result);
	if (record === 'absent') return absent();
	if (record === 'unreadable') return failed(context, notAPayment(called), result);
	if (question.by === 'id' && isAnother(question, record))
		return failed(context, anotherPayment(called), result);
	const asked = question.by === 'id' ? { id: question.value } : { reference: question.value };
	return { kind: 'found', ...readPayment(provider, question.kind, record, asked) };
}

/** Whether a record names an ID, and nowhere the one that was asked for. */
const isAnother = ({ kind, value }: Question, record: object): boolean =>
	kind.read(record).id !== '' && !Object.values(record).some((entry) => text(entry) === value);

/** The record in an answer that reports no failure. An answer may be a list of one. */
function recordIn(
	{ provider }: CallContext,
	question: Question,
	response: ApiResponse,
): object | 'absent' | 'unreadable' {
	if (question.by === 'reference') {
		const found = provider.readFound(response, question.value);
		if (found.kind === 'absent') return 'absent';
		if (found.kind === 'unclear') return 'unreadable';
		return isObject(found.record) ? found.record : 'unreadable';
	}
	const content = provider.unwrap(response.body);
	const record: unknown = Array.isArray(content) && content.length <= 1 ? content[0] : content;
	if (response.isJson && (record === undefined || record === null)) return 'absent';
	return isObject(record) && saysWhich(question.kind.read(record)) ? record : 'unreadable';
}

/** An object that names neither payment nor status is something else, e.g. a notice of maintenance. */
const saysWhich = ({ id, reference, word }: PaymentFacts): boolean => id + reference + word !== '';

/** Where no endpoint takes a reference, its list is searched. */
async function searchList(
	context: CallContext,
	question: Question,
	options: CallOptions,
): Promise<Looked> {
	const { provider } = context;
	const listed = await collectPayments(context, searchOf(question), options);
	if (listed.kind === 'failed') return failed(context, listed.failed.problem, listed.failed.result);
	const { found, isComplete } = listed;
	const [first, second] = found;
	if (first === undefined)
		return { kind: 'absent', problem: noSuchPayment(provider, question, undefined, isComplete) };
	if (second === undefined && isComplete) return { kind: 'found', ...first };
	const problem =
		second === undefined
			? notSearchedThrough(provider, question, first.payment)
			: severalPayments(provider, question, found);
	return { kind: 'failed', problem, isPassing: false, waitMs: undefined };
}

const searchOf = ({ kind, accountId, value }: Question): ListWanted => ({
	kind,
	accountId,
	filter: { reference: value, order: 'newestFirst' },
	limit: Infinity,
	maxPages: mostSearchedPages,
});

const failed = (context: CallContext, problem: Problem, result: CallResult): Looked => ({
	kind: 'failed',
	problem,
	isPassing: mayPass(result),
	waitMs: waitAsked(result, context.lifecycle.now()),
});

/** It may have been no more than n8n's database, busy for a moment. */
const thrown = (called: Called, reason: string): Looked => ({
	kind: 'failed',
	problem: interrupted(called, reason),
	isPassing: true,
	waitMs: undefined,
});

const waitAsked = (result: CallResult, now: number): number | undefined => {
	if (result.kind === 'askedToWait') return result.waitMs;
	return result.kind === 'answered' ? retryAfterMs(result.raw.headers, now) : undefined;
};
