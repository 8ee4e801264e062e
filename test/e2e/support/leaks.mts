import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The database with its journal, event logs and whatever else n8n has written; not what was installed there. */
async function filesOf(userFolder: string): Promise<string[]> {
	const entries = await readdir(userFolder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => !path.includes('node_modules'));
}

/** The files below n8n's folder that hold any of the texts. */
export async function filesHolding(
	userFolder: string,
	texts: readonly string[],
): Promise<string[]> {
	const found: string[] = [];
	for (const path of await filesOf(userFolder)) {
		const bytes = await readFile(path);
		if (texts.some((text) => bytes.includes(text))) found.push(path);
	}
	return found;
}
