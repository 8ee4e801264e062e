import type { Explanation, Provider } from '../providers/contract';
import type { ExpectedValue, RequestInfo } from '../providers/endpoints';
import { explainUnknown, shortened } from '../client/messages';
import { type CallInfo, type Failed, failure } from '../client/result';
import { recoverySeconds } from './numbers';
import type { KnownPayment } from './recover';

/** The sentences of what keeps a write from being sent, or from being sent again. */

/** An agent reads this and decides what to do next. */
export const agentMayNotWrite = ({ endpoint }: RequestInfo): Explanation => ({
	message: 'This tool is read-only for AI agents',
	description: `${endpoint} was not sent: it changes something or moves money. Use GET requests, or ask the person to send it. The workflow's builder can turn on 'Allow Writes From Agents' in the options.`,
});

export const cannotLookUp = (provider: Provider, call: RequestInfo): Explanation => ({
	message: `${provider.displayName} has no way to look up this request`,
	description:
		call.reference === ''
			? "'On Unknown Outcome' is Look Up, and that needs a reference: enter one under 'Reference', or in the body. Otherwise set it to Fail."
			: `'On Unknown Outcome' is Look Up, but ${provider.displayName} has no lookup by reference for this endpoint. Set it to Fail; then look the payment up with ${call.lookUp}.`,
});

export const sameReference = (item: number): Explanation => ({
	message: `Item ${item} has the same reference for the same endpoint`,
	description:
		'It was not sent, because it would be the same payment twice. Give each payment its own reference.',
});

/** After a lost response and a lookup at the provider: there is no such payment. */
export const neverArrived = (call: CallInfo): Failed =>
	failure(
		call,
		'notFound',
		{
			message: `Not processed: ${call.provider.displayName} has no payment with this reference`,
			description: `${referenceOf(call)} It was looked up for ${recoverySeconds} seconds. To send it again, turn on ${repeatOption} for this item.`,
		},
		{ effect: 'none' },
	);

export const nothingHeard = (call: CallInfo): Failed =>
	unknown(
		call,
		explainUnknown(call, 'an earlier attempt of this execution ended without a response'),
	);

/** A loop, or an agent that calls its tool again. */
export const anotherRequestHad = (call: CallInfo): Failed =>
	unknown(call, {
		message: 'This execution has sent another request with this reference',
		description: `${referenceOf(call)} It was not sent. Give each payment its own reference. Look the first one up with ${call.lookUp}.`,
	});

/** In an earlier execution, by this node. */
export function sentBefore(call: CallInfo, seen: 'absent' | 'unclear' | 'notAskable'): Failed {
	const { provider, lookUp } = call;
	const name = provider.displayName;
	const known = {
		absent: `${name} was asked for it for ${recoverySeconds} seconds and did not find it: either it never arrived (n8n was stopped, or the connection broke), or ${name} shows it later.`,
		unclear: `${name} could not say whether it exists: try again later.`,
		notAskable: `${name} has no lookup by reference.`,
	}[seen];
	return failure(call, 'duplicate', {
		message: 'A payment with this reference was sent before',
		description: `${referenceOf(call)} It was not sent again. ${known} Look it up with ${lookUp}. If you are certain that it was not made, turn on ${repeatOption} for this item and run the workflow again.`,
	});
}

/** n8n's database did not take the reference. */
export const cannotBeNoted = (call: CallInfo, reason: string): Failed =>
	failure(
		call,
		'interrupted',
		{
			message: 'Nothing was sent: n8n could not record this payment',
			description: `${reason === '' ? '' : `n8n says: ${shortened(reason)}. `}Without that record it might be sent twice. Run the workflow again when n8n's database answers, or turn on ${repeatOption}.`,
		},
		{ effect: 'none', isPassing: true },
	);

const repeatOption = "'Allow Repeated References' in the options";

const referenceOf = ({ reference }: CallInfo): string => `Reference: ${shortened(reference)}.`;

export const mayHaveBeenSent = (call: CallInfo): Failed =>
	unknown(call, {
		message: 'This execution is a retry, and the first one may have sent this request',
		description:
			call.find === undefined
				? `It was not sent again. Look it up with ${call.lookUp}. If you are certain that it was not sent, turn on 'Send Again on Retry' in the options.`
				: `It was not sent again: ${call.provider.displayName} could not say whether it has this payment. Retry the execution later, or look it up with ${call.lookUp}.`,
	});

/** The reference may be sent again, and the provider takes the request for the first one with it. */
export const notMadeAgain = (call: CallInfo): Failed =>
	failure(call, 'duplicate', {
		message: `${call.provider.displayName} made no new payment: it returned an earlier one with this reference`,
		description: `${referenceOf(call)} Look it up with ${call.lookUp}. To pay once more, send a request with a new reference.`,
	});

/** The provider has something with this reference that is not the requested payment. */
export const conflicting = (call: CallInfo, explanation: Explanation): Failed =>
	failure(call, 'duplicate', explanation);

const unknown = (call: CallInfo, explanation: Explanation): Failed =>
	failure(call, 'lost', explanation);

/** Found by the reference, but with another amount, currency or payee than the request. */
export const isAnotherPayment = (
	{ provider, reference }: CallInfo,
	known: KnownPayment,
	different: readonly ExpectedValue[],
): Explanation => ({
	message: `${provider.displayName} has another payment with this reference${idOf(known)}: its ${different.map(({ name }) => name).join(' and ')} ${different.length === 1 ? 'differs' : 'differ'} from this request`,
	description: `Reference: ${shortened(reference)}. Its status is ${known.status}. It is not returned. Look it up, and give this payment its own reference if it is a different one.`,
});

/** Found by the reference, but not successful. */
export const endedAsOther = (
	{ provider, reference }: CallInfo,
	known: KnownPayment,
): Explanation => ({
	message: `${provider.displayName} has a payment with this reference${idOf(known)} that is ${known.status}`,
	description: `Reference: ${shortened(reference)}. It is not paid. To pay it after all, send a request with a new reference.`,
});

const idOf = ({ id }: KnownPayment): string => (id === '' ? '' : ` (ID ${shortened(id)})`);
