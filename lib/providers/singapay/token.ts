import { createHmac } from 'node:crypto';

import { numberIn, property, text } from '../json';
import { basicAuthorization, readBearerToken, refusesClient } from '../oauth';
import type { ApiRequest, ApiResponse, Explanation, Settings, TokenAnswer } from '../contract';
import { inJakarta } from './jakarta';

const basicPath = '/api/v1.0/access-token/b2b';
const signedPath = '/api/v1.1/access-token/b2b';
export const tokenPaths: readonly string[] = [basicPath, signedPath];

/** Version 1.0 is HTTP Basic plus the API key; version 1.1 replaces Basic with a signature over the date. */
export const tokenRequest = (settings: Settings, now: number): ApiRequest =>
	settings.extras.authVersion === 'v1.1'
		? signedTokenRequest(settings, now)
		: basicTokenRequest(settings);

const basicTokenRequest = (settings: Settings): ApiRequest => ({
	method: 'POST',
	url: settings.baseUrl + basicPath,
	headers: {
		'X-PARTNER-ID': settings.extras.partnerId ?? '',
		Accept: 'application/json',
		'Content-Type': 'application/json',
		Authorization: basicAuthorization(settings),
	},
	// The pages spell the key both ways; none says what the other spelling does, so both are sent.
	body: '{"grantType":"client_credentials","grant_type":"client_credentials"}',
});

const signedTokenRequest = (settings: Settings, now: number): ApiRequest => ({
	method: 'POST',
	url: settings.baseUrl + signedPath,
	headers: {
		'X-PARTNER-ID': settings.extras.partnerId ?? '',
		'X-CLIENT-ID': settings.clientId,
		'X-Signature': daySignature(settings.clientId, settings.clientSecret, now),
		Accept: 'application/json',
		'Content-Type': 'application/json',
	},
	body: '{"grant_type":"client_credentials"}',
});

/**
 * Lower-case hex HMAC-SHA512 of `{client id}_{client secret}_{YYYYMMDD}`, keyed with the secret. The date is the gateway's,
 * in Jakarta: with the UTC date the call would be refused each night from 17:00 to 24:00 UTC.
 */
export function daySignature(clientId: string, clientSecret: string, now: number): string {
	const day = inJakarta(now).slice(0, 10).replaceAll('-', '');
	return createHmac('sha512', clientSecret)
		.update(`${clientId}_${clientSecret}_${day}`)
		.digest('hex');
}

/** `{ status, success, data: { access_token, token_type, expires_in } }`, the lifetime as a string. */
export function readToken(response: ApiResponse, requestedAt: number): TokenAnswer {
	const { body } = response;
	const isOwn = property(body, 'success') === false;
	if (!isOwn && response.status < 400) return readBearerToken(property(body, 'data'), requestedAt);
	const reported = isOwn ? numberIn(property(body, 'status')) : Number.NaN;
	const status = reported >= 400 ? reported : response.status;
	if (status >= 400 && !refusesClient(status, isOwn)) return { kind: 'failed', status };
	const reason = text(property(property(body, 'error'), 'message'));
	return { kind: 'refused', explanation: explainRefusal(status, reason) };
}

/** A 403 is about who calls, not about the secret: `Your IP address (203.0.113.5) is not registered`. */
function explainRefusal(status: number, reason: string): Explanation {
	if (status !== 403) return wrongSecret;
	if (/partner/i.test(reason)) return wrongPartner;
	const address = addressIn(reason);
	return {
		message: `Singapay does not know the IP address of this n8n${address === undefined ? '' : ` (${address})`}`,
		description:
			'Register this address in the Singapay dashboard, for both sandbox and live. The Client ID and Client Secret were not checked. Hosts with changing addresses, such as n8n Cloud, need a fixed outgoing address first.',
	};
}

/** The first IP address in parentheses. Nothing else of a response is quoted, and `(id:secret)` may begin like IPv6. */
const addressIn = (reason: string): string | undefined =>
	[...reason.matchAll(/\(([\da-f:.]{2,45})\)/gi)]
		.map(([, inside = '']) => inside)
		.find((inside) => isIpv4(inside) || isIpv6(inside));

/** A URL may write its numbers in other ways, which it does not keep. */
const isIpv4 = (text: string): boolean =>
	/^(\d+\.){3}\d+$/.test(text) &&
	URL.canParse(`http://${text}`) &&
	new URL(`http://${text}`).hostname === text;

const isIpv6 = (text: string): boolean => text.includes(':') && URL.canParse(`http://[${text}]`);

const wrongSecret: Explanation = {
	message: 'Singapay did not accept the Client ID and Client Secret',
	description:
		"Check 'Client ID', 'Client Secret' and 'API Key (Partner ID)' in the Singapay dashboard, and that all three belong to the selected 'Environment'. If they are right, try the other 'Authentication Version'.",
};

const wrongPartner: Explanation = {
	message: 'Singapay did not accept the API key',
	description:
		"Check 'API Key (Partner ID)' in the Singapay dashboard: it is separate from the Client ID, and belongs to one environment.",
};
