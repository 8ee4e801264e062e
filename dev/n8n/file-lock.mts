import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { waitFor } from './wait-for.mts';

/**
 * Does `work` while no other process of this machine holds the same lock file. The file names its holder, so that a lock
 * left behind by a killed process is not waited for.
 */
export async function withFileLock<T>(
	path: string,
	options: { readonly timeoutMs: number; readonly onWait: () => void },
	work: () => Promise<T>,
): Promise<T> {
	await mkdir(dirname(path), { recursive: true });
	if (!(await take(path))) {
		options.onWait();
		await waitFor(() => take(path), { ...options, what: `the lock ${path}`, everyMs: 200 });
	}
	try {
		return await work();
	} finally {
		await rm(path, { force: true });
	}
}

async function take(path: string): Promise<boolean> {
	try {
		const file = await open(path, 'wx');
		await file.writeFile(String(process.pid));
		await file.close();
		return true;
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
		const holder = Number(await readFile(path, 'utf8').catch(() => ''));
		// An empty file is a lock whose holder has not written its name yet.
		if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
		return false;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/** Under Jest, what `node:fs` throws is no instance of the test's own `Error`. */
function codeOf(error: unknown): string | undefined {
	return typeof error === 'object' && error !== null && 'code' in error
		? String(error.code)
		: undefined;
}
