import type { Explanation, Provider } from '../providers/contract';

/** The messages about notifications: in the editor, in n8n's log and to the sender. */

export const noWebhookSecret = (provider: Provider): Explanation => ({
	message: `${provider.displayName} returned no webhook secret`,
	description:
		"Enter it as 'Webhook Secret' in the credential, or ask the provider to enable notifications for this account.",
});
