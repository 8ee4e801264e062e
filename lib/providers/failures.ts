import type { ApiResponse, Verdict } from './contract';
import { isObject, numberIn, property, text } from './json';

/** What the failure reports of all providers have in common. */

/** Validation answers name the fields: `{ amount: ['must be at least 10000'] }`. */
export function withFields(message: string, errors: unknown): string {
	if (!isObject(errors)) return message;
	const fields = Object.entries(errors).map(
		([name, reasons]) => `${name}: ${[reasons].flat().map(text).join(', ')}`,
	);
	return [message, ...fields].filter((part) => part !== '').join('; ');
}

/** The names under which bodies contain an HTTP status, which may differ from that of the response. */
const statusNames = ['statusCode', 'status', 'status_code', 'code'];

/**
 * The status that a response stands for: the failure that its body names, or else its own. Gateways turn failures into HTTP
 * 200, and some servers answer 400 to a failure of their own: if one of the statuses says that the server failed, that one
 * counts.
 *
 * @param inner another part of the body that may contain a status
 */
export function meantStatus({ status, body }: ApiResponse, inner: unknown = undefined): number {
	const named = [body, inner]
		.flatMap((part) => statusNames.map((name) => numberIn(property(part, name))))
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
	return saysDuplicate.test(said) ? 'duplicate' : 'refused';
}

/** As validators word it, in English, Portuguese, Spanish and Indonesian. */
const saysDuplicate =
	/\balready (been )?(used|exists?|taken|registered|created|processed|in use)\b|(?<!not )\bexists already\b|\bduplicat|\bduplicad|\bjá (existe|foi utilizad|está em uso)|\bya (existe|fue utilizad|está en uso)|\bsudah (ada|digunakan|terdaftar)/i;
