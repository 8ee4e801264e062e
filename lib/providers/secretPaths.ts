import type { Provider } from './contract';
import { lenientParts, lenientReadings } from './paths';

/**
 * Whether a server might read this path as one of the provider's endpoints that return a secret. Read as the most lenient
 * server would, and with any version prefix.
 *
 * @param path As it is sent, without the query.
 */
export function isSecretPath(provider: Provider, path: string): boolean {
	const readings = lenientReadings(path)?.map(withoutVersions);
	if (readings === undefined) return true;
	return provider.auth.secretPaths.some((secret) => {
		const wanted = withoutVersions(lenientParts(secret));
		return readings.some((reading) => reading.includes(wanted));
	});
}

const withoutVersions = (parts: readonly string[]): string =>
	`/${parts.filter((part) => !version.test(part)).join('/')}/`;

const version = /^v\d+([._-]\d+)*$/;
