import { createServer, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { exchange, type SendOptions } from '../../../lib/http/exchange';
import { canKeepAlive, createKeptAlive } from '../../../lib/http/keptAlive';
import { send } from '../../support/send.mts';
import { closedUrl, useServers } from '../../support/servers.mts';

const serve = useServers();
const minute = { timeoutMs: 60_000 };
const get = (url: string) => ({ method: 'GET', url, headers: { Accept: 'application/json' } });

/** The transport, and how often it had to send anew. */
function keptAlive() {
	const transport = createKeptAlive();
	let anew = 0;
	const sender: SendOptions = async (options) =>
		await transport.send(options, async (again) => {
			anew += 1;
			return await send(again);
		});
	return { send: sender, sentAnew: () => anew };
}

/** Counts connections, and lets the test end those that are open. */
async function counted(answer: (request: IncomingMessage, place: number) => 'answer' | 'drop') {
	const sockets = new Map<object, number>();
	let requests = 0;
	const url = await serve((request, response) => {
		requests += 1;
		const place = (sockets.get(request.socket) ?? 0) + 1;
		sockets.set(request.socket, place);
		if (answer(request, place) === 'drop') request.socket.destroy();
		else response.end('{}');
	});
	return { url, connections: () => sockets.size, requests: () => requests };
}

describe('connections that stay open', () => {
	it('serve one request after the other', async () => {
		const { url, connections, requests } = await counted(() => 'answer');
		const { send: kept } = keptAlive();
		for (let n = 0; n < 20; n += 1) await exchange(kept, get(url), minute);

		expect(requests()).toBe(20);
		expect(connections()).toBeLessThanOrEqual(2);
	});

	it('serve on after answers that are redirects, failures and without a body', async () => {
		const { send: kept } = keptAlive();
		const sockets = new Set<object>();
		const statuses = [204, 302, 304, 404, 500, 503];
		const url = await serve((request, response) => {
			sockets.add(request.socket);
			response.writeHead(Number(request.url?.slice(1)), { Location: 'http://127.0.0.1:1/' }).end();
		});
		const seen: unknown[] = [];
		for (const status of statuses) {
			const outcome = await exchange(kept, get(`${url}/${status}`), minute);
			seen.push(outcome.kind === 'answered' ? outcome.raw.status : outcome);
		}

		expect(seen).toEqual(statuses);
		expect(sockets.size).toBeLessThanOrEqual(2);
	});

	it('that were closed while they were idle cost no failure: the read is sent over a new one', async () => {
		const { url, requests } = await counted((_request, place) => (place > 1 ? 'drop' : 'answer'));
		const { send: kept, sentAnew } = keptAlive();
		const outcomes = [];
		for (let n = 0; n < 6; n += 1) outcomes.push((await exchange(kept, get(url), minute)).kind);

		expect(outcomes).toEqual(Array(6).fill('answered'));
		expect(sentAnew()).toBeGreaterThan(0);
		expect(requests()).toBe(6 + sentAnew());
	});

	it('do not hide that a server drops what it gets: a new connection that is lost is lost', async () => {
		const { url, requests } = await counted(() => 'drop');
		const { send: kept, sentAnew } = keptAlive();

		expect(await exchange(kept, get(url), minute)).toEqual({
			kind: 'failed',
			fault: { kind: 'lost', code: 'ECONNRESET' },
		});
		expect([requests(), sentAnew()]).toEqual([1, 0]);
	});

	it('are lost once: the request that is sent again decides', async () => {
		const { url, requests } = await counted((_request, place) => (place > 1 ? 'drop' : 'answer'));
		const transport = createKeptAlive();
		const lost: SendOptions = async () => {
			throw Object.assign(new Error('x'), { code: 'EPIPE' });
		};
		const kinds = [];
		for (let n = 0; n < 4; n += 1)
			kinds.push(
				(await exchange(async (options) => await transport.send(options, lost), get(url), minute))
					.kind,
			);

		expect(kinds).toContain('failed');
		expect(requests()).toBe(4);
	});

	it('are not reopened for what was never sent, canceled or too slow', async () => {
		const { send: kept, sentAnew } = keptAlive();
		const { url } = await counted(() => 'answer');
		await exchange(kept, get(url), minute);
		const silent = await serve(() => undefined);
		const controller = new AbortController();
		setImmediate(() => controller.abort());
		const faults = [
			await exchange(kept, get(await closedUrl()), minute),
			await exchange(kept, get(silent), { timeoutMs: 50 }),
			await exchange(kept, get(silent), { ...minute, signal: controller.signal }),
		];

		expect(faults).toMatchObject([
			{ fault: { kind: 'neverLeft', code: 'ECONNREFUSED' } },
			{ fault: { kind: 'timeout' } },
			{ fault: { kind: 'canceled' } },
		]);
		expect(sentAnew()).toBe(0);
	});

	it('hand out the answer as n8n does', async () => {
		const { send: kept } = keptAlive();
		const url = await serve((_request, response) => {
			response.writeHead(200, {
				'Content-Encoding': 'gzip',
				'Set-Cookie': ['a=1, b', 'c=2'],
				'X-Twice': ['1', '2'],
			});
			response.end(gzipSync('{"a":1}'));
		});
		const outcome = await exchange(kept, get(url), minute);

		expect(outcome).toMatchObject({
			raw: {
				bytes: Buffer.from('{"a":1}'),
				headers: { 'set-cookie': 'a=1, b, c=2', 'x-twice': '1, 2' },
			},
		});
		expect(JSON.stringify(outcome)).not.toContain('content-encoding');
	});

	it.each([
		[{}, 'n8n'],
		[{ 'User-Agent': 'mine' }, 'mine'],
	])('say who asks, as n8n does: %j', async (headers, agent) => {
		const { send: kept } = keptAlive();
		let seen: object = {};
		const url = await serve((request, response) => {
			seen = request.headers;
			response.end();
		});
		await exchange(kept, { ...get(url), headers }, minute);

		expect(seen).toMatchObject({ 'user-agent': agent });
		expect(Object.keys(seen).sort()).toEqual(
			[
				...['accept', 'accept-encoding', 'accept-language', 'connection', 'host'],
				...['sec-fetch-mode', 'user-agent'],
			].sort(),
		);
	});

	it('let go of an answer that is too large', async () => {
		const { send: kept } = keptAlive();
		const closed: boolean[] = [];
		const server = createServer((request, response) => {
			request.socket.once('close', () => closed.push(true));
			const chunk = Buffer.alloc(1024 * 1024);
			const more = (): void => {
				while (!response.destroyed && response.write(chunk));
			};
			response.on('drain', more);
			more();
		});
		const url = await serve(server.listeners('request')[0] as Parameters<typeof serve>[0]);

		expect(await exchange(kept, get(url), minute)).toMatchObject({ fault: { kind: 'tooLarge' } });
		while (closed.length === 0) await new Promise((resolve) => setImmediate(resolve));
	});
});

describe('a request', () => {
	const url = 'https://api.example.com/';
	it.each<[string, Parameters<typeof canKeepAlive>[0], boolean]>([
		['to read', { url, method: 'GET', headers: { Authorization: 'Bearer x' } }, true],
		['without a method', { url }, true],
		['to read with a body', { url, method: 'GET', body: '{}' }, false],
		['for headers with a body', { url, method: 'HEAD', body: '{}' }, false],
		['with letters of Latin-1', { url, headers: { 'X-A': 'é' } }, true],
		['with other letters, which fetch refuses', { url, headers: { 'X-A': 'ž' } }, false],
		['with a line break', { url, headers: { 'X-A': 'a\nb' } }, false],
		...['Connection', 'host', 'Keep-Alive', 'Transfer-Encoding', 'Expect', 'Upgrade', 'TE'].map(
			(name): [string, Parameters<typeof canKeepAlive>[0], boolean] => [
				`with ${name}, which belongs to a connection`,
				{ url, headers: { [name]: 'x' } },
				false,
			],
		),
	])('%s may use one: %j', (_name, options, expected) => {
		expect(canKeepAlive(options)).toBe(expected);
	});
});
