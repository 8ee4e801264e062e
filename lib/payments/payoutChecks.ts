import { call, type CallContext, type CallOptions } from '../client/call';
import { requestOf } from '../client/requestOf';
import { type CallInfo, type Failed, failure } from '../client/result';
import { fillInFind } from '../providers/endpoints';
import { property, text } from '../providers/json';
import type { Explanation, FeeFacts, FindRequest, PayoutCheck } from '../providers/contract';

/** What has to be known before a payout is sent. */
export interface WantedFacts {
	/** Whether the payee is asked for, and the name that a builder knows; '' for any. */
	readonly beneficiary: { readonly expected: string } | undefined;
	readonly fee: boolean;
}

/** A check with its request. */
export interface PlannedCheck {
	readonly check: PayoutCheck;
	readonly ask: FindRequest;
}

export type ChecksPlanned =
	| { readonly kind: 'checks'; readonly checks: readonly PlannedCheck[] }
	| { readonly kind: 'unaskable'; readonly explanation: Explanation };

/** What the provider says of a payout. What was not asked for is undefined. */
export interface PayoutChecked {
	readonly kind: 'checked';
	readonly beneficiary:
		| {
				/** As the provider returns it; '' if it does not. */
				readonly name: string;
				/** Whether the name or parts of it are hidden, so that it could not be compared. */
				readonly isHidden: boolean;
		  }
		| undefined;
	readonly feeQuote: FeeQuote | undefined;
}

/** In the words of a payment. */
export interface FeeQuote extends Omit<FeeFacts, 'currency'> {
	readonly fee: string;
	readonly currency: string | null;
}

/** The requests that return what is wanted: none twice, and none for what the provider does not return. */
export function planChecks(
	checks: readonly PayoutCheck[],
	wanted: WantedFacts,
	payout: unknown,
): ChecksPlanned {
	const planned: PlannedCheck[] = [];
	for (const check of checks.filter((each) => tells(each, wanted))) {
		const read = check.bodyOf(payout);
		if (read.kind === 'unaskable') return read;
		const { method, path } = check;
		const ask = fillInFind({ method, target: path }, (name) => text(property(payout, name)));
		if (ask === undefined)
			throw new Error(`${path} has a parameter that the payout does not contain`);
		planned.push({ check, ask: { ...ask, body: JSON.stringify(read.body) } });
	}
	return { kind: 'checks', checks: planned };
}

const tells = ({ readBeneficiary, readFee }: PayoutCheck, wanted: WantedFacts): boolean =>
	(wanted.beneficiary !== undefined && readBeneficiary !== undefined) ||
	(wanted.fee && readFee !== undefined);

/**
 * Asks the provider what it says of a payout, before it is sent.
 *
 * @param payout the request that is about to be sent: a failure is that it was not
 */
export async function checkPayout(
	context: CallContext,
	checks: readonly PlannedCheck[],
	{ payout, wanted }: { readonly payout: CallInfo; readonly wanted: WantedFacts },
	options: CallOptions,
): Promise<PayoutChecked | Failed> {
	let told: PayoutChecked = { kind: 'checked', beneficiary: undefined, feeQuote: undefined };
	for (const { check, ask } of checks) {
		const result = await call(context, requestOf(context.settings, ask), options);
		if (result.kind === 'failed')
			return { ...result, message: `Nothing was sent: ${result.message}`, call: payout };
		const content = context.provider.api.unwrap(result.response.body);
		const beneficiary =
			wanted.beneficiary && check.readBeneficiary
				? beneficiaryOf(payout, check.readBeneficiary(content), wanted.beneficiary.expected)
				: told.beneficiary;
		if (beneficiary !== undefined && 'kind' in beneficiary) return beneficiary;
		const feeQuote =
			wanted.fee && check.readFee ? quoteOf(payout, check.readFee(content)) : told.feeQuote;
		if (feeQuote !== undefined && 'kind' in feeQuote) return feeQuote;
		told = { kind: 'checked', beneficiary, feeQuote };
	}
	return told;
}

function beneficiaryOf(
	payout: CallInfo,
	{ isValid, name }: { readonly isValid: boolean; readonly name: string },
	expected: string,
): NonNullable<PayoutChecked['beneficiary']> | Failed {
	const { displayName } = payout.provider;
	if (!isValid)
		return notSent(payout, {
			message: `${displayName} does not know this beneficiary`,
			description: 'Nothing was sent. Check the bank and the account number.',
		});
	const isHidden = name === '' || name.includes('*');
	if (expected !== '' && !isHidden && plain(name) !== plain(expected))
		return notSent(payout, {
			message: 'The account belongs to someone else',
			description: `Nothing was sent. ${displayName} returned the name ${JSON.stringify(name)}, but 'Beneficiary Name' is ${JSON.stringify(expected)}. Check the account number with the payee, or correct the name.`,
		});
	return { name, isHidden };
}

function quoteOf(payout: CallInfo, { fee, currency, ...rest }: FeeFacts): FeeQuote | Failed {
	if (fee === null)
		return notSent(payout, {
			message: `${payout.provider.displayName} returned no fee`,
			description:
				"Nothing was sent. Check 'Environment' and 'Base URL' of the credential, or turn 'Check Fee First' off.",
		});
	return { ...rest, fee, currency: currency === '' ? null : currency };
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
