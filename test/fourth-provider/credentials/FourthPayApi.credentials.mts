import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { credentialBehavior, credentialProperties } from '../lib/auth/credential';
import { fourthPay } from '../lib/providers/fourthPay/index.mts';

const behavior = credentialBehavior(fourthPay);

/** Names, icon and documentation are literals because n8n's linter reads them from the source. */
export class FourthPayApi implements ICredentialType {
	name = 'fourthPayApi';

	displayName = 'Fourth Pay API';

	icon: Icon = { light: 'file:icons/fourthPay.svg', dark: 'file:icons/fourthPay.dark.svg' };

	documentationUrl = 'https://docs.fourthpay.example';

	properties: INodeProperties[] = credentialProperties(fourthPay);

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
