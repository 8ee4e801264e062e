import { retryAfterMs } from '../http/retryAfter';
import { describeRequest } from '../providers/endpoints';
import { isObject, text } from '../providers/json';
import type { ApiRequest, ApiResponse, PaymentFacts } from '../providers/contract';
import {
	type CallContext,
	type CallOptions,
	type CallResult,
	callSafely,
	mayPass,
} from '../client/call';
import { isWebPage, parseJson } from '../http/parse';
import {
	type CallInfo,
	interrupted,
	type Problem,
	problemIn,
	problemWithout,
} from '../client/messages';
import { maxSearchedPages } from './numbers';
import { collectPayments, type PaymentListQuery, pagesOf } from './list';
import {
	anotherPayment,
	noSuchPayment,
	notAPayment,
	notSearchedThrough,
	severalPayments,
} from './messages';
import { type FoundPayment, readPayment } from './payment';
import type { Lookup } from './lookup';

/** What one look at a payment says. */
export type LookupResult =
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
export async function lookupPayment(
	context: CallContext,
	lookup: Lookup,
	options: CallOptions,
): Promise<LookupResult> {
	return lookup.request === undefined
		? await searchList(context, lookup, options)
		: await ask(context, lookup, lookup.request, options);
}

/** What is asked, for errors. */
export function calledFor(context: CallContext, lookup: Lookup, options: CallOptions): CallInfo {
	const { provider } = context;
	const request = lookup.request ?? pagesOf(context, searchOf(lookup), options).request;
	const json = parseJson(request.body ?? '');
	const effect = describeRequest(provider, {
		method: request.method,
		path: new URL(request.url).pathname,
		json: json.ok ? json.value : undefined,
	});
	return { provider, request, effect, timeoutMs: options.timeoutMs };
}

async function ask(
	context: CallContext,
	lookup: Lookup,
	request: ApiRequest,
	options: CallOptions,
): Promise<LookupResult> {
	const { provider } = context;
	const called = calledFor(context, lookup, options);
	const outcome = await callSafely(context, request, called.effect, options);
	if (outcome.kind === 'thrown') return thrown(called, outcome.reason);
	const { result } = outcome;
	if (result.kind !== 'answered') return failed(context, problemWithout(called, result), result);
	const { response } = result;
	const absent = (): LookupResult => ({
		kind: 'absent',
		problem: noSuchPayment(provider, lookup, response.status),
	});
	if (provider.payments.isNotFound(response)) {
		if (!isWebPage(response.body)) return absent();
		// A page of something on the way says nothing of the payment.
		return failed(context, { ...notAPayment(called), status: response.status }, result);
	}
	const record = recordIn(context, lookup, response);
	const problem = problemIn(called, result);
	// By reference the record itself says that it is the one; an answer that reports its failure may hold it.
	if (problem !== undefined && (lookup.by === 'id' || !isObject(record)))
		return failed(context, problem, result);
	if (record === 'absent') return absent();
	if (record === 'unreadable') return failed(context, notAPayment(called), result);
	if (lookup.by === 'id' && isAnother(lookup, record))
		return failed(context, anotherPayment(called), result);
	const asked = lookup.by === 'id' ? { id: lookup.value } : { reference: lookup.value };
	return { kind: 'found', ...readPayment(provider, lookup.kind, record, asked) };
}

/** Whether a record names an ID, and nowhere the one that was asked for. */
const isAnother = ({ kind, value }: Lookup, record: object): boolean =>
	kind.read(record).id !== '' && !Object.values(record).some((entry) => text(entry) === value);

/** The record in an answer that reports no failure. An answer may be a list of one. */
function recordIn(
	{ provider }: CallContext,
	lookup: Lookup,
	response: ApiResponse,
): object | 'absent' | 'unreadable' {
	if (lookup.by === 'reference') {
		const found = provider.payments.readFound(response, lookup.value);
		if (found.kind === 'absent') return 'absent';
		if (found.kind === 'unclear') return 'unreadable';
		return isObject(found.record) ? found.record : 'unreadable';
	}
	const content = provider.api.unwrap(response.body);
	const record: unknown = Array.isArray(content) && content.length <= 1 ? content[0] : content;
	if (response.isJson && (record === undefined || record === null)) return 'absent';
	return isObject(record) && saysWhich(lookup.kind.read(record)) ? record : 'unreadable';
}

/** An object that names neither payment nor status is something else, e.g. a notice of maintenance. */
const saysWhich = ({ id, reference, providerStatus }: PaymentFacts): boolean =>
	id + reference + providerStatus !== '';

/** Where no endpoint takes a reference, its list is searched. */
async function searchList(
	context: CallContext,
	lookup: Lookup,
	options: CallOptions,
): Promise<LookupResult> {
	const { provider } = context;
	const listed = await collectPayments(context, searchOf(lookup), options);
	if (listed.kind === 'failed') return failed(context, listed.failed.problem, listed.failed.result);
	const { found, isComplete } = listed;
	const [first, second] = found;
	if (first === undefined)
		return { kind: 'absent', problem: noSuchPayment(provider, lookup, undefined, isComplete) };
	if (second === undefined && isComplete) return { kind: 'found', ...first };
	const problem =
		second === undefined
			? notSearchedThrough(provider, lookup, first.payment)
			: severalPayments(provider, lookup, found);
	return { kind: 'failed', problem, isPassing: false, waitMs: undefined };
}

const searchOf = ({ kind, accountId, value }: Lookup): PaymentListQuery => ({
	kind,
	accountId,
	filter: { reference: value, order: 'newestFirst' },
	limit: Infinity,
	maxPages: maxSearchedPages,
});

const failed = (context: CallContext, problem: Problem, result: CallResult): LookupResult => ({
	kind: 'failed',
	problem,
	isPassing: mayPass(result),
	waitMs: waitAsked(result, context.lifecycle.now()),
});

/** It may have been no more than n8n's database, busy for a moment. */
const thrown = (called: CallInfo, reason: string): LookupResult => ({
	kind: 'failed',
	problem: interrupted(called, reason),
	isPassing: true,
	waitMs: undefined,
});

const waitAsked = (result: CallResult, now: number): number | undefined => {
	if (result.kind === 'askedToWait') return result.waitMs;
	return result.kind === 'answered' ? retryAfterMs(result.raw.headers, now) : undefined;
};
