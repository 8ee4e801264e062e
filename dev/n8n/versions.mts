import { lockedN8nManifest } from './paths.mts';

/** Versions of n8n whose package and dependencies the npm registry still has, one for each stage that matters here. */
const olderVersions: readonly string[] = ['1.123.81', '2.8.4', '2.23.4', '2.33.7'];

/** All that `npm run test:compat` runs, oldest first: the last is that of the end-to-end tests. */
export const testedVersions = (): readonly string[] => [
	...olderVersions,
	lockedN8nManifest().dependencies.n8n,
];

/**
 * Asked for as an address that npm need not reach (`xlsx`), in a version that is not there in full (`linkedom`), and as ranges whose
 * newest versions do not fit the exact `@langchain/core` beside it: n8n up to 2.23 would not start.
 */
const olderOverrides = {
	xlsx: '0.18.5',
	linkedom: '0.18.12',
	'@langchain/langgraph': '1.0.2',
	'@langchain/langgraph-checkpoint': '1.0.0',
};

export const overridesFor = (version: string): Readonly<Record<string, string>> =>
	olderVersions.includes(version) ? olderOverrides : {};

/**
 * Peers that `@sentry/opentelemetry` finds at the top level only, where npm puts versions that other packages ask for
 * (`@opentelemetry/core` 0.10, `@opentelemetry/api` 1.10): n8n would not start. A direct dependency takes that place.
 */
const sentryPeers = { '@opentelemetry/api': '1.9.1', '@opentelemetry/core': '2.12.1' };

const addedDependencies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'2.8.4': sentryPeers,
	'2.23.4': sentryPeers,
};

/** What is installed beside one version of n8n for n8n to start. */
export const addedDependenciesFor = (version: string): Readonly<Record<string, string>> =>
	addedDependencies[version] ?? {};
