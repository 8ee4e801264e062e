import { meantStatus, saysFailed, verdictByStatus, withFields } from '../failures';
import { isObject, property, text } from '../json';
import type { ApiResponse, Found, ProviderFailure } from '../contract';

/**
 * No error catalogue is published. Two shapes are known, from a public PHP client: `{ requestId, moreInformation }` and `{
 * requestId, status, payload }`. Answers that succeed carry `data`, so these two never match one. Inside HTTP 200 they name
 * no status, so the outcome of a write is unknown.
 */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const { body } = response;
	const status = meantStatus(response);
	const isOwnShape =
		isObject(body) && !('data' in body) && ('moreInformation' in body || 'payload' in body);
	if (!isOwnShape && !saysFailed(body) && status < 400) return undefined;
	const reported =
		property(body, 'moreInformation') ?? property(body, 'payload') ?? property(body, 'message');
	const said = detail(reported);
	const requestId = text(property(body, 'requestId'));
	const parts = [
		said,
		requestId === '' ? '' : `request ID ${requestId}, for the provider's support`,
	];
	return {
		code: '',
		message: parts.filter((part) => part !== '').join('; '),
		hint: '',
		status,
		// A code beside the sentence may say more than it.
		verdict: verdictByStatus(status, isOwnShape, JSON.stringify(reported ?? '')),
	};
}

/** The shape of `moreInformation` is not documented: a sentence in it, and the fields that it names. */
function detail(value: unknown): string {
	if (!isObject(value)) return text(value);
	const sentence =
		text(value.message) ||
		(Object.values(value)
			.map(text)
			.find((entry) => entry !== '') ??
			'');
	return withFields(sentence, value.errors);
}

/**
 * The list of transactions with this reference (API requests page: `transaction_id`). Only an empty one says that there is
 * none: a list of others was not filtered as asked, and may go on elsewhere.
 */
export function readFound(response: ApiResponse, reference: string, kind?: string): Found {
	const hasFailed = response.status >= 300 || readFailure(response) !== undefined;
	const rows = hasFailed ? undefined : unwrap(response.body);
	if (!Array.isArray(rows)) return { kind: 'unclear' };
	const [record, ...others]: unknown[] = rows.filter(
		(row) => text(property(row, 'transaction_id')) === reference && isOfKind(row, kind),
	);
	if (record !== undefined) return { kind: 'found', records: [record, ...others] };
	// This API never returns a bare list: whatever returned it knows nothing about the payment.
	const isEnveloped = rows !== response.body;
	return { kind: rows.length === 0 && isEnveloped ? 'absent' : 'unclear' };
}

/** A payment and a payout may share a reference. A row that does not say which it is may be either. */
const isOfKind = (row: unknown, kind: string | undefined): boolean => {
	const type = text(property(row, 'type'));
	return type === '' || kind === undefined || type === kind;
};

/** Every JSON answer is `{ requestId, data }`. */
export const unwrap = (body: unknown): unknown =>
	isObject(body) && 'data' in body && 'requestId' in body ? body.data : body;
