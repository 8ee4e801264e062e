import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { FoundPayment } from '../../lib/payments/payment';

/** A payment in the common vocabulary, with the provider's own record where it is wanted. */
export const paymentItem = (
	{ payment, record }: FoundPayment,
	simplify: boolean,
	more: Partial<INodeExecutionData> & { readonly json?: IDataObject } = {},
): INodeExecutionData => ({
	...more,
	json: { ...payment, ...more.json, ...(simplify ? {} : { raw: record as IDataObject }) },
});
