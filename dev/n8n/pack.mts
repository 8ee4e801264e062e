import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runNpm } from './npm.mts';
import { cacheFolder } from './paths.mts';
import { runOrThrow } from './run-process.mts';

export interface PackedPackage {
	readonly tarball: string;
	/** The tarball, unpacked: exactly what a user of the published package gets. */
	readonly packageDir: string;
}

interface PackReport {
	readonly filename: string;
	readonly shasum: string;
}

/** Packs a built package as `npm publish` would and unpacks the tarball. The same content always gets the same folder. */
export async function packPackage(projectDir: string): Promise<PackedPackage> {
	const packages = join(cacheFolder(), 'packages');
	await mkdir(packages, { recursive: true });
	const scratch = await mkdtemp(join(packages, 'packing-'));
	try {
		const { filename, shasum } = await pack(projectDir, scratch);
		await runOrThrow('tar', ['-xzf', filename], { cwd: scratch });
		const folder = join(packages, shasum);
		await moveUnlessThere(scratch, folder);
		return { tarball: join(folder, filename), packageDir: join(folder, 'package') };
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

async function pack(projectDir: string, destination: string): Promise<PackReport> {
	const flags = ['--json', '--ignore-scripts', '--dry-run=false', '--workspaces=false'];
	const { stdout } = await runNpm(
		['pack', ...flags, '--pack-destination', destination],
		projectDir,
	);
	const [report] = JSON.parse(stdout) as PackReport[];
	if (report === undefined) throw new Error(`npm pack made no tarball of ${projectDir}`);
	return report;
}

/** A folder is named after its content, so one that is there already is the same one. */
async function moveUnlessThere(from: string, to: string): Promise<void> {
	await rename(from, to).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
	});
}
