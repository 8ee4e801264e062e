import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../lib/providers';
import type { Provider } from '../../lib/providers/contract';
import { defaultToleranceSeconds, maxToleranceSeconds } from '../../lib/webhooks/numbers';
import { accountOf, accountProperty } from '../shared/payments';
import { providerProperty } from '../shared/providers';
import { statusChoices } from '../shared/statuses';

/** Whose notifications start the workflow, which of them, and how they are verified. */

/** What this node calls the choice of the provider. */
export const triggerOn = 'Trigger On';

const idsOf = (chosen: readonly Provider[]): string[] => chosen.map(({ id }) => id);

const signing = providers.filter(({ webhooks }) => webhooks.signature !== undefined);
const notSigning = providers.filter(({ webhooks }) => webhooks.signature === undefined);
const signingPaths = signing.filter(({ webhooks }) => webhooks.signature?.coversPath);

export const triggerProperties: INodeProperties[] = [
	providerProperty(
		'The provider whose notifications are received. It decides which credential is used.',
		// The panel of nodes lists the choices of a trigger's first field with this name or "Events", whatever is shown of it: by
		// "Events" it would list those of the first provider alone.
		{ displayName: triggerOn, actionOf: (provider) => `On a ${provider} notification` },
	),
	...providers.map(({ id, webhooks }): INodeProperties => ({
		displayName: webhooks.setUp,
		name: 'setUpNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: [id] } },
	})),
	...notSigning.map(({ id, displayName }): INodeProperties => ({
		displayName: `${displayName} does not sign notifications: each one is confirmed with the provider, and the workflow receives the provider's record.`,
		name: 'confirmNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: [id] } },
	})),
	...providers.map(({ id, webhooks }): INodeProperties => ({
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: webhooks.events.map(({ value, label }) => ({ name: label, value })),
		default: [],
		description:
			'Which notifications start the workflow. None selected means all, including those that are not listed.',
		hint: 'None selected means all',
		displayOptions: { show: { provider: [id] } },
	})),
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: statusChoices,
		default: [],
		description: 'Which statuses start the workflow, after confirmation. None selected means all.',
		hint: 'None selected means all',
	},
	{
		displayName: 'Confirm With Provider',
		name: 'confirm',
		type: 'boolean',
		default: false,
		description:
			"Whether to look each payment up and continue with the provider's record instead of the notification",
		displayOptions: { show: { provider: idsOf(signing) } },
	},
	...signing.flatMap((provider) => {
		const account = accountOf(provider);
		const show = { provider: [provider.id], confirm: [true] };
		return account === undefined ? [] : [{ ...accountProperty(account), displayOptions: { show } }];
	}),
	{
		displayName: 'Tolerance (Seconds)',
		name: 'tolerance',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: maxToleranceSeconds },
		default: defaultToleranceSeconds,
		description: `How far the signed time may differ from now, in either direction, up to ${maxToleranceSeconds} seconds. An older notification with a valid signature is confirmed with the provider.`,
		displayOptions: { show: { provider: idsOf(signing) } },
	},
	{
		displayName: 'Public Path',
		name: 'publicPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. /hooks/payments',
		description:
			'The path that the provider calls, if a proxy in front of n8n rewrites it: the provider signs the path. The path that arrives is tried as well.',
		displayOptions: { show: { provider: idsOf(signingPaths) } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		hint: "Omits the provider's own record of the payment",
	},
	{
		// This tells n8n that the node reads the body itself.
		displayName: 'Options',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
];
