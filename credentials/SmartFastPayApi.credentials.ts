import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseUrlField, credentialBehavior, tokenFields } from '../lib/auth/credential';
import { smartFastPay } from '../lib/providers/smartFastPay';

const behavior = credentialBehavior(smartFastPay);

export class SmartFastPayApi implements ICredentialType {
	name = 'smartFastPayApi';

	displayName = 'SmartFastPay API';

	icon: Icon = { light: 'file:icons/smartFastPay.svg', dark: 'file:icons/smartFastPay.dark.svg' };

	documentationUrl = 'https://docs.smartfastpay.com/api-reference/api-requests';

	properties: INodeProperties[] = [
		{
			displayName:
				'SmartFastPay shows a client secret only once, when it is created, and has separate pairs for sandbox and live.',
			name: 'pairNotice',
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
			description: 'Sandbox and live have separate pairs of client ID and secret',
		},
		baseUrlField,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description:
				'From the SmartFastPay dashboard (app.smartfastpay.com), in the API credentials of this environment',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The dashboard shows the secret only once, when it is created. Create a new pair if it is lost.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Signs the notifications for the Payment Webhook Trigger. Left empty, it is fetched from SmartFastPay.',
		},
		...tokenFields,
	];

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
