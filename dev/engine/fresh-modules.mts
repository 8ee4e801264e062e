import { sep } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';

/**
 * Drops the package's own modules from Node's cache, so that what is loaded next starts with no module-level state, as after a
 * restart. An engine that still runs keeps the modules it has. (The loader's own `unloadAll` drops every file below the folder,
 * node_modules included: n8n-core itself would be loaded twice.)
 */
export function forgetModules(
	loader: PackageDirectoryLoader,
	cache: NodeJS.Require['cache'],
): void {
	const { nodes = [], credentials = [] } = loader.packageJson.n8n ?? {};
	const own = loader.directory + sep;
	const dependencies = `${sep}node_modules${sep}`;

	const forget = (file: string) => {
		const module = cache[file];
		if (module === undefined || !file.startsWith(own)) return;
		if (file.slice(own.length - 1).includes(dependencies)) return;
		delete cache[file];
		for (const child of module.children) forget(child.filename);
	};
	for (const entry of [...nodes, ...credentials]) forget(loader.resolveSourcePath(entry));
}
