import { type IWebhookFunctions, type IWebhookResponseData, sleep } from 'n8n-workflow';

import { hangUpPollMs, maxHangUpMs } from '../../lib/webhooks/numbers';

/**
 * Hands items to n8n and learns whether it starts an execution with them. n8n reads `webhookResponse` after it has started one
 * and just before it saves the static data, and not at all where it could not (webhook-helpers and live-webhooks in n8n
 * 2.41): reading the property means that it has started, and what is stored then is kept. Static data that is set earlier is
 * not: while an execution is started, n8n takes all of it for unchanged. An n8n that answers before it starts one reads the
 * property then.
 *
 * @param reply what the sender is answered once it is started; n8n itself would always answer 200
 */
export function startWith(
	node: IWebhookFunctions,
	workflowData: IWebhookResponseData['workflowData'],
	reply: { readonly status: number; readonly message: string },
	outcome: { readonly started: () => void; readonly notStarted: () => void },
): IWebhookResponseData {
	const response = node.getResponseObject();
	let isStarted = false;
	const failed = (): void => {
		if (!isStarted) outcome.notStarted();
	};
	/** The sender has hung up, and n8n may still be at it. */
	const failedInTheEnd = (): void =>
		void waitForEnd(() => isStarted || response.writableEnded).then(failed);
	// Gone while the notification was judged: the response will say so no more.
	if (response.closed || response.destroyed) failedInTheEnd();
	else {
		response.once('finish', failed);
		response.once('close', () => {
			if (response.writableEnded) failed();
			else failedInTheEnd();
		});
	}
	return {
		workflowData,
		get webhookResponse() {
			if (!isStarted) {
				isStarted = true;
				outcome.started();
				keepStatus(response, reply.status);
			}
			return { message: reply.message };
		},
	};
}

/** n8n sets its own status right before it sends the answer. */
function keepStatus(response: ReturnType<IWebhookFunctions['getResponseObject']>, status: number) {
	response.status(status);
	response.status = () => response;
}

async function waitForEnd(isOver: () => boolean): Promise<void> {
	for (let waitedMs = 0; waitedMs < maxHangUpMs && !isOver(); waitedMs += hangUpPollMs)
		await sleep(hangUpPollMs);
}
