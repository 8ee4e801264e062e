import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { uninstallPackages } from '../../../dev/n8n/install-package.mts';
import { packPackage } from '../../../dev/n8n/pack.mts';
import { projectRoot } from '../../../dev/n8n/paths.mts';
import type { N8nRest } from '../../../dev/n8n/rest.mts';
import { startN8n, type N8nServer } from '../../../dev/n8n/server.mts';

/** One real n8n with the packed package in it, for all tests of a file. */
export interface N8nUnderTest {
	readonly rest: N8nRest;
	readonly url: string;
	readonly userFolder: string;
	/** What n8n has printed since the first start. */
	output(): string;
	/** Ends the process and starts another on the same folder, as after an update. */
	restart(): Promise<void>;
	/** Ends the process, puts another package in place of this one, and starts again. */
	replace(otherDir: string): Promise<void>;
	/** As `restart`, after `kill -9`. */
	crash(): Promise<void>;
}

/** A first start migrates an empty database, and may have to wait for n8n to be installed. */
const startTimeoutMs = 25 * 60_000;
/** n8n is killed after 15 s; what it has left are some thousand files. */
const stopTimeoutMs = 60_000;

/** Busy with many requests, or on a busy machine, n8n would take its database for lost and refuse whatever comes then with 503. */
const patient = { DB_PING_TIMEOUT_MS: '120000' };

/** For one execution or credential test, which takes seconds; another n8n may be starting beside it. */
const testTimeoutMs = 180_000;

/** For a test in which n8n starts again: that alone may take five minutes, see dev/n8n/server.mts. */
export const restartTimeoutMs = 480_000;

/** @param version that of the end-to-end tests when left out */
export function useN8n(env: Readonly<Record<string, string>> = {}, version?: string): N8nUnderTest {
	jest.setTimeout(testTimeoutMs);
	let server: N8nServer | undefined;
	let userFolder = '';
	let packageDir = '';
	let past = '';

	const running = (): N8nServer => {
		if (server === undefined) throw new Error('n8n runs only while the tests of the file run');
		return server;
	};
	const start = async (): Promise<void> => {
		server = await startN8n({ userFolder, packageDir, env: { ...patient, ...env }, version });
		await server.rest.signIn();
		await announce(server);
	};
	const stop = async (how: 'stop' | 'kill' = 'stop'): Promise<void> => {
		if (server === undefined) return;
		await server[how]();
		past += server.output();
		server = undefined;
	};

	beforeAll(async () => {
		({ packageDir } = await packPackage(projectRoot()));
		userFolder = await mkdtemp(join(tmpdir(), 'payment-api-e2e-'));
		await start();
	}, startTimeoutMs);

	afterAll(async () => {
		await stop();
		if (userFolder !== '') await rm(userFolder, { recursive: true, force: true });
	}, stopTimeoutMs);

	return {
		get rest() {
			return running().rest;
		},
		get url() {
			return running().url;
		},
		get userFolder() {
			return userFolder;
		},
		output: () => past + (server?.output() ?? ''),
		async restart() {
			await stop();
			await start();
		},
		async replace(otherDir) {
			await stop();
			await uninstallPackages(userFolder);
			packageDir = otherDir;
			await start();
		},
		async crash() {
			await stop('kill');
			await start();
		},
	};
}

/** Around Jest, which would print where this was printed from. */
async function announce({ rest, url }: N8nServer): Promise<void> {
	const { versionCli } = await rest.send<{ versionCli: string }>('GET', '/rest/settings');
	process.stdout.write(`n8n ${versionCli} is running at ${url}\n`);
}
