import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../../dev/n8n/free-ports.mts';
import { waitFor } from '../../../dev/n8n/wait-for.mts';

/** A proxy before n8n that hands the requests of one path on to another. */
export interface Proxy {
	readonly url: string;
	close(): Promise<void>;
}

export interface Rewriting {
	/** The path that senders call. */
	readonly from: string;
	/** Where it leads, with its path. */
	readonly to: string;
}

/** Where Debian's package puts it. */
const nginx = '/usr/sbin/nginx';

/** nginx where it is installed; Node where it is not, so that the tests need nothing but their own packages. */
export const startProxy = async (rewriting: Rewriting): Promise<Proxy> =>
	existsSync(nginx) ? await startNginx(rewriting) : await startNodeProxy(rewriting);

async function startNginx({ from, to }: Rewriting): Promise<Proxy> {
	const folder = await mkdtemp(join(tmpdir(), 'proxy-'));
	const [port] = await freePorts(1);
	await writeFile(
		join(folder, 'nginx.conf'),
		`daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
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
		location ${from} { proxy_pass ${to}; }
	}
}
`,
	);
	const server = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
		stdio: 'ignore',
	});
	const url = `http://127.0.0.1:${port}`;
	await waitFor(async () => await isListening(url), { what: 'nginx', timeoutMs: 10_000 });
	return {
		url,
		async close() {
			const ended = once(server, 'exit');
			server.kill('SIGTERM');
			await ended;
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function isListening(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).status === 404;
	} catch {
		return false;
	}
}

async function startNodeProxy({ from, to }: Rewriting): Promise<Proxy> {
	const server = createServer((request, response) => {
		const { method, headers, url = '' } = request;
		const onward = forward(url.replace(from, to), { method, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		request.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
