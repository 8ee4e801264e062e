import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface ProbeServer {
	url: string;
	/** Path and Authorization of every request, in order of arrival; the token requests included. */
	seen: string[];
	/** Tokens `/token` has handed out and nobody has revoked. */
	live: Set<string>;
	/** Replaces the answer of one path. */
	on(path: string, answer: Answer): void;
	close(): Promise<void>;
}

/** An API on a real socket: `/token` tokenCalls t1, t2, …; every other path wants a live token and answers `{ path, token }`. */
export async function startProbeServer(): Promise<ProbeServer> {
	const seen: string[] = [];
	const live = new Set<string>();
	const answers = new Map<string, Answer>();
	let fetched = 0;

	const tokenCall: Answer = (_request, response) => {
		const token = `t${++fetched}`;
		live.add(token);
		json(response, 200, { token });
	};
	const guarded: Answer = ({ url, headers }, response) => {
		const token = headers.authorization?.replace('Bearer ', '') ?? '';
		if (live.has(token)) json(response, 200, { path: url, token });
		else json(response, 401, { message: 'token refused' });
	};
	const server = createServer((request, response) => {
		const path = request.url ?? '';
		seen.push(`${path} ${request.headers.authorization ?? '-'}`);
		const answer = answers.get(path) ?? (path === '/token' ? tokenCall : guarded);
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		seen,
		live,
		on: (path, answer) => void answers.set(path, answer),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

export function json(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
