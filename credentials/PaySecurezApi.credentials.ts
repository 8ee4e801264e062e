import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseUrlField, credentialBehavior, tokenFields } from '../lib/auth/credential';
import { paySecurez } from '../lib/providers/paySecurez';

const behavior = credentialBehavior(paySecurez);

export class PaySecurezApi implements ICredentialType {
	name = 'paySecurezApi';

	displayName = 'PaySecurez API';

	icon: Icon = { light: 'file:icons/paySecurez.svg', dark: 'file:icons/paySecurez.dark.svg' };

	documentationUrl = 'https://docs.zepopay.com/docs/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Live', value: 'live' },
				{ name: 'Custom', value: 'custom', description: 'Another address, e.g. a simulator' },
			],
			default: 'live',
			description:
				'PaySecurez documents no sandbox. Choose Custom for an address that PaySecurez gave you.',
		},
		baseUrlField,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'From PaySecurez, with the API credentials of the merchant account',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From PaySecurez, together with the client ID',
		},
		{
			displayName: 'Token Reuse',
			name: 'reusePolicy',
			type: 'options',
			options: [
				{
					name: 'New Token for Every Write',
					value: 'perTransaction',
					description: 'Recommended by PaySecurez. Reads still share one token.',
				},
				{
					name: 'Until It Expires',
					value: 'untilExpiry',
					description: 'Fewer calls: one token serves all requests for its 30 minutes',
				},
			],
			default: 'perTransaction',
			description: 'How long one token is used by the Payment API Request node',
			hint: 'PaySecurez recommends a new token for every transaction',
		},
		...tokenFields,
	];

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
