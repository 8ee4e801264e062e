import {
	planChecks,
	type PlannedCheck,
	type WantedFacts,
} from '../../../lib/payments/payoutChecks';
import { trimUnseen } from '../../../lib/providers/characters';
import type { CreateForm } from '../../../lib/providers/contract';
import { checkExpression, invalid, type Invalid } from '../../shared/forms/invalid';
import { type Options, textOf } from './options';

/** The checks before the payout is sent; none if no check is wanted or the method has none. */
export interface ChecksRead {
	readonly kind: 'checks';
	readonly checks: readonly PlannedCheck[];
	readonly wanted: WantedFacts;
}

/**
 * An option that protects is on unless it is clearly off, and an added name must not be empty: an expression that finds
 * nothing must not send the money unchecked.
 *
 * @param payout the body of the payout
 */
export function readChecks(
	{ checks = [] }: CreateForm,
	options: Options,
	payout: unknown,
): ChecksRead | Invalid {
	const isNamed = 'beneficiaryName' in options;
	const expected = trimUnseen(textOf(options.beneficiaryName));
	if (isNamed && expected === '' && checks.some(({ readBeneficiary }) => readBeneficiary))
		return invalid(
			"'Beneficiary Name' is empty",
			`Enter the expected account holder, or remove the option. ${checkExpression}`,
		);
	const wanted: WantedFacts = {
		beneficiary: isNamed || !isOff(options.checkBeneficiary) ? { expected } : undefined,
		fee: !isOff(options.checkFee),
	};
	const planned = planChecks(checks, wanted, payout);
	return planned.kind === 'unaskable'
		? { kind: 'invalid', explanation: planned.explanation }
		: { ...planned, wanted };
}

const isOff = (given: unknown): boolean =>
	['', 'false'].includes(textOf(given).trim().toLowerCase());
