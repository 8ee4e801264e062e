import type { NextActionFacts } from './contract';

/** The response names nothing that the payer has to do. */
export const noAction: NextActionFacts = {
	type: 'none',
	url: '',
	qrText: '',
	account: '',
	bank: '',
	branch: '',
	holder: '',
	code: '',
	expiresAt: null,
};
