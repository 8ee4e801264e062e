import type { RawResponse } from '../http/parse';
import type { ApiRequest, ApiResponse, Explanation, Provider } from '../providers/contract';
import type { RequestInfo } from '../providers/endpoints';

/** What was asked of whom, and what asking it does. */
export interface CallInfo extends RequestInfo {
	readonly provider: Provider;
	readonly request: ApiRequest;
	readonly timeoutMs: number;
	/** Whether the builder can set path, timeout and batching: false for a trigger and for a list in the editor. */
	readonly hasOptions: boolean;
}

/** An answer as it came, and as it was read. Secrets are blanked in both. */
export interface Answer {
	readonly raw: RawResponse;
	readonly response: ApiResponse;
}

/** The provider did what it was asked. */
export interface Answered extends Answer {
	readonly kind: 'answered';
	readonly call: CallInfo;
}

/**
 * Why there is no result.
 *
 * - `noToken`: the provider did not issue a token. `tokenRefused`: it did not accept a new one either.
 * - `unreachable`: nothing left this machine. `canceled`: the execution was stopped. `timeout`, `lost`: no whole
 *   answer.
 * - `unavailable`: the provider could not serve it. `unexpected`: the response is not from this API.
 * - `refused`, `duplicate`: by the provider. `notFound`: it knows no such payment.
 * - `unusable`: a response that cannot be used, e.g. another payment than the one requested.
 * - `interrupted`: n8n itself failed.
 */
export type FailureCause =
	| 'noToken'
	| 'tokenRefused'
	| 'unreachable'
	| 'canceled'
	| 'timeout'
	| 'lost'
	| 'unavailable'
	| 'unexpected'
	| 'refused'
	| 'duplicate'
	| 'notFound'
	| 'unusable'
	| 'interrupted';

/** Why there is no result, for people and for workflows. All layers above use this type for failures. */
export interface Failed extends Explanation {
	readonly kind: 'failed';
	readonly cause: FailureCause;
	/**
	 * What the request did at the provider. `none` is certain: it never left, it was refused in the provider's own
	 * words, or it only reads. Anything else is `unknown`: look it up before it is sent again.
	 */
	readonly effect: 'none' | 'unknown';
	/** Whether the same request may end differently soon, with nothing changed. */
	readonly isPassing: boolean;
	/** How long the provider asks to wait before the next request; undefined where it does not. */
	readonly retryAfterMs: number | undefined;
	/** The HTTP status of the answer; undefined where there is none. */
	readonly status: number | undefined;
	/** The provider's own code; '' where there is none. */
	readonly code: string;
	readonly call: CallInfo;
	/** The response that reports the failure, if there is one. */
	readonly answer: Answer | undefined;
}

/** How one request ended. */
export type CallResult = Answered | Failed;

/** A failure with nothing known beyond what is given: a write may have taken effect, and the failure is not temporary. */
export const failure = (
	call: CallInfo,
	cause: FailureCause,
	{ message, description }: Explanation,
	known: Partial<
		Pick<Failed, 'effect' | 'isPassing' | 'retryAfterMs' | 'status' | 'code' | 'answer'>
	> = {},
): Failed => ({
	kind: 'failed',
	cause,
	effect: known.effect ?? (call.kind === 'reads' ? 'none' : 'unknown'),
	isPassing: known.isPassing ?? false,
	retryAfterMs: known.retryAfterMs,
	status: known.status,
	code: known.code ?? '',
	answer: known.answer,
	message,
	description,
	call,
});
