import { isEmptyEnvelope } from '../emptyContent';
import { meantStatus, saysFailed, verdictByStatus, withFields } from '../failures';
import { isObject, type JsonObject, property, text } from '../json';
import type { ApiResponse, Found, ProviderFailure } from '../contract';

/**
 * No error catalogue is published. Two shapes are known, from a public PHP client: `{ requestId, moreInformation }` and `{
 * requestId, status, payload }`. Answers that succeed carry nothing but `data` beside the request ID, so what these say
 * counts beside `data` as well: such an answer contradicts itself, as a server does that failed. Inside HTTP 200 they name no
 * status, so the outcome of a write is unknown.
 */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const { body } = response;
	const isOwnShape = isObject(body) && !('data' in body) && namesFailure(body);
	const isContradiction =
		isEnvelope(body) && (namesFailure(body, saysSomething) || hasErrorWord(body));
	const meant = meantStatus(response);
	if (!isOwnShape && !isContradiction && !saysFailed(body) && meant < 400) return undefined;
	const status = isContradiction && meant < 400 ? serverError : meant;
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

const serverError = 500;

const namesFailure = (
	body: JsonObject,
	counts: (value: unknown) => boolean = () => true,
): boolean => ['moreInformation', 'payload'].some((name) => name in body && counts(body[name]));

const saysSomething = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.keys(value).length > 0
		: value !== null && value !== undefined && value !== '';

/** The envelope of a success has no status. */
const hasErrorWord = (body: unknown): boolean =>
	/^(error|fail(ed|ure)?)$/i.test(text(property(body, 'status')).trim());

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
	return { kind: isEmpty(response.body) ? 'absent' : 'unclear' };
}

/** A payment and a payout may share a reference. A row that does not say which it is may be either. */
const isOfKind = (row: unknown, kind: string | undefined): boolean => {
	const type = text(property(row, 'type'));
	return type === '' || kind === undefined || type === kind;
};

const isEnvelope = (body: unknown): body is JsonObject =>
	isObject(body) && 'data' in body && 'requestId' in body;

/** Every JSON answer is `{ requestId, data }`. */
export const unwrap = (body: unknown): unknown => (isEnvelope(body) ? body.data : body);

/** This API never returns a bare list: whatever returned one knows nothing about the payment. */
export const isEmpty = (body: unknown): boolean =>
	isEnvelope(body) && isEmptyEnvelope(body, ['requestId']);

export const isSuccess = (body: unknown): boolean => isEnvelope(body);
