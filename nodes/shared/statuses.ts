import type { INodePropertyOptions } from 'n8n-workflow';

import { type PaymentStatus, paymentStatuses } from '../../lib/providers/contract';

const meanings: Readonly<Record<PaymentStatus, string>> = {
	pending: 'Not final yet',
	succeeded: 'The money has arrived',
	failed: 'Declined or failed',
	canceled: 'Canceled',
	expired: 'Not paid in time',
	refunded: 'The money was returned',
	unknown: 'A status word that the provider does not document',
};

/** The common words as choices. */
export const statusChoices: INodePropertyOptions[] = paymentStatuses
	.map((status) => ({
		name: status.charAt(0).toUpperCase() + status.slice(1),
		value: status,
		description: meanings[status],
	}))
	.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
