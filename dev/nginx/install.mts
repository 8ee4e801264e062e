import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { withFileLock } from '../n8n/file-lock.mts';
import { cacheFolder } from '../n8n/paths.mts';
import { runOrThrow } from '../n8n/run-process.mts';

/** Where Debian's package puts it. */
const installed = '/usr/sbin/nginx';

const waitForOtherInstallMs = 5 * 60_000;

const remedy =
	'The test of webhooks behind a proxy needs nginx: install it (Debian, Ubuntu: apt-get install nginx).';

/**
 * The nginx to run: the machine's own, else that of Debian's package, which is unpacked into the cache. So nobody need be root, and
 * no server is started with it.
 */
export async function ensureNginx(machines: string = installed): Promise<string> {
	if (existsSync(machines)) return machines;
	const folder = join(cacheFolder(), 'nginx');
	const unpacked = join(folder, installed);
	const wait = { timeoutMs: waitForOtherInstallMs, onWait: () => undefined };
	await mkdir(cacheFolder(), { recursive: true });
	await withFileLock(join(cacheFolder(), 'nginx.lock'), wait, async () => {
		if (!existsSync(unpacked)) await unpack(folder);
	});
	return unpacked;
}

async function unpack(folder: string): Promise<void> {
	const work = `${folder}-work`;
	const lists = join(work, 'lists');
	await rm(work, { recursive: true, force: true });
	await mkdir(join(lists, 'partial'), { recursive: true });
	// Lists of its own: those of the machine belong to root, and may be missing.
	const options = ['-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${work}`];
	await runOrThrow('apt-get', [...options, 'update'], { cwd: work, remedy });
	await runOrThrow('apt-get', [...options, 'download', 'nginx'], { cwd: work, remedy });
	const name = (await readdir(work)).find((file) => file.endsWith('.deb'));
	if (name === undefined) throw new Error(`apt-get has brought no package. ${remedy}`);
	await runOrThrow('dpkg-deb', ['-x', join(work, name), join(work, 'nginx')], { remedy });
	await rm(folder, { recursive: true, force: true });
	await rename(join(work, 'nginx'), folder);
	await rm(work, { recursive: true, force: true });
}
