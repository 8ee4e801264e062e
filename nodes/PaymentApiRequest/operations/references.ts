import { createHash } from 'node:crypto';

import { type IExecuteFunctions, LoggerProxy } from 'n8n-workflow';

import type { CallContext } from '../../../lib/client/call';
import type { CallInfo } from '../../../lib/client/result';
import { rememberReference } from '../../../lib/writes/references';
import type { PaymentMemory } from '../../../lib/writes/sendOnce';
import { keyStoreOf } from '../../shared/keyStore';

/** The payment's key in the store that outlives the execution. Nothing readable is stored there. */
export function paymentMemory(
	node: IExecuteFunctions,
	{ settings, provider, random }: CallContext,
	info: CallInfo,
	allowsRepeats: boolean,
): PaymentMemory {
	const key = createHash('sha256')
		.update(JSON.stringify([provider.id, settings.baseUrl, settings.clientId, uniqueWithin(info)]))
		.digest('hex');
	const onNoStore = (): void => logOnce(node.getWorkflow().id ?? '', node.getNode().name);
	const memory = rememberReference(key, { ...keyStoreOf(node, onNoStore), random });
	return { ...memory, allowsRepeats };
}

/** References are unique per merchant, within their scope. */
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
		`Payment node '${node}': n8n does not store the references that it has sent (the workflow is not saved, or this n8n cannot store them). Only this process remembers them, until it ends.`,
	);
}
