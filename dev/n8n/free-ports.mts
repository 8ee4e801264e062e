import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Ports of 127.0.0.1 that nothing listens on right now; all are held until the last is known, so no two are the same. */
export async function freePorts<Count extends number>(count: Count): Promise<Ports<Count>> {
	const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(servers.map((server) => once(server, 'listening')));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => once(server.close(), 'close')));
	return ports as Ports<Count>;
}

/** Throws when something listens on the port already; its answers would pass for those of the server about to start. */
export async function assertPortFree(port: number): Promise<void> {
	const server = createServer().listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch (cause) {
		throw new Error(`Port ${port} is in use; stop what uses it or choose another`, { cause });
	}
	await once(server.close(), 'close');
}

/** A tuple of that many numbers, so that a destructured port is never undefined. */
type Ports<Count extends number, Found extends number[] = []> = Found['length'] extends Count
	? Found
	: Ports<Count, [...Found, number]>;
