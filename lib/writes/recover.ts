import { amountOf, meaningAt } from '../providers/paymentRecord';
import type {
	ApiResponse,
	Explanation,
	PaymentStatus,
	Provider,
	RequestTimes,
} from '../providers/contract';
import { type ExpectedValue, endpointOf, valueAt } from '../providers/endpoints';
import { property, text } from '../providers/json';
import { findRecordKind } from '../providers/kinds';
import { call, type CallContext, type CallOptions } from '../client/call';
import { requestOf } from '../client/requestOf';
import type { Limiter } from '../client/limiter';
import type { CallInfo } from '../client/result';
import { newestFirst } from '../payments/sameReference';
import { endedAsOther, isAnotherPayment } from './messages';
import { clockToleranceMs, recoveryWaitsMs } from './numbers';

/** What the provider knows of a write, by its reference. */
export type Recovery =
	/** The payment that the request asked for. */
	| { readonly kind: 'found'; readonly record: unknown }
	/** Another payment with this reference, or one that has ended without success. */
	| { readonly kind: 'conflict'; readonly explanation: Explanation }
	| { readonly kind: 'absent' }
	| { readonly kind: 'unclear' };

export interface LookUpOptions extends CallOptions {
	/** When it was sent, if its reference was new then: a record that is clearly older is another payment. Epoch milliseconds. */
	readonly since?: number | undefined;
	/** Shared by look-ups that run side by side. */
	readonly limiter?: Limiter;
}

/**
 * Looks a payment up by its reference, several times, because the provider may still be processing it, and because lists
 * and replicas lag. It ends as soon as the payment is found; that there is none counts only if the last lookup says so,
 * too.
 */
export async function recoverWrite(
	context: CallContext,
	write: CallInfo,
	options: LookUpOptions,
): Promise<Recovery> {
	let last: Recovery = { kind: 'unclear' };
	for (const waitMs of recoveryWaitsMs) {
		if (waitMs > 0) await context.sleep(waitMs);
		if (context.signal?.aborted ?? false) return { kind: 'unclear' };
		last = await lookOnce(context, write, options);
		if (last.kind === 'found' || last.kind === 'conflict') return last;
	}
	return last;
}

async function lookOnce(
	context: CallContext,
	write: CallInfo,
	options: LookUpOptions,
): Promise<Recovery> {
	const { find, reference, provider } = write;
	if (find === undefined) return { kind: 'unclear' };
	const request = requestOf(context.settings, find);
	const ask = async () => await call(context, request, { ...options, maxRetries: 0 });
	const result = await (options.limiter === undefined ? ask() : options.limiter.run(ask));
	const answer = result.kind === 'failed' ? result.answer : result;
	if (answer === undefined) return { kind: 'unclear' };
	const found = provider.payments.readFound(answer.response, reference, find.kind);
	const now = context.lifecycle.now();
	return found.kind === 'found' ? judgeRecords(write, found.records, now, options.since) : found;
}

/**
 * The earlier payment, if the provider answers a known reference with its record as a success. Undefined for a new payment.
 * An earlier record may be so young, or say so little, that its time does not show it; but if it is not what was requested, it
 * is not new.
 */
export function readRepeat(
	write: CallInfo,
	response: ApiResponse,
	times: RequestTimes,
): Recovery | undefined {
	const { provider, request } = write;
	const endpoint = endpointOf(provider, request);
	if (endpoint?.isRepeat === undefined) return undefined;
	const record = provider.api.unwrap(response.body);
	return saysOther(write, record) || endpoint.isRepeat(response, times)
		? judgeRecord(write, record, times.answeredAt)
		: undefined;
}

/** Whether a value that the record has is not the requested one. */
const saysOther = ({ samePayment }: CallInfo, record: unknown): boolean =>
	samePayment.some(
		(expected) => isGiven(valueAt(record, expected.inRecord)) && !isSame(expected, record),
	);

/** Which of the records with its reference is the payment that a write requested, if that is certain. */
function judgeRecords(
	write: CallInfo,
	records: readonly unknown[],
	now: number,
	since: number | undefined,
): Recovery {
	const judged = newestFirst(records, (record) => createdAt(write, record))
		.filter((record) => since === undefined || mayBeNewer(write, record, since))
		.map((record) => judgeRecord(write, record, now));
	const [payment, another] = judged.filter(({ kind }) => kind === 'found');
	// Two match: it is not certain which one is meant, nor that there are not two payments.
	if (payment !== undefined) return another === undefined ? payment : { kind: 'unclear' };
	// The newest of the others is reported. If all of them existed before, nothing is known about this one.
	return judged[0] ?? { kind: 'unclear' };
}

function mayBeNewer(write: CallInfo, record: unknown, since: number): boolean {
	const created = createdAt(write, record);
	return created === null || created >= since - clockToleranceMs;
}

const createdAt = ({ provider, find }: CallInfo, record: unknown): number | null =>
	findRecordKind(provider, find?.readAs)?.read(record).createdAt ?? null;

/** Whether a record with the reference of a write is the payment that it requested. */
function judgeRecord(write: CallInfo, record: unknown, now: number): Recovery {
	const known = readRecord(write.provider, write.find?.readAs, record, now);
	const different = write.samePayment.filter((expected) => !isSame(expected, record));
	if (different.length > 0)
		return { kind: 'conflict', explanation: isAnotherPayment(write, known, different) };
	if (withoutSuccess.has(known.status))
		return { kind: 'conflict', explanation: endedAsOther(write, known) };
	return { kind: 'found', record };
}

/** What was not paid must never be reported as paid. */
const withoutSuccess: ReadonlySet<PaymentStatus> = new Set([
	'failed',
	'canceled',
	'expired',
	'refunded',
]);

export interface KnownPayment {
	/** '' where the record names none. */
	readonly id: string;
	readonly status: PaymentStatus;
}

function readRecord(
	provider: Provider,
	kindId: string | undefined,
	record: unknown,
	now: number,
): KnownPayment {
	const kind = findRecordKind(provider, kindId);
	if (kind === undefined) return { id: '', status: 'unknown' };
	const facts = kind.read(record);
	return { id: facts.id, status: meaningAt(kind.statusMap, facts, now).status };
}

function isSame({ value, inRecord, as }: ExpectedValue, record: unknown): boolean {
	const found = valueAt(record, inRecord);
	if (as === 'amount' || as === 'total') {
		const asked = as === 'total' ? totalOf(value) : amountOf(value);
		return !isGiven(value) || isSameNumber(asked, amountOf(found));
	}
	const [asked = '', given = ''] = [value, found].map((each) =>
		as === 'code' ? codeOf(each) : text(each).trim().toLowerCase(),
	);
	if (as === 'code' && /^\d+$/.test(asked) !== /^\d+$/.test(given)) return true;
	return asked === '' || given === '' || asked === given;
}

/** Some pages put the product before it: `EWALLET_GOPAY` is GOPAY. */
const codeOf = (value: unknown): string =>
	text(value)
		.trim()
		.toLowerCase()
		.replace(/^[a-z]+_/, '');

/** Of whole amounts; null for anything else. */
function totalOf(lines: unknown): string | null {
	if (!Array.isArray(lines)) return null;
	const parts = lines.map((line) => [property(line, 'quantity'), property(line, 'unit_price')]);
	if (!parts.flat().every((part) => Number.isSafeInteger(part))) return null;
	return String(
		parts.reduce(
			(sum, [quantity, price]) => sum + BigInt(Number(quantity)) * BigInt(Number(price)),
			0n,
		),
	);
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * `10`, `10.00` and `10.0` are the same amount. One that cannot be read is never the same: it is not known what was
 * requested.
 */
const isSameNumber = (asked: string | null, given: string | null): boolean =>
	asked !== null && given !== null && withoutZeros(asked) === withoutZeros(given);

const withoutZeros = (amount: string): string =>
	(amount.includes('.') ? amount.replace(/(?<!0)0+$/, '').replace(/\.$/, '') : amount).replace(
		/^(-?)0+(?=\d)/,
		'$1',
	);
