import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockedN8nFolder, lockedN8nManifest, otherN8nFolder } from './paths.mts';
import { addedDependenciesFor, overridesFor } from './versions.mts';

/** What npm needs to install one version of n8n. */
export interface InstallPlan {
	/** The folder that holds n8n's own package.json and node_modules. */
	readonly root: string;
	/** `ci` where a lock file says what comes; `install` takes today's versions of what n8n depends on. */
	readonly command: 'ci' | 'install';
	/** The package.json to write; undefined where it is part of the project. */
	readonly manifest: string | undefined;
	/** The same for the same request to npm on the same kind of machine. */
	readonly stamp: string;
}

export async function planFor(version: string | undefined): Promise<InstallPlan> {
	const locked = lockedN8nManifest();
	if (version === undefined || version === locked.dependencies.n8n) {
		const root = lockedN8nFolder();
		const lock = await readFile(join(root, 'package-lock.json'));
		return { root, command: 'ci', manifest: undefined, stamp: stampOf(lock) };
	}
	const { dependencies, optionalDependencies, overrides } = locked;
	const asked = {
		private: true,
		dependencies: { ...dependencies, ...addedDependenciesFor(version), n8n: version },
		optionalDependencies,
		overrides: { ...overrides, ...overridesFor(version) },
	};
	const manifest = `${JSON.stringify(asked, undefined, '\t')}\n`;
	return { root: otherN8nFolder(version), command: 'install', manifest, stamp: stampOf(manifest) };
}

/** Which Node runs n8n is part of what was asked for; SQLite's driver uses the stable ABI, so it outlives another Node anyway. */
const stampOf = (asked: Buffer | string): string =>
	`${createHash('sha256').update(asked).digest('hex')} ${process.platform} ${process.arch}\n`;
