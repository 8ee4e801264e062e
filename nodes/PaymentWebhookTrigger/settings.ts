import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { findProvider } from '../../lib/providers';
import { strayCharacter, trimUnseen } from '../../lib/providers/characters';
import type { Explanation } from '../../lib/providers/contract';
import { maxHookWaitMs } from '../../lib/auth/numbers';
import type { CallContext } from '../../lib/client/call';
import { callError, settingError } from '../shared/errors';
import { contextOf } from '../shared/context';
import { defaultToleranceSeconds, maxToleranceSeconds } from '../../lib/webhooks/numbers';
import type { EventFilter } from '../../lib/webhooks/receive';
import { webhookSecrets } from '../../lib/webhooks/secret';
import { readStatuses } from '../shared/forms/list';
import { readAccount } from '../shared/forms/lookup';
import { readNumber } from '../shared/forms/number';
import { withRemedy } from '../shared/withRemedy';
import { unknownProvider } from '../shared/providers';
import { triggerOn } from './description';

type Node = IHookFunctions | IWebhookFunctions;

export interface WebhookSettings {
	readonly context: CallContext;
	readonly filter: EventFilter;
	/** The path by which the provider calls, where a proxy rewrites it; '' for the one that n8n knows. */
	readonly publicPath: string;
	readonly simplify: boolean;
}

/** Reports, while the workflow is published, what would keep notifications from being verified. */
export async function checkSettings(node: IHookFunctions): Promise<void> {
	const { context } = await readWebhookSettings(node);
	const { signature } = context.provider.webhooks;
	if (signature === undefined) return;
	const read = await webhookSecrets(context, signature, 'now');
	if (read.kind === 'failed') throw callError(node.getNode(), undefined, withRemedy(read));
}

/** Throws what is wrong with the node's parameters or its credential. */
export async function readWebhookSettings(node: Node): Promise<WebhookSettings> {
	const provider = findProvider(String(node.getNodeParameter('provider')));
	if (provider === undefined) throw refusal(node, unknownProvider(triggerOn));
	const read = await contextOf(node, provider, undefined, 'never');
	if (read.kind === 'invalid') throw refusal(node, read.explanation);
	// Whoever sends a notification waits for its answer.
	const context: CallContext = { ...read.context, maxTokenWaitMs: maxHookWaitMs };
	const isSigned = provider.webhooks.signature !== undefined;
	const tolerance = readNumber(isSigned ? node.getNodeParameter('tolerance', '') : '', {
		label: 'Tolerance (Seconds)',
		min: 1,
		max: maxToleranceSeconds,
		otherwise: defaultToleranceSeconds,
		unit: 'seconds',
		hint: 'Without a limit, anyone who has seen a notification could replay it forever.',
	});
	if (tolerance.kind === 'invalid') throw refusal(node, tolerance.explanation);
	const statuses = readStatuses(node.getNodeParameter('statuses', []));
	if (statuses === 'invalid') throw refusal(node, badStatuses);
	const publicPath = trimUnseen(String(node.getNodeParameter('publicPath', '') ?? ''));
	if (publicPath !== '' && !isPath(publicPath)) throw refusal(node, badPath);
	const confirm = !isSigned || node.getNodeParameter('confirm', false) === true;
	const events = [node.getNodeParameter('events', [])].flat().map(String);
	return {
		context,
		publicPath,
		simplify: node.getNodeParameter('simplify', true) === true,
		filter: {
			events: events.length === 0 ? undefined : new Set(events),
			statuses,
			confirm,
			accountId: readAccountId(node, context, confirm),
			toleranceMs: tolerance.number * 1000,
		},
	};
}

/** Without it, only records that contain an account can be looked up, and an old notification may need a lookup. */
function readAccountId(node: Node, { provider }: CallContext, isRequired: boolean): string {
	const kind = provider.payments.kinds.find(({ account }) => account !== undefined);
	if (kind === undefined) return '';
	const read = readAccount(kind, node.getNodeParameter('accountId', ''));
	if (read.kind === 'invalid' && !isRequired) return '';
	if (read.kind === 'invalid') throw refusal(node, read.explanation);
	return read.accountId;
}

const refusal = (node: Node, explanation: Explanation): Error =>
	settingError(node.getNode(), undefined, withRemedy(explanation));

const badStatuses: Explanation = {
	message: "'Statuses' contains an unknown status",
	description: 'Select from the list.',
};

const isPath = (path: string): boolean =>
	/^\/[^?#\\]*$/.test(path) && strayCharacter(path) === undefined;

const badPath: Explanation = {
	message: "'Public Path' is not a path",
	description: 'Enter the path of the address that the provider calls, e.g. /hooks/payments.',
};
