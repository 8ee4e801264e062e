import { maxResponseBytes } from '../http/limits';
import { isWebPage } from '../http/parse';
import type { RequestInfo } from '../providers/endpoints';
import type {
	ApiRequest,
	ApiResponse,
	Explanation,
	Provider,
	ProviderFailure,
} from '../providers/contract';
import type { CallResult } from './call';

/** What is known of a call that did not succeed, for people and for workflows. */
export interface Problem extends Explanation {
	/** `refused`: it has not taken effect. `unknown`: it may have; look before sending again. */
	readonly outcome: 'refused' | 'unknown';
	readonly status: number | undefined;
	/** The provider's own code; '' where there is none. */
	readonly code: string;
}

export type Answered = Extract<CallResult, { kind: 'answered' }>;

export interface CallInfo {
	readonly provider: Provider;
	readonly request: ApiRequest;
	readonly effect: RequestInfo;
	readonly timeoutMs: number;
}

/** Says why there is no answer. */
export function problemWithout(called: CallInfo, result: Exclude<CallResult, Answered>): Problem {
	switch (result.kind) {
		case 'noToken':
			return problem(result.explanation, {});
		case 'tokenRefused':
			return problem(result.explanation, { status: result.status });
		case 'askedToWait':
			return problem(
				{
					message: `${called.provider.displayName} asks to wait ${Math.ceil(result.waitMs / 1000)} seconds (HTTP ${result.status})`,
					description:
						'Run the workflow again after that time, or send fewer requests at once (Batching, Concurrency).',
				},
				{ status: result.status },
			);
		case 'failed':
			return faultProblem(called, result);
	}
}

function faultProblem(
	called: CallInfo,
	{ fault }: Extract<CallResult, { kind: 'failed' }>,
): Problem {
	const { provider } = called;
	const origin = new URL(called.request.url).origin;
	switch (fault.kind) {
		case 'neverLeft':
			return problem(
				{
					message: `${origin} could not be reached${inBrackets(fault.code)}`,
					description: `Nothing was sent. Check the credential's environment and that this n8n may reach that host (firewall, proxy, name server).`,
				},
				{},
			);
		case 'blocked':
			return problem(
				{
					message: `n8n does not let this credential call ${origin}`,
					description:
						"Nothing was sent. Add the host to 'Allowed Domains' of the credential, or set 'Allowed HTTP Request Domains' to All.",
				},
				{},
			);
		case 'timeout':
			return lost(
				called,
				`no answer within ${called.timeoutMs / 1000} seconds`,
				`${provider.displayName} gave no answer within ${called.timeoutMs / 1000} seconds`,
				"Raise 'Timeout' in the options if this endpoint is known to be slow.",
			);
		case 'canceled':
			if (!fault.wasSent)
				return problem(
					{
						message: 'The execution was canceled before this request',
						description: 'Nothing was sent.',
					},
					{},
				);
			return lost(
				called,
				'the execution was canceled while waiting',
				'The execution was canceled while waiting for the answer',
				'The answer was not read.',
			);
		case 'tooLarge':
			return lost(
				called,
				'the answer was too large to read',
				`The answer is larger than ${maxResponseBytes / 2 ** 20} MiB`,
				'Ask for a smaller part, e.g. fewer rows per page.',
			);
		case 'lost':
			return lost(
				called,
				`the connection ended before the answer${inBrackets(fault.code)}`,
				`The connection to ${origin} ended before the answer was complete${inBrackets(fault.code)}`,
				'Run the workflow again. If it happens often, check proxies and firewalls on the way.',
			);
	}
}

/** Says that n8n itself failed at a request that may have been sent, e.g. because it could not keep a file. */
export const interrupted = (called: CallInfo, reason: string): Problem =>
	lost(
		called,
		'n8n could not finish this item',
		'n8n could not finish this item',
		`n8n says: ${shortened(reason)}.`,
	);

/** No answer to a read is a nuisance; no answer to a write is a payment that may exist. */
const lost = (called: CallInfo, what: string, message: string, description: string): Problem =>
	called.effect.kind === 'reads'
		? problem({ message, description }, {})
		: problem(unknownOutcome(called, what), { outcome: 'unknown' });

/** Says what an answer reports; undefined where it is simply a success. */
export function problemIn(called: CallInfo, { response, failure }: Answered): Problem | undefined {
	const { status } = response;
	const known = { status, code: failure?.code ?? '' };
	if (called.effect.kind !== 'reads' && (failure?.outcome === 'unknown' || isNoVerdict(response)))
		return problem(unknownOutcome(called, `it answered ${verdict(status, failure)}`), {
			...known,
			outcome: 'unknown',
		});
	if (status >= 300 && status < 400) return problem(redirected(called, status), known);
	if (failure === undefined && status < 400) return undefined;
	return problem(refusal(called, status, failure), known);
}

/**
 * Whether an answer to a write leaves open what became of it: the server gave up, something on the way sent a page or a
 * redirect of its own (after 303 the request has even been processed), or the JSON does not hold together.
 */
function isNoVerdict({ status, headers, body, isJson }: ApiResponse): boolean {
	if (status >= 500 || status === 408 || (status >= 300 && status < 400)) return true;
	const claimsJson = /\bjson\b/i.test(headers['content-type'] ?? '');
	return status < 300 && !isJson && body !== '' && (claimsJson || isWebPage(body));
}

const redirected = (called: CallInfo, status: number): Explanation => ({
	message: `${called.provider.displayName} redirects this request to another address (HTTP ${status})`,
	description:
		"Redirects are not followed, so that the token stays with its host. Check 'Path', and 'Environment' and 'Base URL' of the credential.",
});

function refusal(
	called: CallInfo,
	status: number,
	failure: ProviderFailure | undefined,
): Explanation {
	const said = failure?.message ?? '';
	const remedy = [failure?.hint ?? '', advice(status)].find((sentence) => sentence !== '') ?? '';
	return {
		message: `${called.provider.displayName} answered ${verdict(status, failure)}`,
		description: [said === '' ? '' : `It says: ${shortened(said)}.`, remedy]
			.filter((part) => part !== '')
			.join(' '),
	};
}

const verdict = (status: number, failure: ProviderFailure | undefined): string => {
	const code = failure?.code ?? '';
	const isNews = code !== '' && code !== String(status);
	return isNews ? `${code} (HTTP ${status})` : `HTTP ${status}`;
};

const advice = (status: number): string => {
	if (status === 403)
		return 'The account may not do this. Check its permissions with the provider, and that its environment is the right one.';
	if (status === 404) return "Nothing is there. Check 'Path' and the IDs in it.";
	if (status === 409) return 'It exists already. Use a new reference only for a new payment.';
	if (status === 429)
		return 'Too many requests. Send fewer at once (Batching, Concurrency), or later.';
	if (status >= 500) return 'The trouble is on their side. Try again later.';
	return 'Check the path, the parameters and the body against the documentation.';
};

export const unknownOutcome = (
	{ provider, request, effect }: CallInfo,
	what: string,
): Explanation => ({
	message: `Outcome unknown: ${provider.displayName} may have processed this ${request.method}, ${what}`,
	description: `Do not send it again before you looked. ${effect.reference === '' ? 'The request carries no reference of yours.' : `Reference: ${shortened(effect.reference)}.`} Look it up with ${effect.lookUp}.`,
});

/** Provider text is quoted in a description only, in one line and not at length. */
export const shortened = (value: string): string => {
	const line = value.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length > 300 ? `${line.slice(0, 300)}…` : line;
};

const inBrackets = (code: string): string => (code === '' ? '' : ` (${code})`);

export const problem = (explanation: Explanation, known: Partial<Problem>): Problem => ({
	outcome: 'refused',
	status: undefined,
	code: '',
	...known,
	...explanation,
});
