import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IRun } from 'n8n-workflow';
import { n8nEnvironment } from './environment.mts';
import { reservedPorts } from './free-ports.mts';
import { ensureN8n } from './install.mts';
import type { CredentialInput, WorkflowInput } from './rest.mts';
import { lastLines, runProcess, type ProcessResult } from './run-process.mts';

export interface CliOptions {
	/** Has to exist; for `execute` with the package in it, see startN8n or installPackage. */
	readonly userFolder: string;
	readonly env?: Readonly<Record<string, string>>;
}

export interface StoredCredential extends CredentialInput {
	readonly id: string;
}

export interface N8nCli {
	/** Any n8n command, e.g. `run('export:nodes', '--output=x.json')`. */
	run(...args: string[]): Promise<ProcessResult>;
	importCredentials(credentials: readonly StoredCredential[]): Promise<void>;
	importWorkflows(workflows: ReadonlyArray<WorkflowInput & { id: string }>): Promise<void>;
	/** Runs a workflow that starts with a manual trigger. A failed execution is a result, not an error. */
	execute(workflowId: string): Promise<IRun>;
	/** What really stands in the database, secrets and tokens included. */
	exportCredentials(): Promise<StoredCredential[]>;
}

/** n8n's command line. Each command loads all of n8n, which takes about 4 s. */
export function n8nCli(options: CliOptions): N8nCli {
	const run = (...args: string[]) => runCli(options, args);
	const importAll = async (what: 'credentials' | 'workflow', entries: readonly unknown[]) => {
		await withScratchFile(options.userFolder, async (input) => {
			await writeFile(input, JSON.stringify(entries));
			orThrow(await run(`import:${what}`, `--input=${input}`), /Successfully imported/);
		});
	};
	return {
		run,
		importCredentials: (credentials) => importAll('credentials', credentials),
		importWorkflows: (workflows) =>
			importAll(
				'workflow',
				workflows.map((workflow) => ({ active: false, settings: {}, ...workflow })),
			),
		execute: async (workflowId) => runIn(await run('execute', `--id=${workflowId}`, '--rawOutput')),
		exportCredentials: async () =>
			await withScratchFile(options.userFolder, async (output) => {
				orThrow(await run('export:credentials', '--all', '--decrypted', `--output=${output}`));
				return JSON.parse(await readFile(output, 'utf8')) as StoredCredential[];
			}),
	};
}

async function runCli(options: CliOptions, args: readonly string[]): Promise<ProcessResult> {
	const n8n = await ensureN8n(() => {});
	const [port, brokerPort] = await reservedPorts(2);
	return await runProcess(n8n.nodePath, [n8n.n8nBin, ...args], {
		cwd: options.userFolder,
		env: n8nEnvironment({ ...options, root: n8n.root, port, brokerPort }),
		timeoutMs: 120_000,
	});
}

/** Some commands report a refusal in their output only and still end with 0. */
function orThrow(result: ProcessResult, proof?: RegExp): void {
	const said = `${result.stdout}\n${result.stderr}`;
	if (result.code === 0 && (proof === undefined || proof.test(said))) return;
	throw new Error(`n8n ended with ${result.code}:\n${lastLines(said, 20)}`);
}

/** The run is printed among log lines, as indented JSON: from the first line that is "{" to the last that is "}". */
function runIn(result: ProcessResult): IRun {
	const json = /^\{$[\s\S]*^\}$/m.exec(result.stdout)?.[0];
	if (json === undefined) {
		throw new Error(`n8n printed no run:\n${lastLines(`${result.stdout}\n${result.stderr}`, 20)}`);
	}
	return JSON.parse(json) as IRun;
}

async function withScratchFile<T>(folder: string, use: (path: string) => Promise<T>): Promise<T> {
	const scratch = await mkdtemp(join(folder, 'cli-'));
	try {
		return await use(join(scratch, 'data.json'));
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}
