import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { credentialBehavior, credentialProperties } from '../lib/auth/credential';
import { smartFastPay } from '../lib/providers/smartFastPay';

const behavior = credentialBehavior(smartFastPay);

/** Names, icon and documentation are literals because n8n's linter reads them from the source. */
export class SmartFastPayApi implements ICredentialType {
	name = 'smartFastPayApi';

	displayName = 'SmartFastPay API';

	icon: Icon = { light: 'file:icons/smartFastPay.svg', dark: 'file:icons/smartFastPay.dark.svg' };

	documentationUrl = 'https://docs.smartfastpay.com/api-reference/api-requests';

	properties: INodeProperties[] = credentialProperties(smartFastPay);

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
