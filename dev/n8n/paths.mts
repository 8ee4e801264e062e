import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm and jest both run in the project's root folder. `import.meta` would be surer, but these modules are also loaded
 * by jest, as CommonJS, where it does not exist.
 */
export function projectRoot(): string {
	const root = process.cwd();
	if (!existsSync(join(root, 'test', 'e2e', 'n8n', 'package.json'))) {
		throw new Error(`Run this from the project's root folder; ${root} is not it`);
	}
	return root;
}

/** Where the n8n under test is installed: a package of its own, apart from the project's dependencies, with a lock file. */
export const lockedN8nFolder = (): string => join(projectRoot(), 'test', 'e2e', 'n8n');

/** What that folder's package.json asks for; npm reads no more of it than this. */
export interface N8nManifest {
	readonly dependencies: Readonly<Record<string, string>> & { readonly n8n: string };
	readonly optionalDependencies: Readonly<Record<string, string>>;
	readonly overrides: Readonly<Record<string, string>>;
}

export const lockedN8nManifest = (): N8nManifest =>
	JSON.parse(readFileSync(join(lockedN8nFolder(), 'package.json'), 'utf8')) as N8nManifest;

/** Where another version is installed. Ignored by git and not below the project's `node_modules`, which `npm ci` empties. */
export const otherN8nFolder = (version: string): string =>
	join(projectRoot(), 'test', 'compat', 'n8n', version);

/** Ignored by git; everything in it can be made again. */
export const cacheFolder = (): string =>
	join(projectRoot(), 'node_modules', '.cache', 'payment-api');
