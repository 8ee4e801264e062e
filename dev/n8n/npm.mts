import { basename } from 'node:path';
import { runOrThrow, type ProcessResult } from './run-process.mts';

/** Runs npm: the one that runs this script, when there is one, with the Node that runs this script. */
export function runNpm(args: readonly string[], cwd: string): Promise<ProcessResult> {
	const running = process.env.npm_execpath;
	if (running !== undefined && basename(running).startsWith('npm')) {
		return runOrThrow(process.execPath, [running, ...args], { cwd, env: process.env });
	}
	return runOrThrow('npm', args, { cwd, env: process.env });
}
