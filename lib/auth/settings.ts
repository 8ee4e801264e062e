import { text } from '../providers/json';
import type { Explanation, Provider, Settings } from '../providers/contract';
import { invisibleIn, trimmed } from './pasted';

export type SettingsRead =
	| { readonly kind: 'settings'; readonly settings: Settings }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/** The value of `environment` under which the builder types the base URL. */
export const customEnvironment = 'custom';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a decrypted credential. Checks everything a person can get wrong before anything is sent; the sentence names
 * the field as the editor shows it. The same values give the same object as before: nothing is checked or derived
 * again.
 */
export function readSettings(provider: Provider, fields: Fields): SettingsRead {
	const values = [
		...[fields.environment, fields.baseUrl],
		...provider.auth.fields.map(({ name }) => fields[name]),
	];
	const last = latest.get(provider);
	if (last !== undefined && values.every((value, index) => isSame(value, last.values[index])))
		return last.read;
	const read = readAnew(provider, fields);
	if (read.kind === 'settings') latest.set(provider, { values, read });
	return read;
}

/** The last result for each provider: the items of a run mostly share one credential. */
const latest = new WeakMap<
	Provider,
	{ readonly values: readonly unknown[]; readonly read: SettingsRead }
>();

/** For anything but text, a change inside would go unnoticed. */
const isSame = (one: unknown, other: unknown): boolean =>
	one === other && (typeof one === 'string' || one === undefined);

function readAnew(provider: Provider, fields: Fields): SettingsRead {
	const values = readFields(provider, fields);
	const { clientId = '', clientSecret = '', ...extras } = values;
	const empty = provider.auth.fields
		.filter(({ name, required }) => required === true && values[name] === '')
		.map(({ label }) => label);
	if (empty.length > 0) return { kind: 'invalid', explanation: emptyFields(provider, empty) };
	const owner = `the ${provider.displayName} credential`;
	for (const { name, label } of provider.auth.fields) {
		const problem = invisibleIn(values[name] ?? '', label, owner);
		if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	}

	const base = readBaseUrl(provider, fields);
	if (base.kind === 'invalid') return base;
	return { kind: 'settings', settings: { baseUrl: base.baseUrl, clientId, clientSecret, extras } };
}

const readFields = (provider: Provider, fields: Fields): Readonly<Record<string, string>> =>
	Object.fromEntries(
		provider.auth.fields.map(({ name, default: preset = '' }) => [
			name,
			trimmed(text(fields[name] ?? preset)),
		]),
	);

const emptyFields = (provider: Provider, labels: readonly string[]): Explanation => ({
	message: `${labels.map((label) => `'${label}'`).join(' and ')} of the ${provider.displayName} credential ${labels.length === 1 ? 'is' : 'are'} empty`,
	description: `Open the ${provider.displayName} credential in n8n and fill in ${labels.length === 1 ? 'the field' : 'these fields'}. If the value is an expression, check its result for this item.`,
});

type BaseUrlRead =
	| { readonly kind: 'baseUrl'; readonly baseUrl: string }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

function readBaseUrl(provider: Provider, fields: Fields): BaseUrlRead {
	const environment = text(fields.environment);
	const known = provider.auth.environments.find(({ value }) => value === environment);
	if (known !== undefined) return { kind: 'baseUrl', baseUrl: known.url };
	if (environment === customEnvironment) return checkBaseUrl(trimmed(text(fields.baseUrl)));
	return invalid(
		`'Environment' of the ${provider.displayName} credential is not one of its choices`,
		`Open the credential and choose ${[...provider.auth.environments.map(({ value }) => value), customEnvironment].map((name) => `'${name}'`).join(' or ')}.`,
	);
}

/** A base URL is an origin and nothing else: https, or http on this machine. */
function checkBaseUrl(typed: string): BaseUrlRead {
	if (typed === '') return invalid("'Base URL' of the credential is empty", howToBaseUrl);
	// A URL parser would drop some of them, and so lead to another host than the one that a person reads.
	const problem = invisibleIn(typed, 'Base URL', 'the credential');
	if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	if (!URL.canParse(typed))
		return invalid("'Base URL' of the credential is not an address", howToBaseUrl);
	const url = new URL(typed);
	if (url.username !== '' || url.password !== '')
		return invalid(
			"'Base URL' of the credential contains a user name or password",
			"Remove the part before the '@' and use 'Client ID' and 'Client Secret' instead.",
		);
	if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
		return invalid(
			"'Base URL' of the credential contains a path",
			'Enter scheme and host only, e.g. https://api.example.com: the node adds the path.',
		);
	if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
		return { kind: 'baseUrl', baseUrl: url.origin };
	return invalid(
		"'Base URL' of the credential does not start with https://",
		'Secrets are only sent encrypted. Plain http is accepted for this machine only (localhost, 127.0.0.1, [::1]).',
	);
}

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

const howToBaseUrl = 'Enter scheme and host, e.g. https://api.example.com.';

const invalid = (message: string, description: string): BaseUrlRead => ({
	kind: 'invalid',
	explanation: { message, description },
});
