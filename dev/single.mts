/**
 * `npm run build:single -- <provider>`: the package with one provider, made from the sources of the package with all of them. Writes the
 * project to build/, builds it with n8n's tool, runs n8n's linter and package scanner over it, and packs it.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Provider } from '../lib/providers/contract';
import { packPackage } from './n8n/pack.mts';
import { projectRoot } from './n8n/paths.mts';
import { scan } from './scan/scan.mts';
import { buildProject, lintProject } from './single/build.mts';
import { writeProject } from './single/project.mts';

// The published code is CommonJS; `npm run build:single` has built it.
const { providers } = createRequire(import.meta.url)('../dist/lib/providers/index.js') as {
	readonly providers: readonly Provider[];
};

const [wanted = ''] = process.argv.slice(2);
const provider = providers.find(({ id }) => id.toLowerCase() === wanted.toLowerCase());
if (provider === undefined) {
	console.error(`Name a provider: ${providers.map(({ id }) => id).join(', ')}.`);
	process.exit(2);
}

const ids = providers.map(({ id }) => id);
const root = projectRoot();
const folder = await writeProject(root, join(root, 'build'), provider, ids);
console.log(`Project: ${folder}`);
await buildProject(folder);
await lintProject(folder);
console.log('Linter: passed');
if (!(await scan(folder))) process.exitCode = 1;
console.log(`Tarball: ${(await packPackage(folder)).tarball}`);
