import type { IExecuteFunctions } from 'n8n-workflow';

import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { readItemParameters } from '../../../nodes/PaymentApiRequest/forms/send';
import { settings } from '../../support/fakeContext.mts';

/** What the option Never Error is read as, whatever an expression gives. */
const neverErrorOf = (neverError: unknown): unknown => {
	const values: Readonly<Record<string, unknown>> = { path: '/balance', options: { neverError } };
	const node = {
		getNode: () => ({ parameters: {} }),
		getNodeParameter: (name: string, _index: number, otherwise: unknown) =>
			values[name] ?? otherwise,
	} as unknown as IExecuteFunctions;
	const read = readItemParameters(node, 0, { provider: smartFastPay, settings });
	return read.kind === 'invalid' ? read : read.parameters.neverError;
};

describe('Never Error', () => {
	it.each([true, 'true', 'TRUE'])('is on for %j', (given) => {
		expect(neverErrorOf(given)).toBe(true);
	});

	it.each([false, 'false', 'FALSE', 'no', '', 0, null, undefined])(
		'is off for %j: a failure stays a failure',
		(given) => {
			expect(neverErrorOf(given)).toBe(false);
		},
	);
});
