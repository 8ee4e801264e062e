import { lockedN8nManifest } from './paths.mts';

/** Versions of n8n whose package and dependencies the npm registry still has, one for each stage that matters here. */
const olderVersions: readonly string[] = ['1.123.81', '2.8.4', '2.23.4', '2.33.7'];

/** All that `npm run test:compat` runs, oldest first: the last is that of the end-to-end tests. */
export const testedVersions = (): readonly string[] => [
	...olderVersions,
	lockedN8nManifest().dependencies.n8n,
];

/** n8n takes its `xlsx` from a server of its own, and the `linkedom` that it asks for is not in the registry in full. */
const olderOverrides = { xlsx: '0.18.5', linkedom: '0.18.12' };

export const overridesFor = (version: string): Readonly<Record<string, string>> =>
	olderVersions.includes(version) ? olderOverrides : {};
