import type { ApiResponse, Verdict } from './contract';
import { isObject, numberIn, text } from './json';

/** What the failure reports of all providers have in common. */

/** Validation answers name the fields: `{ amount: ['must be at least 10000'] }`. */
export function withFields(message: string, errors: unknown): string {
	if (!isObject(errors)) return message;
	const fields = Object.entries(errors).map(
		([name, reasons]) => `${name}: ${[reasons].flat().map(text).join(', ')}`,
	);
	return [message, ...fields].filter((part) => part !== '').join('; ');
}

/** The members of these names, however they are spelled: `StatusCode`, `status_code` and `statusCode` are one name. */
const membersOf = (body: unknown, names: ReadonlySet<string>): readonly unknown[] =>
	isObject(body)
		? Object.entries(body).flatMap(([name, value]) =>
				names.has(name.replace(/[_-]/g, '').toLowerCase()) ? [value] : [],
			)
		: [];

/** The names under which bodies repeat an HTTP status, also one that differs from the answer's own. */
const statusNames = new Set(['statuscode', 'status', 'code', 'httpstatus', 'httpstatuscode']);

const successNames = new Set(['success', 'issuccess', 'successful', 'issuccessful', 'ok']);
const errorNames = new Set(['error']);
/** A record of a payment may say under these why the payment failed, beside its status: the request did not fail then. */
const reasonNames = new Set(['errors', 'errormessage', 'fault', 'exception']);
const idNames = new Set(['id', 'transactionid', 'paymentid']);
const wordNames = new Set(['status']);

/**
 * Whether a body says that the request failed, in one of the usual ways: a gateway may put the failure of a server into
 * HTTP 200, in words of its own.
 */
export const saysFailed = (body: unknown): boolean =>
	membersOf(body, successNames).some((value) => /^(false|no|0)$/i.test(String(value).trim())) ||
	membersOf(body, errorNames).some(saysSomething) ||
	(!isRecord(body) && membersOf(body, reasonNames).some(saysSomething));

/** An ID, and a status in words. */
const isRecord = (body: unknown): boolean =>
	membersOf(body, idNames).some(saysSomething) &&
	membersOf(body, wordNames).some((status) => /[a-z]/i.test(text(status)));

const saysSomething = (value: unknown): boolean => {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return ![undefined, null, false, 0, ''].includes(value as undefined);
};

/**
 * The status that a response stands for: the failure that its body names, or else its own. Gateways turn failures into HTTP
 * 200, and some servers answer 400 to a failure of their own: if one of the statuses says that the server failed, that one
 * counts.
 *
 * @param inner another part of the body that may contain a status
 */
export function meantStatus({ status, body }: ApiResponse, inner: unknown = undefined): number {
	const named = [body, inner]
		.flatMap((part) => membersOf(part, statusNames).map(numberIn))
		.filter((value) => Number.isInteger(value) && value >= 400 && value <= 599);
	const meant = status >= 400 || named.length === 0 ? [status, ...named] : named;
	const gaveUp = meant.filter(saysServerGaveUp);
	return Math.max(...(gaveUp.length > 0 ? gaveUp : meant));
}

/** After these it may have processed the request all the same. */
const saysServerGaveUp = (status: number): boolean => status >= 500 || status === 408;

/** HTTP 404, unless the body says that the server failed: then it has not looked. */
export const isHttpNotFound = (response: ApiResponse): boolean =>
	response.status === 404 && !saysServerGaveUp(meantStatus(response));

/**
 * Whether a write was accepted, by the status that the response stands for. A server that failed (5xx, 408) may have
 * accepted it; a refusal counts only in the provider's own format, because anything in between can answer 4xx.
 *
 * @param said the provider's text, in which some report a reference that exists
 */
export function verdictByStatus(status: number, isOwnShape: boolean, said: string): Verdict {
	if (status < 400 || saysServerGaveUp(status)) return 'unknown';
	// A conflict is looked up, whatever reports it: that only reads.
	if (status === 409) return 'duplicate';
	if (!isOwnShape) return 'unknown';
	if (saysDuplicate(said)) return 'duplicate';
	return saysGaveUp.test(wordsIn(said)) ? 'unknown' : 'refused';
}

/** Whether a refusal says that its reference exists, in a sentence or in a code such as `REFERENCE_ALREADY_EXISTS`. */
export const saysDuplicate = (said: string): boolean => {
	const words = wordsIn(said);
	return duplicates.some((wording) => wording.test(words));
};

/** Codes are words without blanks between them. */
const wordsIn = (said: string): string =>
	said
		.normalize('NFC')
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/[_-]+/g, ' ');

/** As validators word it, in English, Portuguese, Spanish and Indonesian. */
const duplicates: readonly RegExp[] = [
	/\balready (been )?(used|exists?|taken|registered|created|processed|received|submitted|paid|in use)\b/i,
	/\bhas been (used|taken)\b|(?<!not )\bin use\b|(?<!not )\bexists already\b/i,
	/\b(be|not) unique\b|\bunique (constraint|key)\b|\bduplicat|\bduplicad|\brepetid[ao]/i,
	/\bj[áa] (existe|est[áa] em uso|(foi |est[áa] )?(utilizad|usad|cadastrad|registrad|processad))/i,
	/\bya (existe|est[áa] en uso|(fue |ha sido |est[áa] )?(utilizad|usad|registrad|procesad))/i,
	/\b(sudah|telah) (pernah )?(ada|digunakan|dipakai|terdaftar|diproses)\b/i,
];

/** A server that gave up, in words instead of by a status: some answer 400 then. */
const saysGaveUp =
	/\btimed? ?out\b|\binternal (server )?error\b|\bbad gateway\b|\b(service|temporarily) unavailable\b|\berro interno\b|\berror interno\b/i;
