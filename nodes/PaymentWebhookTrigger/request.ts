import type { IWebhookFunctions } from 'n8n-workflow';

import type { WebhookRequest } from '../../lib/providers/contract';
import { maxWebhookBytes } from '../../lib/webhooks/numbers';

/** The parts of a request that are judged, as n8n passes it on. */

/**
 * The bytes as they arrived, but decompressed. n8n leaves them to be read here, because the node says so by its parameter
 * `options.binaryData` (webhook-helpers in n8n 2.41): parsed by n8n, a body that is no JSON would be 422.
 */
export async function readBody(
	node: IWebhookFunctions,
): Promise<Buffer | 'too large' | 'unreadable'> {
	const request = node.getRequestObject();
	if (Number(request.headers['content-length'] ?? 0) > maxWebhookBytes) return 'too large';
	try {
		await request.readRawBody?.();
	} catch (error) {
		// The rest of it would block the connection.
		request.unpipe();
		request.resume();
		// Its length was not announced, and is beyond what n8n reads. Thrown on, any other error would become an execution.
		return (error as { status?: unknown } | undefined)?.status === 413 ? 'too large' : 'unreadable';
	}
	const body = request.rawBody ?? Buffer.alloc(0);
	return body.length > maxWebhookBytes ? 'too large' : body;
}

export const requestOf = (
	node: IWebhookFunctions,
	publicPath: string,
	body: Buffer,
): WebhookRequest => ({ targets: targetsOf(node, publicPath), headers: headersOf(node), body });

/** What the provider may have called: the public path, n8n's own URL of this webhook, or what arrived; with the query that arrived. */
function targetsOf(node: IWebhookFunctions, publicPath: string): readonly string[] {
	const arrived = node.getRequestObject().originalUrl;
	const at = arrived.indexOf('?');
	const query = at === -1 ? '' : arrived.slice(at);
	const url = node.getNodeWebhookUrl('default') ?? '';
	const own = URL.canParse(url) ? new URL(url).pathname : '';
	// n8n names the production URL also while "Execute step" waits at the test URL.
	const paths = [publicPath, own, ...(node.getMode() === 'manual' ? testPathsOf(own) : [])];
	const called = paths.filter((path) => path !== '').map((path) => path + query);
	return [...new Set([...called, arrived])];
}

/** A proxy, or the workflow's own path, may have the same word beside n8n's. */
const testPathsOf = (path: string): readonly string[] =>
	[...path.matchAll(/\/webhook(?=\/)/g)].map(
		({ 0: part, index }) =>
			`${path.slice(0, index)}/webhook-test${path.slice(index + part.length)}`,
	);

const headersOf = (node: IWebhookFunctions): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(
		Object.entries(node.getHeaderData()).map(([header, value]) => [
			header.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : value === undefined ? undefined : String(value),
		]),
	);
