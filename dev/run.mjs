/**
 * What every npm script goes through: sets up whatever the command needs, then runs it. Plain JavaScript without
 * dependencies, because it runs on a fresh clone, on whichever Node the machine has.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');

/** n8n 2.41 wants it; on an older one npm's `node` package brings it along. */
const neededMajor = 24;
const hasOwnNode = Number(process.versions.node.split('.')[0]) >= neededMajor;

/** `--selectProjects` takes every word that follows, so another option ends its list before what the user adds. */
const jest = (...projects) => [
	...['jest', '--selectProjects', ...projects],
	...['--config', 'jest.config.cjs'],
];
/** Each has an n8n, of 700 MB, that takes a core to start; the rest of its time is mostly waiting. */
const e2eWorkers = 2;
/** Each is one or more command lines, run in order; what the user adds goes to the last. */
const commands = {
	build: [],
	'build:single': [['node', 'dev/single.mts']],
	lint: [
		['n8n-node', 'lint'],
		['tsc', '--noEmit', '-p', 'tsconfig.json'],
		['tsc', '-p', 'tsconfig.dev.json'],
		['prettier', '--check', '--log-level', 'warn', '.'],
	],
	'lint:fix': [
		['prettier', '--write', '--log-level', 'warn', '.'],
		['n8n-node', 'lint', '--fix'],
	],
	scan: [['node', 'dev/scan.mts']],
	test: [jest('unit', 'fuzz', 'engine')],
	'test:unit': [jest('unit')],
	'test:e2e': [[...jest('e2e'), `--maxWorkers=${Math.min(e2eWorkers, availableParallelism())}`]],
	'test:compat': [[...jest('compat'), '--runInBand']],
	'test:queue': [[...jest('queue'), '--runInBand']],
	'n8n:install': [['node', 'dev/n8n-install.mts']],
	demo: [['node', 'dev/demo.mts']],
	simulators: [['node', 'simulators/start.mts']],
	start: [['node', 'dev/start.mts']],
	screenshots: [['node', 'dev/screenshots.mts']],
	smoke: [['node', 'dev/smoke.mts']],
	facts: [['node', 'dev/facts.mts']],
	bench: [['node', 'dev/bench.mts']],
	architecture: [['node', 'dev/architecture.mts']],
};

/** These work on sources alone. */
const needsNoBuild = new Set([
	...['architecture', 'facts', 'lint', 'lint:fix', 'n8n:install', 'simulators', 'test:unit'],
]);

const [name = '', ...given] = process.argv.slice(2);
if (!(name in commands)) {
	console.error(`There is no command '${name}'. There are: ${Object.keys(commands).join(', ')}.`);
	process.exit(2);
}

// Jest asks git what has changed; without it, it can only watch everything.
const extra = existsSync(join(root, '.git'))
	? given
	: given.map((argument) => (argument === '--watch' ? '--watchAll' : argument));

/** What leaves no test out. */
const keepsAll = /^--(json|outputFile=.*|silent|verbose|colors|ci|runInBand|maxWorkers=.*)$/;
// A part of the tests covers a part of the code: coverage, and its threshold, belong to the whole.
if (name === 'test' && extra.every((argument) => keepsAll.test(argument)))
	commands.test[0].push('--coverage');

const startedAt = Date.now();
const step = (text) =>
	console.log(`[${((Date.now() - startedAt) / 1000).toFixed(0).padStart(3)} s] ${text}`);

await install();
if (name === 'build' || (!needsNoBuild.has(name) && !isBuilt())) await build();
for (const [index, [command, ...args]] of commands[name].entries()) {
	const all = index === commands[name].length - 1 ? [...args, ...extra] : args;
	step(`${command} ${all.join(' ')}`);
	await run(command, all);
}
if (name === 'build' || name === 'lint') step('Done');

/** Installs what the lock file names, unless that has been done. */
async function install() {
	const stamp = join(root, 'node_modules', '.installed-from');
	const wanted = createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
	if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
		step('Installing the development dependencies (once, about a minute)');
		await run('npm', ['ci', '--no-progress', '--loglevel', 'error']);
		writeFileSync(stamp, wanted);
	}
	if (!hasOwnNode && !existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))) {
		step(`Bringing Node ${neededMajor} along (this machine has ${process.versions.node})`);
		await run('npm', [
			'rebuild',
			'node',
			'--ignore-scripts=false',
			'--no-progress',
			'--loglevel',
			'error',
		]);
	}
}

async function build() {
	step('Building dist/');
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	await run('tsc', ['-p', 'tsconfig.json']);
	await run('gulp', ['--silent']);
	mkdirSync(dirname(builtStamp()), { recursive: true });
	writeFileSync(builtStamp(), stateOfBuild());
}

function isBuilt() {
	return existsSync(builtStamp()) && readFileSync(builtStamp(), 'utf8') === stateOfBuild();
}

function builtStamp() {
	return join(root, 'node_modules', '.cache', 'payment-api', 'built-from');
}

/** Of what dist/ is made from, and of dist/ itself: whoever changed either gets it anew. */
function stateOfBuild() {
	const folders = ['credentials', 'nodes', 'lib', 'dist'];
	const files = folders
		.flatMap((folder) => {
			const path = join(root, folder);
			if (!existsSync(path)) return [];
			return readdirSync(path, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => join(entry.parentPath, entry.name));
		})
		.concat(
			['package.json', 'package-lock.json', 'tsconfig.json', 'gulpfile.js'].map((file) =>
				join(root, file),
			),
		);
	const hash = createHash('sha256');
	for (const path of files.sort())
		hash
			.update(`${relative(root, path)}\0`)
			.update(readFileSync(path))
			.update('\0');
	return hash.digest('hex');
}

/** Runs a command to its end; its failure is this process's. Signals reach it too, because it shares the terminal. */
function run(command, args) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment() });
		const forward = (signal) => child.kill(signal);
		process.on('SIGINT', forward);
		process.on('SIGTERM', forward);
		// npm passes no SIGTERM on: when it is gone, so is whoever wanted this.
		const parent = process.ppid;
		const orphaned = setInterval(() => process.ppid === parent || forward('SIGTERM'), 1000);
		child.on('error', (error) => {
			console.error(`${command} could not be started: ${error.message}`);
			process.exit(1);
		});
		child.on('exit', (code, signal) => {
			clearInterval(orphaned);
			process.off('SIGINT', forward);
			process.off('SIGTERM', forward);
			if (code === 0) resolve();
			else process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
		});
	});
}

/** Dependencies' commands first; the machine's own Node before npm's where it is new enough. */
function environment() {
	const own = hasOwnNode ? [dirname(process.execPath)] : [];
	return { ...process.env, PATH: [...own, bin, process.env.PATH].join(delimiter) };
}
