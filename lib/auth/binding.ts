import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Provider, Settings } from '../providers/contract';
import { proofLength } from './numbers';

/** What a token belongs to: change any of it and the token was issued to somebody else. */
const boundTo = (provider: Provider, settings: Settings): string => {
	const { baseUrl, clientId, clientSecret, extras } = settings;
	const values: Readonly<Record<string, string>> = { ...extras, clientId, clientSecret };
	return JSON.stringify([
		provider.id,
		baseUrl,
		...provider.auth.fields
			.filter(({ bindsToken }) => bindsToken)
			.map(({ name }) => values[name] ?? ''),
	]);
};

/** The key of the in-process record. Never leaves the process. */
export const recordKey = (provider: Provider, settings: Settings): string =>
	createHash('sha256').update(boundTo(provider, settings)).digest('hex');

/**
 * The credential's `mintedFor`: proves which settings a stored token was issued for. Keyed with the token, because n8n shows
 * this field to whoever may edit the credential: without the token nobody can test guesses of the secret against it.
 */
export const mintedFor = (provider: Provider, settings: Settings, accessToken: string): string =>
	createHmac('sha256', accessToken)
		.update(boundTo(provider, settings))
		.digest('hex')
		.slice(0, proofLength);

export function isMintedFor(
	provider: Provider,
	settings: Settings,
	accessToken: string,
	claim: string,
): boolean {
	const expected = Buffer.from(mintedFor(provider, settings, accessToken));
	const given = Buffer.from(claim);
	return given.length === expected.length && timingSafeEqual(given, expected);
}
