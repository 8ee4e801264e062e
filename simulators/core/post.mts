import * as http from 'node:http';
import * as https from 'node:https';

/** No provider says how long it waits for an answer. */
const patienceMs = 30_000;

export interface PostAnswer {
	status: number;
	location: string | null;
}

/** One POST over a connection of its own, with these headers and hardly any others; null = no answer came. */
export function post(
	url: string,
	headers: Record<string, string>,
	body: string,
	signal: AbortSignal,
): Promise<PostAnswer | null> {
	const { request } = url.startsWith('https:') ? https : http;
	const options = { method: 'POST', headers, agent: false, signal, timeout: patienceMs };
	return new Promise((resolve) => {
		const sent = request(url, options, (response) => {
			const { statusCode = 0, headers: answered } = response;
			response.on('close', () => {
				resolve({ status: statusCode, location: answered.location ?? null });
			});
			response.resume();
		});
		sent.on('timeout', () => sent.destroy());
		sent.on('error', () => {
			resolve(null);
		});
		sent.end(body);
	});
}

/**
 * A simulator calls nobody but this machine: the payments of examples and tests carry addresses such as
 * https://shop.example.com/hook, which are not to be troubled.
 */
export function isOnThisMachine(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return (
		/^https?:$/.test(protocol) && /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
	);
}
