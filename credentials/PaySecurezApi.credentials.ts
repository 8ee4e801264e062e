import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { credentialBehavior, credentialProperties } from '../lib/auth/credential';
import { paySecurez } from '../lib/providers/paySecurez';

const behavior = credentialBehavior(paySecurez);

/** Names, icon and documentation are literals because n8n's linter reads them from the source. */
export class PaySecurezApi implements ICredentialType {
	name = 'paySecurezApi';

	displayName = 'PaySecurez API';

	icon: Icon = { light: 'file:icons/paySecurez.svg', dark: 'file:icons/paySecurez.dark.svg' };

	documentationUrl = 'https://docs.zepopay.com/docs/authentication';

	properties: INodeProperties[] = credentialProperties(paySecurez);

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
