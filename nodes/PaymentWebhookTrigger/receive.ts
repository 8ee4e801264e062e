import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import type { ConfirmedEvent } from '../../lib/webhooks/event';
import { fingerprintOf, recordKey } from '../../lib/webhooks/fingerprint';
import { receive, type Received } from '../../lib/webhooks/receive';
import { paymentItem } from '../shared/paymentItem';
import { eventKey } from './execute';
import { memoryOf, type NodeMemory, store, takeNew } from './memory';
import { readBody, requestOf } from './request';
import { readWebhookSettings, type WebhookSettings } from './settings';
import { startWith } from './start';

/** One notification: the items for the workflow, or an answer that starts none. */
export async function receiveNotification(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	const body = await readBody(node);
	if (body === 'too large') return answer(node, 413, 'The notification is too large');
	if (body === 'unreadable') return answer(node, 400, said[400]);
	const settings = await settingsOf(node);
	if (settings === undefined) return answer(node, 503, said[503]);
	const memory = memoryOf(node);
	const received = await judge(node, settings, memory, body);
	if (received === undefined) return answer(node, 503, said[503]);
	const { name } = node.getNode();
	switch (received.kind) {
		case 'refused':
			node.logger.warn(`${name}: a notification was rejected: ${received.reason}.`);
			return answer(node, received.status, said[received.status]);
		case 'test':
			node.logger.info(`${name}: the provider's test message has arrived.`);
			return answer(node, 200, 'This is the test message, and starts no workflow');
		case 'empty':
			node.logger.warn(
				`${name}: a notification was verified and contains nothing (event ${JSON.stringify(received.event)}).`,
			);
			return answer(node, 200, 'Received');
		case 'genuine':
			for (const reason of received.left)
				node.logger.warn(`${name}: a part of a notification was rejected: ${reason}.`);
			return await deliver(node, settings, memory, received);
	}
}

/** Nothing that helps a forger. */
const said = {
	400: 'The notification cannot be read',
	401: 'The notification could not be verified',
	503: 'The notification cannot be verified now; send it again later',
};

function answer(node: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	node.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/** If it were rethrown, a wrong setting would become an execution for each request. */
async function settingsOf(node: IWebhookFunctions): Promise<WebhookSettings | undefined> {
	try {
		return await readWebhookSettings(node);
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		node.logger.error(`${node.getNode().name}: a notification could not be verified: ${reason}`);
		return undefined;
	}
}

/**
 * If it were rethrown, a request that breaks the node would become an execution, and anybody can send one. The log contains
 * the error's type only: its message may quote the request.
 */
async function judge(
	node: IWebhookFunctions,
	{ context, publicPath, filter }: WebhookSettings,
	{ limits }: NodeMemory,
	body: Buffer,
): Promise<Received | undefined> {
	try {
		return await receive(context, requestOf(node, publicPath, body), filter, limits);
	} catch (error) {
		const what = error instanceof Error ? error.name : typeof error;
		node.logger.error(`${node.getNode().name}: a notification could not be verified: ${what}`);
		return undefined;
	}
}

/** Starts the workflow with the new events. "Execute step" in the editor shows everything and records nothing. */
async function deliver(
	node: IWebhookFunctions,
	settings: WebhookSettings,
	memory: NodeMemory,
	{ wanted, unwanted, left }: Extract<Received, { kind: 'genuine' }>,
): Promise<IWebhookResponseData> {
	const itemsOf = (events: readonly ConfirmedEvent[]): INodeExecutionData[][] => [
		events.map((event) => itemOf(event, settings)),
	];
	if (node.getMode() === 'manual') {
		const reply = replyOf(left.length === 0);
		return wanted.length === 0
			? answer(node, reply.status, reply.message)
			: startWith(node, itemsOf(wanted), reply, nothingKept);
	}

	const { now } = settings.context.lifecycle;
	const staticData = node.getWorkflowStaticData('node');
	memory.seen.merge(staticData);
	const taken = await takeNew(memory, wanted, now);
	for (const event of unwanted) memory.seen.note(event, now());
	const reply = replyOf(left.length === 0 && !taken.isOpen);
	if (taken.fresh.length > 0)
		return startWith(node, itemsOf(taken.fresh), reply, {
			started() {
				taken.started();
				store(memory, staticData);
			},
			notStarted: taken.notStarted,
		});
	if (memory.seen.hasNews()) store(memory, staticData);
	return answer(node, reply.status, reply.message);
}

const nothingKept = { started: () => undefined, notStarted: () => undefined };

/** A provider sends a notification again as a whole, and only where it was refused. */
const replyOf = (isWhole: boolean): { readonly status: number; readonly message: string } =>
	isWhole ? { status: 200, message: 'Received' } : { status: 503, message: said[503] };

/** An event that is not a payment has little in the common fields, so it includes its record. */
const itemOf = (event: ConfirmedEvent, { simplify }: WebhookSettings): INodeExecutionData =>
	paymentItem(event, simplify && !event.isNoPayment, {
		json: { event: event.event } satisfies IDataObject,
		[eventKey]: recordKey(fingerprintOf(event)),
	});
