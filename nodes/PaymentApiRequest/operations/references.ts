import { createHash } from 'node:crypto';

import { type IExecuteFunctions, LoggerProxy, sleep } from 'n8n-workflow';

import type { CallContext } from '../../../lib/client/call';
import type { CallInfo } from '../../../lib/client/result';
import { maxEntries } from '../../../lib/writes/numbers';
import { rememberReference } from '../../../lib/writes/references';
import type { PaymentMemory } from '../../../lib/writes/sendOnce';
import { keyStoreOf, troubleOf } from '../../shared/keyStore';

/** The payment's place in the memory that outlives the execution. Nothing readable is kept there. */
export function paymentMemory(
	node: IExecuteFunctions,
	{ settings, provider, random }: CallContext,
	info: CallInfo,
	allowsRepeats: boolean,
): PaymentMemory {
	const key = createHash('sha256')
		.update(JSON.stringify([provider.id, settings.baseUrl, settings.clientId, uniqueWithin(info)]))
		.digest('hex');
	const workflowId = node.getWorkflow().id ?? '';
	const { id, name } = node.getNode();
	const memory = rememberReference(key, {
		store: workflowId === '' ? undefined : keyStoreOf(node, maxEntries),
		// n8n's own sets are divided by these two.
		scope: JSON.stringify([workflowId, id]),
		troubleOf,
		sleep,
		random,
		onNoStore: () => logOnce(workflowId, name),
	});
	return { ...memory, allowsRepeats };
}

/** References are unique per merchant, where they count. */
export const uniqueWithin = ({ referenceScope, reference }: CallInfo): readonly string[] => [
	referenceScope,
	reference,
];

const logged = new Set<string>();

function logOnce(workflowId: string, node: string): void {
	const where = JSON.stringify([workflowId, node]);
	if (logged.has(where)) return;
	logged.add(where);
	LoggerProxy.warn(
		`Payment node '${node}': n8n does not store its sent references (the workflow is not saved, or this n8n cannot). Only this process remembers them, until it ends.`,
	);
}
