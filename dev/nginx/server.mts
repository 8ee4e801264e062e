import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePorts } from '../n8n/free-ports.mts';
import { waitFor } from '../n8n/wait-for.mts';
import { ensureNginx } from './install.mts';

/** An nginx on a port of this machine alone. */
export interface Nginx {
	readonly url: string;
	/** What it has written to its log. */
	log(): Promise<string>;
	close(): Promise<void>;
}

/** Starting takes some milliseconds; a busy machine may need seconds. */
const startTimeoutMs = 30_000;

/**
 * Hands the requests of a path on under another one, to another server.
 *
 * @param paths by the path that senders call, the URL that it leads to
 */
export async function startNginx(paths: Readonly<Record<string, string>>): Promise<Nginx> {
	const nginx = await ensureNginx();
	const folder = await mkdtemp(join(tmpdir(), 'payment-api-nginx-'));
	const [port] = await freePorts(1);
	const config = join(folder, 'nginx.conf');
	const errors = join(folder, 'error.log');
	await writeFile(config, configOf(folder, port, paths));
	const log = async (): Promise<string> => await readFile(errors, 'utf8').catch(() => '');
	const server = spawn(nginx, ['-p', folder, '-c', config, '-e', errors], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let said = '';
	server.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	const ended = once(server, 'exit');
	await waitFor(
		async () => {
			if (server.exitCode !== null) throw new Error(`nginx has ended:\n${said}${await log()}`);
			return await isListening(port);
		},
		{ what: 'nginx', timeoutMs: startTimeoutMs, lastSeen: () => said },
	);
	return {
		url: `http://127.0.0.1:${port}`,
		log,
		async close() {
			server.kill('SIGTERM');
			await ended;
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Nothing of the machine's own settings, and nothing outside the folder. */
const configOf = (
	folder: string,
	port: number,
	paths: Readonly<Record<string, string>>,
): string => `
${process.getuid?.() === 0 ? '# Its workers would else be nobody, who may not look into the folder.\nuser root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events {}
http {
	access_log off;
	client_body_temp_path ${folder}/body;
	proxy_temp_path ${folder}/proxy;
	fastcgi_temp_path ${folder}/fastcgi;
	uwsgi_temp_path ${folder}/uwsgi;
	scgi_temp_path ${folder}/scgi;
	server {
		listen 127.0.0.1:${port};
${Object.entries(paths)
	.map(([path, url]) => `		location = ${path} { proxy_pass ${url}; }`)
	.join('\n')}
	}
}
`;

async function isListening(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
