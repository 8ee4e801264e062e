import { isEmptyEnvelope } from '../emptyContent';
import {
	conflict,
	meantStatus,
	saysFailed,
	saysServerGaveUp,
	verdictByStatus,
	withFields,
} from '../failures';
import { isObject, property, text } from '../json';
import { saysDuplicate, saysGaveUp } from '../refusalWords';
import type { ApiResponse, Found, ProviderFailure, Verdict } from '../contract';

/** Codes that say that the request was accepted; biller responses use the two digits. */
const accepted = new Set(['SP000', '00']);
export const isAccepted = (code: string): boolean => accepted.has(listedCode(code));

/** The biller's codes have two digits; some were met without the zero. */
const listedCode = (code: string): string => (/^\d$/.test(code) ? `0${code}` : code);

/** Something with this reference exists (response code page; the biller's already_exists). */
const duplicates = new Set(['SP004', '07']);

/** A plan that is not active is answered with HTTP 409: that conflict is not about a reference. */
const planNotActive = 'SP102';

/** SP016 as the older pages write it. */
const signatureInvalid = '4019900';

/**
 * Codes that say that it was not accepted. After any other the payment may still exist: SP001, SP002, SP005 and SP019,
 * which disbursements answer with HTTP 400 as well; the biller's pending, unknown, deadline exceeded and general; and codes
 * that no page lists. A second payment is worse than a lookup.
 */
const refusals = new Set(['SP011', 'SP012', '02', '04', '06']);
const isRefusal = (code: string): boolean => Object.hasOwn(hints, code) || refusals.has(code);

/** The status of a code that leaves the outcome open: the server failed. */
const serverError = 500;

const signatureRefused =
	"The signature was rejected. Check 'Client Secret' and the clock of this machine.";

const hints: Readonly<Record<string, string>> = {
	SP003: 'Top up the balance of the Singapay account.',
	SP006: "The beneficiary's limit is reached.",
	SP007: "The account's limit is reached.",
	SP008: 'Check the reference.',
	SP009: 'Check the transaction ID or reference, and that it belongs to this account.',
	SP010: 'Check the account number and the bank of the beneficiary.',
	SP013: 'The token was rejected, even after it was renewed. Check the credential.',
	SP014: 'Check the path and the IDs in it.',
	SP015: 'This credential is not allowed to do this. Ask Singapay which permissions it has.',
	SP016: signatureRefused,
	[signatureInvalid]: signatureRefused,
	SP017: 'Register the IP address of this n8n in the Singapay dashboard.',
	SP018: 'Check the fields named in the response.',
	[planNotActive]: 'The plan is not active, or a change of it is pending. Look it up first.',
	SP020: 'Check the account ID: Singapay finds no such account of this merchant.',
	SP403: 'The account belongs to another Singapay credential. Use that one.',
};

/** The two families of answers, and HTTP failures that carry neither. */
export function readFailure(response: ApiResponse): ProviderFailure | undefined {
	const { body } = response;
	const code = property(body, 'response_code');
	if (typeof code === 'string' || typeof code === 'number') return byCode(response, String(code));
	const isReported = property(body, 'success') === false;
	const error = property(body, 'error');
	const status = meantStatus(response, error);
	if (!saysFailed(body) && status < 400) return undefined;
	const message = withFields(text(property(error, 'message')), property(error, 'errors'));
	return {
		code: text(property(error, 'code')),
		message,
		hint: '',
		status,
		verdict: verdictByStatus(status, isReported, `${text(property(error, 'code'))} ${message}`),
	};
}

function byCode(response: ApiResponse, code: string): ProviderFailure | undefined {
	const listed = listedCode(code);
	if (isAccepted(code) && response.status < 400) return undefined;
	const data = property(response.body, 'data');
	const message = withFields(
		text(property(response.body, 'response_message') ?? property(response.body, 'response_text')),
		property(data, 'errors'),
	);
	const meant = meantStatus(response);
	const verdict = saysServerGaveUp(meant) ? 'unknown' : verdictOf(listed, meant, message);
	return {
		code,
		message,
		hint: hints[code] ?? '',
		status: verdict === 'unknown' ? Math.max(meant, serverError) : response.status,
		verdict,
	};
}

/** A bad request, and a validation error: their words may tell of a server that failed. All other refusals are final. */
const mayHideFailure = new Set(['SP012', 'SP018']);

function verdictOf(code: string, status: number, message: string): Verdict {
	const isConflict = status === conflict && code !== planNotActive;
	if (duplicates.has(code) || isConflict) return 'duplicate';
	if (!isRefusal(code)) return 'unknown';
	// A plan has no reference of a payment; any other refusal may be about one that exists.
	if (code !== planNotActive && saysDuplicate(message)) return 'duplicate';
	return mayHideFailure.has(code) && saysGaveUp(message) ? 'unknown' : 'refused';
}

/** What an answer holds, where that differs from one product to another. The `kind` of a `FindRequest`. */
export const foundIn = {
	transferList: 'accountTransfer',
	cardless: 'cardlessWithdrawal',
	virtualAccountList: 'virtualAccount',
	qrisList: 'qris',
	ewalletList: 'ewallet',
	linkList: 'link',
};

/** A list that is searched for a reference. */
interface SearchedList {
	/** Where its rows have the merchant's reference. */
	readonly field: string;
	/** Whether the list was filtered by the reference, or part of it: then an empty one proves that there is none. */
	readonly isFiltered?: true;
}

const searchedLists: Readonly<Record<string, SearchedList>> = {
	[foundIn.transferList]: { field: 'merchant_ref_no' },
	[foundIn.virtualAccountList]: { field: 'merchant_reff_no', isFiltered: true },
	[foundIn.qrisList]: { field: 'merchant_reff_no' },
	[foundIn.ewalletList]: { field: 'merchant_reff_no' },
	[foundIn.linkList]: { field: 'reff_no' },
};

/**
 * The response to a lookup by reference. SP009 and the status code 07 say that there is none (response code page, status
 * table); SP014 may also mean a wrong path.
 *
 * @param kind one of `foundIn`; otherwise an inquiry by `reference_number`
 */
export function readFound(response: ApiResponse, reference: string, kind?: string): Found {
	const searched = kind === undefined ? undefined : searchedLists[kind];
	if (searched !== undefined) return readList(response, reference, searched);
	const failure = readFailure(response);
	if (failure?.code === 'SP009' && response.status < 500 && response.status !== 408)
		return { kind: 'absent' };
	const record = property(response.body, 'data');
	const status = text(property(property(record, 'transaction_status'), 'code'));
	const isAbsent = /^0?7$/.test(status);
	// A failed payout is reported as in its notification: SP001, with its status beside it.
	const isTold = failure?.code === 'SP001' && status !== '' && !isAbsent;
	if ((failure !== undefined && !isTold) || !response.isJson || !isOf(record, reference, kind))
		return { kind: 'unclear' };
	return isAbsent ? { kind: 'absent' } : { kind: 'found', records: [record] };
}

/**
 * The first page of a list, newest first: what is not on it may be on a later one. Filters also match parts of a reference,
 * so a list of others proves nothing either.
 */
function readList(
	response: ApiResponse,
	reference: string,
	{ field, isFiltered }: SearchedList,
): Found {
	const rows = property(response.body, 'data');
	const isTold = response.isJson && readFailure(response) === undefined;
	if (!isTold || !Array.isArray(rows)) return { kind: 'unclear' };
	const [record, ...others]: unknown[] = rows.filter(
		(row) => text(property(row, field)) === reference,
	);
	if (record !== undefined) return { kind: 'found', records: [record, ...others] };
	const isProven = isFiltered === true && response.status < 300 && isEmpty(response.body);
	return { kind: isProven ? 'absent' : 'unclear' };
}

/** A cardless withdrawal is asked for under its reference, and its record need not repeat it. */
function isOf(record: unknown, reference: string, kind: string | undefined): boolean {
	const named = text(property(record, 'reference_number'));
	const isCardless = kind === foundIn.cardless && text(property(record, 'transaction_id')) !== '';
	return named === reference || (isCardless && named === '');
}

/** Both families keep their content in `data`: `{ status, success, data }` and `{ response_code, response_message, data }`. */
export function unwrap(body: unknown): unknown {
	const isEnvelope =
		isObject(body) && 'data' in body && ('success' in body || 'response_code' in body);
	return isEnvelope ? body.data : body;
}

/** An envelope that says more, e.g. in a `message`, does not say that there is nothing. */
export const isEmpty = (body: unknown): boolean =>
	isSuccess(body) && isEmptyEnvelope(body, envelopeNames);

const envelopeNames = ['status', 'success', 'response_code', 'response_message'];

/** Either family's own word for it. */
export const isSuccess = (body: unknown): boolean =>
	property(body, 'success') === true || isAccepted(text(property(body, 'response_code')));
