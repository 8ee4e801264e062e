import type { IPollFunctions } from 'n8n-workflow';

import { defaultPollBudgetMs } from '../../lib/watch/numbers';

/** n8n makes one context for all polls from an activation on. */
const polled = new WeakSet<IPollFunctions>();

/**
 * Whether this poll, for which it is asked once, is part of publishing the workflow, or of starting n8n: what is thrown keeps the
 * workflow from being active.
 */
export function isActivating(node: IPollFunctions): boolean {
	const isKnown = polled.has(node);
	polled.add(node);
	return !isKnown && !isScheduled(node);
}

/** With n8n's durable scheduler (2.38+) each poll has a context of its own, mode 'update' and a time of its own, and none activates. */
const isScheduled = (node: IPollFunctions): boolean =>
	node.getActivationMode() === 'update' &&
	(node.getPollBudgetMs?.() ?? defaultPollBudgetMs) !== defaultPollBudgetMs;
