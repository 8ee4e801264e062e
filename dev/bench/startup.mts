import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureN8n } from '../n8n/install.mts';
import { packPackage } from '../n8n/pack.mts';
import { projectRoot } from '../n8n/paths.mts';
import { runOrThrow } from '../n8n/run-process.mts';
import { startN8n } from '../n8n/server.mts';
import type { StartupTimes } from './results.mts';
import { benchPackage } from './benchN8n.mts';
import { rotated } from './statistics.mts';

/** Milliseconds from n8n's start until it answers, with the package and without it, and of loading the package alone. */
export async function measureStartup(rounds: number): Promise<StartupTimes> {
	const { packageDir } = await packPackage(projectRoot());
	const folder = await mkdtemp(join(tmpdir(), 'payment-api-bench-start-'));
	const kinds = [
		// Two folders of n8n, so that the package is not in the other one's.
		{ name: 'without', packageDir: benchPackage() },
		{ name: 'with', packageDir },
	] as const;
	const times = { without: [] as number[], with: [] as number[], require: [] as number[] };
	try {
		const start = async (kind: (typeof kinds)[number]): Promise<number> => {
			const began = performance.now();
			const server = await startN8n({
				userFolder: join(folder, kind.name),
				packageDir: kind.packageDir,
			});
			const took = performance.now() - began;
			await server.stop();
			return took;
		};
		// The first start of a folder makes the database.
		for (const kind of kinds) await start(kind);
		for (let round = 0; round < rounds; round += 1) {
			for (const kind of rotated(kinds, round)) times[kind.name].push(await start(kind));
			times.require.push(await loadOnce());
		}
		return times;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** n8n-workflow is loaded before: n8n has it anyway. */
async function loadOnce(): Promise<number> {
	const { nodePath } = await ensureN8n(() => {});
	const manifest = JSON.parse(await readFile(join(projectRoot(), 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const script = `
		require('n8n-workflow');
		const began = performance.now();
		for (const file of ${JSON.stringify(files)}) require('./' + file);
		console.log(performance.now() - began);`;
	const { stdout } = await runOrThrow(nodePath, ['-e', script], { cwd: projectRoot() });
	return Number(stdout);
}
