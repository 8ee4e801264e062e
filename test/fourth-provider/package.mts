import { execFileSync } from 'node:child_process';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder, the credential and its icons, as they would be added to the package. */
const added = join('test', 'fourth-provider');

export interface BuiltPackage {
	/** For `createEngine`: the folder of its package.json. */
	readonly dir: string;
	remove(): void;
}

/**
 * Builds a copy of the package with a fourth provider in it, by the steps of docs/adding-a-provider.md and no other: one folder,
 * one credential, one entry in the registry, one in package.json.
 */
export function buildWithFourthProvider(): BuiltPackage {
	const dir = mkdtempSync(join(tmpdir(), 'fourth-provider-'));
	const remove = (): void => rmSync(dir, { recursive: true, force: true });
	try {
		for (const path of ['credentials', 'lib', 'nodes', 'package.json', 'tsconfig.json'])
			cpSync(path, join(dir, path), { recursive: true });
		for (const folder of ['lib', 'credentials'])
			cpSync(join(added, folder), join(dir, folder), { recursive: true });
		rewriteEndings(dir);
		edit(join(dir, 'lib/providers/index.ts'), register);
		edit(join(dir, 'package.json'), publish);
		compile(dir);
		return { dir, remove };
	} catch (error) {
		remove();
		throw error;
	}
}

const register = (source: string): string =>
	`import { fourthPay } from './fourthPay';\n${source}`.replace(
		/(export const providers\b[^=]*= \[[^\]]*[^\],\s])(,?\s*\];)/,
		'$1, fourthPay$2',
	);

const publish = (source: string): string => {
	const manifest = JSON.parse(source) as { n8n: { credentials: string[] } };
	manifest.n8n.credentials.push('dist/credentials/FourthPayApi.credentials.js');
	return JSON.stringify(manifest, null, '\t');
};

/** Tests are .mts so that n8n's linter leaves them alone; in the package the files are .ts and import each other without ending. */
function rewriteEndings(dir: string): void {
	for (const folder of ['lib', 'credentials'])
		for (const path of readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' })) {
			if (!path.endsWith('.mts')) continue;
			const file = join(dir, folder, path);
			const source = readFileSync(file, 'utf8');
			writeFileSync(file.replace(/\.mts$/, '.ts'), source.replaceAll(/(\/index)?\.mts';/g, "';"));
			rmSync(file);
		}
}

/** Without checking types, which the type check of the tests does as if this provider were part of the package. */
function compile(dir: string): void {
	const modules = join(process.cwd(), 'node_modules');
	symlinkSync(modules, join(dir, 'node_modules'), 'junction');
	const tsc = join(modules, 'typescript', 'bin', 'tsc');
	try {
		execFileSync(process.execPath, [tsc, '-p', dir, '--noCheck'], {
			encoding: 'utf8',
			stdio: 'pipe',
		});
	} catch (error) {
		// tsc says on its standard output what is wrong.
		throw new Error((error as { stdout?: string }).stdout, { cause: error });
	}
}

function edit(file: string, change: (source: string) => string): void {
	const source = readFileSync(file, 'utf8');
	const changed = change(source);
	if (changed === source) throw new Error(`Nothing was changed in ${file}`);
	writeFileSync(file, changed);
}
