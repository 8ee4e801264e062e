import { existsSync } from 'node:fs';
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

/** Where the n8n under test is installed: a package of its own, apart from the project's dependencies. */
export const n8nFolder = (): string => join(projectRoot(), 'test', 'e2e', 'n8n');

/** Ignored by git; everything in it can be made again. */
export const cacheFolder = (): string =>
	join(projectRoot(), 'node_modules', '.cache', 'payment-api');
