import { spawn } from 'node:child_process';

export interface ProcessResult {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ProcessOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly timeoutMs?: number;
	/** As another user, where this one is root. */
	readonly uid?: number;
	readonly gid?: number;
}

/** Runs a program to its end and captures what it prints. It never inherits the terminal, so nothing can ask a question. */
export function runProcess(
	command: string,
	args: readonly string[],
	options: ProcessOptions = {},
): Promise<ProcessResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: options.env,
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: options.timeoutMs,
			uid: options.uid,
			gid: options.gid,
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, stdout, stderr }));
	});
}

/** The same, for a program that has to succeed: the error carries the end of its output and the remedy, if there is one. */
export async function runOrThrow(
	command: string,
	args: readonly string[],
	options: ProcessOptions & { readonly remedy?: string } = {},
): Promise<ProcessResult> {
	const result = await runProcess(command, args, options);
	if (result.code === 0) return result;
	const said = lastLines(`${result.stdout}\n${result.stderr}`, 25);
	throw new Error(
		[`${command} ${args.join(' ')} ended with ${result.code ?? 'a signal'}`, said, options.remedy]
			.filter(Boolean)
			.join('\n'),
	);
}

export function lastLines(text: string, count: number): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}
