import { meantStatus, verdictByStatus } from '../failures';
import { isObject, property, text } from '../json';
import type { ApiResponse, Found, ProviderFailure } from '../contract';

/** Every answer is `{ ok: true, result }` or `{ ok: false, code, text }`, the latter under any HTTP status. */
export const failureCode = ({ body }: ApiResponse): string =>
	property(body, 'ok') === false ? text(property(body, 'code')) || 'UNKNOWN' : '';

/** Codes by which it says, under any HTTP status, that it did not take a request. */
const refusals = new Set(['NO_FUNDS']);

export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const code = failureCode(response);
	const status = meantStatus(response);
	if (code === '' && status < 400) return undefined;
	const message = text(property(response.body, 'text'));
	return {
		code,
		message,
		hint: code === 'NO_FUNDS' ? 'Top the shop up.' : '',
		status,
		verdict: refusals.has(code) ? 'refused' : verdictByStatus(status, code !== '', message),
	};
}

export const unwrap = (body: unknown): unknown =>
	isObject(body) && body.ok === true && 'result' in body ? body.result : body;

/** The list of a shop's payouts with this reference. */
export function readFound(response: ApiResponse, reference: string): Found {
	const rows = response.status < 300 ? unwrap(response.body) : undefined;
	if (!Array.isArray(rows)) return { kind: 'unclear' };
	const [record, ...others]: unknown[] = rows.filter(
		(row) => text(property(row, 'ref')) === reference,
	);
	if (record !== undefined) return { kind: 'found', records: [record, ...others] };
	return { kind: rows.length === 0 ? 'absent' : 'unclear' };
}

/** A success without rows, or without a record. */
export const isEmpty = (body: unknown): boolean => {
	const result = unwrap(body);
	return result !== body && (result === null || (Array.isArray(result) && result.length === 0));
};

export const isSuccess = (body: unknown): boolean => property(body, 'ok') === true;
