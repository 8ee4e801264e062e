import type { IPollFunctions } from 'n8n-workflow';

import { defaultPollBudgetMs } from '../../lib/watch/numbers';

/** n8n makes one context for all polls from an activation on. */
const polled = new WeakSet<IPollFunctions>();

/**
 * Whether this poll is part of publishing the workflow, or of starting n8n: then an error keeps the workflow from becoming
 * active. Called once per poll.
 */
export function isActivating(node: IPollFunctions): boolean {
	const isKnown = polled.has(node);
	polled.add(node);
	return !isKnown && !isScheduled(node);
}

/** With n8n's durable scheduler (2.38+) each poll has its own context and time, and mode 'update'; none is an activation. */
const isScheduled = (node: IPollFunctions): boolean =>
	node.getActivationMode() === 'update' &&
	(node.getPollBudgetMs?.() ?? defaultPollBudgetMs) !== defaultPollBudgetMs;
