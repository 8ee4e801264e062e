import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts an unpacked package where n8n's own installer would, so that its nodes get the names they have in production. */
export async function installPackage(userFolder: string, packageDir: string): Promise<void> {
	const manifest = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
		name: string;
	};
	const target = join(packagesIn(userFolder), manifest.name);
	await rm(target, { recursive: true, force: true });
	await cp(packageDir, target, { recursive: true });
}

/** Removes every package that was put there. */
export const uninstallPackages = async (userFolder: string): Promise<void> => {
	await rm(packagesIn(userFolder), { recursive: true, force: true });
};

const packagesIn = (userFolder: string): string =>
	join(userFolder, '.n8n', 'nodes', 'node_modules');
