import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Provider } from '../../lib/providers/contract';
import { codexWith, registryWith, renamed, withServiceIcon } from './edit.mts';
import { manifestFor, type Manifest } from './manifest.mts';
import { credentialClass, singleName } from './names.mts';
import { readmeFor } from './readme.mts';

/**
 * Writes the package with one provider, as a project that n8n's own tools build: the sources of this one without the other
 * providers. Returns its folder, within `into`.
 *
 * @param root the folder of this project
 * @param all the IDs of all providers
 */
export async function writeProject(
	root: string,
	into: string,
	provider: Provider,
	all: readonly string[],
): Promise<string> {
	const folder = join(into, singleName(provider));
	await rm(folder, { recursive: true, force: true });
	const sources = await sourcesOf(root, all);
	const files = await sourceFiles(root, provider, all);
	const credential = await readFile(join(root, credentialFile(provider)), 'utf8');
	for (const path of files) {
		const text = await readFile(join(root, path), 'utf8');
		await write(folder, path, edited(path, text, provider, sources));
	}
	const combined = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
	const manifest = manifestFor(combined, provider, all);
	await write(folder, 'package.json', `${JSON.stringify(manifest, null, '\t')}\n`);
	await write(folder, 'tsconfig.json', await compilerOptions(root));
	await write(folder, 'README.md', readmeFor(provider, documentationIn(credential)));
	for (const path of ['eslint.config.mjs', 'LICENSE.md', 'CHANGELOG.md'])
		await cp(join(root, path), join(folder, path));
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
	return folder;
}

/** Paths from the root, with `/`. Icons of nodes stay behind: these nodes have the provider's. */
async function sourceFiles(
	root: string,
	provider: Provider,
	all: readonly string[],
): Promise<readonly string[]> {
	const others = all.filter((id) => id !== provider.id);
	const isOfAnother = (path: string): boolean =>
		others.some((id) => path.startsWith(`lib/providers/${id}/`));
	const lists = await Promise.all(
		['lib', 'nodes'].map(async (folder) => await filesIn(root, folder)),
	);
	return [
		credentialFile(provider),
		...['svg', 'dark.svg'].map((ending) => `credentials/icons/${provider.id}.${ending}`),
		...lists.flat().filter((path) => !isOfAnother(path) && !path.endsWith('.svg')),
	];
}

const credentialFile = (provider: Provider): string =>
	`credentials/${credentialClass(provider)}.credentials.ts`;

/** A literal there, because n8n's linter reads it from the source. */
function documentationIn(credential: string): string {
	const url = /documentationUrl = '([^']+)'/.exec(credential)?.[1];
	if (url === undefined) throw new Error('The credential names no documentation');
	return url;
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
	const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) =>
			join(parentPath, name)
				.slice(root.length + 1)
				.replaceAll('\\', '/'),
		)
		.toSorted();
}

/** The sources of each provider, in one text. */
async function sourcesOf(
	root: string,
	all: readonly string[],
): Promise<Readonly<Record<string, string>>> {
	const texts = all.map(async (id) => {
		const files = await filesIn(root, `lib/providers/${id}`);
		const contents = files.map(async (path) => await readFile(join(root, path), 'utf8'));
		return [id, (await Promise.all(contents)).join('\n')] as const;
	});
	return Object.fromEntries(await Promise.all(texts));
}

function edited(
	path: string,
	text: string,
	provider: Provider,
	sources: Readonly<Record<string, string>>,
): string {
	if (path === 'lib/providers/index.ts') return registryWith(text, provider.id);
	if (path.endsWith('.node.json')) return codexWith(text, provider, sources);
	if (path.endsWith('.node.ts')) return withServiceIcon(renamed(text, provider), provider);
	return renamed(text, provider);
}

/** n8n's build copies icons only: TypeScript brings the codex files along. What nothing imports stays out. */
async function compilerOptions(root: string): Promise<string> {
	const options = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8')) as object;
	const include = ['nodes/**/*.ts', 'nodes/**/*.json', 'credentials/**/*.ts'];
	return `${JSON.stringify({ ...options, include }, null, '\t')}\n`;
}

async function write(folder: string, path: string, text: string): Promise<void> {
	const file = join(folder, path);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, text);
}
