import type { Fault } from '../http/faults';
import { beginsLikeJson, claimsJson, isWebPage } from '../http/parse';
import { isPassingFault, isPassingStatus, leavesOpen } from '../http/passing';
import { retryAfterMs } from '../http/retryAfter';
import type { ApiResponse } from '../providers/contract';
import {
	explainAnswer,
	explainDuplicate,
	explainFault,
	explainUnexpected,
	explainUnknown,
	statusOf,
} from './messages';
import { type Answer, type CallInfo, type CallResult, type Failed, failure } from './result';

/**
 * Judges what happened to a request: one result in every case. Pure; the only place that decides what a request did at
 * the provider, and whether the same request may end differently soon.
 */
export function judgeAnswer(call: CallInfo, answer: Answer, now: number): CallResult {
	const { response } = answer;
	const reported = call.provider.api.readFailure(response);
	const isUnexpected = isNotThisApi(call, response);
	if (reported === undefined && !isUnexpected) return { kind: 'answered', call, ...answer };

	const status = reported?.status ?? response.status;
	const verdict = isUnexpected ? 'unknown' : (reported?.verdict ?? 'unknown');
	// A server that failed says nothing about the request, whatever its body contains.
	const isDecided = verdict !== 'unknown' && !leavesOpen(response.status);
	const known = {
		status: response.status,
		code: reported?.code ?? '',
		isPassing: isUnexpected ? mayBePassing(call, response) : isPassingStatus(status),
		retryAfterMs: retryAfterMs(response.headers, now),
		answer,
	};
	if (isDecided && verdict === 'duplicate' && call.kind !== 'reads')
		return failure(call, 'duplicate', explainDuplicate(call, statusOf(response.status, reported)), {
			...known,
			effect: 'unknown',
		});
	if (call.kind !== 'reads' && !isDecided)
		return failure(
			call,
			causeOf(true, status),
			explainUnknown(call, `it answered ${statusOf(response.status, reported)}`),
			{ ...known, effect: 'unknown' },
		);
	return failure(
		call,
		causeOf(isUnexpected, status),
		isUnexpected ? explainUnexpected(call, response) : explainAnswer(call, response, reported),
		// A read, or a refusal in the provider's own words.
		{ ...known, effect: 'none' },
	);
}

const causeOf = (isUnexpected: boolean, status: number): Failed['cause'] => {
	if (status >= 500 || isPassingStatus(status)) return 'unavailable';
	return isUnexpected ? 'unexpected' : 'refused';
};

/** The documented endpoints of all providers answer JSON. */
const isJsonExpected = ({ isDocumented }: CallInfo): boolean => isDocumented;

/**
 * Whether something other than the provider's API responded: a web page from something in between, a redirect, broken
 * JSON, or text or an empty body where JSON is documented.
 */
function isNotThisApi(call: CallInfo, response: ApiResponse): boolean {
	const { status, body, isJson } = response;
	if (isRedirect(status)) return true;
	if (isJson) return false;
	if (body === '') return isJsonExpected(call) && status < 400 && !mayBeEmpty(call, status);
	if (isJsonExpected(call) || claimsJson(response)) return true;
	return call.kind !== 'reads' && (isWebPage(body) || beginsLikeJson(body));
}

/** No content is a valid response to a change, but not to a payment, whose record is missing. */
const mayBeEmpty = ({ kind }: CallInfo, status: number): boolean =>
	status === 204 && kind !== 'movesMoney';

/** A maintenance or firewall page is temporary; an address that has moved is not, nor is a path without an endpoint. */
const mayBePassing = (call: CallInfo, response: ApiResponse): boolean =>
	isRedirect(response.status)
		? isTemporaryRedirect(response.status)
		: isJsonExpected(call) || claimsJson(response) || isPassingStatus(response.status);

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const isTemporaryRedirect = (status: number): boolean =>
	status === 302 || status === 303 || status === 307;

/** A request without a complete response. */
export function judgeFault(call: CallInfo, fault: Fault): Failed {
	const explanation = explainFault(call, fault);
	const isSent = wasSent(fault);
	return failure(call, causes[fault.kind], explanation, {
		effect: isSent && call.kind !== 'reads' ? 'unknown' : 'none',
		isPassing: isPassingFault(fault),
	});
}

const wasSent = (fault: Fault): boolean =>
	fault.kind === 'canceled' ? fault.wasSent : !unsent.has(fault.kind);

const unsent: ReadonlySet<Fault['kind']> = new Set(['neverLeft', 'blocked']);

const causes: Readonly<Record<Fault['kind'], Failed['cause']>> = {
	neverLeft: 'unreachable',
	blocked: 'unreachable',
	canceled: 'canceled',
	timeout: 'timeout',
	lost: 'lost',
	tooLarge: 'unusable',
};
