import { assertPortFree } from '../n8n/free-ports.mts';

/** The wanted port, or the next one above it that is free. */
export async function firstFreePort(wanted: number): Promise<number> {
	const last = wanted + 20;
	for (let port = wanted; port <= last; port += 1) {
		const isFree = await assertPortFree(port).then(
			() => true,
			() => false,
		);
		if (isFree) return port;
	}
	throw new Error(`All ports from ${wanted} to ${last} are in use; stop what uses one of them`);
}
