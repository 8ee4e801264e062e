import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { claimEvents } from '../../lib/webhooks/claim';
import { keyStoreOf } from '../shared/keyStore';

/** The member of an item, beside its `json`, that identifies its event. It does not leave the trigger. */
export const eventKey = 'event';

/**
 * Runs at the start of the execution that a notification has started, in whichever process that is: passes on the events
 * with which no other execution has begun. If that cannot be determined, all of them: an event that comes twice is better
 * than none.
 */
export async function passOnce(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = node.getInputData();
	const { name } = node.getNode();
	const received = items.map(({ [eventKey]: event, ...item }) => ({
		// n8n's set is by the node's ID, which two nodes of a workflow that was put together by hand may share.
		record: typeof event === 'string' ? JSON.stringify([name, event]) : undefined,
		item,
	}));
	const claimed = await claim(
		node,
		received.flatMap(({ record }) => record ?? []),
	);
	const passed = received.filter(
		({ record }) => claimed === undefined || record === undefined || claimed.has(record),
	);
	if (passed.length < received.length) node.addExecutionHints?.(repeatHint);
	return passed.map(({ item }) => item);
}

/** Undefined where all of them are to be passed on. */
async function claim(
	node: IExecuteFunctions,
	records: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
	// What a person starts or retries has to run.
	if (records.length === 0 || node.getMode() !== 'webhook') return undefined;
	const store = keyStoreOf(node, () => undefined);
	if (store.store === undefined) return undefined;
	try {
		const { records: claimed } = await claimEvents(records, node.getExecutionId(), store);
		return claimed;
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		node.logger.warn(
			`${node.getNode().name}: n8n's database could not be asked whether this event has already started the workflow (${reason}). The workflow continues, and the event may be a repeat.`,
		);
		return undefined;
	}
}

const repeatHint: NodeExecutionHint = {
	message:
		'The workflow has already started with an event of this notification, in another execution. The repeated event ends here.',
	location: 'outputPane',
};
