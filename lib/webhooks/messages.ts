import type { Explanation, Provider } from '../providers/contract';

/** What is said about notifications: in the editor, in n8n's log and to who sent them. */

export const noWebhookSecret = (provider: Provider): Explanation => ({
	message: `${provider.displayName} returned no webhook secret`,
	description:
		"Enter it as 'Webhook Secret' in the credential, or ask the provider to enable notifications for this account.",
});
