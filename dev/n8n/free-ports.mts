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

/**
 * Below what Linux (from 32768) and macOS (from 49152) hand out themselves: what a server takes some seconds to open may else become
 * another socket's meanwhile.
 */
const ownPorts = { from: 20_000, perProcess: 20, processes: 500 } as const;

let taken = 0;

/**
 * Ports for a server that opens them only later, as n8n does after it has loaded. They are of a range that is this process's own, so that
 * no other process that runs now chooses the same (the ids of two of those differ by a multiple of 500 at most by chance).
 */
export async function reservedPorts<Count extends number>(count: Count): Promise<Ports<Count>> {
	const { from, perProcess, processes } = ownPorts;
	const first = from + (process.pid % processes) * perProcess;
	const ports: number[] = [];
	for (let tries = 0; tries < perProcess && ports.length < count; tries += 1) {
		const port = first + (taken % perProcess);
		taken += 1;
		if (await isPortFree(port)) ports.push(port);
	}
	if (ports.length < count)
		throw new Error(
			`Of the ports ${first} to ${first + perProcess - 1}, fewer than ${count} are free`,
		);
	return ports as Ports<Count>;
}

const isPortFree = async (port: number): Promise<boolean> =>
	await assertPortFree(port).then(
		() => true,
		() => false,
	);

/** A tuple of that many numbers, so that a destructured port is never undefined. */
type Ports<Count extends number, Found extends number[] = []> = Found['length'] extends Count
	? Found
	: Ports<Count, [...Found, number]>;
