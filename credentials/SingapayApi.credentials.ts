import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseUrlField, credentialBehavior, tokenFields } from '../lib/auth/credential';
import { singapay } from '../lib/providers/singapay';

const behavior = credentialBehavior(singapay);

export class SingapayApi implements ICredentialType {
	name = 'singapayApi';

	displayName = 'Singapay API';

	icon: Icon = { light: 'file:icons/singapay.svg', dark: 'file:icons/singapay.dark.svg' };

	documentationUrl = 'https://docs.singapay.id';

	properties: INodeProperties[] = [
		{
			displayName:
				'Singapay answers registered IP addresses only, also in its sandbox: register the address of this n8n in the Singapay dashboard first.',
			name: 'addressNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Sandbox', value: 'sandbox' },
				{ name: 'Live', value: 'live' },
				{ name: 'Custom', value: 'custom', description: 'Another address, e.g. a simulator' },
			],
			default: 'sandbox',
			description:
				'Register the IP address of this n8n in the Singapay dashboard first, for sandbox and live alike',
		},
		baseUrlField,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'From the Singapay merchant dashboard',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'From the Singapay merchant dashboard. It also signs the requests that move money.',
		},
		{
			displayName: 'API Key (Partner ID)',
			name: 'partnerId',
			type: 'string',
			default: '',
			required: true,
			description:
				'The API key from the Singapay merchant dashboard, sent as X-PARTNER-ID with every request',
		},
		{
			displayName: 'Authentication Version',
			name: 'authVersion',
			type: 'options',
			options: [
				{
					name: '1.0 (Basic)',
					value: 'v1.0',
					description: 'Client ID and secret by HTTP Basic',
				},
				{
					name: '1.1 (Signature)',
					value: 'v1.1',
					description: 'A signature of the day in Jakarta. The secret itself is not sent.',
				},
			],
			default: 'v1.0',
			description: 'How a token is asked for. Singapay says which one an account uses.',
		},
		...tokenFields,
	];

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
