import type { Fault } from '../http/faults';
import { maxResponseBytes } from '../http/limits';
import { beginsLikeJson, claimsJson, isWebPage } from '../http/parse';
import { explainUnsent, forbiddenByN8n } from '../http/unsent';
import type { ApiResponse, Explanation, ProviderFailure } from '../providers/contract';
import type { CallInfo } from './result';

/** The sentences about a request that did not succeed: what happened, then what to do. */

/** Says why there was no complete response. */
export function explainFault(call: CallInfo, fault: Fault): Explanation {
	const { provider, request, timeoutMs } = call;
	const { origin } = new URL(request.url);
	switch (fault.kind) {
		case 'neverLeft':
			return explainUnsent(origin, fault, inBrackets);
		case 'blocked':
			if (fault.by === 'egress') return forbiddenByN8n(origin);
			return {
				message: `n8n does not let this credential call ${origin}`,
				description:
					"Nothing was sent. Add the host to 'Allowed Domains' of the credential, or set 'Allowed HTTP Request Domains' to All.",
			};
		case 'timeout':
			return lost(
				call,
				`no response within ${timeoutMs / 1000} seconds`,
				`${provider.displayName} did not respond within ${timeoutMs / 1000} seconds`,
				call.hasOptions
					? "Raise 'Timeout (Milliseconds)' in the options if this endpoint is known to be slow."
					: 'Try again later.',
			);
		case 'canceled':
			return fault.wasSent
				? lost(
						call,
						'the execution was canceled while waiting',
						'The execution was canceled while waiting for the response',
						'The response was not read.',
					)
				: {
						message: 'The execution was canceled before this request',
						description: 'Nothing was sent.',
					};
		case 'tooLarge':
			return lost(
				call,
				'the response was too large to read',
				`The response is larger than ${maxResponseBytes / 2 ** 20} MiB`,
				'Ask for a smaller part, e.g. fewer rows per page.',
			);
		case 'lost':
			return lost(
				call,
				`the connection closed before the response${inBrackets(fault.code)}`,
				`The connection to ${origin} closed before the response was complete${inBrackets(fault.code)}`,
				'Run the workflow again. If it happens often, check proxies and firewalls in between.',
			);
	}
}

/** Says that n8n itself failed, e.g. because it could not read the credential or keep a file. */
export const explainInterruption = (
	call: CallInfo,
	reason: string,
	mayHaveBeenSent: boolean,
): Explanation => {
	const said = `n8n says: ${shortened(reason)}.`;
	return mayHaveBeenSent
		? lost(call, 'n8n could not finish this item', 'n8n could not finish this item', said)
		: { message: 'n8n could not finish this item', description: `Nothing was sent. ${said}` };
};

/** A read without a response is a nuisance; a write without one is a payment that may exist. */
const lost = (call: CallInfo, what: string, message: string, description: string): Explanation =>
	call.kind === 'reads' ? { message, description } : explainUnknown(call, what);

/** Says that a write may have taken effect. `what` continues the sentence. */
export const explainUnknown = (
	{ provider, request, reference, lookUp }: CallInfo,
	what: string,
): Explanation => ({
	message: `Outcome unknown: ${provider.displayName} may have processed this ${request.method}: ${what}`,
	description: `Do not send it again yet. ${reference === '' ? 'The request has no reference.' : `Reference: ${shortened(reference)}.`} Look it up with ${lookUp}.`,
});

/** Says that the provider considers a write a duplicate. `said` is its code and status. */
export const explainDuplicate = (
	{ provider, reference, lookUp }: CallInfo,
	said: string,
): Explanation => ({
	message: `Outcome unknown: ${provider.displayName} already has something with this reference: ${said}`,
	description: `It may be this payment, sent before. Look it up with ${lookUp} before you send it with another reference. ${reference === '' ? 'The request has no reference.' : `Reference: ${shortened(reference)}.`}`,
});

/** Says that something other than the provider's API answered a read. */
export function explainUnexpected(call: CallInfo, response: ApiResponse): Explanation {
	const { provider } = call;
	const { status } = response;
	if (status >= 300 && status < 400)
		return {
			message: `${provider.displayName} redirects this request to another address (HTTP ${status})`,
			description: `Redirects are not followed, so that the token stays with its host. Check ${addressOf(call)}.`,
		};
	return {
		message: `Something other than ${provider.displayName} answered: ${kindOf(response)} (HTTP ${status})`,
		description: `It may be a maintenance page, a firewall or a login page: try again later. If it persists, check ${addressOf(call)}.`,
	};
}

/** What leads a request to its address. Only Send Request has a field for the path. */
const addressOf = ({ hasOptions }: CallInfo): string =>
	`'Environment' and 'Base URL' of the credential${hasOptions ? ', and the path if you entered one' : ''}`;

function kindOf(response: ApiResponse): string {
	const { body } = response;
	if (body === '') return 'an empty response';
	if (isWebPage(body)) return 'a web page';
	return claimsJson(response) || beginsLikeJson(body)
		? 'JSON that is cut off or broken'
		: 'text that is not JSON';
}

/** Says what the provider's answer reports. */
export function explainAnswer(
	call: CallInfo,
	{ status }: ApiResponse,
	reported: ProviderFailure | undefined,
): Explanation {
	const { provider } = call;
	const said = reported?.message ?? '';
	const meant = reported?.status ?? status;
	const remedy =
		[reported?.hint ?? '', advice(call, meant)].find((sentence) => sentence !== '') ?? '';
	return {
		message: `${provider.displayName} answered ${statusOf(status, reported)}`,
		description: [said === '' ? '' : `It says: ${shortened(said)}.`, remedy]
			.filter((part) => part !== '')
			.join(' '),
	};
}

/** The provider's own code, if it says more than the HTTP status. */
export const statusOf = (status: number, reported: ProviderFailure | undefined): string => {
	const code = reported?.code ?? '';
	const isNews = code !== '' && code !== String(status);
	return isNews ? `${code} (HTTP ${status})` : `HTTP ${status}`;
};

/** The options that say how many requests are sent together. */
const fewerBy = 'Batching, Concurrency';

const advice = (call: CallInfo, status: number): string => {
	if (status === 403)
		return 'The account is not allowed to do this. Check its permissions with the provider, and the selected environment.';
	if (status === 429)
		return `Too many requests. ${call.hasOptions ? `Send fewer at once (${fewerBy})` : 'Ask less often'}, or later.`;
	if (status >= 500) return "The cause is on the provider's side. Try again later.";
	if (!call.hasOptions) return `Check the settings of this node, and ${addressOf(call)}.`;
	return status === 404
		? 'Not found. Check the IDs, and the path if you entered one.'
		: 'Check the path, the parameters and the body against the documentation.';
};

/** Says that the provider asks for a longer wait than a node should block. */
export const explainWait = (
	{ provider, hasOptions }: CallInfo,
	waitMs: number,
	status: number | undefined,
): Explanation => ({
	message: `${provider.displayName} asks to wait ${Math.ceil(waitMs / 1000)} seconds${status === undefined ? '' : ` (HTTP ${status})`}`,
	description: hasOptions
		? `Run the workflow again after that time, or send fewer requests at once (${fewerBy}).`
		: 'Try again after that time.',
});

/** Provider text is quoted in a description only, in one line and not at length. */
export const shortened = (value: string): string => {
	const line = value.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length > 300 ? `${line.slice(0, 300)}…` : line;
};

const inBrackets = (code: string): string => (code === '' ? '' : ` (${code})`);
