import { readFileSync } from 'node:fs';
import { createServer as createTlsServer, request } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { SendOptions } from '../../lib/http/exchange';

export type CertificateName = 'valid' | 'expired' | 'notYetValid' | 'otherHost';

export const certificate = (name: string): string =>
	readFileSync(`test/support/certificates/${name}.pem`, 'utf8');

/** Starts servers on 127.0.0.1 for https that are closed after the test; `requests` counts what reached a handler. */
export function useTlsServers() {
	const servers: Server[] = [];
	const seen = { requests: 0 };
	beforeEach(() => {
		seen.requests = 0;
	});
	afterEach(async () => {
		await Promise.all(
			servers.splice(0).map(async (server) => await new Promise((end) => server.close(end))),
		);
	});
	const listen = async (server: Server): Promise<string> => {
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	};
	return {
		seen,
		/** Answers `{}` to everything; with `drops`, closes the connection when the request has arrived. */
		serve: async (shown: CertificateName, { drops = false } = {}): Promise<string> =>
			await listen(
				createTlsServer(
					{ key: certificate('key'), cert: certificate(shown) },
					(incoming, response) => {
						seen.requests += 1;
						if (drops) incoming.socket.destroy();
						else response.end('{}');
					},
				),
			),
		/** Speaks no TLS, or hangs up on the first bytes of it. */
		serveNoTls: async (answer: string): Promise<string> =>
			await listen(
				createServer((socket) => {
					socket.on('error', () => undefined);
					socket.once('data', () => socket.end(answer));
				}),
			),
	};
}

/** Sends as n8n does, trusting these certificates as authorities beside none. */
export const sendTrusting =
	(...trusted: readonly CertificateName[]): SendOptions =>
	async ({ url, method = 'GET', headers, body }) =>
		await new Promise((resolve, reject) => {
			const outgoing = request(url, {
				agent: false,
				method,
				headers: headers as Record<string, string>,
				ca: trusted.map(certificate),
			});
			outgoing.on('error', (error: NodeJS.ErrnoException) => {
				reject(Object.assign(new Error(error.message, { cause: error }), { code: error.code }));
			});
			outgoing.on('response', (answer) => {
				resolve({ body: answer, headers: answer.headers, statusCode: answer.statusCode });
			});
			outgoing.end(body);
		});
