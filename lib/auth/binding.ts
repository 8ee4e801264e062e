import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Provider, Settings } from '../providers/contract';
import { proofLength } from './numbers';

/** What is derived from settings, computed once for each settings object. */
interface Binding {
	readonly provider: Provider;
	/** What a token belongs to: if any of this changes, the token was issued for other settings. */
	readonly boundTo: string;
	readonly recordKey: string;
	/** The last proof that was computed. */
	latest: { readonly accessToken: string; readonly proof: string } | undefined;
}

const bindings = new WeakMap<Settings, Binding>();

function bindingOf(provider: Provider, settings: Settings): Binding {
	const known = bindings.get(settings);
	if (known?.provider === provider) return known;
	const { baseUrl, clientId, clientSecret, extras } = settings;
	const values: Readonly<Record<string, string>> = { ...extras, clientId, clientSecret };
	const boundTo = JSON.stringify([
		provider.id,
		baseUrl,
		...provider.auth.fields
			.filter(({ bindsToken }) => bindsToken)
			.map(({ name }) => values[name] ?? ''),
	]);
	const recordKey = createHash('sha256').update(boundTo).digest('hex');
	const binding = { provider, boundTo, recordKey, latest: undefined };
	bindings.set(settings, binding);
	return binding;
}

/** The key of the in-process record. Never leaves the process. */
export const recordKey = (provider: Provider, settings: Settings): string =>
	bindingOf(provider, settings).recordKey;

/**
 * The credential's `mintedFor`: proves which settings a stored token was issued for. Keyed with the token, because n8n
 * shows this field to whoever may edit the credential: without the token, nobody can test guesses of the secret against
 * it.
 */
export function mintedFor(provider: Provider, settings: Settings, accessToken: string): string {
	const binding = bindingOf(provider, settings);
	if (binding.latest?.accessToken === accessToken) return binding.latest.proof;
	const proof = createHmac('sha256', accessToken)
		.update(binding.boundTo)
		.digest('hex')
		.slice(0, proofLength);
	binding.latest = { accessToken, proof };
	return proof;
}

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
