import { request, type ClientRequest } from 'node:http';
import { assertUrlAllowed } from 'n8n-workflow';
import type { SendOptions } from '../../lib/http/exchange';

/**
 * n8n's `httpRequest` for `encoding: 'stream'`, over real sockets: the answer's body is a stream, no status is an error, and
 * a system error comes wrapped in the HTTP library's own.
 */
export const send: SendOptions = async (options) => {
	const { url, method = 'GET', headers, body, allowedDomains } = options;
	if (allowedDomains !== undefined) assertUrlAllowed({ url, allowedDomains });
	const abortSignal = options.abortSignal as AbortSignal | undefined;
	return await new Promise((resolve, reject) => {
		const fail = (code: string | undefined, cause?: Error) =>
			reject(Object.assign(new Error('Request failed', { cause }), { code }));
		const outgoing: ClientRequest = request(url, {
			agent: false,
			method,
			headers: headers as Record<string, string>,
		});
		abortSignal?.addEventListener('abort', () => {
			fail('ERR_CANCELED');
			outgoing.destroy();
		});
		outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code, error));
		outgoing.on('response', (answer) => {
			resolve({ body: answer, headers: answer.headers, statusCode: answer.statusCode });
		});
		outgoing.end(body);
	});
};
