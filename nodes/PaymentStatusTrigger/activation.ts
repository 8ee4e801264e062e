import type { IPollFunctions } from 'n8n-workflow';

import { defaultPollBudgetMs } from '../../lib/watch/numbers';

/** How n8n came to this poll. */
export interface Activation {
	/** It is part of publishing the workflow, or of starting n8n: what is thrown keeps the workflow from being active. */
	readonly isFirst: boolean;
	/** n8n has started, or has taken over from another process, and goes on from what that one has saved. */
	readonly isResumed: boolean;
}

/** n8n makes one context for all polls from an activation on. */
const polled = new WeakSet<IPollFunctions>();

export function activationOf(node: IPollFunctions): Activation {
	const mode = node.getActivationMode();
	const isKnown = polled.has(node);
	polled.add(node);
	return {
		isFirst: !isKnown && !isScheduled(node),
		isResumed: mode === 'init' || mode === 'leadershipChange',
	};
}

/** With n8n's durable scheduler (2.38+) each poll has a context of its own, mode 'update' and a time of its own, and none activates. */
const isScheduled = (node: IPollFunctions): boolean =>
	node.getActivationMode() === 'update' &&
	(node.getPollBudgetMs?.() ?? defaultPollBudgetMs) !== defaultPollBudgetMs;
