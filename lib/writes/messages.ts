import type { RequestInfo } from '../providers/endpoints';
import type { Explanation, Provider } from '../providers/contract';
import { recoverySeconds } from './numbers';
import {
	type CallInfo,
	type Problem,
	problem,
	shortened,
	unknownOutcome,
} from '../client/messages';

/** The sentences of what keeps a write from being sent, or from being sent again. */

/** An agent reads this and decides what to do next. */
export const agentMayNotWrite = ({ endpoint }: RequestInfo): Explanation => ({
	message: 'This tool is read-only for AI agents',
	description: `${endpoint} was not sent: it changes something or moves money. Use GET requests, or ask the person to send it. The workflow's builder can turn on 'Allow Writes From Agents' in the options.`,
});

export const cannotLookUp = (provider: Provider, effect: RequestInfo): Explanation => ({
	message: `${provider.displayName} cannot be asked what became of this request`,
	description:
		effect.reference === ''
			? "'On Unknown Outcome' is Look Up, and that needs a reference: enter one under 'Reference', or in the body. Otherwise set it to Fail."
			: `'On Unknown Outcome' is Look Up, but ${provider.displayName} has no lookup by reference for this endpoint. Set it to Fail; then look the payment up with ${effect.lookUp}.`,
});

export const sameReference = (item: number): Explanation => ({
	message: `Item ${item} has the same reference for the same endpoint`,
	description:
		'It was not sent: it would be the same payment twice. Give every payment a reference of its own.',
});

/** After a lost answer and a look at the provider: there is no such payment. */
export const neverArrived = (called: CallInfo): Problem =>
	problem(
		{
			message: `Not processed: ${called.provider.displayName} has no payment with this reference`,
			description: `Reference: ${shortened(called.effect.reference)}. It was asked for ${recoverySeconds} seconds. Sending it again is safe.`,
		},
		{},
	);

export const alreadyGoneThrough = (called: CallInfo): Problem =>
	problem(
		{
			message: 'This item went through in an earlier try of this execution',
			description: `It was not sent again. Its answer is no longer kept: look it up with ${called.effect.lookUp}.`,
		},
		{ outcome: 'unknown' },
	);

export const nothingHeard = (called: CallInfo): Problem =>
	problem(
		unknownOutcome(called, 'and an earlier try of this execution ended before it was heard of'),
		{
			outcome: 'unknown',
		},
	);

export const mayHaveBeenSent = (called: CallInfo): Problem =>
	problem(
		{
			message: 'This execution is a retry, and the first one may have sent this request',
			description: `It was not sent again. Look it up with ${called.effect.lookUp}. If it is certain that it was not sent, turn on 'Send Again on Retry' in the options.`,
		},
		{ outcome: 'unknown' },
	);
