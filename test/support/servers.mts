import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts servers on 127.0.0.1 that are closed, with all their connections, after the test. */
export function useServers(): (handler: RequestListener) => Promise<string> {
	const servers: Server[] = [];
	afterEach(async () => {
		await Promise.all(servers.splice(0).map(close));
	});
	return async (handler) => {
		const server = await listen(handler);
		servers.push(server);
		return urlOf(server);
	};
}

/** An address on which nobody listens. */
export async function closedUrl(): Promise<string> {
	const server = await listen(() => undefined);
	const url = urlOf(server);
	await close(server);
	return url;
}

const listen = async (handler: RequestListener): Promise<Server> =>
	await new Promise((resolve) => {
		const server = createServer(handler).listen(0, '127.0.0.1', () => {
			resolve(server);
		});
	});

const urlOf = (server: Server): string =>
	`http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}
