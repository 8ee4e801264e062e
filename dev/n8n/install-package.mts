import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts an unpacked package where n8n's own installer would, so that its nodes get the names they have in production. */
export async function installPackage(userFolder: string, packageDir: string): Promise<void> {
	const manifest = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
		name: string;
	};
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', manifest.name);
	await rm(target, { recursive: true, force: true });
	await cp(packageDir, target, { recursive: true });
}
