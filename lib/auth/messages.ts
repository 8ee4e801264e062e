import type { Fault } from '../http/faults';
import { isWebPage } from '../http/parse';
import { explainUnsent, forbiddenByN8n, inBrackets } from '../http/unsent';
import type { ApiResponse, Explanation, Provider, Settings } from '../providers/contract';

/**
 * The sentences of the token lifecycle. They name the field to check and never quote an answer: a body may hold a
 * token. What a provider itself says about a refusal is in `providers/`.
 */

export const unreachable = (provider: Provider, settings: Settings, fault: Fault): Explanation => {
	switch (fault.kind) {
		case 'neverLeft':
			return explainUnsent(settings.baseUrl, fault);
		case 'blocked':
			if (fault.by === 'egress') return forbiddenByN8n(settings.baseUrl);
			return notAllowed(settings);
		case 'timeout':
			return {
				message: `${provider.displayName} did not answer the token request in time`,
				description: `Check that ${settings.baseUrl} is reachable from this n8n, then try again.`,
			};
		case 'tooLarge':
			return {
				message: `${settings.baseUrl} sent a response that is too large for a token`,
				description: "Check 'Environment' and 'Base URL' of the credential.",
			};
		case 'lost':
		case 'canceled':
			return {
				message: `${settings.baseUrl} closed the connection before it answered the token request${'code' in fault ? inBrackets(fault.code) : ''}`,
				description: 'Try again. If it happens often, check proxies and firewalls in between.',
			};
	}
};

/** @param reported The status inside the response, if it differs from the HTTP status. */
export const busy = (provider: Provider, status: number, reported = status): Explanation => ({
	message: `${provider.displayName} did not issue a token (${reported === status ? '' : `${reported} inside `}HTTP ${status})`,
	description: "The cause is on the provider's side: the credential does not need to be changed.",
});

/** Something in between responded, or the address is not the provider's. */
export const notAToken = (
	provider: Provider,
	settings: Settings,
	response: ApiResponse,
	isPassing: boolean,
): Explanation => ({
	message: `${settings.baseUrl} answered the token request with ${kindOf(response)} (HTTP ${response.status})`,
	description: isPassing
		? `${requiredFields(provider)} were not checked. Something between this n8n and ${provider.displayName} may have responded: a firewall, a bot check or a proxy. Try again. If it persists, ask ${provider.displayName} whether it blocks the address of this n8n, and check 'Environment' and 'Base URL' of the credential.`
		: `This is not the ${provider.displayName} API, or something stands in front of it. Check 'Environment' and 'Base URL' of the credential, and any proxy or login page in between.`,
});

/** A new token was rejected: the secret is right, but the calls are not accepted. */
export const refusedTwice = (provider: Provider): Explanation => ({
	message: `${provider.displayName} issued a token and then rejected it`,
	description: `${requiredFields(provider)} are correct, because a token was issued for them. Check that the credential's environment is the one that the account is enabled for, and that the account may use this API.`,
});

/** What has to be checked when a token is refused: `'Client ID' and 'Client Secret'`. */
const requiredFields = ({ auth }: Provider): string =>
	new Intl.ListFormat('en-GB').format(
		auth.fields.filter(({ required }) => required).map(({ label }) => `'${label}'`),
	);

export const onlyFor = (provider: Provider, settings: Settings): Explanation => ({
	message: `The ${provider.displayName} credential is only for ${settings.baseUrl}`,
	description:
		'Its token is never sent to another host. Use a URL that begins with that address, or another credential.',
});

export const givesSecret = (provider: Provider): Explanation => ({
	message: `The ${provider.displayName} credential does not call an endpoint that returns a secret`,
	description:
		"The secret would end up in the workflow's data. The credential fetches tokens itself, and the Payment Webhook Trigger its secret: call the endpoint that you need them for.",
});

/** The credential's list of hosts lacks its own. */
export const notAllowed = ({ baseUrl }: Settings): Explanation => ({
	message: `n8n does not let this credential call ${baseUrl}`,
	description:
		"Open the credential and add the host to 'Allowed Domains', or set 'Allowed HTTP Request Domains' to All.",
});

/** The caller's execution ended while it waited; others may still be waiting for the same token. */
export const canceledWait: Explanation = {
	message: 'The execution was canceled before this request',
	description: 'Nothing was sent.',
};

/** Adds how long the token endpoint will not be called. */
export const withPause = (explanation: Explanation, ms: number): Explanation => ({
	...explanation,
	description: `${explanation.description} It is asked again in ${seconds(ms)} at the earliest.`,
});

const seconds = (ms: number): string => {
	const whole = Math.ceil(ms / 1000);
	return whole === 1 ? '1 second' : `${whole} seconds`;
};

function kindOf(response: ApiResponse): string {
	if (response.status >= 300 && response.status < 400) return 'a redirect';
	if (response.isJson) return 'JSON without a token';
	if (response.body === '') return 'nothing';
	return isWebPage(response.body) ? 'a web page' : 'text that is not JSON';
}
