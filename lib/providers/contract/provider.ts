import type { ProviderApi } from './api';
import type { ProviderAuth } from './auth';
import type { ProviderForms } from './forms';
import type { ProviderPayments } from './payments';
import type { ProviderWebhooks } from './webhooks';

/**
 * Everything in which one payment provider differs from another, as plain data and pure functions.
 *
 * A provider does no input or output, reads no clock and knows nothing of n8n. If providers differ in something new, widen
 * this contract; a branch on a provider's name anywhere else means that the contract is wrong.
 */
export interface Provider {
	/** The value of the node's `provider` parameter. */
	readonly id: string;
	readonly displayName: string;
	/** The n8n credential type's name. */
	readonly credentialType: string;
	readonly auth: ProviderAuth;
	readonly api: ProviderApi;
	readonly payments: ProviderPayments;
	readonly forms: ProviderForms;
	readonly webhooks: ProviderWebhooks;
}
