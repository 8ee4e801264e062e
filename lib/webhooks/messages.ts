import type { Provider } from '../providers/contract';
import { type Problem, problem } from '../client/messages';

/** What is said about notifications: in the editor, in n8n's log and to who sent them. */

export const noWebhookSecret = (provider: Provider): Problem =>
	problem(
		{
			message: `${provider.displayName} gave no webhook secret`,
			description:
				"Enter it as 'Webhook Secret' in the credential, or ask the provider to enable notifications for this account.",
		},
		{},
	);
