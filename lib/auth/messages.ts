import type { Fault } from '../http/faults';
import { isWebPage } from '../http/parse';
import type { ApiResponse, Explanation, Provider, Settings } from '../providers/contract';

/**
 * The sentences of the token lifecycle. They name the field to check and never quote an answer: a body may hold a token.
 * What a provider itself says about a refusal stands in `providers/`.
 */

export const unreachable = (provider: Provider, settings: Settings, fault: Fault): Explanation => {
	switch (fault.kind) {
		case 'blocked':
			return {
				message: `n8n does not let this credential call ${settings.baseUrl}`,
				description:
					"Open the credential and add the host to 'Allowed Domains', or set 'Allowed HTTP Request Domains' to All.",
			};
		case 'timeout':
			return {
				message: `${provider.displayName} did not answer the token request in time`,
				description: `Check that ${settings.baseUrl} is reachable from this n8n, then try again.`,
			};
		case 'tooLarge':
			return {
				message: `${settings.baseUrl} sent an answer that is far too large for a token`,
				description: "Check 'Environment' and 'Base URL' of the credential.",
			};
		case 'neverLeft':
		case 'lost':
		case 'canceled':
			return {
				message: `${settings.baseUrl} could not be reached for a token${code(fault)}`,
				description:
					"Check 'Environment' and 'Base URL' of the credential, and that this n8n may reach that host (firewall, proxy, name server).",
			};
	}
};

export const busy = (provider: Provider, status: number, pauseMs: number): Explanation => ({
	message: `${provider.displayName} has no token to give right now (HTTP ${status})`,
	description: `It is asked again in ${seconds(pauseMs)} at the earliest. Nothing has to be changed in the credential.`,
});

export const notAToken = (
	provider: Provider,
	settings: Settings,
	response: ApiResponse,
): Explanation => ({
	message: `${settings.baseUrl} answered the token request with ${kindOf(response)} (HTTP ${response.status})`,
	description: `This is not the ${provider.displayName} API, or something stands in front of it. Check 'Environment' and 'Base URL' of the credential, and any proxy or login page on the way.`,
});

/** A new token was accepted by nobody: the secret is right, yet the calls are refused. */
export const refusedTwice = (provider: Provider): Explanation => ({
	message: `${provider.displayName} issued a token and then did not accept it`,
	description: `${requiredFields(provider)} are right, or there would be no token. Check that the credential's environment is the one that the account is enabled for, and that the account may use this API.`,
});

/** What has to be checked when a token is refused: `'Client ID' and 'Client Secret'`. */
const requiredFields = ({ auth }: Provider): string =>
	new Intl.ListFormat('en-GB').format(
		auth.fields.filter(({ required }) => required).map(({ label }) => `'${label}'`),
	);

function kindOf(response: ApiResponse): string {
	if (response.isJson) return 'JSON that holds no token';
	if (response.body === '') return 'nothing';
	return isWebPage(response.body) ? 'a web page' : 'text that is not JSON';
}

const code = (fault: Fault): string =>
	'code' in fault && fault.code !== '' ? ` (${inWords[fault.code] ?? fault.code})` : '';

/**
 * n8n shows what a credential's hook throws, but replaces any message in which it sees one of these codes by a sentence of its
 * own, which names neither host nor field (n8n-workflow, node.error.js). So they are said in words.
 */
const inWords: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection reset',
	ECONNABORTED: 'connection aborted',
	ETIMEDOUT: 'no connection in time',
	ENOTFOUND: 'unknown host name',
	EAI_AGAIN: 'no answer from the name server',
	EHOSTUNREACH: 'no route to the host',
	EADDRNOTAVAIL: 'address not available',
	EACCES: 'not permitted by this machine',
	EPERM: 'not permitted by this machine',
};

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} seconds`;
