import type { NextActionFacts } from './contract';

/** Nothing that a payer could do, as far as an answer tells. */
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
