import type { ApiResponse, Verdict } from './contract';
import { isObject, numberIn, text } from './json';
import { saysDuplicate, saysGaveUp, saysTryLater } from './refusalWords';

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

/** Further inside, a `code` may be that of a bank. */
const innerStatusNames = new Set([...statusNames].filter((name) => name !== 'code'));

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
 * 200, and some servers answer 400 to a failure of their own, or of the one behind them: if one of the statuses says that
 * the server failed, or else that there is a conflict, that one counts.
 *
 * @param inner another part of the body that may contain a status
 */
export function meantStatus({ status, body }: ApiResponse, inner: unknown = undefined): number {
	const named = [body, inner]
		.flatMap((part) => membersOf(part, statusNames).map(numberIn))
		.filter(isFailureStatus);
	if (status < 400 && named.length > 0) return strongest(named);
	// What a success contains are records, with statuses of their own.
	const within = status < 400 ? [] : statusesWithin(body).filter(leavesDoubt);
	return strongest([...new Set([status, ...named, ...within])]);
}

const isFailureStatus = (value: number): boolean =>
	Number.isInteger(value) && value >= 400 && value <= 599;

const strongest = (statuses: readonly number[]): number => {
	const gaveUp = statuses.filter(saysServerGaveUp);
	if (gaveUp.length > 0) return Math.max(...gaveUp);
	return statuses.includes(conflict) ? conflict : Math.max(...statuses);
};

/** Something with this reference exists. */
export const conflict = 409;

/** After these it may have processed the request all the same. */
export const saysServerGaveUp = (status: number): boolean => status >= 500 || status === 408;

const leavesDoubt = (status: number): boolean => saysServerGaveUp(status) || status === conflict;

/** How deep a status may stand, e.g. that of the server behind a gateway. */
const maxDepth = 4;

function statusesWithin(value: unknown, depth = 0): readonly number[] {
	if (depth > maxDepth || typeof value !== 'object' || value === null) return [];
	const named = membersOf(value, depth > 1 ? innerStatusNames : statusNames).map(numberIn);
	const below = Object.values(value).flatMap((part) => statusesWithin(part, depth + 1));
	return [...named.filter(isFailureStatus), ...below];
}

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
	if (status === conflict) return 'duplicate';
	if (!isOwnShape) return 'unknown';
	if (saysDuplicate(said)) return 'duplicate';
	// Too many requests: this one was not taken, however the sentence goes on.
	if (saysGaveUp(said) || (status !== tooManyRequests && saysTryLater(said))) return 'unknown';
	return 'refused';
}

const tooManyRequests = 429;
