import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../../lib/providers';
import type { PayoutCheck } from '../../../lib/providers/contract';

/** Options for the checks before a payout. */

/** For the methods that have a check of this kind. */
function whereTold(
	isTold: (check: PayoutCheck) => boolean,
	options: INodeProperties[],
): INodeProperties[] {
	const checking = providers.flatMap(({ id, forms }) =>
		forms.creates
			.filter(({ checks = [] }) => checks.some(isTold))
			.map((create) => ({ provider: id, method: create.id })),
	);
	const show = {
		'/resource': ['payout'],
		'/provider': [...new Set(checking.map(({ provider }) => provider))],
		'/paymentMethod': [...new Set(checking.map(({ method }) => method))],
	};
	return options.map((option) => ({ ...option, displayOptions: { show } }));
}

export const payoutChecks: INodeProperties[] = [
	...whereTold(
		({ readBeneficiary }) => readBeneficiary !== undefined,
		[
			{
				displayName: 'Beneficiary Name',
				name: 'beneficiaryName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Jane Doe',
				description:
					'The expected account holder, compared without case and accents. If the name differs, nothing is sent.',
			},
			{
				displayName: 'Check Beneficiary First',
				name: 'checkBeneficiary',
				type: 'boolean',
				default: false,
				description:
					'Whether to ask the provider for the account holder first. The item contains the name.',
			},
		],
	),
	...whereTold(
		({ readFee }) => readFee !== undefined,
		[
			{
				displayName: 'Check Fee First',
				name: 'checkFee',
				type: 'boolean',
				default: false,
				description:
					'Whether to ask the provider for the fee first. The item contains it as feeQuote. If the check fails, for example because the balance is too low, nothing is sent.',
			},
		],
	),
];
