import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { maxWebhookBytes } from '../../lib/webhooks/numbers';
import { type ConfirmedEvent, receive } from '../../lib/webhooks/receive';
import { createSeenEvents, type SeenEvents } from '../../lib/webhooks/seen';
import { paymentItem } from '../shared/paymentItem';
import { readWebhookSettings, type WebhookSettings } from './settings';

/** By workflow and node, for this process: n8n reads what it has kept anew for every request, and several may come at once. */
const known = new Map<string, SeenEvents>();

/** One notification: the items for the workflow, or an answer that starts none. */
export async function receiveNotification(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	const body = await readBody(node);
	if (body === 'too large') return answer(node, 413, 'The notification is too large');
	if (body === 'unreadable') return answer(node, 400, said[400]);
	const settings = await settingsOf(node);
	if (settings === undefined) return answer(node, 503, said[503]);
	const request = { targets: targetsOf(node, settings), headers: headersOf(node), body };
	const received = await receive(settings.context, request, settings.wanted);
	const name = node.getNode().name;
	switch (received.kind) {
		case 'refused':
			node.logger.warn(`${name}: a notification was refused: ${received.reason}.`);
			return answer(node, received.status, said[received.status]);
		case 'test':
			node.logger.info(`${name}: the provider's test message has arrived.`);
			return answer(node, 200, 'This is the test message, and starts no workflow');
		case 'genuine': {
			const items = newNotices(node, settings, received.notices).map((notice) =>
				itemOf(notice, settings),
			);
			return items.length === 0
				? answer(node, 200, 'Received')
				: { webhookResponse: { message: 'Received' }, workflowData: [items] };
		}
	}
}

/** Nothing that helps whoever tries to forge one. */
const said = {
	400: 'The notification cannot be read',
	401: 'The notification is not proven',
	503: 'The notification cannot be judged now; send it again later',
};

function answer(node: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	node.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/**
 * The bytes as they came, but for their packing. n8n leaves them to be read here, because the node says so by its
 * parameter `options.binaryData` (webhook-helpers in n8n 2.41): parsed by n8n, a body that is no JSON would be 422.
 */
async function readBody(node: IWebhookFunctions): Promise<Buffer | 'too large' | 'unreadable'> {
	const request = node.getRequestObject();
	if (Number(request.headers['content-length'] ?? 0) > maxWebhookBytes) return 'too large';
	try {
		await request.readRawBody?.();
	} catch (error) {
		// What is left of it would block the connection.
		request.unpipe();
		request.resume();
		// Its length was not announced, and is beyond what n8n reads. Thrown on, any other error would become an execution.
		return (error as { status?: unknown } | undefined)?.status === 413 ? 'too large' : 'unreadable';
	}
	const body = request.rawBody ?? Buffer.alloc(0);
	return body.length > maxWebhookBytes ? 'too large' : body;
}

/** Thrown on, what was wrong with the settings would become an execution for each request. */
async function settingsOf(node: IWebhookFunctions): Promise<WebhookSettings | undefined> {
	try {
		return await readWebhookSettings(node);
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		node.logger.error(`${node.getNode().name}: a notification could not be judged: ${reason}`);
		return undefined;
	}
}

/** What the provider may have called: the public path, with the query that arrived. */
function targetsOf(node: IWebhookFunctions, { publicPath }: WebhookSettings): readonly string[] {
	const arrived = node.getRequestObject().originalUrl;
	const at = arrived.indexOf('?');
	const query = at === -1 ? '' : arrived.slice(at);
	if (publicPath !== '') return [publicPath + query];
	const url = node.getNodeWebhookUrl('default') ?? '';
	const path = URL.canParse(url) ? new URL(url).pathname : '';
	return [...new Set([path + query, arrived])];
}

const headersOf = (node: IWebhookFunctions): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(
		Object.entries(node.getHeaderData()).map(([header, value]) => [
			header.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : value === undefined ? undefined : String(value),
		]),
	);

/** Those that were not let through before. "Execute step" in the editor shows everything and takes note of nothing. */
function newNotices(
	node: IWebhookFunctions,
	{ context }: WebhookSettings,
	notices: readonly ConfirmedEvent[],
): readonly ConfirmedEvent[] {
	if (node.getMode() === 'manual') return notices;
	const stored = node.getWorkflowStaticData('node');
	const { id, name } = node.getNode();
	const key = JSON.stringify([node.getWorkflow().id, id, name]);
	const seen = known.get(key) ?? createSeenEvents(stored);
	known.set(key, seen);
	const now = context.lifecycle.now();
	const fresh = notices.filter((notice) => seen.add(notice.event, notice, now));
	if (fresh.length > 0) Object.assign(stored, seen.stored());
	// n8n starts the execution after this. Should it fail to, it answers 5xx and the provider sends the event again.
	const response = node.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode < 500) return;
		for (const notice of fresh) seen.remove(notice.event, notice);
	});
	return fresh;
}

const itemOf = (notice: ConfirmedEvent, { simplify }: WebhookSettings): INodeExecutionData =>
	paymentItem(notice, simplify, { json: { event: notice.event } satisfies IDataObject });
