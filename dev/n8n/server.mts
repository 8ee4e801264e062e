import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { n8nEnvironment } from './environment.mts';
import { assertPortFree, reservedPorts } from './free-ports.mts';
import { ensureN8n, type Log } from './install.mts';
import { installPackage } from './install-package.mts';
import { restClient, type N8nRest } from './rest.mts';
import { lastLines } from './run-process.mts';
import { waitFor } from './wait-for.mts';

/** Of a process that answers no REST call: a worker, or one that receives webhooks. */
export interface N8nProcess {
	readonly url: string;
	output(): string;
	readonly ended: Promise<void>;
	stop(): Promise<void>;
	kill(): Promise<void>;
}

export interface StartOptions {
	/** That of the end-to-end tests when left out; another is installed first, see ensureN8n. */
	readonly version?: string;
	/** The same folder again means the same database: credentials, tokens and workflows are still there. */
	readonly userFolder: string;
	/** A free one when left out. */
	readonly port?: number;
	/** The unpacked package, see packPackage. */
	readonly packageDir: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly log?: Log;
}

export interface N8nServer extends N8nProcess {
	readonly rest: N8nRest;
	/** Everything n8n has printed so far. */
	output(): string;
	/** Resolves when n8n is gone, for whatever reason. */
	readonly ended: Promise<void>;
	/** Ends n8n the way a container would, and resolves when it is gone. */
	stop(): Promise<void>;
	/** Ends n8n as a crash would (SIGKILL): it can save nothing. Resolves when it is gone. */
	kill(): Promise<void>;
}

/** A first start runs every database migration; on a slow machine that takes most of a minute. */
const startTimeoutMs = 300_000;
/** n8n gives running executions 5 s (see environment.mts); after this it is stuck. */
const killAfterMs = 15_000;

/** Starts a real n8n on 127.0.0.1 with the package installed, and resolves when its REST API answers. */
export async function startN8n(options: StartOptions): Promise<N8nServer> {
	const started = await startProcess(options, 'start', ['/healthz/readiness', '/rest/settings']);
	return { ...started, rest: restClient(started.url) };
}

/** One more process of n8n in queue mode, on the same database and Redis. Its `env` says where they are. */
export const startN8nProcess = async (
	options: StartOptions,
	kind: 'worker' | 'webhook',
): Promise<N8nProcess> => await startProcess(options, kind, ['/healthz']);

/** @param paths all of them have to answer before it is ready */
async function startProcess(
	options: StartOptions,
	command: string,
	paths: readonly string[],
): Promise<N8nProcess> {
	const log = options.log ?? (() => {});
	const n8n = await ensureN8n(log, options.version);
	const [anyPort, brokerPort] = await reservedPorts(2);
	const port = options.port ?? anyPort;
	await assertPortFree(port);
	const url = `http://127.0.0.1:${port}`;
	await mkdir(options.userFolder, { recursive: true });
	await installPackage(options.userFolder, options.packageDir);

	const child = spawn(n8n.nodePath, [n8n.n8nBin, command], {
		cwd: options.userFolder,
		env: n8nEnvironment({ ...options, root: n8n.root, port, brokerPort }),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const output = captureOutput(child);
	const { ended, stop, kill } = stopper(child);
	try {
		await waitFor(() => isReady(child, url, paths, output), {
			what: `n8n ${command} to answer at ${url}`,
			timeoutMs: startTimeoutMs,
			everyMs: 100,
			lastSeen: () => lastLines(output(), 15),
		});
	} catch (error) {
		await stop();
		throw error;
	}
	log(`n8n ${command}: ready at ${url}`);
	return { url, output, ended, stop, kill };
}

async function isReady(
	child: ChildProcess,
	url: string,
	paths: readonly string[],
	output: () => string,
): Promise<boolean> {
	if (hasEnded(child)) {
		throw new Error(`n8n ended before it was ready:\n${lastLines(output(), 30)}`);
	}
	// The health check turns green before the REST API is mounted, so both have to answer.
	for (const path of paths) if (!(await answers(url + path))) return false;
	return true;
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		const isJson = response.headers.get('content-type')?.includes('json') === true;
		await response.body?.cancel();
		return response.ok && isJson;
	} catch {
		return false;
	}
}

function captureOutput(child: ChildProcess): () => string {
	const chunks: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
	}
	// Seen by isReady as an early end, with this text.
	child.on('error', (error) => chunks.push(String(error)));
	return () => chunks.join('');
}

/** Only ever signals the process that was started here, and not after it has ended, when its id may be another's. */
function stopper(child: ChildProcess): Pick<N8nServer, 'ended' | 'stop' | 'kill'> {
	const killNow = () => child.kill('SIGKILL');
	// A test run that is cut short must not leave a server behind.
	process.once('exit', killNow);
	const ended = new Promise<void>((resolve) => {
		child.once('close', () => resolve());
		child.once('error', () => resolve());
	});
	void ended.then(() => process.off('exit', killNow));
	const stop = async (): Promise<void> => {
		if (hasEnded(child)) return;
		child.kill('SIGTERM');
		const timer = setTimeout(killNow, killAfterMs);
		await ended;
		clearTimeout(timer);
	};
	const kill = async (): Promise<void> => {
		if (hasEnded(child)) return;
		killNow();
		await ended;
	};
	return { ended, stop, kill };
}

const hasEnded = (child: ChildProcess): boolean =>
	child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
