import type { IncomingHttpHeaders, RequestListener } from 'node:http';

import { useServers } from '../../support/servers.mts';

export interface Received {
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** What to answer the nth call (from 0) with; null = nothing, for ever. */
export type Reply = (
	index: number,
) => { status: number; location?: string; before?: () => void } | null;

export interface Receiver {
	/** Without a path. */
	url: string;
	received: Received[];
	/** How many callers went away before they were answered. */
	left(): number;
}

/** Merchants' servers, closed after the test. */
export function useReceivers(): (reply?: Reply) => Promise<Receiver> {
	const listen = useServers();
	return async (reply = () => ({ status: 200 })) => {
		const received: Received[] = [];
		let left = 0;
		const handler: RequestListener = (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const answer = reply(received.length);
				answer?.before?.();
				received.push({
					path: request.url ?? '',
					headers: request.headers,
					body: Buffer.concat(chunks).toString('utf8'),
				});
				response.on('close', () => {
					if (!response.writableEnded) left += 1;
				});
				if (!answer) return;
				const { status, location } = answer;
				response.writeHead(status, location === undefined ? {} : { location }).end();
			});
		};
		return { url: await listen(handler), received, left: () => left };
	};
}
