import { once } from 'node:events';
import { createServer } from 'node:net';

import { reservedPorts } from '../../../dev/n8n/free-ports.mts';

/** Of this process: 20 of the ports from 20,000 to 29,999. */
const first = 20_000 + (process.pid % 500) * 20;
const own = Array.from({ length: 20 }, (_, index) => first + index);

test('the ports for n8n are of the range that is this process’s own, and each time others', async () => {
	const ports = [...(await reservedPorts(2)), ...(await reservedPorts(2))];
	expect(own).toEqual(expect.arrayContaining(ports));
	expect(new Set(ports).size).toBe(4);
});

test('a port that somebody uses is left out', async () => {
	const [last] = await reservedPorts(1);
	const used = first + ((last - first + 1) % own.length);
	const server = createServer().listen(used, '127.0.0.1');
	await once(server, 'listening');
	expect(await reservedPorts(1)).not.toContain(used);
	await once(server.close(), 'close');
});

test('more than the range holds are refused', async () => {
	await expect(reservedPorts(21)).rejects.toThrow(`Of the ports ${first} to ${first + 19}, fewer`);
});
