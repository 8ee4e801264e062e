import { call, type CallContext, type CallOptions } from '../client/call';
import { requestOf } from '../client/requestOf';
import { type CallInfo, type Failed, failure } from '../client/result';
import { valueAt } from '../providers/endpoints';
import type { BeneficiaryCheck } from '../providers/contract';

export type BeneficiaryRead =
	| {
			readonly kind: 'beneficiary';
			/** As the provider tells it; '' where it does not. */
			readonly name: string;
			/** Whether the name or parts of it are hidden, so that it could not be compared. */
			readonly isHidden: boolean;
	  }
	| Failed;

/**
 * Asks the provider whom a payout would reach, before it is sent.
 *
 * @param payout the request that is about to be sent: a failure is that it was not
 * @param json its body
 * @param expected the name that a builder knows; '' for any
 */
export async function checkBeneficiary(
	context: CallContext,
	{ method, path, body, read }: BeneficiaryCheck,
	{ payout, json, expected }: { payout: CallInfo; json: unknown; expected: string },
	options: CallOptions,
): Promise<BeneficiaryRead> {
	const asked = Object.entries(body).map(([name, at]) => [name, valueAt(json, at)] as const);
	const request = requestOf(context.settings, {
		method,
		target: path,
		body: JSON.stringify(Object.fromEntries(asked)),
	});
	const result = await call(context, request, options);
	if (result.kind === 'failed')
		return { ...result, message: `Nothing was sent: ${result.message}`, call: payout };
	const { isValid, name } = read(context.provider.api.unwrap(result.response.body));
	if (!isValid)
		return notSent(payout, {
			message: `${context.provider.displayName} does not know this beneficiary`,
			description: 'Nothing was sent. Check the bank and the account number.',
		});
	const isHidden = name === '' || name.includes('*');
	if (expected !== '' && !isHidden && plain(name) !== plain(expected))
		return notSent(payout, {
			message: 'The account belongs to somebody else',
			description: `Nothing was sent. ${context.provider.displayName} names ${JSON.stringify(name)}, and 'Beneficiary Name' is ${JSON.stringify(expected)}. Check the account number with the payee, or correct the name.`,
		});
	return { kind: 'beneficiary', name, isHidden };
}

const notSent = (payout: CallInfo, explanation: Parameters<typeof failure>[2]): Failed =>
	failure(payout, 'unusable', explanation, { effect: 'none' });

/** Without case, accents and punctuation: banks write names in capitals of their own. */
const plain = (name: string): string =>
	name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
