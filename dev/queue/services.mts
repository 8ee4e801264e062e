import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePorts } from '../n8n/free-ports.mts';
import { runOrThrow } from '../n8n/run-process.mts';
import { waitFor } from '../n8n/wait-for.mts';

/** PostgreSQL and Redis of Debian's packages, on ports and in folders of their own, for as long as the queue tests run. */

export interface Service {
	readonly port: number;
	stop(): Promise<void>;
}

const remedy =
	'The queue tests need PostgreSQL and Redis: install them (Debian, Ubuntu: apt-get install postgresql redis-server). Their own services need not run.';

const startTimeoutMs = 30_000;
/** Afterwards it is killed. */
const stopTimeoutMs = 10_000;

export async function startPostgres(): Promise<Service> {
	const bin = await postgresFolder();
	const [port] = await freePorts(1);
	// Not within a folder of the tests: those are closed to all other users.
	const folder = await mkdtemp(join(tmpdir(), 'payment-api-postgres-'));
	const user = await unprivileged(folder);
	await runOrThrow(join(bin, 'initdb'), ['-D', join(folder, 'data'), '-A', 'trust', '-U', 'n8n'], {
		...user,
		cwd: folder,
		remedy,
	});
	// Nothing here outlives the run, so nothing has to reach the disk.
	const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'max_connections=200'];
	const child = spawn(
		join(bin, 'postgres'),
		[
			...['-D', join(folder, 'data'), '-p', String(port), '-k', folder],
			...settings.flatMap((setting) => ['-c', setting]),
		],
		{ ...user, cwd: folder, stdio: 'ignore' },
	);
	return await running('PostgreSQL', child, Number(port), folder);
}

export async function startRedis(): Promise<Service> {
	const path = '/usr/bin/redis-server';
	if (!existsSync(path)) throw new Error(remedy);
	const folder = await mkdtemp(join(tmpdir(), 'payment-api-redis-'));
	const [port] = await freePorts(1);
	const child = spawn(
		path,
		[
			'--port',
			String(port),
			'--bind',
			'127.0.0.1',
			'--dir',
			folder,
			'--save',
			'',
			'--appendonly',
			'no',
		],
		{ cwd: folder, stdio: 'ignore' },
	);
	return await running('Redis', child, Number(port), folder);
}

async function postgresFolder(): Promise<string> {
	const versions = '/usr/lib/postgresql';
	const newest = existsSync(versions) ? (await readdir(versions)).toSorted().at(-1) : undefined;
	if (newest === undefined) throw new Error(remedy);
	return join(versions, newest, 'bin');
}

/** PostgreSQL refuses to run as root: Debian's package has made a user for it. */
async function unprivileged(folder: string): Promise<{ uid?: number; gid?: number }> {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = await Promise.all(['-u', '-g'].map(idOfPostgres));
	if (uid === undefined || gid === undefined) throw new Error(remedy);
	await chown(folder, uid, gid);
	return { uid, gid };
}

const idOfPostgres = async (which: string): Promise<number> =>
	Number((await runOrThrow('id', [which, 'postgres'], { remedy })).stdout.trim());

/** @param folder is removed with it */
async function running(
	name: string,
	child: ChildProcess,
	port: number,
	folder: string,
): Promise<Service> {
	const killNow = (): boolean => child.kill('SIGKILL');
	process.once('exit', killNow);
	const ended = new Promise<void>((resolve) => {
		child.once('close', () => resolve());
		child.once('error', () => resolve());
	});
	void ended.then(() => process.off('exit', killNow));
	await waitFor(() => isListening(port), {
		what: `${name} to answer on port ${port}`,
		timeoutMs: startTimeoutMs,
		everyMs: 100,
	});
	return {
		port,
		async stop() {
			// SIGINT ends PostgreSQL without waiting for its clients, and Redis as SIGTERM does.
			child.kill('SIGINT');
			const timer = setTimeout(killNow, stopTimeoutMs);
			await ended;
			clearTimeout(timer);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

const isListening = async (port: number): Promise<boolean> =>
	await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
