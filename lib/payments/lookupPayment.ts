import { isObject, text } from '../providers/json';
import type { ApiRequest, ApiResponse, PaymentFacts } from '../providers/contract';
import { call, type CallContext, callInfo, type CallOptions } from '../client/call';
import { type Answer, type CallInfo, type Failed, failure } from '../client/result';
import { maxSearchedPages } from './numbers';
import { collectPayments, type PaymentListQuery, pagesOf } from './list';
import { buildLookup, type Lookup } from './lookup';
import {
	anotherPayment,
	noSuchPayment,
	notAPayment,
	notDetermined,
	notSearchedThrough,
	severalPayments,
} from './messages';
import { type FoundPayment, readPayment, statusKey } from './payment';
import { isPaid, meantOf } from './sameReference';

/** The result of one lookup. A payment that does not exist, or not yet, fails with the cause `notFound`. */
export type LookupResult = ({ readonly kind: 'found' } & FoundPayment) | Failed;

/** Asks for one payment: once, and by its reference as well where a final answer by ID may hide a refund. */
export async function lookupPayment(
	context: CallContext,
	lookup: Lookup,
	options: CallOptions,
): Promise<LookupResult> {
	const result =
		lookup.request === undefined
			? await searchList(context, lookup, options)
			: await ask(context, lookup, lookup.request, options);
	if (result.kind === 'failed' || !result.payment.final) return result;
	return await exactly(context, lookup, result, options);
}

/** The same payment by its reference, if its status there is another one. If that fails or is about another payment, what was found counts. */
async function exactly(
	context: CallContext,
	lookup: Lookup,
	found: Extract<LookupResult, { kind: 'found' }>,
	options: CallOptions,
): Promise<LookupResult> {
	const { provider, settings } = context;
	const { reference } = found.payment;
	if (lookup.by === 'reference' || lookup.kind.isExactByReference !== true || reference === null)
		return found;
	const byReference = buildLookup(provider, settings, {
		...lookup,
		by: 'reference',
		value: reference,
	});
	if (byReference?.request === undefined) return found;
	const exact = await ask(context, byReference, byReference.request, options);
	if (exact.kind === 'failed' || exact.payment.id !== found.payment.id) return found;
	return statusKey(exact.payment) === statusKey(found.payment) ? found : exact;
}

/** What is looked up, for failures that do not belong to a single request. */
export const lookupInfo = (context: CallContext, lookup: Lookup, options: CallOptions): CallInfo =>
	callInfo(context, lookup.request ?? pagesOf(context, searchOf(lookup), options).request, options);

async function ask(
	context: CallContext,
	lookup: Lookup,
	request: ApiRequest,
	options: CallOptions,
): Promise<LookupResult> {
	const result = await call(context, request, options);
	if (result.kind === 'answered')
		return readAnswer(context, lookup, result, result.call, undefined);
	return result.answer === undefined
		? result
		: readAnswer(context, lookup, result.answer, result.call, result);
}

/** @param failed what the call says of an answer that reports a failure */
function readAnswer(
	context: CallContext,
	lookup: Lookup,
	answer: Answer,
	info: CallInfo,
	failed: Failed | undefined,
): LookupResult {
	const { provider } = context;
	const { response } = answer;
	const records = recordsIn(context, lookup, response);
	// A page or a text of something on the way says nothing of the payment.
	const isFromApi = response.isJson || response.body === '';
	const isAboutIt =
		failed !== undefined || (lookup.by === 'id' && !isAboutAnother(lookup, records));
	if (isFromApi && isAboutIt && provider.payments.isNotFound(response))
		return notFound(info, lookup, answer);
	// By reference, the record itself shows that it is the right one; a response that reports its failure may contain it.
	if (failed !== undefined && (lookup.by === 'id' || typeof records === 'string')) return failed;
	if (records === 'absent') return notFound(info, lookup, answer);
	const known = { status: response.status, answer };
	if (records === 'unreadable')
		// The API answered, and not with a payment: it may be a notice that goes away.
		return failure(info, 'unusable', notAPayment(info), {
			...known,
			isPassing: true,
		});
	if (lookup.by === 'id' && isAboutAnother(lookup, records))
		return failure(info, 'unusable', anotherPayment(info), known);
	const asked = lookup.by === 'id' ? { id: lookup.value } : { reference: lookup.value };
	const found = records.map((record) => readPayment(provider, lookup.kind, record, asked));
	const [meant, another] = meantOf(lookup.kind, found);
	return meant !== undefined && another === undefined
		? { kind: 'found', ...meant }
		: failure(info, 'unusable', severalPayments(provider, lookup, found), known);
}

const notFound = (info: CallInfo, lookup: Lookup, { raw, response }: Answer): Failed =>
	failure(info, 'notFound', noSuchPayment(info.provider, lookup), {
		status: response.status,
		answer: { raw, response },
	});

const isAboutAnother = (lookup: Lookup, records: Records): boolean =>
	typeof records !== 'string' && records.some((record) => isAnother(lookup, record));

/**
 * Whether a record contains an ID, but nowhere the one that was asked for: some records have two, and which of them an
 * endpoint takes differs.
 */
const isAnother = ({ kind, value }: Lookup, record: object): boolean =>
	kind.read(record).id !== '' &&
	!Object.entries(record).some(([name, entry]) => namesAnId.test(name) && text(entry) === value);

/** An amount may have the digits of an ID. */
const namesAnId = /(^|_)(id|ref|no|number|reference)$|^(Id|ID|Reference)$|[a-z](Id|ID|Reference)$/;

type Records = readonly object[] | 'absent' | 'unreadable';

/** What a response that reports no failure contains: by ID one record, which may stand in a list; by reference perhaps several. */
function recordsIn({ provider }: CallContext, lookup: Lookup, response: ApiResponse): Records {
	if (lookup.by === 'reference') {
		const found = provider.payments.readFound(
			response,
			lookup.value,
			lookup.kind.byReference?.kind,
		);
		if (found.kind === 'absent') return 'absent';
		return found.kind === 'found' && found.records.every(isObject) ? found.records : 'unreadable';
	}
	if (response.isJson && provider.api.isEmpty(response.body)) return 'absent';
	const content = provider.api.unwrap(response.body);
	const record: unknown = Array.isArray(content) && content.length === 1 ? content[0] : content;
	return isObject(record) && saysWhich(lookup.kind.read(record)) ? [record] : 'unreadable';
}

/**
 * Every documented record names its payment. A status alone may be that of the request: a failure notice with the word
 * `failed` must not pass for a payment that failed, and may be paid again.
 */
const saysWhich = ({ id, reference }: PaymentFacts): boolean => id + reference !== '';

/** Where no endpoint takes it, the list is searched. */
async function searchList(
	context: CallContext,
	lookup: Lookup,
	options: CallOptions,
): Promise<LookupResult> {
	const { provider } = context;
	const listed = await collectPayments(context, searchOf(lookup), options);
	if (listed.kind === 'failed') return listed;
	const { found, isComplete, call: info } = listed;
	if (found.length === 0)
		return isComplete
			? failure(info, 'notFound', noSuchPayment(provider, lookup))
			: // It may be on a page that was not read, or not be listed yet.
				failure(info, 'unusable', notDetermined(provider, lookup), { isPassing: true });
	const candidates = meantOf(lookup.kind, found);
	const [first, second] = candidates;
	if (first !== undefined && second === undefined && isComplete) return { kind: 'found', ...first };
	return failure(
		info,
		'unusable',
		second === undefined
			? notSearchedThrough(provider, lookup, first?.payment.id ?? null)
			: severalPayments(provider, lookup, candidates),
	);
}

const searchOf = ({ kind, by, accountId, value }: Lookup): PaymentListQuery => ({
	kind,
	accountId,
	filter: { [by]: value, order: 'newestFirst' },
	limit: Infinity,
	maxPages: maxSearchedPages,
	isEnough: (found) => by === 'id' || (kind.isAttempt === true && isPaid(found)),
});
