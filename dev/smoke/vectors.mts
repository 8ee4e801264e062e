import { readFileSync } from 'node:fs';

import type { Provider } from '../../lib/providers/contract';

/** A documented signature, and what it is made of. Without a path it is that of a token call. */
interface Vector {
	readonly source: string;
	readonly provider: string;
	readonly what: string;
	readonly settings: Readonly<Record<string, string>>;
	/** Epoch milliseconds. */
	readonly now: number;
	readonly accessToken?: string;
	readonly path?: string;
	readonly body?: string;
	/** Of a notification, which is verified instead of signed; the client secret is the one that signs it. */
	readonly header?: Readonly<Record<string, string>>;
	readonly signature: string;
}

/** The documented vectors of a provider that this package does not reproduce; without any network. */
export function wrongVectors(provider: Provider): {
	readonly known: number;
	readonly wrong: string[];
} {
	const vectors = JSON.parse(readFileSync('test/facts/vectors.json', 'utf8')) as readonly Vector[];
	const known = vectors.filter((vector) => vector.provider === provider.id);
	const wrong = known.filter((vector) => signed(provider, vector) !== vector.signature);
	return { known: known.length, wrong: wrong.map(({ source, what }) => `${source}: ${what}`) };
}

function signed(provider: Provider, vector: Vector): string | undefined {
	const { clientId = '', clientSecret = '', ...extras } = vector.settings;
	const settings = { baseUrl: 'https://api.example.com', clientId, clientSecret, extras };
	const { now, path, body = '', accessToken = '', header } = vector;
	if (header !== undefined) {
		const inbound = { targets: ['/'], headers: header, body: Buffer.from(body) };
		const verified = provider.webhooks.signature?.verify(inbound, [clientSecret], now, 0);
		return verified?.kind === 'genuine' ? vector.signature : undefined;
	}
	if (path === undefined) return provider.auth.tokenRequest(settings, now).headers['X-Signature'];
	const canonical = provider.api.canonicalBody?.(body);
	const request = {
		method: 'POST',
		url: settings.baseUrl + path,
		headers: {},
		body: canonical?.kind === 'canonical' ? canonical.text : body,
		isSigned: true,
	};
	return provider.auth.authorize(request, settings, accessToken, now).headers['X-Signature'];
}
