import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFileLock } from './file-lock.mts';
import { runNpm } from './npm.mts';
import { cacheFolder } from './paths.mts';
import { planFor, type InstallPlan } from './plan.mts';
import { runOrThrow } from './run-process.mts';

export type Log = (line: string) => void;

export interface N8nInstallation {
	/** The folder that holds n8n's own package.json and node_modules. */
	readonly root: string;
	/** A Node of the version n8n asks for; the one on the PATH may be older. */
	readonly nodePath: string;
	readonly n8nBin: string;
}

/** Longer than the slowest install seen, with room for a slow network. */
const waitForOtherInstallMs = 20 * 60_000;

/**
 * Installs n8n once and says where it is. What is there already is reused as long as what npm is asked for and the machine are
 * the same; an install that was cut short has no stamp and is done again.
 *
 * @param version the one of the end-to-end tests, with its lock file, when left out
 */
export async function ensureN8n(log: Log, version?: string): Promise<N8nInstallation> {
	const plan = await planFor(version);
	const { root } = plan;
	if ((await currentStamp(root)) !== plan.stamp) {
		const wait = {
			timeoutMs: waitForOtherInstallMs,
			onWait: () => log('n8n: another process is installing it, waiting ...'),
		};
		await withFileLock(join(cacheFolder(), 'n8n-install.lock'), wait, async () => {
			// Another process may have finished it while this one waited.
			if ((await currentStamp(root)) !== plan.stamp) await install(plan, log);
		});
	}
	return { root, nodePath: nodeOf(root), n8nBin: join(root, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function install({ root, command, manifest, stamp }: InstallPlan, log: Log): Promise<void> {
	const step = stopwatch(log);
	await rm(stampFile(root), { force: true });
	if (manifest !== undefined) {
		// What an older request has put there would be kept where it fits, whatever is overridden now.
		await rm(root, { recursive: true, force: true });
		await mkdir(root, { recursive: true });
		await writeFile(join(root, 'package.json'), manifest);
	}
	await step(`n8n: installing about 2100 packages into ${root} (2 to 4 minutes)`, () =>
		runNpm([command, ...npmFlags], root),
	);
	await step('n8n: compiling its SQLite driver (about 1 minute)', () => compileSqlite(root));
	await writeFile(stampFile(root), stamp);
}

/** Every setting that could change what is installed is given here: a flag outranks any .npmrc and any variable. */
const npmFlags = [
	'--ignore-scripts',
	'--legacy-peer-deps',
	'--package-lock=true',
	'--install-strategy=hoisted',
	'--include=prod',
	'--include=optional',
	'--bin-links=true',
	'--engine-strict=false',
	'--global=false',
	'--dry-run=false',
	'--audit=false',
	'--fund=false',
	'--loglevel=error',
];

/** The only native module n8n cannot start without. isolated-vm, for expressions, brings its binaries along. */
async function compileSqlite(root: string): Promise<void> {
	const nodeGyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
	const headers = join(root, 'node_modules', platformNode);
	// Without headers beside the Node in use, node-gyp finds them in its usual way.
	const nodeDir = existsSync(join(headers, 'include')) ? [`--nodedir=${headers}`] : [];
	await runOrThrow(nodeOf(root), [nodeGyp, 'rebuild', ...nodeDir], {
		cwd: join(root, 'node_modules', 'sqlite3'),
		env: withoutNpmSettings(),
		remedy:
			'n8n stores its data in SQLite, which is compiled here: install python3, make and a C++ compiler.',
	});
}

/** The package that carries Node itself, together with its headers. */
const platformNode = `node-${process.platform}-${process.arch}`;

function nodeOf(root: string): string {
	const bundled = join(root, 'node_modules', platformNode, 'bin', 'node');
	return existsSync(bundled) ? bundled : process.execPath;
}

/** node-gyp reads npm's settings too, among them `nodedir` and `target`, which may name another Node. */
function withoutNpmSettings(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
	);
}

const stampFile = (root: string): string => join(root, 'node_modules', '.complete');

async function currentStamp(root: string): Promise<string | undefined> {
	return await readFile(stampFile(root), 'utf8').catch(() => undefined);
}

function stopwatch(log: Log): (what: string, work: () => Promise<unknown>) => Promise<void> {
	return async (what, work) => {
		log(`${what} ...`);
		const start = performance.now();
		await work();
		log(`${what} ... done in ${Math.round((performance.now() - start) / 1000)} s`);
	};
}
