import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../../lib/providers';
import { recoverySeconds } from '../../../lib/writes/numbers';
import { namesOf } from '../../shared/providers';

/** The options that protect a write, the same for all operations that write. */

const withoutLookup = providers.filter(({ api }) =>
	api.endpoints.every(({ find }) => find === undefined),
);

/** Providers at which an unknown outcome cannot be looked up. */
const exceptFor =
	withoutLookup.length === 0 ? '' : `; not available at ${namesOf(withoutLookup, 'conjunction')}`;

export const repeatReferences: INodeProperties = {
	displayName: 'Allow Repeated References',
	name: 'repeatReferences',
	type: 'boolean',
	default: false,
	description:
		'Whether to send a payment even if one with its reference was sent before. It may be paid twice: turn this on for one stuck payment, with an expression, when you are certain that the first was not made.',
};

export const allowWritesFromAgents: INodeProperties = {
	displayName: 'Allow Writes From Agents',
	name: 'allowWritesFromAgents',
	type: 'boolean',
	default: false,
	description:
		'Whether an AI agent that uses this node as a tool may send more than GET and HEAD. Require human approval before it.',
};

export const onUnknownOutcome: INodeProperties = {
	displayName: 'On Unknown Outcome',
	name: 'onUnknownOutcome',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'The error says how to look the payment up',
		},
		{
			name: 'Look Up',
			value: 'lookUp',
			description: `Look the payment up by its reference for up to ${recoverySeconds} seconds. A payment that is found becomes the item${exceptFor}.`,
		},
	],
	default: 'fail',
	description:
		'What to do when the response to a write is lost. The write is never resent automatically.',
};

export const sendAgainOnRetry: INodeProperties = {
	displayName: 'Send Again on Retry',
	name: 'sendAgainOnRetry',
	type: 'boolean',
	default: false,
	description:
		'Whether a retried execution may send a write that cannot be looked up by reference. Turn it on only if you know that the first execution did not send it.',
};
